//! deny.toml, which cargo-deny reads, and about.toml, which cargo-about reads, accept the same licenses for what is shipped.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use release::licenses::{BADGE, COMPANION, PREVIEW, of_crates};
use toml::{Table, Value};
use xshell::Shell;

const ABOUT: &str = include_str!("../about.toml");
const DENY: &str = include_str!("../../../deny.toml");

fn strings(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|entry| entry.as_str().unwrap()).collect()
}

#[test]
fn both_files_accept_the_same_licenses() {
    let [about, deny]: [Table; 2] = [ABOUT, DENY].map(|text| text.parse().unwrap());
    let accepted = strings(&about["accepted"]);
    assert!(accepted.contains(&"MIT"), "{accepted:?}");
    assert_eq!(accepted, strings(&deny["licenses"]["allow"]));
}

#[test]
fn crates_with_another_license_are_in_nothing_that_is_shipped() {
    let sh = Shell::new().unwrap();
    let deny: Table = DENY.parse().unwrap();
    let exceptions = deny["licenses"]["exceptions"].as_array().unwrap();
    for shipped in [BADGE, PREVIEW, COMPANION] {
        let crates = of_crates(&sh, &shipped).unwrap();
        // The badge has Leptos, and the companion an HTTP client and server.
        assert!(crates.starts_with(shipped.package) && crates.lines().count() > 50);
        for exception in exceptions {
            let name = format!("{} v", exception["crate"].as_str().unwrap());
            assert!(
                !crates.lines().any(|line| line.starts_with(&name)),
                "{} has {name}",
                shipped.package
            );
        }
    }
}
