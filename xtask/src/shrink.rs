//! What a release build takes out of wasm-bindgen's output: what no badge needs, and names as long as a line.

use crate::{constants::Constants, size};
use anyhow::{Context, Result};
use regex::Regex;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
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
    let constants = snip(sh, wasm, glue)?;
    let wasm_opt = bin.join("wasm-opt");
    // A function this small is smaller where it is called, and a browser compiles each one when it is first called.
    let inline = ["--always-inline-max-function-size", "6"];
    // The names of functions are for the report of sizes alone.
    let named = size::named_wasm();
    cmd!(sh, "{wasm_opt} -Oz {inline...} -g {wasm} -o {named}")
        .quiet()
        .run()?;
    if let Some(constants) = constants {
        let mut module = Module::from_buffer(&sh.read_binary_file(&named)?)?;
        constants.drop_unused(&mut module);
        sh.write_file(&named, module.emit_wasm())?;
        // What is alike stands together, and is compressed better.
        let order = ["--dealign", "--reorder-functions-by-name"];
        cmd!(
            sh,
            "{wasm_opt} -Oz {inline...} {order...} -g {named} -o {named}"
        )
        .quiet()
        .run()?;
    }
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
///   them, and futures, which are there for them alone. They go from the glue too.
/// - What a panic would say, and where in its sources: it ends in a trap all the same, which is what the badge's script
///   looks for. A visitor has no use for the words, and nobody for the folders of the machine that built it.
///
/// - What writes values as text for those words (`core::fmt`): the badge puts its own texts together without it, and a test
///   holds it to that.
///
/// Only what never returns, is there for one crate alone, or is long enough to be like no other: the compiler folds
/// functions that are alike into one, and keeps one name of many.
fn snip(sh: &Shell, wasm: &Path, glue: &Path) -> Result<Option<Constants>> {
    const STREAMS: &str = "intounderlying";
    /// Instructions of a function that does little but call another.
    const FORWARDING: u64 = 24;
    const USELESS: &[&str] = &[
        STREAMS,
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
    let constants = Constants::take(&mut module)?;
    if let Some(constants) = &constants {
        constants.drop_locations(&mut module)?;
    }
    let text = sh.read_file(glue)?;
    let exports = module.exports.iter();
    let exports: Vec<_> = exports
        .filter(|export| export.name.contains(STREAMS) || !text.contains(&export.name))
        .map(walrus::Export::id)
        .collect();
    for export in exports {
        module.exports.delete(export);
    }
    // wasm-bindgen writes names as they are read, but for the hashes of their crates.
    let hash = Regex::new(r"\[[0-9a-f]+\]")?;
    let formatting = Regex::new(
        r"^<*core::fmt::|as core::fmt::\w+>::\w+(::h[0-9a-f]{16})?$|^core::unicode::printable::",
    )?;
    let is_formatting = |name: &str| formatting.is_match(&hash.replace_all(name, ""));
    let is_useless = |name: &str| {
        let name = hash.replace_all(name, "");
        let path = name.trim_start_matches(['<', '&']);
        USELESS.iter().any(|useless| path.starts_with(useless))
            || ["wasm_streams::", "js_sys::futures::"]
                .iter()
                .any(|useless| path.contains(useless))
    };
    let functions = module.funcs.iter_local();
    let functions: Vec<_> = functions
        .filter(|(id, function)| {
            let name = module.funcs.get(*id).name.as_deref();
            name.is_some_and(|name| {
                is_useless(name) || (is_formatting(name) && function.size() > FORWARDING)
            })
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
    walrus::passes::gc::run(&mut module);
    let direct = gather_imports(&mut module);
    sh.write_file(wasm, module.emit_wasm())?;

    let class = Regex::new(
        r"(?s)export class IntoUnderlying\w+ \{.*?\n\}\n(if \(Symbol\.dispose\)[^\n]*\n)?",
    )?;
    let text = gather_in_glue(&text, &direct)?;
    let registry = Regex::new(r"(?s)const IntoUnderlying\w+Finalization = .*?;\n")?;
    let text = registry.replace_all(&text, "");
    sh.write_file(glue, class.replace_all(&text, "").as_bytes())?;
    Ok(constants)
}

/// Has the wasm import from the glue alone: what it imports from a script of ours by itself has names that must not be
/// minified wherever they stand. Gives the module of each such import, its name there and its new one.
fn gather_imports(module: &mut Module) -> Vec<(String, String, String)> {
    const GLUE: &str = "./my-groups-badge_bg.js";
    let mut direct = Vec::new();
    for (place, import) in module.imports.iter_mut().enumerate() {
        if import.module != GLUE {
            let name = format!("__wbg_direct_{place}");
            let module = std::mem::replace(&mut import.module, GLUE.to_owned());
            let old = std::mem::replace(&mut import.name, name.clone());
            direct.push((module, old, name));
        }
    }
    direct
}

/// The same on the glue's side.
fn gather_in_glue(glue: &str, direct: &[(String, String, String)]) -> Result<String> {
    const IMPORTS: &str = "const import0 = {\n";
    let modules: BTreeMap<_, _> = Regex::new(r#"import \* as (import\d+) from "([^"]+)""#)?
        .captures_iter(glue)
        .map(|found| found.extract())
        .map(|(_, [name, module])| (module, name))
        .collect();
    let mut imports = IMPORTS.to_owned();
    for (module, old, new) in direct {
        let module = modules
            .get(module.as_str())
            .context("an import that the glue does not know")?;
        writeln!(imports, "        {new}: {module}.{old},")?;
    }
    let separate = Regex::new(r#"\n *"\./snippets/[^"]+": import\d+,"#)?;
    Ok(separate
        .replace_all(&glue.replacen(IMPORTS, &imports, 1), "")
        .into_owned())
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
