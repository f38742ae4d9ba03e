//! An end at any moment.

use super::*;

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
    fs::write(
        here.join("my-groups.toml"),
        "[lists.me]\nsources = [{ type = \"document\", path = \"groups.json\" }]\n",
    )
    .unwrap();
    let mut whole = Vec::new();
    let started = std::time::Instant::now();
    for document in &documents {
        fs::write(here.join("groups.json"), document).unwrap();
        assert_eq!(
            code(&run(here, &["snapshot", "--out", "public", "--quiet"])),
            0
        );
        whole.push(FILES.map(|name| fs::read(here.join("public").join(name)).unwrap()));
    }
    let one = started.elapsed() / 2;
    let (mut killed, mut ended) = (0, 0);
    for round in 0..200_u32 {
        fs::write(here.join("groups.json"), &documents[round as usize % 2]).unwrap();
        let mut child = program(here)
            .args(["snapshot", "--out", "public", "--quiet"])
            .spawn()
            .unwrap();
        thread::sleep(one * (round % 50) / 40);
        match child.try_wait().unwrap() {
            Some(_) => ended += 1,
            None => killed += 1,
        }
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
    assert!(killed > 50, "{killed} killed, {ended} ended");
    // The state is whole too, and what was left half is swept away.
    assert_eq!(
        code(&run(here, &["snapshot", "--out", "public", "--quiet"])),
        0
    );
    for document in &documents {
        fs::write(here.join("groups.json"), document).unwrap();
        assert_eq!(
            code(&run(here, &["snapshot", "--out", "public", "--quiet"])),
            0
        );
    }
    assert_eq!(files(&here.join("public")), FILES);
    assert!(
        files(&here.join(".my-groups"))
            .iter()
            .all(|name| !name.contains(".tmp"))
    );
}
