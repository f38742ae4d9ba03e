//! All tests of real pages without special requirements, as one program, because linking another program takes longer than its
//! tests. The tests of the preview page, of the recipes and of the plugin are separate programs.
#![allow(missing_docs, clippy::unwrap_used)]

mod clobbering;
mod companion;
mod consumers;
mod downloads;
mod element;
mod embed;
mod failures;
mod foreign_wasm;
mod frameworks;
mod globals;
mod hostile;
mod inherited;
mod inline;
mod libraries;
mod looks;
mod manifest;
mod pages;
mod reloads;
mod rows;
mod server_side;
mod shift;
mod strict;
mod words;

/// The tests of a file that is missing above would never run.
#[test]
fn every_file_of_this_folder_is_a_module_here() {
    let folder = e2e::root().join("tests/e2e/tests");
    let this = include_str!("main.rs");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if path.is_file() && name != "main" {
            assert!(this.contains(&format!("mod {name};")), "{name} is missing");
        }
    }
}
