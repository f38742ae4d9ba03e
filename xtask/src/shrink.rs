//! What a release build takes out of wasm-bindgen's output: what nobody calls, and names as long as a line.

use crate::size;
use anyhow::{Context, Result};
use regex::Regex;
use serde::Deserialize;
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use xshell::{Shell, cmd};

/// The new name of each import and export, by its old one, for the bundler to rename too.
pub(crate) type Names = BTreeMap<String, String>;

/// Shrinks a wasm file in place, and the glue with it. The tools are binaryen's, in the folder `bin`.
///
/// # Errors
/// Where a tool fails, or says something else than it did.
pub(crate) fn run(sh: &Shell, bin: &Path, wasm: &Path, glue: &Path) -> Result<Names> {
    drop_streams(sh, bin, wasm, glue)?;
    let wasm_opt = bin.join("wasm-opt");
    // The names of functions are for the report of sizes alone.
    let named = size::named_wasm();
    cmd!(sh, "{wasm_opt} -Oz -g {wasm} -o {named}")
        .quiet()
        .run()?;
    let map = cmd!(
        sh,
        "{wasm_opt} --strip-debug --strip-producers --minify-imports-and-exports-and-modules {named} -o {wasm}"
    )
    .quiet()
    .read()?;
    let map: Renamed = serde_json::from_str(&map).context("wasm-opt gave no map of names")?;
    let kept = map.imports.iter().map(|(_, name, _)| name.as_str());
    drop_imports(sh, glue, &kept.collect())?;
    let mut renamed: Names = map.exports.into_iter().collect();
    for (module, old, new) in map.imports {
        renamed.insert(module, "a".to_owned());
        renamed.insert(old, new);
    }
    Ok(renamed)
}

/// What wasm-opt says it has renamed.
#[derive(Deserialize)]
struct Renamed {
    /// Module, old and new name.
    imports: Vec<(String, String, String)>,
    /// Old and new name.
    exports: Vec<(String, String)>,
}

/// The classes of wasm-streams come with Leptos' server functions, are exported whether or not anybody wants them, and no
/// badge does.
fn drop_streams(sh: &Shell, bin: &Path, wasm: &Path, glue: &Path) -> Result<()> {
    const STREAMS: &str = "intounderlying";
    let exports = size::exports(&sh.read_binary_file(wasm)?)?;
    let kept: Vec<_> = exports
        .iter()
        .filter(|name| !name.contains(STREAMS))
        .collect();
    let mut graph = vec![json!({"name": "script", "root": true, "reaches": kept})];
    graph.extend(
        kept.iter()
            .map(|name| json!({"name": name, "export": name})),
    );
    let file = wasm.with_extension("graph.json");
    sh.write_file(&file, serde_json::to_string(&graph)?)?;
    let metadce = bin.join("wasm-metadce");
    cmd!(sh, "{metadce} -g {wasm} --graph-file {file} -o {wasm}")
        .quiet()
        .ignore_stdout()
        .run()?;
    sh.remove_path(&file)?;

    let text = sh.read_file(glue)?;
    let class = Regex::new(
        r"(?s)export class IntoUnderlying\w+ \{.*?\n\}\n(if \(Symbol\.dispose\)[^\n]*\n)?",
    )?;
    let registry = Regex::new(r"(?s)const IntoUnderlying\w+Finalization = .*?;\n")?;
    let text = registry.replace_all(&text, "");
    sh.write_file(glue, class.replace_all(&text, "").as_bytes())?;
    Ok(())
}

/// The glue's functions for imports that the wasm no longer has: each stands on lines of its own, behind its name.
fn drop_imports(sh: &Shell, glue: &Path, kept: &BTreeSet<&str>) -> Result<()> {
    let name = Regex::new(r"^        (__wb\w+): ")?;
    let text = sh.read_file(glue)?;
    let mut is_kept = true;
    let mut rest = String::with_capacity(text.len());
    for line in text.lines() {
        if let Some(name) = name.captures(line).and_then(|found| found.get(1)) {
            is_kept = kept.contains(name.as_str());
        } else if line == "    };" {
            is_kept = true;
        }
        if is_kept {
            rest.push_str(line);
            rest.push('\n');
        }
    }
    sh.write_file(glue, rest)?;
    Ok(())
}
