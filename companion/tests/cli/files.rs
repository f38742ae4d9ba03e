//! What is written to disk and printed.

use super::*;
use std::os::unix::fs::{PermissionsExt, symlink};

#[test]
fn the_state_is_never_inside_what_is_published() {
    let folder = folder();
    let here = folder.path();
    symlink(here, here.join("link")).unwrap();
    let whole = here.display().to_string();
    let cases: [&[&str]; 7] = [
        &["snapshot", "--out", "."],
        &["snapshot", "--out", &whole],
        &["snapshot", "--out", "link"],
        &["snapshot", "--out", ".my-groups"],
        &["snapshot", "--out", "public", "--set", "state=public/state"],
        &[
            "snapshot",
            "--out",
            "s3://b/site",
            "--set",
            "state=s3://b/site/state",
        ],
        &["serve", "--listen", "127.0.0.1:0", "--embed-dir", "."],
    ];
    for arguments in cases {
        let output = run(here, arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code(&output), 64, "{arguments:?} {error}");
        assert!(error.contains("`state`"), "{error}");
    }
    assert_eq!(files(here), ["groups.json", "link", "my-groups.toml"]);
    let apart = [
        "snapshot",
        "--out",
        ".",
        "--set",
        "state=../state-of-a-test",
    ];
    let inner = here.join("site");
    fs::create_dir(&inner).unwrap();
    fs::copy(here.join("groups.json"), inner.join("groups.json")).unwrap();
    fs::copy(here.join("my-groups.toml"), inner.join("my-groups.toml")).unwrap();
    assert_eq!(code(&run(&inner, &apart)), 0);
}

/// A limit on the size of files simulates a full disk.
#[test]
fn a_full_disk_is_reported_and_leaves_no_temporary_file() {
    let folder = folder();
    let here = folder.path();
    assert_eq!(
        code(&run(here, &["snapshot", "--out", "public", "--quiet"])),
        0
    );
    let sizes: Vec<_> = FILES
        .iter()
        .map(|name| fs::metadata(here.join("public").join(name)).unwrap().len())
        .collect();
    // The smallest documents fit, and the largest do not.
    let limit = sizes.iter().sum::<u64>() / 5 / 1024;
    fs::remove_dir_all(here.join("public")).unwrap();
    for (kilobytes, expected) in [(limit, "of 5"), (0, "nothing")] {
        let script = "trap '' XFSZ; ulimit -f $0; exec \"$@\"";
        let output = Command::new("bash")
            .current_dir(here)
            .args(["-c", script, &kilobytes.to_string()])
            .arg(env!("CARGO_BIN_EXE_my-groups"))
            .args(["snapshot", "--out", "public"])
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code(&output), 2, "{error}");
        let last = error.lines().last().unwrap();
        assert!(last.contains(expected), "{error}");
        let written = files(&here.join("public"));
        assert!(
            !written.iter().any(|name| name.contains("tmp")),
            "{written:?}"
        );
        for name in FILES {
            let is_named = error.contains(&format!("{name}: written"));
            assert_eq!(
                written.iter().any(|file| file == name),
                is_named,
                "{name} {error}"
            );
        }
        fs::remove_dir_all(here.join("public")).unwrap();
    }
}

#[test]
fn a_replaced_document_keeps_its_mode() {
    let folder = folder();
    let here = folder.path();
    let snapshot = || code(&run(here, &["snapshot", "--out", "public", "--quiet"]));
    assert_eq!(snapshot(), 0);
    let path = here.join("public/my-groups.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    fs::write(
        here.join("groups.json"),
        SAMPLE.replace("SXSW 2007", "Other"),
    )
    .unwrap();
    assert_eq!(snapshot(), 0);
    assert!(fs::read_to_string(&path).unwrap().contains("Other"));
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

#[test]
fn a_reader_that_has_gone_is_not_an_error() {
    let folder = folder();
    for arguments in [
        &["check"][..],
        &["config"],
        &["--help"],
        &["check", "--json"],
        &["snapshot"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = program(folder.path())
            .args(arguments)
            .stdout(writer.try_clone().unwrap())
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!error.contains("panicked"), "{arguments:?} {error}");
        let expected = if arguments == ["snapshot"] { 64 } else { 0 };
        assert_eq!(code(&output), expected, "{arguments:?} {error}");
        let status = program(folder.path())
            .args(["check", "--set", "x"])
            .stderr(writer)
            .status();
        assert_eq!(status.unwrap().code(), Some(64));
    }
}

#[test]
fn names_of_groups_do_not_control_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let group = |id: u8, is_private: u8| {
        let name = format!("A\u{1b}[31m\u{202e}B\u{2066}\u{9b}{id}");
        serde_json::json!({"id": id, "name": name, "is_private": is_private})
    };
    let groups = serde_json::json!({"rsp": {"stat": "ok", "group": [group(1, 0), group(2, 1)]}});
    fs::write(folder.path().join("groups.json"), groups.to_string()).unwrap();
    let file = "[lists.me]\nsources = [{ type = \"document\", path = \"groups.json\" }]\n";
    fs::write(folder.path().join("my-groups.toml"), file).unwrap();
    for arguments in [
        &["check"][..],
        &["check", "--json"],
        &["snapshot", "--out", "public"],
    ] {
        let output = run(folder.path(), arguments);
        for text in [output.stdout, output.stderr] {
            let text = String::from_utf8(text).unwrap();
            let is_obeyed = |character: char| {
                (character.is_control() && character != '\n')
                    || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!text.contains(is_obeyed), "{arguments:?} {text:?}");
        }
    }
}

#[test]
fn one_group_is_not_several() {
    let folder = tempfile::tempdir().unwrap();
    let groups = r#"{"rsp": {"stat": "ok", "group": [{"id": 1, "name": "A", "is_private": 0, "member_count": 1}]}}"#;
    fs::write(folder.path().join("groups.json"), groups).unwrap();
    let file = "[lists.me]\nsources = [{ type = \"document\", path = \"groups.json\" }]\n";
    fs::write(folder.path().join("my-groups.toml"), file).unwrap();
    for arguments in [&["check"][..], &["snapshot", "--out", "public"]] {
        let text = String::from_utf8(run(folder.path(), arguments).stdout).unwrap();
        assert!(
            text.contains("1 group") && !text.contains("1 groups"),
            "{text}"
        );
        assert!(!text.contains("1 members"), "{text}");
    }
}

/// Without a state, as in a scheduled job, only the published document shows the earlier list.
#[test]
fn a_list_that_becomes_empty_without_a_state_keeps_the_published_one() {
    let folder = folder();
    let here = folder.path();
    let snapshot = |more: &[&str]| {
        let _ = fs::remove_dir_all(here.join(".my-groups"));
        code(&run(
            here,
            &[&["snapshot", "--out", "public"], more].concat(),
        ))
    };
    let path = here.join("public/my-groups.json");
    assert_eq!(snapshot(&[]), 0);
    let published = fs::read(&path).unwrap();
    let empty = r#"{"rsp": {"stat": "ok", "group": []}}"#;
    fs::write(here.join("groups.json"), empty).unwrap();
    for _ in 0..2 {
        assert_eq!(snapshot(&[]), 1);
        assert_eq!(fs::read(&path).unwrap(), published);
    }
    assert_eq!(snapshot(&["--allow-empty"]), 0);
    assert_ne!(fs::read(&path).unwrap(), published);
    assert_eq!(snapshot(&[]), 0);
}
