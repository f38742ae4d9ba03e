//! The crate contains the files that a Leptos developer needs, and no others.

#![allow(missing_docs, clippy::unwrap_used)]

use release::packages::check_crate;

const LIST: &str = ".cargo_vcs_info.json
CHANGELOG.md
Cargo.lock
Cargo.toml
Cargo.toml.orig
LICENSE-APACHE
LICENSE-MIT
README.md
src/lib.rs
src/view/mod.rs
style.css";

#[test]
fn a_crate_of_sources_and_what_belongs_to_them_passes() {
    check_crate(LIST).unwrap();
}

#[test]
fn a_file_that_nobody_needs_is_named() {
    for file in [
        "tests/groups.rs",
        "dist/index.html",
        "notes.md",
        "docs/looks.png",
    ] {
        let error = check_crate(&format!("{LIST}\n{file}")).unwrap_err();
        assert!(error.to_string().contains(file), "{error}");
    }
}

#[test]
fn a_file_that_is_missing_is_named() {
    for file in ["LICENSE-MIT", "CHANGELOG.md", "src/lib.rs", "style.css"] {
        let list = LIST.replace(file, "src/other.rs");
        let error = check_crate(&list).unwrap_err();
        assert!(error.to_string().contains(file), "{error}");
    }
}
