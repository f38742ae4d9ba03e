//! The binary for the wasm file of the embed folder. The element's script calls the library's
//! exports.
#![no_main]

use my_groups_badge as _;
