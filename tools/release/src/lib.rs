//! What a release is made of, and the checks that hold it together. The program is `cargo xtask release --dry-run`.

pub mod advisories;
pub mod files;
pub mod folders;
pub mod licenses;
pub mod packages;
pub mod project;
pub mod sbom;
