//! Arbitrary bodies at the wire: a list or a typed failure, never a panic. `cargo xtask fuzz`
#![no_main]

use libfuzzer_sys::fuzz_target;
use my_groups_badge::{failure::Failure, wire};

fuzz_target!(|body: &[u8]| {
    let answer = wire::read(body, None, |_| Err(Failure::TooLarge));
    for group in answer.map(|listing| listing.groups).unwrap_or_default() {
        assert!(!group.name.trim().is_empty() && !group.name.chars().any(char::is_control));
    }
});
