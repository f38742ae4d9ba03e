//! The programs that the commands use, each at its pinned version. Cargo's tools go into cargo's bin folder, where a fresh
//! clone finds them again.

use crate::installation;
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::{Shell, cmd};

/// A program that is installed from crates.io.
pub(crate) struct CargoTool<'a> {
    /// The program, which is its crate's name too, except for wasm-bindgen.
    program: &'a str,
    version: &'a str,
    /// How long building it takes on two cores.
    seconds: u32,
    /// How much the compiler optimizes it: building a tool takes longer than running it.
    optimization: &'a str,
    options: &'a [&'a str],
}

/// Without its features for TLS: it would use them only to download the tools that are installed here.
const TRUNK: CargoTool = CargoTool {
    program: "trunk",
    version: "0.21.14",
    seconds: 120,
    optimization: "0",
    options: &["--locked", "--no-default-features"],
};
const GECKODRIVER: CargoTool = CargoTool {
    program: "geckodriver",
    version: "0.37.1",
    seconds: 45,
    optimization: "0",
    options: &["--locked"],
};
const CARGO_DENY: CargoTool = CargoTool {
    program: "cargo-deny",
    version: "0.20.2",
    seconds: 60,
    optimization: "0",
    options: &["--locked", "--no-default-features"],
};
const CARGO_ABOUT: CargoTool = CargoTool {
    program: "cargo-about",
    version: "0.9.3",
    seconds: 120,
    optimization: "1",
    options: &["--locked", "--features", "cli"],
};
const CARGO_CYCLONEDX: CargoTool = CargoTool {
    program: "cargo-cyclonedx",
    version: "0.5.9",
    seconds: 60,
    optimization: "1",
    options: &["--locked"],
};
const CARGO_FUZZ: CargoTool = CargoTool {
    program: "cargo-fuzz",
    version: "0.13.1",
    seconds: 30,
    optimization: "1",
    options: &["--locked"],
};

/// wasm-bindgen reads large files in a preview: without any optimization that takes longer than the optimization.
fn wasm_bindgen(version: &str) -> CargoTool<'_> {
    CargoTool {
        program: "wasm-bindgen",
        version,
        seconds: 100,
        optimization: "1",
        options: &["--no-default-features"], // without --locked: its lock file can be ahead of a registry mirror
    }
}

/// A program or folder that is not installed yet.
#[derive(Debug)]
pub(crate) struct Missing {
    pub(crate) what: String,
    /// How long installing it takes on two cores.
    pub(crate) seconds: u32,
}

/// Installs what a build needs: the wasm target, trunk and wasm-bindgen, esbuild and wasm-opt.
pub(crate) fn for_build(sh: &Shell) -> Result<()> {
    wasm_target(sh)?;
    let wasm_bindgen = locked_version(sh, "wasm-bindgen")?;
    cargo_tools(sh, &[self::wasm_bindgen(&wasm_bindgen), TRUNK])?;
    crate::npm::tools(sh)?;
    Ok(())
}

/// Returns what [`for_build`] would install from crates.io.
pub(crate) fn missing_for_build(sh: &Shell) -> Result<Vec<Missing>> {
    let wasm_bindgen = locked_version(sh, "wasm-bindgen")?;
    Ok(missing(sh, &[self::wasm_bindgen(&wasm_bindgen), TRUNK]))
}

/// Installs what a release needs beside a build: the tools that read licenses and list crates.
pub(crate) fn for_release(sh: &Shell) -> Result<()> {
    cargo_tools(sh, &[CARGO_DENY, CARGO_ABOUT, CARGO_CYCLONEDX])
}

/// Installs the driver of Firefox.
pub(crate) fn geckodriver(sh: &Shell) -> Result<()> {
    cargo_tools(sh, &[GECKODRIVER])
}

/// Returns whether the driver of Firefox is missing.
pub(crate) fn missing_geckodriver(sh: &Shell) -> Vec<Missing> {
    missing(sh, &[GECKODRIVER])
}

/// Installs cargo-deny, which checks licenses and versions of crates.
pub(crate) fn cargo_deny(sh: &Shell) -> Result<()> {
    cargo_tools(sh, &[CARGO_DENY])
}

/// Returns whether cargo-deny is missing.
pub(crate) fn missing_cargo_deny(sh: &Shell) -> Vec<Missing> {
    missing(sh, &[CARGO_DENY])
}

/// Installs cargo-fuzz.
pub(crate) fn cargo_fuzz(sh: &Shell) -> Result<()> {
    cargo_tools(sh, &[CARGO_FUZZ])
}

/// Puts cargo's bin folder on the PATH of every program that runs from here.
pub(crate) fn use_cargo_bin(sh: &Shell) -> Result<()> {
    let path = sh.var_os("PATH").unwrap_or_default();
    let bin = installation::cargo_home(sh)?.join("bin");
    let folders = std::iter::once(bin).chain(std::env::split_paths(&path));
    sh.set_var("PATH", std::env::join_paths(folders)?);
    Ok(())
}

/// Installs the standard library for wasm. (`rustup` reads `rust-toolchain.toml` only when it installs a toolchain.)
pub(crate) fn wasm_target(sh: &Shell) -> Result<()> {
    let add = ["target", "add", "wasm32-unknown-unknown"];
    rustup(sh, "wasm32-unknown-unknown/lib", add).map(drop)
}

/// Installs the sources of the standard library, which the release builds.
pub(crate) fn std_sources(sh: &Shell) -> Result<()> {
    rustup(sh, "src/rust/library", ["component", "add", "rust-src"]).map(drop)
}

/// Returns the folder of the toolchain's own llvm-size and llvm-nm.
pub(crate) fn llvm(sh: &Shell) -> Result<PathBuf> {
    let host = cmd!(sh, "rustc --print host-tuple").quiet().read()?;
    let add = ["component", "add", "llvm-tools"];
    let nm = rustup(sh, &format!("{host}/bin/llvm-nm"), add)?;
    Ok(nm.with_file_name(""))
}

/// Installs a part of the toolchain if it is missing. Returns its place, a `path` below the toolchain's library folder.
fn rustup(sh: &Shell, path: &str, add: [&str; 3]) -> Result<PathBuf> {
    let sysroot = cmd!(sh, "rustc --print sysroot").quiet().read()?;
    let place = PathBuf::from(sysroot).join("lib/rustlib").join(path);
    let is_missing = || !sh.path_exists(&place);
    if is_missing() {
        let _lock = installation::lock(sh)?;
        if !is_missing() {
            return Ok(place);
        }
        let [.., name] = add;
        say!("Installing {name} with rustup (some seconds, once)");
        cmd!(sh, "rustup {add...}")
            .run()
            .with_context(|| format!("{name} could not be installed"))?;
    }
    Ok(place)
}

fn missing(sh: &Shell, wanted: &[CargoTool]) -> Vec<Missing> {
    let missing = wanted.iter().filter(|tool| !is_installed(sh, tool));
    missing
        .map(|tool| Missing {
            what: format!("{} {}", package_of(tool.program), tool.version),
            seconds: tool.seconds,
        })
        .collect()
}

/// Installs the missing tools. If `cargo binstall` is installed, it is tried first, because it downloads prebuilt programs.
fn cargo_tools(sh: &Shell, wanted: &[CargoTool]) -> Result<()> {
    if missing(sh, wanted).is_empty() {
        return Ok(());
    }
    let _lock = installation::lock(sh)?;
    let missing: Vec<_> = wanted
        .iter()
        .filter(|tool| !is_installed(sh, tool))
        .collect();
    let version = cmd!(sh, "cargo binstall -V").quiet().ignore_stderr().read();
    let has_binstall = version.is_ok();
    // One folder for all of them: they have many crates in common.
    let folder = crate::root().join("target/tools");
    for tool in missing {
        let package = package_of(tool.program);
        if has_binstall && binstall(sh, tool, &package).is_ok() && is_installed(sh, tool) {
            continue;
        }
        let (version, options) = (tool.version, tool.options);
        say!(
            "Building {package} {version} (about {}, once)",
            minutes(tool.seconds)
        );
        cmd!(
            sh,
            "cargo install --quiet {package} --version {version} {options...}"
        )
        .envs([
            ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
            ("CARGO_PROFILE_RELEASE_LTO", "off"),
            ("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.optimization),
        ])
        .env("CARGO_TARGET_DIR", &folder)
        .env_remove("RUSTC_BOOTSTRAP")
        .run()
        .with_context(|| format!("{package} could not be installed"))?;
    }
    sh.remove_path(folder)?;
    Ok(())
}

fn binstall(sh: &Shell, tool: &CargoTool, package: &str) -> Result<()> {
    let version = tool.version;
    let options = ["--no-confirm", "--disable-strategies", "compile"];
    say!("Installing {package} {version} with cargo-binstall (some seconds, once)");
    Ok(cmd!(
        sh,
        "cargo binstall {options...} --version {version} {package}"
    )
    .run()?)
}

fn is_installed(sh: &Shell, tool: &CargoTool) -> bool {
    // Some subcommands of cargo print their version only when cargo calls them.
    let program = tool.program.replacen("cargo-", "cargo ", 1);
    let words = program.split(' ').chain(["--version"]);
    let stated = cmd!(sh, "env {words...}").quiet().ignore_stderr().read();
    stated.is_ok_and(|stated| stated.split_whitespace().any(|word| word == tool.version))
}

/// A crate has its tool's name, except for wasm-bindgen.
fn package_of(program: &str) -> String {
    program.replace("wasm-bindgen", "wasm-bindgen-cli")
}

/// Returns a duration for a reader: "45 s", "2 min".
pub(crate) fn minutes(seconds: u32) -> String {
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min", seconds.div_ceil(60))
    }
}

/// Returns the version of the badge, and so of a release.
pub(crate) fn version(sh: &Shell) -> Result<String> {
    locked_version(sh, "my-groups-badge")
}

/// Returns the version of a crate in Cargo.lock.
fn locked_version(sh: &Shell, name: &str) -> Result<String> {
    let entry = format!("name = \"{name}\"\nversion = \"");
    let lock = sh.read_file("Cargo.lock")?;
    let version = lock
        .split_once(&entry)
        .and_then(|(_, rest)| rest.split('"').next());
    version
        .map(str::to_owned)
        .with_context(|| format!("{name} is not in Cargo.lock"))
}
