//! The environment: which variables count, and what a source's program inherits.

use super::*;
use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

const CHECK: [&str; 1] = ["check"];

#[test]
fn variables_of_kubernetes_and_of_other_programs_change_nothing() {
    let folder = folder();
    let before = run(folder.path(), &CHECK);
    let output = program(folder.path())
        .args(CHECK)
        .envs([
            ("MY_GROUPS_SERVICE_HOST", "10.0.0.1"),
            ("MY_GROUPS_SERVICE_PORT", "80"),
            ("MY_GROUPS_PORT", "tcp://10.0.0.1:80"),
            ("MY_GROUPS_PORT_80_TCP_PROTO", "tcp"),
            ("TOKEN", "s3cret"),
            ("TIMEOUT", "30"),
        ])
        .env("OTHER", OsStr::from_bytes(b"\xff"))
        .env(OsStr::from_bytes(b"MY_GROUPS_\xff"), "x")
        .output()
        .unwrap();
    assert_eq!(code(&output), 0);
    assert_eq!(output.stdout, before.stdout);
    assert_eq!(output.stderr, before.stderr);
}

#[test]
fn a_variable_that_is_no_setting_or_not_utf_8_is_named_in_a_warning() {
    let folder = folder();
    for (name, value) in [
        ("MY_GROUPS_COLOUR", OsStr::new("s3cret")),
        ("MY_GROUPS_STATE", OsStr::from_bytes(b"s3cret\xff")),
    ] {
        let output = program(folder.path())
            .args(CHECK)
            .env(name, value)
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code(&output), 0, "{error}");
        assert!(error.contains("WARN") && error.contains(name), "{error}");
        assert!(!error.contains("s3cret"), "{error}");
    }
}

#[test]
fn a_variable_for_a_flag_can_be_one_or_zero() {
    let folder = folder();
    for (value, is_quiet) in [
        ("1", true),
        ("true", true),
        ("yes", true),
        ("0", false),
        ("", false),
        ("false", false),
    ] {
        let output = program(folder.path())
            .args(CHECK)
            .env("MY_GROUPS_QUIET", value)
            .output()
            .unwrap();
        assert_eq!(code(&output), 0, "{value}");
        assert_eq!(output.stdout.is_empty(), is_quiet, "{value}");
    }
}

#[test]
fn the_help_shows_no_value_of_the_environment() {
    let folder = folder();
    for command in ["check", "snapshot", "serve", "config"] {
        let output = program(folder.path())
            .args([command, "--help"])
            .envs([("MY_GROUPS_OUT", "s3cret"), ("MY_GROUPS_LIST", "s3cret")])
            .envs([("MY_GROUPS_CONFIG", "s3cret")])
            .output()
            .unwrap();
        let help = String::from_utf8_lossy(&output.stdout);
        assert!(
            help.contains("MY_GROUPS_CONFIG") && !help.contains("s3cret"),
            "{help}"
        );
    }
}

/// Writes a configuration whose only source is a shell script.
fn scripted(script: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("list.sh"), script).unwrap();
    let file = "[lists.me]\ntimeout = \"1s\"\nsources = [{ type = \"command\", command = [\"sh\", \"list.sh\"] }]\n";
    fs::write(folder.path().join("my-groups.toml"), file).unwrap();
    folder
}

#[test]
fn a_program_inherits_no_secret_of_the_companion() {
    let folder =
        scripted("env > environment\necho '{\"rsp\": {\"stat\": \"ok\", \"group\": []}}'\n");
    let secrets = [
        "MY_GROUPS_OTHER_TOKEN",
        "MY_GROUPS_KEYS_0_API_KEY",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "GOOGLE_SERVICE_ACCOUNT_KEY",
        "AZURE_STORAGE_ACCOUNT_KEY",
        "CREDENTIALS_DIRECTORY",
    ];
    let output = program(folder.path())
        .args(["check", "--quiet"])
        .envs(secrets.map(|name| (name, "s3cret-and-long")))
        .env("MEETUP_TOKEN", "for-the-script")
        .output()
        .unwrap();
    let environment = fs::read_to_string(folder.path().join("environment"))
        .unwrap_or_else(|error| panic!("{error} {output:?}"));
    assert!(!environment.contains("s3cret"), "{environment}");
    assert!(environment.contains("MEETUP_TOKEN=for-the-script"));
    assert!(environment.contains("PATH="));
}

/// Waits until a process has ended: its entry in /proc is gone, or it is a zombie that nobody waits
/// for.
fn wait_for_end(process: &str) {
    let stat = format!("/proc/{}/stat", process.trim());
    while fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z ")) {
        thread::yield_now();
    }
}

#[test]
fn a_program_that_takes_too_long_ends_with_its_children() {
    // A child in the background keeps the output open; a grandchild does not.
    let folder = scripted(
        "sh -c 'sleep 1000 & echo $! > grandchild; wait' &\necho $! > child\n\
         sleep 1000 > /dev/null 2>&1 &\necho $! > other\nwait\n",
    );
    let output = run(folder.path(), &["check"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(code(&output), 2, "{text}");
    for name in ["child", "grandchild", "other"] {
        wait_for_end(&fs::read_to_string(folder.path().join(name)).unwrap());
    }
}

/// A signal also ends a source's program, which is in its own process group.
#[test]
fn a_signal_ends_the_program_of_a_source() {
    let folder = scripted(
        "echo $$ > shell\nmv shell started\nsleep 1000 &\necho $! > child\nmv child running\nwait\n",
    );
    let toml = folder.path().join("my-groups.toml");
    let file = fs::read_to_string(&toml)
        .unwrap()
        .replace("\"1s\"", "\"30m\"");
    fs::write(toml, file).unwrap();
    for (signal, expected) in [("-TERM", 143), ("-INT", 130)] {
        let mut child = program(folder.path()).arg("check").spawn().unwrap();
        let running = folder.path().join("running");
        while !running.exists() {
            thread::yield_now();
        }
        let processes = ["started", "running"]
            .map(|name| fs::read_to_string(folder.path().join(name)).unwrap());
        fs::remove_file(running).unwrap();
        let status = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(status.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(expected));
        for process in processes {
            wait_for_end(&process);
        }
    }
}

#[test]
fn a_list_without_a_network_source_needs_no_certificates() {
    let folder = folder();
    let without = |arguments: &[&str]| {
        program(folder.path())
            .args(arguments)
            .envs([("SSL_CERT_FILE", "/none"), ("SSL_CERT_DIR", "/none")])
            .output()
            .unwrap()
    };
    assert_eq!(code(&without(&["check"])), 0);
    assert_eq!(code(&without(&["snapshot", "--out", "public"])), 0);
}

/// Starts a server that imitates S3. A missing key has status 403, as for a credential that may not list.
fn bucket(runtime: &tokio::runtime::Runtime) -> common::Upstream {
    runtime.block_on(common::Upstream::open(|request| {
        if request.starts_with("PUT ") {
            common::http(200, "etag: \"1\"\r\n", "")
        } else {
            let denied = "<Error><Code>AccessDenied</Code><Message>x</Message></Error>";
            common::http(403, "content-type: application/xml\r\n", denied)
        }
    }))
}

#[test]
fn an_object_store_gets_no_variable_of_another_program() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let upstream = bucket(&runtime);
    let folder = folder();
    let stray = [
        ("TOKEN", "s3cret-of-others"),
        ("SESSION_TOKEN", "s3cret-of-others"),
        ("ENDPOINT", "http://127.0.0.1:1"),
        ("PROXY_URL", "http://127.0.0.1:1"),
        ("SKIP_SIGNATURE", "true"),
        ("BUCKET", "other"),
        ("TIMEOUT", "30"),
        ("CONNECT_TIMEOUT", "30"),
    ];
    let output = program(folder.path())
        .args(["snapshot", "--out", "s3://b/site"])
        .envs(stray)
        .envs([
            ("AWS_ENDPOINT", upstream.url().as_str()),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "s3cret-key"),
        ])
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code(&output), 0, "{error}");
    let requests = upstream.asked();
    for request in &requests {
        assert!(!request.contains("s3cret"), "{request}");
        assert!(
            request
                .to_ascii_lowercase()
                .contains("authorization: aws4-hmac-sha256"),
            "{request}"
        );
    }
    // All documents are uploaded although a missing one is 403.
    for name in FILES {
        let put = format!("PUT /b/site/{name} ");
        assert!(
            requests.iter().any(|request| request.starts_with(&put)),
            "{name}"
        );
    }
}
