//! The badge's wasm: optimized, its names minified, named by its content.

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

/// The module that the wasm imports from, which stands for the glue.
const GLUE: &str = "./my-groups-badge_bg.js";
/// Drops the sections that no browser reads, but keeps the module's name: WebKit's stacks name nothing else of a wasm.
const STRIP: &[&str] = &["--strip-debug", "--strip-producers", "--emit-module-names"];
/// Optimizes for size, until another pass has no effect. A long function stays a function even if it has only one caller:
/// the code of a caller with very many locals is larger than the call.
const OPTIMIZE: &[&str] = &[
    "-Oz",
    "-Oz",
    "-Oz",
    "--one-caller-inline-max-function-size=80",
    "-g",
];

/// The wasm of a build.
pub(crate) struct Wasm {
    pub(crate) path: PathBuf,
    pub(crate) asset: Asset,
    pub(crate) names: Names,
}

/// The minified name of each import and export, by the one that wasm-bindgen gave it; empty in a debug build.
pub(crate) type Names = BTreeMap<String, String>;

/// The map that wasm-opt prints when it minifies names.
#[derive(Deserialize)]
struct Minified {
    /// Module, name, new name.
    imports: Vec<(String, String, String)>,
    /// Name, new name.
    exports: Vec<(String, String)>,
}

/// Makes `my-groups-badge-<8 hex digits of its SHA-256>.wasm` of what wasm-bindgen has left.
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

/// Optimizes the wasm in place and minifies the names that it shares with the glue. A copy with the names of its functions
/// is left for the report of sizes.
fn minify(build: &Build, wasm: &Path) -> Result<Names> {
    let named = build.parts.join("named.wasm");
    optimize(build, wasm, OPTIMIZE, &named)?;
    let pass = ["--minify-imports-and-exports-and-modules"];
    let map = optimize(build, &named, &[STRIP, &pass].concat(), wasm)?;
    let map: Minified = serde_json::from_str(&map).context("wasm-opt printed no map of names")?;
    for (module, name, _) in &map.imports {
        // wasm-bindgen does that with a function that needs no conversion. The bundler makes an object of its whole module
        // for it, by a loop that a page which extends `Object.prototype` breaks, and nothing renames what that holds.
        ensure!(
            module == GLUE,
            "{name} is imported straight from {module}: declare it with `#[wasm_bindgen(catch)]`"
        );
    }
    let mut new_names: Names = map.exports.into_iter().collect();
    for (module, name, new) in map.imports {
        new_names.insert(module, "a".to_owned()); // as wasm-opt names the one module
        new_names.insert(name, new);
    }
    Ok(new_names)
}

/// Runs passes of wasm-opt from one file to another; gives what they print.
fn optimize(build: &Build, from: &Path, passes: &[&str], to: &Path) -> Result<String> {
    let wasm_opt = build.tools.join("wasm-opt");
    Ok(cmd!(build.sh, "{wasm_opt} {passes...} {from} -o {to}")
        .quiet()
        .read()?)
}
