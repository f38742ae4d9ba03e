//! Installs the tools that are missing, each at its pinned version, where a fresh clone finds them again:
//! cargo's own in cargo's bin folder, npm's in a per-user cache.

use anyhow::{Context, Result};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};
use xshell::{Shell, cmd};

/// Tools from crates.io: the program, its version, the minutes that building it takes on two cores.
pub(crate) type CargoTool<'a> = (&'a str, &'a str, u8);
const TRUNK: CargoTool = ("trunk", "0.21.14", 7);
const CARGO_ABOUT: CargoTool = ("cargo-about", "0.9.3", 3);
const CARGO_CYCLONEDX: CargoTool = ("cargo-cyclonedx", "0.5.9", 2);
pub(crate) const CARGO_FUZZ: CargoTool = ("cargo-fuzz", "0.13.1", 1);
pub(crate) const GECKODRIVER: CargoTool = ("geckodriver", "0.37.1", 4);
const NPM_TOOLS: &str = "esbuild@0.28.2 binaryen@132.0.0";
/// The rules of accessibility that the tests put into pages; they find them in the cache.
pub(crate) const AXE_CORE: &str = "axe-core@4.14.1";
/// What the benchmark's peers are made with.
pub(crate) const PEERS: &str = "lit@3.3.3 preact@11.2.0";

/// What a build needs: the wasm target, trunk and wasm-bindgen; esbuild and wasm-opt.
pub(crate) fn for_build(sh: &Shell) -> Result<()> {
    wasm_target(sh)?;
    let wasm_bindgen = locked_version(sh, "wasm-bindgen")?;
    cargo_tools(sh, &[TRUNK, ("wasm-bindgen", &wasm_bindgen, 5)])?;
    npm_tools(sh)?;
    Ok(())
}

/// What a release needs beside a build: the tools that read licenses and list crates.
pub(crate) fn for_release(sh: &Shell) -> Result<()> {
    cargo_tools(sh, &[CARGO_ABOUT, CARGO_CYCLONEDX])
}

/// Puts cargo's bin folder on the PATH of what runs from here.
pub(crate) fn use_cargo_bin(sh: &Shell) -> Result<()> {
    let cargo_home = match sh.var("CARGO_HOME") {
        Ok(home) => PathBuf::from(home),
        Err(_) => home()?.join(".cargo"),
    };
    let path = sh.var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(cargo_home.join("bin")).chain(std::env::split_paths(&path));
    sh.set_var("PATH", std::env::join_paths(folders)?);
    Ok(())
}

/// The standard library for wasm. (`rustup` reads `rust-toolchain.toml` only where it installs a toolchain anew.)
pub(crate) fn wasm_target(sh: &Shell) -> Result<()> {
    let add = ["target", "add", "wasm32-unknown-unknown"];
    rustup(sh, "wasm32-unknown-unknown/lib", add).map(drop)
}

/// The sources of the standard library, to build it anew.
pub(crate) fn std_sources(sh: &Shell) -> Result<()> {
    rustup(sh, "src/rust/library", ["component", "add", "rust-src"]).map(drop)
}

/// The folder of the toolchain's own llvm-size and llvm-nm.
pub(crate) fn llvm(sh: &Shell) -> Result<PathBuf> {
    let host = cmd!(sh, "rustc --print host-tuple").quiet().read()?;
    let add = ["component", "add", "llvm-tools"];
    let nm = rustup(sh, &format!("{host}/bin/llvm-nm"), add)?;
    Ok(nm.with_file_name(""))
}

/// Has rustup add what is not there yet; gives its place, which is a `path` below the toolchain's library folder.
fn rustup(sh: &Shell, path: &str, add: [&str; 3]) -> Result<PathBuf> {
    let sysroot = cmd!(sh, "rustc --print sysroot").quiet().read()?;
    let place = PathBuf::from(sysroot).join("lib/rustlib").join(path);
    if !sh.path_exists(&place) {
        let [.., name] = add;
        say!("Installing {name} with rustup (some seconds, once)");
        cmd!(sh, "rustup {add...}")
            .run()
            .with_context(|| format!("{name} could not be installed"))?;
    }
    Ok(place)
}

/// Installs the tools that are missing, prebuilt where `cargo binstall` is there and finds them, and says beforehand how
/// long it takes.
pub(crate) fn cargo_tools(sh: &Shell, wanted: &[CargoTool]) -> Result<()> {
    let missing: Vec<_> = wanted.iter().filter(|tool| !is_there(sh, tool)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.iter().map(|(tool, version, minutes)| {
        format!("{} {version} (about {minutes} min)", package_of(tool))
    });
    let list = list.collect::<Vec<_>>().join(", ");
    let version = cmd!(sh, "cargo binstall -V").quiet().ignore_stderr().read();
    let has_binstall = version.is_ok();
    let how = if has_binstall {
        "or in seconds what cargo-binstall finds prebuilt"
    } else {
        "built on two cores; with cargo-binstall it would be seconds"
    };
    say!("Installing once: {list}, {how}");
    for tool in missing {
        let (name, version, _) = *tool;
        let package = package_of(name);
        if has_binstall {
            let options = ["--no-confirm", "--disable-strategies", "compile"];
            let prebuilt = cmd!(
                sh,
                "cargo binstall {options...} --version {version} {package}"
            );
            if prebuilt.run().is_ok() && is_there(sh, tool) {
                continue;
            }
            say!("There is no prebuilt {package} to be had; building it");
        }
        let options: &[&str] = match name {
            "wasm-bindgen" => &[], // its lock file can be ahead of a registry mirror
            "cargo-about" => &["--locked", "--features", "cli"],
            _ => &["--locked"],
        };
        cmd!(
            sh,
            "cargo install {package} --version {version} {options...}"
        )
        .run()
        .with_context(|| format!("{package} could not be installed"))?;
    }
    Ok(())
}

fn is_there(sh: &Shell, (tool, version, _): &CargoTool) -> bool {
    // Some of cargo's subcommands know their version only as such.
    let tool = tool.replacen("cargo-", "cargo ", 1);
    let words = tool.split(' ').chain(["--version"]);
    let has = cmd!(sh, "env {words...}").quiet().ignore_stderr().read();
    has.is_ok_and(|has| has.split_whitespace().any(|word| word == *version))
}

/// A crate has its tool's name, but for wasm-bindgen.
fn package_of(tool: &str) -> String {
    tool.replace("wasm-bindgen", "wasm-bindgen-cli")
}

/// The folder of the tools from npm: esbuild, wasm-opt.
pub(crate) fn npm_tools(sh: &Shell) -> Result<PathBuf> {
    Ok(npm(sh, NPM_TOOLS)?.join(".bin"))
}

/// Installs the packages that the `package.json` of a folder names, and links them there, where Node looks for them.
pub(crate) fn link_packages(sh: &Shell, folder: &str) -> Result<()> {
    let modules = packages_of(sh, Path::new(folder))?;
    Ok(cmd!(sh, "ln -sfn {modules} {folder}/node_modules").run()?)
}

/// Links the packages that the `package.json` of `project` names into a folder where a copy of it is built, and unpacks the
/// badge's own `tarball` beside them.
pub(crate) fn project(sh: &Shell, project: &Path, copy: &Path, tarball: &Path) -> Result<()> {
    let packages = sh.read_dir(packages_of(sh, project)?)?;
    let modules = copy.join("node_modules");
    let own = modules.join("my-groups-badge");
    sh.remove_path(&modules)?;
    sh.create_dir(&own)?;
    cmd!(sh, "tar -xzf {tarball} --strip-components=1 -C {own}").run()?;
    Ok(cmd!(sh, "ln -s -t {modules} {packages...}").quiet().run()?)
}

/// The folder with the packages that the `package.json` of a folder names.
fn packages_of(sh: &Shell, folder: &Path) -> Result<PathBuf> {
    let manifest = sh.read_file(folder.join("package.json"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
    let packages = manifest
        .get("devDependencies")
        .and_then(|of| of.as_object());
    let packages = packages.context("no devDependencies")?.iter();
    let packages = packages.filter_map(|(name, of)| Some(format!("{name}@{}", of.as_str()?)));
    npm(sh, &packages.collect::<Vec<_>>().join(" "))
}

/// The longest name that file systems take for a folder.
const MAX_NAME_BYTES: usize = 255;

/// Packages from npm, each `name@version`; gives the folder that they are in.
pub(crate) fn npm(sh: &Shell, packages: &str) -> Result<PathBuf> {
    let mut name = packages.replace([' ', '/'], "+");
    if name.len() > MAX_NAME_BYTES {
        let mut hasher = DefaultHasher::new();
        packages.hash(&mut hasher);
        name = format!("{:016x}", hasher.finish());
    }
    let folder = cache(sh)?.join(name);
    let modules = folder.join("node_modules");
    // npm writes this last.
    if !sh.path_exists(modules.join(".package-lock.json")) {
        say!("Installing {packages} with npm (some seconds, once)");
        sh.create_dir(&folder)?;
        let quiet = ["--silent", "--no-fund", "--no-audit"];
        let names = packages.split(' ');
        cmd!(sh, "npm install {quiet...} --prefix {folder} {names...}")
            .run()
            .with_context(|| format!("{packages} could not be installed; is Node.js there?"))?;
    }
    Ok(modules)
}

/// The project's folder in the user's cache.
fn cache(sh: &Shell) -> Result<PathBuf> {
    let cache = match sh.var("XDG_CACHE_HOME") {
        Ok(cache) => PathBuf::from(cache),
        Err(_) => home()?.join(".cache"),
    };
    Ok(cache.join("my-groups-badge"))
}

fn home() -> Result<PathBuf> {
    std::env::home_dir().context("there is no home folder")
}

/// The version of the badge, and so of a release.
pub(crate) fn version(sh: &Shell) -> Result<String> {
    locked_version(sh, "my-groups-badge")
}

/// The version of a crate in Cargo.lock.
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
