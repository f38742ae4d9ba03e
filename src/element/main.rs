//! The wasm of the embed folder: the library, whose exports the element's script calls.
#![no_main]

use my_groups_badge as _;
