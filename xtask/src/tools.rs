//! Installs the tools that are missing, each at its pinned version, where a fresh clone finds them again:
//! cargo's own in cargo's bin folder, npm's in a per-user cache.

use crate::say;
use anyhow::{Context, Result, anyhow, bail};
use std::path::PathBuf;
use xshell::{Shell, cmd};

const TRUNK: &str = "0.21.14";
pub(crate) const CARGO_FUZZ: &str = "0.13.1";
const ESBUILD: &str = "0.28.2";
const BINARYEN: &str = "132.0.0";
const AXE_CORE: &str = "4.14.1";
const LIT: &str = "3.3.3";
const PREACT: &str = "11.2.0";

/// What a build needs: the wasm target, trunk and wasm-bindgen; esbuild and wasm-opt.
pub(crate) fn for_build(sh: &Shell) -> Result<()> {
    wasm_target(sh)?;
    cargo_tool(sh, "trunk", TRUNK)?;
    let wasm_bindgen = locked_version(sh, "wasm-bindgen")?;
    cargo_tool(sh, "wasm-bindgen", &wasm_bindgen)?;
    npm_tools(sh)?;
    Ok(())
}

/// What a test in a browser needs besides.
pub(crate) fn browser(sh: &Shell) -> Result<()> {
    let is_there = cmd!(sh, "chromedriver --version")
        .quiet()
        .ignore_stderr()
        .read()
        .is_ok()
        && ["chromium", "google-chrome", "chrome"]
            .iter()
            .any(|browser| {
                cmd!(sh, "{browser} --version")
                    .quiet()
                    .ignore_stderr()
                    .read()
                    .is_ok()
            });
    if is_there {
        return Ok(());
    }
    let is_root = cmd!(sh, "id -u").quiet().read().is_ok_and(|id| id == "0");
    if !is_root || cmd!(sh, "apt-get --version").quiet().read().is_err() {
        bail!(
            "Chromium and ChromeDriver are needed, and cannot be installed from here. \
             Put `chromium` (or `google-chrome`) and `chromedriver` of the same version on the PATH; \
             on Debian: apt-get install chromium chromium-driver"
        );
    }
    say("Installing Chromium and ChromeDriver (apt-get)");
    cmd!(sh, "apt-get update -qq").run()?;
    cmd!(
        sh,
        "apt-get install -y -qq --no-install-recommends chromium chromium-driver"
    )
    .env("DEBIAN_FRONTEND", "noninteractive")
    .run()
    .context("Chromium could not be installed")
}

/// Puts cargo's bin folder on the PATH of what runs from here.
pub(crate) fn use_cargo_bin(sh: &Shell) -> Result<()> {
    let cargo_home = match sh.var("CARGO_HOME") {
        Ok(home) => PathBuf::from(home),
        Err(_) => home(sh)?.join(".cargo"),
    };
    let path = sh.var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(cargo_home.join("bin")).chain(std::env::split_paths(&path));
    sh.set_var("PATH", std::env::join_paths(folders)?);
    Ok(())
}

/// The standard library for wasm. (`rustup` reads `rust-toolchain.toml` only where it installs a toolchain anew.)
pub(crate) fn wasm_target(sh: &Shell) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = cmd!(sh, "rustc --print sysroot").quiet().read()?;
    if sh.path_exists(format!("{sysroot}/lib/rustlib/{TARGET}/lib")) {
        return Ok(());
    }
    say("Installing the wasm target");
    cmd!(sh, "rustup target add {TARGET}")
        .run()
        .context("the wasm target could not be installed")
}

/// The sources of the standard library, to build it anew.
pub(crate) fn std_sources(sh: &Shell) -> Result<()> {
    let sysroot = cmd!(sh, "rustc --print sysroot").quiet().read()?;
    if sh.path_exists(format!("{sysroot}/lib/rustlib/src/rust/library")) {
        return Ok(());
    }
    say("Installing the sources of the standard library");
    cmd!(sh, "rustup component add rust-src")
        .run()
        .context("the sources of the standard library could not be installed")
}

/// The folder of the toolchain's own llvm-size and llvm-nm.
pub(crate) fn llvm(sh: &Shell) -> Result<PathBuf> {
    let sysroot = cmd!(sh, "rustc --print sysroot").quiet().read()?;
    let host = cmd!(sh, "rustc --print host-tuple").quiet().read()?;
    let folder = PathBuf::from(format!("{sysroot}/lib/rustlib/{host}/bin"));
    if !sh.path_exists(folder.join("llvm-nm")) {
        say("Installing the toolchain's LLVM tools");
        cmd!(sh, "rustup component add llvm-tools")
            .run()
            .context("the LLVM tools could not be installed")?;
    }
    Ok(folder)
}

/// A tool from crates.io at one version. Its crate has the tool's name, but for wasm-bindgen.
pub(crate) fn cargo_tool(sh: &Shell, tool: &str, version: &str) -> Result<()> {
    let has = cmd!(sh, "{tool} --version")
        .quiet()
        .ignore_stderr()
        .read()
        .unwrap_or_default();
    if has.split_whitespace().any(|word| word == version) {
        return Ok(());
    }
    let crate_name = if tool == "wasm-bindgen" {
        "wasm-bindgen-cli"
    } else {
        tool
    };
    say(&format!(
        "Installing {crate_name} {version} with cargo (some minutes, once)"
    ));
    // wasm-bindgen's lock file can be ahead of a registry mirror.
    let locked = (tool != "wasm-bindgen").then_some("--locked");
    cmd!(
        sh,
        "cargo install {crate_name} --version {version} {locked...}"
    )
    .run()
    .with_context(|| format!("{crate_name} could not be installed"))
}

/// The folder of the tools from npm, esbuild and wasm-opt among them.
pub(crate) fn npm_tools(sh: &Shell) -> Result<PathBuf> {
    let modules = npm(sh, &[("esbuild", ESBUILD), ("binaryen", BINARYEN)])?;
    Ok(modules.join(".bin"))
}

/// The rules of accessibility that the tests put into pages; they find it in the cache.
pub(crate) fn axe_core(sh: &Shell) -> Result<()> {
    npm(sh, &[("axe-core", AXE_CORE)]).map(drop)
}

/// The folder of the libraries that the benchmark's peers are made with.
pub(crate) fn peers(sh: &Shell) -> Result<PathBuf> {
    npm(sh, &[("lit", LIT), ("preact", PREACT)])
}

/// Packages from npm, each at one version; gives the folder that they are in.
fn npm(sh: &Shell, packages: &[(&str, &str)]) -> Result<PathBuf> {
    let join = |glue: &str, between: &str| {
        let packages = packages
            .iter()
            .map(|(name, version)| format!("{name}{between}{version}"));
        packages.collect::<Vec<_>>().join(glue)
    };
    let folder = cache(sh)?.join(join("-", "-"));
    let modules = folder.join("node_modules");
    if packages
        .iter()
        .all(|(name, _)| sh.path_exists(modules.join(name)))
    {
        return Ok(modules);
    }
    let names: Vec<_> = packages.iter().map(|(name, _)| *name).collect();
    let names = names.join(" and ");
    say(&format!("Installing {names} with npm"));
    sh.create_dir(&folder)?;
    let wanted = join(" ", "@");
    let wanted = wanted.split(' ');
    cmd!(
        sh,
        "npm install --silent --no-fund --no-audit --prefix {folder} {wanted...}"
    )
    .run()
    .with_context(|| format!("{names} could not be installed; is Node.js there?"))?;
    Ok(modules)
}

/// The project's folder in the user's cache.
fn cache(sh: &Shell) -> Result<PathBuf> {
    let cache = match sh.var("XDG_CACHE_HOME") {
        Ok(cache) => PathBuf::from(cache),
        Err(_) => home(sh)?.join(".cache"),
    };
    Ok(cache.join("my-groups-badge"))
}

fn home(sh: &Shell) -> Result<PathBuf> {
    sh.var("HOME")
        .map(PathBuf::from)
        .context("there is no HOME")
}

/// The version of a crate in Cargo.lock.
fn locked_version(sh: &Shell, name: &str) -> Result<String> {
    let lock = sh.read_file("Cargo.lock")?;
    let entry = format!("name = \"{name}\"\nversion = \"");
    let (_, rest) = lock
        .split_once(&entry)
        .ok_or_else(|| anyhow!("{name} is not in Cargo.lock"))?;
    let (version, _) = rest
        .split_once('"')
        .ok_or_else(|| anyhow!("Cargo.lock is broken"))?;
    Ok(version.to_owned())
}
