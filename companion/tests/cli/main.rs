//! The program: its exit codes, its output and its files, also if it is killed at any moment.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[path = "../common/mod.rs"]
mod common;
mod environment;
mod files;
mod kill;
mod server;
mod sources;

use common::SAMPLE;
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

const SECRETS: [&str; 3] = ["up-k3y-s3cret", "up-t0ken-s3cret", "k3y-s3cret"];

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_my-groups"));
    command
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{output:?}"))
}

/// Creates a folder with a configuration of one list: the documented sample in a file.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("groups.json"), SAMPLE).unwrap();
    fs::write(
        folder.path().join("my-groups.toml"),
        "[lists.me]\nsources = [{ type = \"document\", path = \"groups.json\" }]\n",
    )
    .unwrap();
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    files
}

const FILES: [&str; 5] = [
    "my-groups-dark.svg",
    "my-groups.html",
    "my-groups.json",
    "my-groups.svg",
    "my-groups.xml",
];

#[test]
fn a_snapshot_is_published_then_unchanged_and_stays_while_its_source_fails() {
    let folder = folder();
    let (here, out) = (folder.path(), folder.path().join("public"));
    let snapshot = || run(here, &["snapshot", "--out", "public", "--json"]);
    let first = snapshot();
    let told: Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(
        (
            code(&first),
            told["outcome"].as_str(),
            told["published"].as_u64(),
            told["left_out"].as_u64()
        ),
        (0, Some("published"), Some(17), Some(1))
    );
    assert_eq!(files(&out), FILES);
    let times = || FILES.map(|name| fs::metadata(out.join(name)).unwrap().modified().unwrap());
    let before = times();
    let second = snapshot();
    let told: Value = serde_json::from_slice(&second.stdout).unwrap();
    assert_eq!(
        (code(&second), told["outcome"].as_str()),
        (0, Some("unchanged"))
    );
    assert_eq!(times(), before, "unchanged means untouched");
    // The last good list stays, with the time at which it was loaded.
    fs::remove_file(here.join("groups.json")).unwrap();
    for _ in 0..2 {
        assert_eq!(code(&snapshot()), 1);
        let json: Value =
            serde_json::from_slice(&fs::read(out.join("my-groups.json")).unwrap()).unwrap();
        assert_eq!(json["rsp"]["group"].as_array().unwrap().len(), 17);
        assert!(json["rsp"]["as_of"].is_string());
    }
    // A source that was never loaded does not shrink the list: without the state nothing is written.
    fs::remove_dir_all(here.join(".my-groups")).unwrap();
    let before = times();
    assert_eq!(code(&snapshot()), 1);
    assert_eq!(times(), before);
    // There is nothing to publish in another folder either.
    assert_eq!(code(&run(here, &["snapshot", "--out", "elsewhere"])), 2);
    assert!(!here.join("elsewhere").exists());
    // When the source works again, so does the snapshot.
    fs::write(here.join("groups.json"), SAMPLE).unwrap();
    assert_eq!(code(&snapshot()), 0);
}

#[test]
fn the_state_is_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    assert_eq!(
        code(&run(
            folder.path(),
            &["snapshot", "--out", "public", "--quiet"]
        )),
        0
    );
    let state = folder.path().join(".my-groups");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&state), 0o700);
    for name in files(&state) {
        assert_eq!(mode(&state.join(name)), 0o600);
    }
    assert_eq!(mode(&folder.path().join("public/my-groups.json")), 0o644);
}

#[test]
fn wrong_usage_ends_with_64_and_says_what_to_do() {
    let folder = folder();
    let here = folder.path();
    let cases: [(&[&str], &str); 9] = [
        (&[], "Usage:"),
        (&["publish"], "unrecognized subcommand"),
        (&["snapshot"], "--out"),
        (
            &["snapshot", "--out", "ftp://x/y"],
            "allowed: a folder, s3://",
        ),
        (
            &["snapshot", "--out", "public", "--list", "you"],
            "available: me",
        ),
        (
            &[
                "snapshot",
                "--out",
                "public",
                "--set",
                "lists.me.refresh=1s",
            ],
            "--set lists.me.refresh: lists.me.refresh = \"1s\"",
        ),
        (
            &["check", "--config", "none.toml"],
            "none.toml cannot be read",
        ),
        (&["check", "--set", "x"], "SETTING=VALUE"),
        (&["serve", "--listen", "80"], "an address with a port"),
    ];
    for (arguments, said) in cases {
        let output = run(here, arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code(&output), 64, "{arguments:?} {error}");
        assert!(error.contains(said), "{arguments:?}: {error}");
    }
    let empty = tempfile::tempdir().unwrap();
    for arguments in [&["check"][..], &["snapshot", "--out", "public"], &["serve"]] {
        let output = run(empty.path(), arguments);
        assert_eq!(code(&output), 64);
        assert!(String::from_utf8_lossy(&output.stderr).contains("serve --demo"));
    }
    assert_eq!(
        (
            code(&run(here, &["--help"])),
            code(&run(here, &["--version"]))
        ),
        (0, 0)
    );
}

#[test]
fn check_says_what_would_be_public_and_what_is_left_out_and_why() {
    let folder = folder();
    let output = run(folder.path(), &["check", "--set", "lists.me.exclude=2083"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("would be public: 16\n") && text.contains("left out: 2\n"),
        "{text}"
    );
    assert!(
        text.contains("SXSW 2007 (2083): `exclude` names it") && text.contains(": private"),
        "{text}"
    );
    assert!(!folder.path().join("public").exists());
}

/// Writes a configuration with the secrets of an upstream that repeats each request.
fn secretive(address: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("token"), SECRETS[1]).unwrap();
    let file = format!(
        "[lists.me]\nsources = [{{ type = \"get-my-groups\", endpoint = \"http://{address}/\", api_key = \"{}\", token_file = \"token\" }}]\n\
         [[keys]]\napi_key = \"{}\"\ntokens = [{{ token = \"{}\", list = \"me\" }}]\n",
        SECRETS[0], SECRETS[2], SECRETS[1]
    );
    fs::write(folder.path().join("my-groups.toml"), file).unwrap();
    folder
}

#[test]
fn nothing_that_is_printed_or_kept_tells_a_secret() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let upstream = runtime.block_on(common::Upstream::open(|request| {
        common::http(
            500,
            &format!("x: {}\r\n", request.lines().next().unwrap()),
            request,
        )
    }));
    let folder = secretive(&upstream.address.to_string());
    for arguments in [
        &["check"][..],
        &["snapshot", "--out", "public"],
        &["config"],
        &["config", "--json"],
        &["check", "--json", "--log", "debug"],
    ] {
        let output = run(folder.path(), arguments);
        let said = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(!said.is_empty());
        for secret in SECRETS {
            assert!(!said.contains(secret), "{arguments:?}: {said}");
        }
    }
    for name in files(folder.path())
        .iter()
        .filter(|name| *name != "token" && *name != "my-groups.toml")
    {
        for file in files(&folder.path().join(name)) {
            let content = fs::read_to_string(folder.path().join(name).join(&file)).unwrap();
            assert!(
                SECRETS
                    .iter()
                    .all(|secret| !content.contains(secret) && !file.contains(secret)),
                "{file}: {content}"
            );
        }
    }
}
