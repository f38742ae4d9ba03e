//! Arbitrary bodies at the wire, in any encoding: a list or a typed failure, never a panic. `cargo
//! xtask fuzz`
#![no_main]

use libfuzzer_sys::fuzz_target;
use my_groups_core::wire::{self, Native};

fuzz_target!(|body: &[u8]| {
    for content_type in [None, Some("application/json; charset=big5")] {
        let Ok(listing) = wire::read(body, content_type, &Native) else {
            continue;
        };
        assert!(!listing.groups.is_empty() || listing.left_out == 0);
        for group in listing.groups {
            assert!(!group.name.trim().is_empty() && !group.name.chars().any(char::is_control));
            assert!(group.url.is_none_or(|url| url.to_ascii_lowercase().starts_with("http")));
        }
    }
});
