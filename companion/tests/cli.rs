//! The program itself: exit codes, what it prints and writes, and that no end at any moment leaves half a file.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::SAMPLE;
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::Duration,
};
use tempfile::TempDir;

const SECRETS: [&str; 3] = ["up-k3y-s3cret", "up-t0ken-s3cret", "k3y-s3cret"];

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_my-groups"));
    command.current_dir(folder).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{output:?}"))
}

/// A folder with a configuration of one list, of the documented sample as a file.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("groups.json"), SAMPLE).unwrap();
    fs::write(folder.path().join("my-groups.toml"), "[lists.me]\nsources = [{ type = \"document\", path = \"groups.json\" }]\n").unwrap();
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    files
}

const FILES: [&str; 5] = ["my-groups-dark.svg", "my-groups.html", "my-groups.json", "my-groups.svg", "my-groups.xml"];

#[test]
fn a_snapshot_is_published_then_unchanged_then_stands_while_its_source_fails() {
    let folder = folder();
    let (here, out) = (folder.path(), folder.path().join("public"));
    let snapshot = || run(here, &["snapshot", "--out", "public", "--json"]);
    let first = snapshot();
    let told: Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!((code(&first), told["outcome"].as_str(), told["published"].as_u64(), told["left_out"].as_u64()), (0, Some("published"), Some(17), Some(1)));
    assert_eq!(files(&out), FILES);
    let times = || FILES.map(|name| fs::metadata(out.join(name)).unwrap().modified().unwrap());
    let before = times();
    let second = snapshot();
    let told: Value = serde_json::from_slice(&second.stdout).unwrap();
    assert_eq!((code(&second), told["outcome"].as_str()), (0, Some("unchanged")));
    assert_eq!(times(), before, "unchanged means untouched");
    // The last good list stands, and says since when.
    fs::remove_file(here.join("groups.json")).unwrap();
    for _ in 0..2 {
        assert_eq!(code(&snapshot()), 1);
        let json: Value = serde_json::from_slice(&fs::read(out.join("my-groups.json")).unwrap()).unwrap();
        assert_eq!(json["rsp"]["group"].as_array().unwrap().len(), 17);
        assert!(json["rsp"]["as_of"].is_string());
    }
    // What was never loaded shrinks nothing: without the state nothing is touched.
    fs::remove_dir_all(here.join(".my-groups")).unwrap();
    let before = times();
    assert_eq!(code(&snapshot()), 1);
    assert_eq!(times(), before);
    // Nor is anything there to publish elsewhere.
    assert_eq!(code(&run(here, &["snapshot", "--out", "elsewhere"])), 2);
    assert!(!here.join("elsewhere").exists());
    // It comes back to what it was.
    fs::write(here.join("groups.json"), SAMPLE).unwrap();
    assert_eq!(code(&snapshot()), 0);
}

#[test]
fn the_state_is_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    assert_eq!(code(&run(folder.path(), &["snapshot", "--out", "public", "--quiet"])), 0);
    let state = folder.path().join(".my-groups");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&state), 0o700);
    for name in files(&state) {
        assert_eq!(mode(&state.join(name)), 0o600);
    }
    assert_eq!(mode(&folder.path().join("public/my-groups.json")), 0o644);
}

#[test]
fn wrong_usage_is_64_and_says_what_to_do() {
    let folder = folder();
    let here = folder.path();
    let cases: [(&[&str], &str); 9] = [
        (&[], "Usage:"),
        (&["publish"], "unrecognized subcommand"),
        (&["snapshot"], "--out"),
        (&["snapshot", "--out", "ftp://x/y"], "allowed: a folder, s3://"),
        (&["snapshot", "--out", "public", "--list", "you"], "those that there are: me"),
        (&["snapshot", "--out", "public", "--set", "lists.me.refresh=1s"], "--set lists.me.refresh: lists.me.refresh = \"1s\" is not allowed"),
        (&["check", "--config", "none.toml"], "none.toml cannot be read"),
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
    assert_eq!((code(&run(here, &["--help"])), code(&run(here, &["--version"]))), (0, 0));
}

#[test]
fn check_says_what_would_be_public_and_what_is_left_out_and_why() {
    let folder = folder();
    let output = run(folder.path(), &["check", "--set", "lists.me.exclude=2083"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("would be public: 16\n") && text.contains("left out: 2\n"), "{text}");
    assert!(text.contains("SXSW 2007 (2083): `exclude` names it") && text.contains(": private, or not surely public;"), "{text}");
    assert!(!folder.path().join("public").exists());
}

/// A configuration with secrets of an upstream that repeats what it is asked.
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
    let upstream = runtime.block_on(common::Upstream::open(|request| common::http(500, &format!("x: {}\r\n", request.lines().next().unwrap()), request)));
    let folder = secretive(&upstream.address.to_string());
    for arguments in [&["check"][..], &["snapshot", "--out", "public"], &["config"], &["config", "--json"], &["check", "--json", "--log", "debug"]] {
        let output = run(folder.path(), arguments);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(!said.is_empty());
        for secret in SECRETS {
            assert!(!said.contains(secret), "{arguments:?}: {said}");
        }
    }
    for name in files(folder.path()).iter().filter(|name| *name != "token" && *name != "my-groups.toml") {
        for file in files(&folder.path().join(name)) {
            let content = fs::read_to_string(folder.path().join(name).join(&file)).unwrap();
            assert!(SECRETS.iter().all(|secret| !content.contains(secret) && !file.contains(secret)), "{file}: {content}");
        }
    }
}

/// A server that ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = program(folder)
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "debug", "--log-format", "json"])
            .args(arguments)
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        while !line.contains("listening") {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "it ended");
        }
        let told: Value = serde_json::from_str(&line).unwrap();
        let address = told["fields"]["address"].as_str().unwrap().to_owned();
        child.stderr = Some(log.into_inner());
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    }

    /// Asks it to end, and gives its log.
    fn end(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        assert!(self.child.wait().unwrap().success(), "{log}");
        log
    }
}

#[test]
fn the_demo_serves_the_documented_sample_without_a_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--demo"]);
    let answer = server.get("/services/rest/?method=group.getMyGroups&api_key=demo&token=demo&format=json");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"));
    assert_eq!(my_groups::wire::read(body.as_bytes(), None), my_groups::wire::read(SAMPLE.as_bytes(), None));
    assert!(server.get("/demo.svg").starts_with("HTTP/1.1 200"));
    let log = server.end();
    assert!(log.contains("ended"), "{log}");
    assert!(files(folder.path()).is_empty(), "it leaves nothing");
}

#[test]
fn the_log_has_paths_and_never_a_query() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let upstream = runtime.block_on(common::Upstream::open(|_| common::http(200, "", SAMPLE)));
    let folder = secretive(&upstream.address.to_string());
    let server = Server::start(folder.path(), &[]);
    for _ in 0..100 {
        if server.get("/healthz").starts_with("HTTP/1.1 200") {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    let query = format!("method=group.getMyGroups&api_key={}&token={}&format=json", SECRETS[2], SECRETS[1]);
    assert!(server.get(&format!("/services/rest/?{query}")).starts_with("HTTP/1.1 200"));
    assert!(server.get(&format!("/{}?{query}", "me.json")).starts_with("HTTP/1.1 200"));
    let log = server.end();
    assert!(log.contains("\"path\":\"/services/rest/\""), "{log}");
    for secret in SECRETS.iter().chain(&["api_key", "group.getMyGroups"]) {
        assert!(!log.contains(secret), "{log}");
    }
    for line in log.lines() {
        let _: Value = serde_json::from_str(line).unwrap();
    }
}

/// Two lists in turn, killed at every moment: each file is the one or the other, whole.
#[test]
fn an_end_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let document = |name: &str| {
        let groups: Vec<_> = (0..3000).map(|id| serde_json::json!({"id": id, "name": format!("{name} {id}"), "member_count": id})).collect();
        serde_json::json!({"rsp": {"stat": "ok", "version": 1, "group": groups}}).to_string()
    };
    let documents = [document("Old"), document("New")];
    fs::write(here.join("my-groups.toml"), "[lists.me]\nsources = [{ type = \"document\", path = \"groups.json\" }]\n").unwrap();
    let mut whole = Vec::new();
    let started = std::time::Instant::now();
    for document in &documents {
        fs::write(here.join("groups.json"), document).unwrap();
        assert_eq!(code(&run(here, &["snapshot", "--out", "public", "--quiet"])), 0);
        whole.push(FILES.map(|name| fs::read(here.join("public").join(name)).unwrap()));
    }
    let one = started.elapsed() / 2;
    let (mut killed, mut ended) = (0, 0);
    for round in 0..200_u32 {
        fs::write(here.join("groups.json"), &documents[round as usize % 2]).unwrap();
        let mut child = program(here).args(["snapshot", "--out", "public", "--quiet"]).spawn().unwrap();
        thread::sleep(one * (round % 50) / 40);
        match child.try_wait().unwrap() {
            Some(_) => ended += 1,
            None => killed += 1,
        }
        let _ = child.kill();
        let _ = child.wait();
        for (place, name) in FILES.iter().enumerate() {
            let found = fs::read(here.join("public").join(name)).unwrap();
            assert!(whole.iter().any(|files| files[place] == found), "{name} is neither after round {round}");
        }
    }
    assert!(killed > 50, "{killed} killed, {ended} ended");
    // The state is whole too, and what was left half is swept away.
    assert_eq!(code(&run(here, &["snapshot", "--out", "public", "--quiet"])), 0);
    for document in &documents {
        fs::write(here.join("groups.json"), document).unwrap();
        assert_eq!(code(&run(here, &["snapshot", "--out", "public", "--quiet"])), 0);
    }
    assert_eq!(files(&here.join("public")), FILES);
    assert!(files(&here.join(".my-groups")).iter().all(|name| !name.ends_with(".tmp")));
}
