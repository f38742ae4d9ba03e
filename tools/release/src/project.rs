//! Checks that all files of the project state the same version, and reads the version's section of the changelog.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value as Json;
use std::{fs, path::Path};

/// Finds the version in a file's text.
type Find = fn(&str) -> Option<String>;

/// The files that state the version, and how to find it. A missing file is ignored.
const STATEMENTS: &[(&str, Find)] = &[
    ("companion/Cargo.toml", of_manifest),
    ("companion/openapi.yaml", |text| after(text, "version:")),
    ("dist/npm/package.json", of_json),
    ("wordpress/my-groups-badge/block.asset.php", |text| {
        after(text, "'version'")
    }),
    ("wordpress/my-groups-badge/block.json", of_json),
    ("wordpress/my-groups-badge/my-groups-badge.php", |text| {
        after(text, "Version:")
    }),
    ("wordpress/my-groups-badge/readme.txt", |text| {
        after(text, "Stable tag:")
    }),
];

/// Returns the version in the root's `Cargo.toml`.
///
/// # Errors
/// The file has no version, or another file of the project states a different one.
pub fn version(root: &Path) -> Result<String> {
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let version = of_manifest(&manifest).context("Cargo.toml has no version")?;
    for (file, find) in STATEMENTS {
        let Ok(text) = fs::read_to_string(root.join(file)) else {
            continue;
        };
        match find(&text) {
            Some(stated) if stated == version => {}
            Some(stated) => {
                bail!(
                    "{file} has version {stated:?}, but Cargo.toml has {version:?}. They must be equal"
                )
            }
            None => bail!("{file} states no version; it should be {version:?}"),
        }
    }
    Ok(version)
}

fn of_manifest(text: &str) -> Option<String> {
    let manifest: toml::Table = text.parse().ok()?;
    let version = manifest.get("package")?.get("version")?.as_str()?;
    Some(version.to_owned())
}

fn of_json(text: &str) -> Option<String> {
    let package: Json = serde_json::from_str(text).ok()?;
    Some(package.get("version")?.as_str()?.to_owned())
}

/// Returns the value in the first line that starts with a name.
fn after(text: &str, name: &str) -> Option<String> {
    let indent = [' ', '\t', '*'];
    let mut lines = text.lines().map(|line| line.trim_start_matches(indent));
    let value = lines.find_map(|line| line.strip_prefix(name))?;
    let around = [' ', '\t', '=', '>', '"', '\'', ','];
    Some(value.trim_matches(around).to_owned())
}

/// A version's section of the changelog.
#[derive(Debug, PartialEq, Eq)]
pub struct Section {
    /// The date of the release, such as `2026-11-25`; `None` before the release.
    pub date: Option<String>,
    /// The text below the heading.
    pub text: String,
}

/// Finds the section of a version. Its heading is `## [0.1.0] - 2026-11-25`, or has a word in place of the date.
///
/// # Errors
/// The section is missing or empty.
pub fn section(changelog: &str, version: &str) -> Result<Section> {
    let heading = format!("## [{version}] - ");
    let mut lines = changelog.lines();
    let rest = lines
        .find_map(|line| line.strip_prefix(&heading))
        .with_context(|| format!("CHANGELOG.md has no section {heading}<date>"))?;
    // The definitions of links follow the last section.
    let ends = |line: &&str| !line.starts_with("## ") && !line.starts_with('[');
    let text: Vec<_> = lines.take_while(ends).collect();
    let text = text.join("\n").trim().to_owned();
    ensure!(!text.is_empty(), "the section {heading}{rest} is empty");
    Ok(Section {
        date: is_date(rest).then(|| rest.to_owned()),
        text,
    })
}

fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let is_number = |part: &&str| part.chars().all(|digit| digit.is_ascii_digit());
    parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(is_number)
}

/// Checks that a tag names the version, and that the version's section has a date.
///
/// # Errors
/// The tag names another version, or the section has no date.
pub fn check_tag(tag: &str, version: &str, section: &Section) -> Result<()> {
    ensure!(
        tag.strip_prefix('v') == Some(version),
        "the tag of version {version} must be v{version}, not {tag:?}"
    );
    ensure!(
        section.date.is_some(),
        "the changelog's section of {version} has no date, as in ## [{version}] - 2026-11-25"
    );
    Ok(())
}
