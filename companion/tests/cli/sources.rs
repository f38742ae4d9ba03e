//! Sources on the command line: exit codes, messages and ids.

use super::*;

const EMPTY: &str = r#"{"rsp": {"stat": "ok", "group": []}}"#;

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn published(here: &Path) -> Value {
    let document = fs::read(here.join("public/my-groups.json")).unwrap();
    let document: Value = serde_json::from_slice(&document).unwrap();
    document["rsp"]["group"].clone()
}

#[test]
fn a_list_that_is_suddenly_empty_needs_a_second_run_or_the_owner() {
    for arguments in [&["--quiet"][..], &["--quiet", "--allow-empty"]] {
        let folder = folder();
        let here = folder.path();
        let snapshot = |more: &[&str]| {
            let arguments = [&["snapshot", "--out", "public"], more].concat();
            run(here, &arguments)
        };
        assert_eq!(code(&snapshot(&[])), 0);
        fs::write(here.join("groups.json"), EMPTY).unwrap();
        let first = snapshot(&[]);
        assert_eq!(code(&first), 1);
        assert!(stderr(&first).contains("--allow-empty"), "{first:?}");
        assert_eq!(published(here).as_array().unwrap().len(), 17);
        // The second run, or the flag, publishes the empty list.
        assert_eq!(code(&snapshot(arguments)), 0);
        assert_eq!(published(here).as_array().unwrap().len(), 0);
    }
    let folder = folder();
    let here = folder.path();
    assert_eq!(code(&run(here, &["snapshot", "--out", "public"])), 0);
    fs::write(here.join("groups.json"), EMPTY).unwrap();
    let at_once = run(here, &["snapshot", "--out", "public", "--allow-empty"]);
    assert_eq!(code(&at_once), 0, "{at_once:?}");
    assert_eq!(published(here).as_array().unwrap().len(), 0);
}

/// A BuddyPress site that lists no groups, and responds in this way if it is asked for the member.
fn buddypress(folder: &Path, status: u16, member: &'static str) -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let upstream = runtime.block_on(common::Upstream::open(move |request| {
        if request.contains("/members/") {
            common::http(status, "", member)
        } else {
            common::http(200, "", "[]")
        }
    }));
    let source = format!(
        "{{ type = \"buddypress\", url = \"http://{}/\", user_id = 4711 }}",
        upstream.address
    );
    fs::write(
        folder.join("my-groups.toml"),
        format!("[lists.me]\nsources = [{source}]\n"),
    )
    .unwrap();
    runtime
}

#[test]
fn a_member_that_does_not_exist_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = r#"{"code": "bp_rest_member_invalid_id", "message": "Invalid member ID."}"#;
    let _runtime = buddypress(folder.path(), 404, missing);
    let output = run(folder.path(), &["snapshot", "--out", "public"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("4711"), "{output:?}");
    assert!(!folder.path().join("public").exists());
}

#[test]
fn what_cannot_be_confirmed_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let _runtime = buddypress(folder.path(), 403, "");
    let output = run(folder.path(), &["snapshot", "--out", "public"]);
    assert_eq!(code(&output), 0);
    let log = stderr(&output);
    assert!(log.contains("WARN") && log.contains("4711"), "{log}");
}

#[test]
fn check_prints_the_ids_that_include_and_exclude_use() {
    let folder = folder();
    let here = folder.path();
    let other =
        r#"{"rsp": {"stat": "ok", "group": [{"id": 2083, "name": "Other", "is_private": 0}]}}"#;
    fs::write(here.join("other.json"), other).unwrap();
    let sources = |exclude: &str| {
        let file = format!(
            "[lists.me]\nexclude = [{exclude}]\nsources = [{{ type = \"document\", path = \"groups.json\" }}, {{ type = \"document\", path = \"other.json\" }}]\n"
        );
        fs::write(here.join("my-groups.toml"), file).unwrap();
    };
    sources("");
    let check: Value = serde_json::from_slice(&run(here, &["check", "--json"]).stdout).unwrap();
    let public = check[0]["public"].as_array().unwrap();
    let ids: Vec<_> = public
        .iter()
        .filter_map(|group| group["id"].as_str())
        .filter(|id| id.ends_with("2083"))
        .collect();
    assert_eq!(
        ids,
        ["document@groups.json:2083", "document@other.json:2083"]
    );
    sources(r#""document@other.json:2083""#);
    assert_eq!(code(&run(here, &["snapshot", "--out", "public"])), 0);
    assert_eq!(published(here).as_array().unwrap().len(), 17);
    // An id that several sources have names none of their groups, and the owner is told.
    sources(r#""2083""#);
    let output = run(here, &["snapshot", "--out", "public"]);
    assert_eq!(published(here).as_array().unwrap().len(), 18);
    assert!(stderr(&output).contains("2083"), "{output:?}");
}
