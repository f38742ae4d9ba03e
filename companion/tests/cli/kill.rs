//! The program is killed at any moment.

use super::*;

/// Returns the names and sizes of the files that a snapshot writes.
fn progress(here: &Path) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    for folder in ["public", ".my-groups"] {
        let entries = fs::read_dir(here.join(folder))
            .into_iter()
            .flatten()
            .flatten();
        for entry in entries {
            let size = entry.metadata().map_or(0, |found| found.len());
            found.push((entry.file_name().to_string_lossy().into_owned(), size));
        }
    }
    found.sort();
    found
}

fn is_temporary(name: &str) -> bool {
    Path::new(name).extension() == Some("tmp".as_ref())
}

/// Makes the temporary files of killed processes two hours old.
fn age_temporary_files(folder: &Path) {
    let old = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    for name in files(folder).iter().filter(|name| is_temporary(name)) {
        let file = fs::File::options().append(true).open(folder.join(name));
        file.unwrap().set_modified(old).unwrap();
    }
}

/// Two lists in turn. Each process is killed after another number of changes in its folders; each
/// file is then the one or the other, as a whole.
#[test]
fn an_end_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let document = |name: &str| {
        let groups: Vec<_> = (0..3000).map(|id| serde_json::json!({"id": id, "name": format!("{name} {id}"), "member_count": id, "is_private": 0})).collect();
        serde_json::json!({"rsp": {"stat": "ok", "version": 1, "group": groups}}).to_string()
    };
    let documents = [document("Old"), document("New")];
    let file = "[lists.me]\nsources = [{ type = \"document\", path = \"groups.json\" }]\n";
    fs::write(here.join("my-groups.toml"), file).unwrap();
    let snapshot = |document: &str| {
        fs::write(here.join("groups.json"), document).unwrap();
        let mut command = program(here);
        command.args(["snapshot", "--out", "public", "--quiet"]);
        command
    };
    let mut whole = Vec::new();
    for document in &documents {
        assert!(snapshot(document).status().unwrap().success());
        whole.push(FILES.map(|name| fs::read(here.join("public").join(name)).unwrap()));
    }
    let mut killed = 0;
    for round in 0..48_usize {
        let mut child = snapshot(&documents[round % 2]).spawn().unwrap();
        let (mut seen, mut changes) = (progress(here), 0);
        while changes < round % 24 && child.try_wait().unwrap().is_none() {
            let now = progress(here);
            if now != seen {
                (seen, changes) = (now, changes + 1);
            }
        }
        killed += u32::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        let _ = child.wait();
        for (place, name) in FILES.iter().enumerate() {
            let found = fs::read(here.join("public").join(name)).unwrap();
            assert!(
                whole.iter().any(|files| files[place] == found),
                "{name} is neither after round {round}"
            );
        }
    }
    assert!(killed > 0);
    // The state is whole too. What was left half is removed when it is old enough.
    for folder in ["public", ".my-groups"] {
        age_temporary_files(&here.join(folder));
    }
    for document in &documents {
        assert!(snapshot(document).status().unwrap().success());
    }
    assert_eq!(files(&here.join("public")), FILES);
    assert!(
        files(&here.join(".my-groups"))
            .iter()
            .all(|name| !is_temporary(name))
    );
}
