//! What a release build takes out of wasm-bindgen's output: what no badge needs, and names as long as a line.

use crate::size;
use anyhow::{Context, Result};
use regex::Regex;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use walrus::{FunctionBuilder, FunctionKind, Module};
use xshell::{Shell, cmd};

/// The new name of each import and export, by its old one, for the bundler to rename too.
pub(crate) type Names = BTreeMap<String, String>;

/// Shrinks a wasm file in place, and the glue with it. The tools are binaryen's, in the folder `bin`.
///
/// # Errors
/// Where a tool fails, or says something else than it did.
pub(crate) fn run(sh: &Shell, bin: &Path, wasm: &Path, glue: &Path) -> Result<Names> {
    snip(sh, wasm, glue)?;
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

/// Cuts off what is there and never of use to a badge, by the names of its functions.
///
/// - The classes of wasm-streams, which come with Leptos' server functions and are exported whether or not anybody wants
///   them; `future_to_promise` is there for them alone. They go from the glue too.
/// - What a panic would say, and where in its sources: it ends in a trap all the same, which is what the badge's script
///   looks for. A visitor has no use for the words, and nobody for the folders of the machine that built it.
///
/// Only what never returns, or is there for one crate alone: the compiler folds functions that are alike into one, and
/// keeps one name of many.
fn snip(sh: &Shell, wasm: &Path, glue: &Path) -> Result<()> {
    const STREAMS: &str = "intounderlying";
    const USELESS: &[&str] = &[
        STREAMS,
        "wasm_streams::",
        "js_sys::futures::future_to_promise",
        "core::panicking::",
        "core::option::unwrap_failed",
        "core::option::expect_failed",
        "core::result::unwrap_failed",
        "core::cell::panic_already",
        "core::str::slice_error_fail",
        "core::slice::index::slice_",
        "alloc::raw_vec::capacity_overflow",
        "alloc::raw_vec::handle_error",
        "std::thread::local::panic_access_error",
    ];
    let mut module = Module::from_buffer(&sh.read_binary_file(wasm)?)?;
    let exports = module.exports.iter();
    let exports: Vec<_> = exports
        .filter(|export| export.name.contains(STREAMS))
        .map(walrus::Export::id)
        .collect();
    for export in exports {
        module.exports.delete(export);
    }
    // wasm-bindgen writes names as they are read, but for the hashes of their crates.
    let hash = Regex::new(r"\[[0-9a-f]+\]")?;
    let is_useless = |name: &str| {
        let name = hash.replace_all(name, "");
        let path = name.trim_start_matches(['<', '&']);
        USELESS.iter().any(|useless| path.starts_with(useless))
    };
    let functions = module.funcs.iter_local();
    let functions: Vec<_> = functions
        .filter(|(id, _)| {
            let name = module.funcs.get(*id).name.as_deref();
            name.is_some_and(is_useless)
        })
        .map(|(id, function)| (id, function.ty(), function.args.clone()))
        .collect();
    for (id, signature, arguments) in functions {
        let (parameters, results) = module.types.params_results(signature);
        let (parameters, results) = (parameters.to_vec(), results.to_vec());
        let mut trap = FunctionBuilder::new(&mut module.types, &parameters, &results);
        trap.func_body().unreachable();
        module.funcs.get_mut(id).kind = FunctionKind::Local(trap.local_func(arguments));
    }
    let source = regex::bytes::Regex::new(r"[\w./@+-]+\.rs")?;
    let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for segment in segments {
        let data = module.data.get_mut(segment);
        let cut = source.replace_all(&data.value, |path: &regex::bytes::Captures<'_>| {
            vec![0; path.get(0).map_or(0, |path| path.len())]
        });
        data.value = cut.into_owned();
    }
    walrus::passes::gc::run(&mut module);
    sh.write_file(wasm, module.emit_wasm())?;

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
