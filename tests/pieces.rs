//! Texts are put together from pieces: a release cuts off what `format!` and `Debug` need (xtask/src/shrink.rs), so a room
//! that used them would end in a trap.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The source files of the crate, but for what only the machine that builds it runs.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn no_room_formats() {
    let files = sources(Path::new("src"));
    assert!(files.len() > 20, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            for word in [
                "format!(",
                "write!(",
                "format_args!(",
                "println!(",
                "panic!(",
                "fmt::Display",
            ] {
                assert!(!line.contains(word), "{}: {line}", file.display());
            }
        }
    }
}
