//! Makes and checks a software bill of materials in the format `CycloneDX`, for each shipped package.

use crate::{files, licenses::Shipped};
use anyhow::{Context, Result, ensure};
use serde_json::Value as Json;
use std::{collections::HashSet, path::Path};
use xshell::{Shell, cmd};

/// The version of the format, <https://cyclonedx.org/docs/1.5/json/>.
const SPEC: &str = "1.5";
/// The name of the files that cargo-cyclonedx writes beside every manifest of the workspace.
const NAME: &str = "release-bom";

/// Makes the bill of materials; returns its text.
///
/// # Errors
/// cargo-cyclonedx fails.
pub fn make(sh: &Shell, root: &Path, shipped: &Shipped) -> Result<String> {
    let Shipped {
        folder,
        features,
        target,
        ..
    } = *shipped;
    // The time of the commit, so that the same commit results in the same file.
    let time = cmd!(sh, "git log -1 --format=%ct").quiet().ignore_stderr();
    let time = time.read().unwrap_or_else(|_| files::TIME.to_string());
    let options = "--format json --no-build-deps --quiet".split(' ');
    let made = cmd!(
        sh,
        "cargo cyclonedx --manifest-path {folder}/Cargo.toml {options...} --spec-version {SPEC}
            --target {target} {features...} --override-filename {NAME}"
    )
    .env("SOURCE_DATE_EPOCH", time)
    .run();
    let file = format!("{NAME}.json");
    let text = made
        .map_err(Into::into)
        .and_then(|()| Ok(sh.read_file(Path::new(folder).join(&file))?));
    let members = "metadata --no-deps --offline --format-version 1".split(' ');
    let members: Json = serde_json::from_str(&cmd!(sh, "cargo {members...}").quiet().read()?)?;
    for package in list(&members, "packages") {
        let manifest = Path::new(string(package, "manifest_path")?);
        sh.remove_path(manifest.with_file_name(&file))?;
    }
    let text: Result<String> = text;
    let root = root.to_string_lossy();
    Ok(text?.replace(root.trim_end_matches('/'), "."))
}

/// Checks that a bill of materials has the fields that the format requires, and that it contains all `crates`, which are the
/// output of [`of_crates`](crate::licenses::of_crates).
///
/// # Errors
/// A field or a crate is missing, or a dependency refers to no component.
pub fn check(text: &str, package: &str, version: &str, crates: &str) -> Result<()> {
    let bom: Json = serde_json::from_str(text).context("the bill of materials is not JSON")?;
    for (field, wanted) in [("bomFormat", "CycloneDX"), ("specVersion", SPEC)] {
        ensure!(
            string(&bom, field)? == wanted,
            "{field} should be {wanted:?}"
        );
    }
    let of = bom.pointer("/metadata/component");
    let of = of.context("metadata.component is missing")?;
    ensure!(
        (string(of, "name")?, string(of, "version")?) == (package, version),
        "the bill of materials does not describe {package} {version}"
    );
    let mut names = HashSet::new();
    let mut references = HashSet::new();
    for component in list(&bom, "components").chain([of]) {
        string(component, "type")?;
        string(component, "purl")?;
        let name = string(component, "name")?;
        ensure!(
            list(component, "licenses").next().is_some(),
            "{name} has no license"
        );
        names.insert(format!("{name} v{}", string(component, "version")?));
        ensure!(
            references.insert(string(component, "bom-ref")?),
            "{name} has the bom-ref of another component"
        );
    }
    for of in list(&bom, "dependencies") {
        let on = list(of, "dependsOn").filter_map(Json::as_str);
        for reference in on.chain([string(of, "ref")?]) {
            ensure!(
                references.contains(reference),
                "no component has the bom-ref {reference}"
            );
        }
    }
    for line in crates.lines() {
        // A line contains the name, the version, and the location if it is not a registry.
        let words = line.split([' ', '\t']).take(2);
        let name = words.collect::<Vec<_>>().join(" ");
        ensure!(names.contains(&name), "{name} is missing");
    }
    Ok(())
}

fn string<'a>(of: &'a Json, field: &str) -> Result<&'a str> {
    let value = of.get(field).and_then(Json::as_str);
    value.with_context(|| format!("{field:?} is missing in {of}"))
}

fn list<'a>(of: &'a Json, field: &str) -> impl Iterator<Item = &'a Json> {
    of.get(field).and_then(Json::as_array).into_iter().flatten()
}
