//! The folders of a release contain the expected files and no others.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use release::{files, folders::Project};
use serde_json::Value;
use std::{fs, path::Path};
use tempfile::TempDir;

/// A project after its build.
fn project(more: &[&str]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let built = [
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "dist/index.html",
        "dist/my-groups-badge-0.1.0.tgz",
        "dist/npm/package.json",
        "dist/embed/my-groups-badge.js",
        "dist/embed/my-groups-badge-inline.js",
        "dist/embed/my-groups-badge-12345678.wasm",
        "dist/embed/words/de.json",
    ];
    for name in built.iter().chain(more) {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("this is {name}")).unwrap();
    }
    dir
}

fn of(dir: &TempDir) -> Project<'_> {
    Project {
        root: dir.path(),
        out: Path::new("."),
        version: "0.1.0",
        third_party: "theirs",
        page_third_party: "the page's",
    }
}

fn names(folder: &Path) -> Vec<String> {
    let found = files::below(folder).unwrap().into_iter();
    found.map(|(name, _)| name).collect()
}

#[test]
fn a_host_gets_the_embed_folder_with_licenses_and_hashes() {
    let dir = project(&[]);
    let out = tempfile::tempdir().unwrap();
    let folder = Project {
        out: out.path(),
        ..of(&dir)
    }
    .embed()
    .unwrap();
    assert!(folder.ends_with("my-groups-badge-0.1.0"));
    let expected = [
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.txt",
        "SHA256SUMS",
        "THIRD-PARTY-LICENSES.txt",
        "integrity.json",
        "my-groups-badge-12345678.wasm",
        "my-groups-badge-inline.js",
        "my-groups-badge.js",
        "words/de.json",
    ];
    assert_eq!(names(&folder), expected);

    let hashes = fs::read_to_string(folder.join("integrity.json")).unwrap();
    let hashes: Value = serde_json::from_str(&hashes).unwrap();
    assert_eq!(hashes["version"], "0.1.0");
    let of = hashes["integrity"].as_object().unwrap();
    assert_eq!(of.len(), 3);
    for (name, hash) in of {
        assert_eq!(*hash, files::integrity(&folder.join(name)).unwrap());
    }
    let readme = fs::read_to_string(folder.join("README.txt")).unwrap();
    assert!(readme.contains(of["my-groups-badge.js"].as_str().unwrap()));
    assert!(!readme.contains("VERSION") && !readme.contains("INTEGRITY"));

    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    fs::remove_file(folder.join("SHA256SUMS")).unwrap();
    assert_eq!(sums, files::sha256_sums(&folder).unwrap());
}

#[test]
fn the_site_is_the_build_without_the_npm_package() {
    let dir = project(&[]);
    let out = tempfile::tempdir().unwrap();
    let folder = Project {
        out: out.path(),
        ..of(&dir)
    }
    .site()
    .unwrap();
    let expected = [
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "THIRD-PARTY-LICENSES.txt",
        "embed/my-groups-badge-12345678.wasm",
        "embed/my-groups-badge-inline.js",
        "embed/my-groups-badge.js",
        "embed/words/de.json",
        "index.html",
    ];
    assert_eq!(names(&folder), expected);
    let third_party = fs::read_to_string(folder.join("THIRD-PARTY-LICENSES.txt")).unwrap();
    assert!(third_party.contains("theirs") && third_party.contains("the page's"));
}

#[test]
fn the_plugin_has_the_badge_of_this_build() {
    let dir = project(&[
        "wordpress/my-groups-badge/readme.txt",
        "wordpress/my-groups-badge/includes/a.php",
        "wordpress/my-groups-badge/embed/of-an-old-build.wasm",
    ]);
    let out = tempfile::tempdir().unwrap();
    let folder = Project {
        out: out.path(),
        ..of(&dir)
    }
    .plugin()
    .unwrap()
    .unwrap();
    assert!(folder.ends_with("my-groups-badge")); // as WordPress names it
    let expected = [
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "THIRD-PARTY-LICENSES.txt",
        "embed/my-groups-badge-12345678.wasm",
        "embed/my-groups-badge-inline.js",
        "embed/my-groups-badge.js",
        "embed/words/de.json",
        "includes/a.php",
        "readme.txt",
    ];
    assert_eq!(names(&folder), expected);
}

#[test]
fn without_a_plugin_there_is_none() {
    let dir = project(&[]);
    assert!(of(&dir).plugin().unwrap().is_none());
}

#[test]
fn without_a_build_the_command_that_makes_it_is_named() {
    let dir = project(&["wordpress/my-groups-badge/readme.txt"]);
    fs::remove_dir_all(dir.path().join("dist")).unwrap();
    fs::create_dir(dir.path().join("dist")).unwrap();
    let out = tempfile::tempdir().unwrap();
    let project = Project {
        out: out.path(),
        ..of(&dir)
    };
    for made in [
        project.embed().map(Some),
        project.site().map(Some),
        project.plugin(),
    ] {
        let error = made.unwrap_err().to_string();
        assert!(error.contains("cargo xtask dist"), "{error}");
    }
}
