//! The workflows are valid and follow the rules that protect a release: few permissions, pinned actions, no expressions in
//! scripts.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::{fs, path::Path};
use yaml_rust2::{Yaml, YamlLoader};

/// Name, text and content of each workflow.
fn workflows() -> Vec<(String, String, Yaml)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap();
    let folder = fs::read_dir(root.join(".github/workflows")).unwrap();
    let mut found: Vec<_> = folder
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap();
            let mut documents = YamlLoader::load_from_str(&text).unwrap();
            assert_eq!(documents.len(), 1, "{name}");
            (name, text, documents.remove(0))
        })
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

/// Name and content of each job.
fn jobs(workflow: &Yaml) -> Vec<(&str, &Yaml)> {
    let jobs = workflow["jobs"].as_hash().unwrap().iter();
    jobs.map(|(name, job)| (name.as_str().unwrap(), job))
        .collect()
}

fn steps(workflow: &Yaml) -> Vec<&Yaml> {
    let jobs = jobs(workflow).into_iter();
    jobs.flat_map(|(_, job)| job["steps"].as_vec().unwrap())
        .collect()
}

#[test]
fn there_are_one_for_tests_and_one_for_releases() {
    let names: Vec<_> = workflows().into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["release", "test"]);
}

#[test]
fn every_job_can_run_and_ends() {
    for (name, _, workflow) in workflows() {
        assert!(!workflow["on"].is_badvalue(), "{name}");
        let names: Vec<_> = jobs(&workflow).into_iter().map(|(name, _)| name).collect();
        for (job, content) in jobs(&workflow) {
            assert!(content["runs-on"].as_str().is_some(), "{name}: {job}");
            if let Some(needs) = content["needs"].as_str() {
                assert!(names.contains(&needs), "{name}: {job} needs {needs}");
            }
        }
        for step in steps(&workflow) {
            let what = [&step["uses"], &step["run"]].map(|of| of.as_str().is_some());
            assert_eq!(what.iter().filter(|is| **is).count(), 1, "{name}: {step:?}");
        }
    }
}

#[test]
fn permissions_are_to_read_but_where_a_job_publishes() {
    for (name, _, workflow) in workflows() {
        let all = workflow["permissions"].as_hash().unwrap();
        let all: Vec<_> = all
            .iter()
            .map(|(of, may)| (of.as_str(), may.as_str()))
            .collect();
        assert_eq!(all, [(Some("contents"), Some("read"))], "{name}");
        for (job, content) in jobs(&workflow) {
            let Some(permissions) = content["permissions"].as_hash() else {
                continue;
            };
            let writes = permissions
                .values()
                .any(|may| may.as_str() == Some("write"));
            let is_guarded = content["environment"].as_str() == Some("release");
            assert!(
                !writes || is_guarded,
                "{name}: {job} writes without the environment"
            );
            // A job with such a permission runs nothing that is built there.
            let runs = content["steps"].as_vec().unwrap().iter();
            let builds = runs
                .filter_map(|step| step["run"].as_str())
                .any(|run| run.contains("xtask"));
            assert!(!writes || !builds, "{name}: {job} builds");
        }
    }
}

#[test]
fn actions_are_pinned_by_commit_and_say_which_version_that_is() {
    for (name, text, _) in workflows() {
        for line in text.lines().filter(|line| line.contains("uses:")) {
            let (_, at) = line.split_once('@').unwrap();
            let (commit, version) = at.split_once(" # v").unwrap_or_default();
            let is_commit =
                commit.len() == 40 && commit.chars().all(|digit| digit.is_ascii_hexdigit());
            assert!(is_commit && !version.is_empty(), "{name}: {line}");
        }
    }
}

#[test]
fn a_name_that_somebody_chose_reaches_the_shell_as_a_variable() {
    for (name, _, workflow) in workflows() {
        for run in steps(&workflow)
            .iter()
            .filter_map(|step| step["run"].as_str())
        {
            assert!(!run.contains("${{"), "{name}: {run}");
        }
    }
}

#[test]
fn a_tag_makes_the_release_by_the_command_that_a_developer_has() {
    let (_, _, release) = workflows().swap_remove(0);
    assert_eq!(release["on"]["push"]["tags"][0].as_str(), Some("v*"));
    let build = release["jobs"]["build"]["steps"].as_vec().unwrap();
    let mut runs = build.iter().filter_map(|step| step["run"].as_str());
    let made = runs.next().unwrap().lines().next();
    assert_eq!(made, Some("cargo xtask release --dry-run --tag \"$TAG\""));
}

#[test]
fn the_badge_is_published_after_the_core_that_it_depends_on() {
    let (_, _, release) = workflows().swap_remove(0);
    let steps = release["jobs"]["crate"]["steps"].as_vec().unwrap();
    let mut runs = steps.iter().filter_map(|step| step["run"].as_str());
    let publish = runs.find(|run| run.starts_with("cargo publish")).unwrap();
    for package in ["my-groups-core", "my-groups-badge"] {
        assert!(
            publish.contains(&format!("--package {package} ")),
            "{publish}"
        );
    }
}
