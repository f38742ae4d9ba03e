//! The server as a program.

use super::*;
use my_groups_core::wire::{self, Native};

/// A running server.
struct Server {
    child: Child,
    address: String,
    /// Reads the log, so that the server never waits for a reader.
    log: thread::JoinHandle<String>,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = program(folder)
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                "debug",
                "--log-format",
                "json",
            ])
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
        let log = thread::spawn(move || {
            let mut rest = String::new();
            log.read_to_string(&mut rest).unwrap();
            rest
        });
        Self {
            child,
            address,
            log,
        }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .write_all(
                format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes(),
            )
            .unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    }

    /// Asks the server to end, and returns its log.
    fn end(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        let log = self.log.join().unwrap();
        assert!(self.child.wait().unwrap().success(), "{log}");
        log
    }
}

#[test]
fn the_demo_serves_the_documented_sample_without_a_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--demo"]);
    let answer =
        server.get("/services/rest/?method=group.getMyGroups&api_key=demo&token=demo&format=json");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"));
    assert_eq!(
        wire::read(body.as_bytes(), None, &Native),
        wire::read(SAMPLE.as_bytes(), None, &Native)
    );
    assert!(server.get("/demo.svg").starts_with("HTTP/1.1 200"));
    let log = server.end();
    assert!(log.contains("ended"), "{log}");
    assert!(files(folder.path()).is_empty(), "the demo writes no file");
}

#[test]
fn the_log_has_paths_and_never_a_query() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let upstream = runtime.block_on(common::Upstream::open(|_| common::http(200, "", SAMPLE)));
    let folder = secretive(&upstream.address.to_string());
    let server = Server::start(folder.path(), &[]);
    while !server.get("/readyz").starts_with("HTTP/1.1 200") {
        thread::yield_now();
    }
    let query = format!(
        "method=group.getMyGroups&api_key={}&token={}&format=json",
        SECRETS[2], SECRETS[1]
    );
    assert!(
        server
            .get(&format!("/services/rest/?{query}"))
            .starts_with("HTTP/1.1 200")
    );
    assert!(
        server
            .get(&format!("/{}?{query}", "me.json"))
            .starts_with("HTTP/1.1 200")
    );
    let log = server.end();
    assert!(log.contains("\"path\":\"/services/rest/\""), "{log}");
    for secret in SECRETS.iter().chain(&["api_key", "group.getMyGroups"]) {
        assert!(!log.contains(secret), "{log}");
    }
    for line in log.lines() {
        let _: Value = serde_json::from_str(line).unwrap();
    }
}
