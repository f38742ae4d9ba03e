//! The wasm of the embed folder: the library, whose exports the element's script calls.

use my_groups_badge as _;

fn main() {}
