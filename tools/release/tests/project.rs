//! All files state the same version, and the changelog has a section for it.

#![allow(missing_docs, clippy::unwrap_used)]

use release::project::{Section, check_tag, section, version};
use std::{fs, path::Path};
use tempfile::TempDir;

fn project(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

const ROOT: (&str, &str) = ("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.2.0\"");

/// Each file that states a version, as it does that.
fn statements(version: &str) -> [(&'static str, String); 7] {
    [
        (
            "companion/Cargo.toml",
            format!("[package]\nversion = \"{version}\""),
        ),
        (
            "companion/openapi.yaml",
            format!("info:\n  version: \"{version}\"\n"),
        ),
        (
            "dist/npm/package.json",
            format!("{{\"version\": \"{version}\"}}"),
        ),
        (
            "wordpress/my-groups-badge/block.asset.php",
            format!("<?php\nreturn array(\n\t'version'      => '{version}',\n);\n"),
        ),
        (
            "wordpress/my-groups-badge/block.json",
            format!("{{\"version\": \"{version}\"}}"),
        ),
        (
            "wordpress/my-groups-badge/my-groups-badge.php",
            format!("<?php\n/**\n * Plugin Name: My Groups Badge\n * Version:     {version}\n */"),
        ),
        (
            "wordpress/my-groups-badge/readme.txt",
            format!("=== My Groups Badge ===\nStable tag: {version}\n"),
        ),
    ]
}

#[test]
fn the_version_is_that_of_the_roots_manifest() {
    let all = statements("0.2.0");
    let mut files = vec![ROOT];
    assert_eq!(version(project(&files).path()).unwrap(), "0.2.0");
    files.extend(all.iter().map(|(name, text)| (*name, text.as_str())));
    assert_eq!(version(project(&files).path()).unwrap(), "0.2.0");
}

#[test]
fn a_file_with_another_version_is_named() {
    for (name, text) in &statements("0.1.9") {
        let error = version(project(&[ROOT, (name, text)]).path()).unwrap_err();
        let error = error.to_string();
        assert!(error.contains(name) && error.contains("0.1.9"), "{error}");
    }
}

#[test]
fn a_file_that_has_lost_its_version_is_named() {
    for (name, _) in &statements("") {
        let error = version(project(&[ROOT, (name, "{}")]).path()).unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn the_project_itself_has_one_version_and_a_section_for_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap();
    // The npm package is built, and may be that of another version as long as it is not built anew.
    let mut files = vec!["Cargo.toml".to_owned(), "CHANGELOG.md".to_owned()];
    files.extend(statements("").map(|(name, _)| name.to_owned()));
    files.retain(|name| !name.starts_with("dist/") && root.join(name).exists());
    let texts: Vec<_> = files
        .iter()
        .map(|name| fs::read_to_string(root.join(name)).unwrap())
        .collect();
    let copies: Vec<_> = files
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let version = version(project(&copies).path()).unwrap();
    section(
        &fs::read_to_string(root.join("CHANGELOG.md")).unwrap(),
        &version,
    )
    .unwrap();
}

const CHANGELOG: &str = "# Changelog

## [Unreleased]

Later.

## [0.2.0] - 2026-11-25

### Added

- A thing, [see there][0.1.0].

## [0.1.0] - not released yet

The first.

[0.1.0]: https://example.org/
";

#[test]
fn a_section_is_what_is_between_its_heading_and_the_next() {
    let of = |date: Option<&str>, text: &str| Section {
        date: date.map(str::to_owned),
        text: text.to_owned(),
    };
    assert_eq!(
        section(CHANGELOG, "0.2.0").unwrap(),
        of(
            Some("2026-11-25"),
            "### Added\n\n- A thing, [see there][0.1.0]."
        )
    );
    assert_eq!(section(CHANGELOG, "0.1.0").unwrap(), of(None, "The first."));
}

#[test]
fn a_version_without_a_section_is_an_error() {
    for (changelog, version) in [
        (CHANGELOG, "0.3.0"),
        (CHANGELOG, "0.2"),
        (
            "## [0.2.0] - 2026-11-25\n\n## [0.1.0] - 2026-01-01\n\nIt.",
            "0.2.0",
        ),
    ] {
        let error = section(changelog, version).unwrap_err().to_string();
        assert!(error.contains(version), "{error}");
    }
}

#[test]
fn a_tag_is_that_of_the_version_and_its_day_is_stated() {
    let dated = section(CHANGELOG, "0.2.0").unwrap();
    check_tag("v0.2.0", "0.2.0", &dated).unwrap();
    for tag in ["v0.2.1", "0.2.0", "v0.2.0-rc1"] {
        check_tag(tag, "0.2.0", &dated).unwrap_err();
    }
    let undated = section(CHANGELOG, "0.1.0").unwrap();
    check_tag("v0.1.0", "0.1.0", &undated).unwrap_err();
}
