//! What a release is made of, and the checks that hold it together. The program is `cargo xtask release --dry-run`.

pub mod files;

pub mod licenses;
pub mod project;
