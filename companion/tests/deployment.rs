//! The workflow, the container file and the unit, as far as they can be tested without GitHub, a
//! container engine and systemd.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use my_groups::config::{Config, Input};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use yaml_rust2::{Yaml, YamlLoader};

const WORKFLOW: &str = include_str!("../examples/snapshot.yml");
const CONTAINERFILE: &str = include_str!("../Containerfile");
const UNIT: &str = include_str!("../my-groups.service");

fn workflow() -> Yaml {
    YamlLoader::load_from_str(WORKFLOW).unwrap().remove(0)
}

/// The steps of all jobs, with the name and the permissions of their job.
fn steps(workflow: &Yaml) -> Vec<(String, String, Yaml)> {
    let mut found = Vec::new();
    for (name, job) in workflow["jobs"].as_hash().unwrap() {
        let permissions = format!("{:?}", job["permissions"]);
        for step in job["steps"].as_vec().unwrap() {
            let name = name.as_str().unwrap().to_owned();
            found.push((name, permissions.clone(), step.clone()));
        }
    }
    found
}

#[test]
fn the_workflow_pins_its_actions_and_keeps_nothing_in_a_cache() {
    for (job, _, step) in steps(&workflow()) {
        let Some(uses) = step["uses"].as_str() else {
            continue;
        };
        let (action, commit) = uses.split_once('@').unwrap();
        assert!(
            commit.len() == 40 && commit.chars().all(|digit| digit.is_ascii_hexdigit()),
            "{job}: {uses}"
        );
        assert!(!action.contains("cache"), "{job}: {uses}");
        assert!(step["with"]["cache"].is_badvalue(), "{job}: {uses}");
    }
    // Only the program is uploaded, and not the state.
    for (_, _, step) in steps(&workflow()) {
        if step["uses"]
            .as_str()
            .is_some_and(|uses| uses.contains("upload"))
        {
            assert_eq!(step["with"]["path"].as_str(), Some("program/bin/my-groups"));
        }
    }
}

#[test]
fn the_workflow_builds_without_rights_and_without_secrets() {
    let workflow = workflow();
    assert_eq!(workflow["permissions"].as_hash().unwrap().len(), 0);
    for (job, permissions, step) in steps(&workflow) {
        let text = format!("{step:?}");
        let runs_foreign_code = text.contains("cargo");
        if runs_foreign_code {
            assert!(!permissions.contains("write"), "{job}");
        }
        if !permissions.contains("write") {
            assert!(!text.contains("secrets."), "{job}");
        }
        // An expression in a script would be run as a part of it.
        assert!(
            !step["run"].as_str().unwrap_or_default().contains("${{"),
            "{job}"
        );
    }
}

#[test]
fn the_workflow_fails_if_a_source_fails() {
    let workflow = workflow();
    let steps = steps(&workflow);
    let (_, _, last) = steps.last().unwrap();
    assert!(last["if"].as_str().unwrap().contains("code != '0'"));
    let script = last["run"].as_str().unwrap();
    assert!(
        script.contains("::error") && script.contains("exit 1"),
        "{script}"
    );
    assert!(!WORKFLOW.contains("continue-on-error"));
}

/// The folders that the container file copies are those that cargo needs: all members of the
/// workspace, and the root package.
#[test]
fn the_container_file_copies_all_members_of_the_workspace() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let copied: Vec<_> = CONTAINERFILE
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "))
        .filter(|line| !line.starts_with("--from"))
        .flat_map(|line| {
            let mut paths: Vec<_> = line.split(' ').collect();
            paths.pop();
            paths
        })
        .collect();
    for path in &copied {
        assert!(root.join(path).exists(), "{path}");
    }
    let workspace: serde_json::Value = serde_json::from_slice(&metadata(root).stdout).unwrap();
    let packages = workspace["packages"].as_array().unwrap();
    let members = packages.iter().map(|package| {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        manifest.strip_prefix(root).unwrap().to_owned()
    });
    let others = ["src", "Cargo.lock", "tests/fixtures"].map(PathBuf::from);
    for member in members.chain(others) {
        let is_copied = copied.iter().any(|path| member.starts_with(path));
        assert!(
            is_copied,
            "{} is missing in the container file",
            member.display()
        );
    }
    let build = tempfile::tempdir().unwrap();
    for path in copied {
        let status = Command::new("cp")
            .arg("-r")
            .args([root.join(path), build.path().join(path)])
            .status();
        assert!(status.unwrap().success());
    }
    let output = metadata(build.path());
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
}

/// What cargo knows of the workspace in a folder. It reads the manifests of all members.
fn metadata(folder: &Path) -> Output {
    Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--no-deps"])
        .args(["--format-version", "1"])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn the_container_names_its_images_by_digest_and_is_not_root() {
    let images = CONTAINERFILE
        .lines()
        .filter_map(|line| line.strip_prefix("FROM "));
    for image in images {
        let digest = image.split("@sha256:").nth(1).map(|rest| &rest[..64]);
        let is_pinned =
            digest.is_some_and(|digest| digest.chars().all(|digit| digit.is_ascii_hexdigit()));
        assert!(image == "scratch" || is_pinned, "{image}");
    }
    assert!(CONTAINERFILE.contains("\nUSER 65532:65532\n"));
}

/// The settings of the unit, by section and name.
fn unit() -> BTreeMap<(String, String), Vec<String>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut section = String::new();
    for line in UNIT.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            name.clone_into(&mut section);
            continue;
        }
        let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("{line}"));
        let key = (section.clone(), name.to_owned());
        found.entry(key).or_default().push(value.to_owned());
    }
    found
}

#[test]
fn the_unit_allows_no_more_than_it_needs() {
    let unit = unit();
    let service = |name: &str| {
        let key = ("Service".to_owned(), name.to_owned());
        unit.get(&key).map(|values| values.join(" "))
    };
    for (name, value) in [
        ("LimitCORE", "0"),
        ("DynamicUser", "yes"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("UMask", "0077"),
        ("StateDirectoryMode", "0700"),
    ] {
        assert_eq!(service(name).as_deref(), Some(value), "{name}");
    }
    let files: usize = service("LimitNOFILE").unwrap().parse().unwrap();
    let input = Input {
        file: None,
        folder: Path::new(""),
        flags: BTreeMap::new(),
        variables: BTreeMap::new(),
        read_file: &|path| std::fs::read_to_string(path),
    };
    let defaults = Config::read(input).unwrap();
    assert!(files > 2 * defaults.server.connections);
    // systemd itself reads the unit, if it is installed.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("my-groups.service");
    let Ok(output) = Command::new("systemd-analyze")
        .arg("verify")
        .arg(path)
        .output()
    else {
        println!("skipped: systemd-analyze is not installed");
        return;
    };
    let error = String::from_utf8_lossy(&output.stderr);
    let is_unknown = error.contains("Unknown key") || error.contains("Failed to parse");
    assert!(!is_unknown, "{error}");
}
