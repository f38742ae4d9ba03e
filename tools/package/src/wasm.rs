//! Optimizes the badge's wasm, minifies the names that it shares with the glue, and names the file after its content.

use crate::{Asset, Build};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use xshell::cmd;

/// The module name under which the wasm imports the glue's functions.
const GLUE: &str = "./my-groups-badge_bg.js";
/// Removes the sections that no browser reads, but keeps the module's name: WebKit's stack traces show only this name.
const STRIP: &[&str] = &["--strip-debug", "--strip-producers", "--emit-module-names"];
/// Optimizes for size, until another pass has no effect.
const OPTIMIZE: &[&str] = &["-Oz", "-Oz", "-Oz", "-g"];

/// The wasm of a build.
pub(crate) struct Wasm {
    pub(crate) path: PathBuf,
    pub(crate) asset: Asset,
    pub(crate) names: Names,
}

/// The minified name of each import and export, by wasm-bindgen's name. It is empty in a debug build.
pub(crate) type Names = BTreeMap<String, String>;

/// The map of names that wasm-opt prints when it minifies them.
#[derive(Deserialize)]
struct Minified {
    /// The module, the name, and the new name of each import.
    imports: Vec<(String, String, String)>,
    /// The name and the new name of each export.
    exports: Vec<(String, String)>,
}

/// Writes `my-groups-badge-<8 hex digits of its SHA-256>.wasm` from wasm-bindgen's output.
pub(crate) fn finish(build: &Build) -> Result<Wasm> {
    let wasm = build.dist.join("embed/my-groups-badge_bg.wasm");
    let names = if build.is_release {
        let preview = build.dist.join("preview_bg.wasm");
        optimize(build, &preview, &[&["-Oz"], STRIP].concat(), &preview)?;
        minify(build, &wasm)?
    } else {
        Names::new()
    };
    let hash = format!("{:x}", Sha256::digest(fs::read(&wasm)?));
    let (digits, _) = hash.split_at(8);
    let path = wasm.with_file_name(format!("my-groups-badge-{digits}.wasm"));
    fs::rename(wasm, &path)?;
    let asset = Asset::new(&path)?;
    Ok(Wasm { path, asset, names })
}

/// Optimizes the wasm in place, and minifies the names that it shares with the glue. Keeps a copy with the function names for
/// `cargo xtask size`.
fn minify(build: &Build, wasm: &Path) -> Result<Names> {
    let named = build.parts.join("named.wasm");
    optimize(build, wasm, OPTIMIZE, &named)?;
    let pass = ["--minify-imports-and-exports-and-modules"];
    let map = optimize(build, &named, &[STRIP, &pass].concat(), wasm)?;
    let map: Minified = serde_json::from_str(&map).context("wasm-opt printed no map of names")?;
    for (module, name, _) in &map.imports {
        // wasm-bindgen imports a function directly if it needs no conversion. The bundler would then build an object of the
        // whole module: by a loop that breaks on pages that extend `Object.prototype`, and with names that are not minified.
        ensure!(
            module == GLUE,
            "{name} is imported straight from {module}: declare it with `#[wasm_bindgen(catch)]`"
        );
    }
    let mut new_names: Names = map.exports.into_iter().collect();
    for (module, name, new) in map.imports {
        new_names.insert(module, "a".to_owned()); // wasm-opt's name for the only module
        new_names.insert(name, new);
    }
    Ok(new_names)
}

/// Runs passes of wasm-opt on a file, and writes another file; returns the standard output.
fn optimize(build: &Build, from: &Path, passes: &[&str], to: &Path) -> Result<String> {
    let wasm_opt = build.tools.join("wasm-opt");
    Ok(cmd!(build.sh, "{wasm_opt} {passes...} {from} -o {to}")
        .quiet()
        .read()?)
}
