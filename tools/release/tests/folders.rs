//! The folders of a release contain the expected files and no others.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use release::{files, folders::Project};
use serde_json::Value;
use std::{fs, path::Path};
use tempfile::TempDir;

/// A project after its build, and an empty folder for its releases.
struct Built {
    root: TempDir,
    out: TempDir,
}

impl Built {
    /// Creates the files of a build, and `more` files.
    fn with(more: &[&str]) -> Self {
        let root = tempfile::tempdir().unwrap();
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
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("this is {name}")).unwrap();
        }
        let out = tempfile::tempdir().unwrap();
        Self { root, out }
    }

    fn project(&self) -> Project<'_> {
        Project {
            root: self.root.path(),
            out: self.out.path(),
            version: "0.1.0",
            third_party: "theirs",
            page_third_party: "the page's",
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    let found = files::below(folder).unwrap().into_iter();
    found.map(|(name, _)| name).collect()
}

#[test]
fn a_host_gets_the_embed_folder_with_licenses_and_hashes() {
    let built = Built::with(&[]);
    let folder = built.project().embed().unwrap();
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
    let integrity = hashes["integrity"].as_object().unwrap();
    assert_eq!(integrity.len(), 3);
    for (name, hash) in integrity {
        assert_eq!(*hash, files::integrity(&folder.join(name)).unwrap());
    }
    let readme = fs::read_to_string(folder.join("README.txt")).unwrap();
    assert!(readme.contains(integrity["my-groups-badge.js"].as_str().unwrap()));
    assert!(!readme.contains("VERSION") && !readme.contains("INTEGRITY"));

    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    fs::remove_file(folder.join("SHA256SUMS")).unwrap();
    assert_eq!(sums, files::sha256_sums(&folder).unwrap());
}

#[test]
fn the_site_is_the_build_without_the_npm_package() {
    let built = Built::with(&[]);
    let folder = built.project().site().unwrap();
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
    let built = Built::with(&[
        "wordpress/my-groups-badge/readme.txt",
        "wordpress/my-groups-badge/includes/a.php",
        "wordpress/my-groups-badge/embed/of-an-old-build.wasm",
    ]);
    let folder = built.project().plugin().unwrap().unwrap();
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
fn a_project_without_a_plugin_has_no_folder_for_it() {
    let built = Built::with(&[]);
    assert!(built.project().plugin().unwrap().is_none());
}

#[test]
fn an_error_names_the_command_that_creates_a_missing_build() {
    let built = Built::with(&["wordpress/my-groups-badge/readme.txt"]);
    fs::remove_dir_all(built.root.path().join("dist")).unwrap();
    fs::create_dir(built.root.path().join("dist")).unwrap();
    let project = built.project();
    for made in [
        project.embed().map(Some),
        project.site().map(Some),
        project.plugin(),
    ] {
        let error = made.unwrap_err().to_string();
        assert!(error.contains("cargo xtask dist"), "{error}");
    }
}
