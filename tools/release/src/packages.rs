//! Packs the crate and the npm package, and builds and packs the companion.

use crate::{
    files,
    folders::{LICENSES, THIRD_PARTY},
    licenses::COMPANION,
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};
use xshell::{Shell, cmd};

/// The maximum size of the packed crate in bytes. Its current size is 111 KB.
const CRATE_SIZE: u64 = 200_000;

/// Packs the crate, and builds the package for the target that docs.rs uses; returns the package.
///
/// # Errors
/// cargo fails, for example because a file of the crate is not committed. Or the package contains an unexpected file, or is too
/// large.
pub fn pack_crate(sh: &Shell, version: &str) -> Result<PathBuf> {
    let badge = "--package my-groups-badge --locked".split(' ');
    let list = cmd!(sh, "cargo package {badge...} --list").quiet().read()?;
    check_crate(&list)?;
    // The core is not published yet, so cargo packs both and builds the badge from the packed core.
    let badge = "--package my-groups-core --package my-groups-badge --locked --target wasm32-unknown-unknown".split(' ');
    cmd!(sh, "cargo package {badge...}").run()?;
    let packed = sh.current_dir().join("target/package");
    let packed = packed.join(format!("my-groups-badge-{version}.crate"));
    let size = fs::metadata(&packed)?.len();
    ensure!(
        size <= CRATE_SIZE,
        "the crate has {size} bytes, more than {CRATE_SIZE}"
    );
    Ok(packed)
}

/// Checks that the crate contains exactly the files that a Leptos developer needs.
///
/// # Errors
/// A file is unexpected or missing. The error names it.
pub fn check_crate(list: &str) -> Result<()> {
    // cargo adds the first four files.
    let wanted = [
        ".cargo_vcs_info.json",
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
        "CHANGELOG.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "src/lib.rs",
        "style.css",
    ];
    let is_wanted = |file: &&str| wanted.contains(file) || file.starts_with("src/");
    let too_much: Vec<_> = list.lines().filter(|file| !is_wanted(file)).collect();
    ensure!(too_much.is_empty(), "the crate has {}", too_much.join(", "));
    let has = |file: &&&str| list.lines().any(|line| line == **file);
    let missing: Vec<_> = wanted.iter().filter(|file| !has(file)).copied().collect();
    ensure!(
        missing.is_empty(),
        "the crate has no {}",
        missing.join(", ")
    );
    Ok(())
}

/// Packs `dist/npm/` together with the licenses of others; returns the tarball, which is in `out`.
///
/// # Errors
/// The folder is missing, or npm fails.
pub fn pack_npm(sh: &Shell, out: &Path, version: &str, third_party: &str) -> Result<PathBuf> {
    let name = format!("my-groups-badge-{version}.tgz");
    ensure!(
        sh.path_exists("dist/npm/package.json"),
        "there is no dist/npm/package.json; `cargo xtask dist` makes it"
    );
    sh.write_file(Path::new("dist/npm").join(THIRD_PARTY), third_party)?;
    cmd!(sh, "npm pack ./dist/npm --silent --pack-destination {out}")
        .quiet()
        .ignore_stdout()
        .run()
        .context("npm could not pack dist/npm/. Is Node.js installed?")?;
    let tarball = out.join(name);
    let list = cmd!(sh, "tar -tzf {tarball}").quiet().read()?;
    ensure!(
        list.contains(THIRD_PARTY),
        "tools/package/package.json does not name {THIRD_PARTY} in `files`"
    );
    Ok(tarball)
}

/// Builds the companion, and packs it under the name that cargo-binstall expects: `my-groups-<target>-v<version>.tgz`.
///
/// # Errors
/// cargo fails, or a file cannot be read or written.
pub fn pack_companion(sh: &Shell, out: &Path, version: &str, third_party: &str) -> Result<PathBuf> {
    let target = companion_target(sh)?;
    let variable = target.to_uppercase().replace('-', "_");
    cmd!(
        sh,
        "cargo build --package my-groups --profile native --locked --target {target}"
    )
    .env_remove("RUSTFLAGS") // it would replace the flags of the target
    .env(
        format!("CARGO_TARGET_{variable}_RUSTFLAGS"),
        without_paths(sh)?,
    )
    .run()?;
    let name = format!("my-groups-{target}-v{version}");
    let folder = out.join(&name);
    sh.create_dir(&folder)?;
    let program = format!("target/{target}/native/my-groups");
    let beside = [
        "Containerfile",
        "my-groups.example.toml",
        "my-groups.service",
        "openapi.yaml",
    ];
    let beside = beside.map(|file| format!("companion/{file}"));
    let docs = "docs/companion.md".to_owned();
    let licenses = LICENSES.map(str::to_owned);
    for file in [program, docs].into_iter().chain(beside).chain(licenses) {
        sh.copy_file(file, &folder)?;
    }
    sh.write_file(folder.join(THIRD_PARTY), third_party)?;
    let archive = out.join(name + ".tgz");
    files::tar_gz(&folder, &archive)?;
    Ok(archive)
}

/// Returns the target with musl, whose programs run on every Linux. If musl is not available, returns the target of this machine.
fn companion_target(sh: &Shell) -> Result<String> {
    let host = cmd!(sh, "rustc --print host-tuple").quiet().read()?;
    let musl = COMPANION.target;
    if !host.starts_with("x86_64-unknown-linux") {
        eprintln!("The companion is built for {host}: {musl} can only be built on x86-64 Linux.");
        return Ok(host);
    }
    match add_musl(sh, musl) {
        Ok(()) => Ok(musl.to_owned()),
        Err(error) => {
            eprintln!(
                "The companion is built for {host} and needs the libc of this machine: {error:#}"
            );
            Ok(host)
        }
    }
}

/// Installs Rust's standard library for musl, and the C compiler for musl, which the crate `ring` needs.
fn add_musl(sh: &Shell, musl: &str) -> Result<()> {
    cmd!(sh, "rustup target add {musl}").ignore_stderr().run()?;
    let has_gcc = || {
        cmd!(sh, "which musl-gcc")
            .quiet()
            .ignore_stdout()
            .ignore_stderr()
            .run()
    };
    if has_gcc().is_ok() {
        return Ok(());
    }
    if cmd!(sh, "id -u").quiet().read()? != "0" {
        bail!("musl-gcc is not installed; on Debian: sudo apt-get install musl-tools");
    }
    cmd!(sh, "apt-get update -qq").run()?;
    cmd!(
        sh,
        "apt-get install -y -qq --no-install-recommends musl-tools"
    )
    .env("DEBIAN_FRONTEND", "noninteractive")
    .run()?;
    Ok(has_gcc()?)
}

/// Returns compiler options that remove this machine's paths from the program.
fn without_paths(sh: &Shell) -> Result<String> {
    let home = std::env::home_dir().context("there is no home folder")?;
    let cargo = sh
        .var("CARGO_HOME")
        .map_or(home.join(".cargo"), PathBuf::from);
    // Each registry has a subfolder there, named after its host.
    let crates = sh.read_dir(cargo.join("registry/src")).unwrap_or_default();
    let sysroot = cmd!(sh, "rustc --print sysroot").quiet().read()?;
    let mut folders: Vec<_> = crates
        .into_iter()
        .map(|folder| (folder, "/crates"))
        .collect();
    folders.push((PathBuf::from(sysroot).join("lib/rustlib/src/rust"), "/rust"));
    folders.push((sh.current_dir(), "/src"));
    let options = folders
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    Ok(options.collect::<Vec<_>>().join(" "))
}
