//! Archives and hashes: an archive unpacks to the same files, and has the same bytes whenever it is made.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used)]

use release::files;
use std::{
    fs::{self, File},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

type Archive = fn(&Path, &Path) -> anyhow::Result<()>;

/// A folder `badge` whose files were written in some order at some time.
fn folder(names: &[&str], time: SystemTime) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("badge");
    for name in names {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("this is {name}")).unwrap();
        File::open(&path).unwrap().set_modified(time).unwrap();
    }
    (dir, folder)
}

/// Makes it, and unpacks it.
fn round_trip(archive: Archive, unpack: impl Fn(File, &Path)) {
    let (dir, folder) = folder(&["b.js", "words/de.json", "a.wasm"], SystemTime::now());
    set_mode(&folder.join("b.js"), 0o600);
    set_mode(&folder.join("a.wasm"), 0o700);
    let file = dir.path().join("archive");
    archive(&folder, &file).unwrap();
    let out = dir.path().join("out");
    fs::create_dir(&out).unwrap();
    unpack(File::open(file).unwrap(), &out);
    let out = out.join("badge");
    assert_eq!(
        files::sha256_sums(&out).unwrap(),
        files::sha256_sums(&folder).unwrap()
    );
    assert_eq!(mode(&out.join("a.wasm")), 0o755);
    assert_eq!(mode(&out.join("b.js")), 0o644);
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_zip_file_unpacks_to_the_folder() {
    round_trip(files::zip, |file, out| {
        zip::ZipArchive::new(file).unwrap().extract(out).unwrap();
    });
}

#[test]
fn a_tar_file_unpacks_to_the_folder() {
    round_trip(files::tar_gz, |file, out| {
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
        archive.unpack(out).unwrap();
    });
}

#[test]
fn archives_are_the_same_bytes_whenever_and_in_whatever_order_the_files_were_written() {
    let year = Duration::from_secs(31_536_000);
    let one = folder(&["b.js", "words/de.json", "a.wasm"], SystemTime::now());
    let other = folder(
        &["words/de.json", "a.wasm", "b.js"],
        SystemTime::now() - year,
    );
    for archive in [files::zip as Archive, files::tar_gz] {
        let [one, other] = [&one, &other].map(|(dir, folder)| {
            let file = dir.path().join("archive");
            archive(folder, &file).unwrap();
            fs::read(file).unwrap()
        });
        assert!(one == other);
    }
}

#[test]
fn sums_are_sorted_and_as_sha256sum_reads_them() {
    let (dir, folder) = folder(&["b", "a/c", "a.b"], SystemTime::now());
    let sums = files::sha256_sums(&folder).unwrap();
    let names: Vec<_> = sums
        .lines()
        .map(|line| line.split_once("  ").unwrap().1)
        .collect();
    assert_eq!(names, ["a.b", "a/c", "b"]);
    let list = dir.path().join("SHA256SUMS");
    fs::write(&list, sums).unwrap();
    let check = || {
        let mut command = Command::new("sha256sum");
        command.args(["--check", "--strict"]).arg(&list);
        command
            .current_dir(&folder)
            .output()
            .unwrap()
            .status
            .success()
    };
    assert!(check());
    fs::write(folder.join("b"), "something else").unwrap();
    assert!(!check());
}

#[test]
fn integrity_is_the_sha384_in_base64() {
    let (_dir, folder) = folder(&[], SystemTime::now());
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("empty"), "").unwrap();
    assert_eq!(
        files::integrity(&folder.join("empty")).unwrap(),
        "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
    );
}
