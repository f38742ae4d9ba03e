//! The parts of a release, and the checks of their consistency. `cargo xtask release --dry-run` runs the program.

pub mod advisories;
pub mod files;
pub mod folders;
pub mod licenses;
pub mod packages;
pub mod project;
pub mod sbom;
