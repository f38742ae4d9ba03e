//! Bundles the element, the style sheet and wasm-bindgen's glue into one script, for each way to load the wasm.

use crate::{
    Asset, Build, files,
    wasm::{Names, Wasm},
};
use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::ZlibEncoder};
use my_groups_core::{options::table_json, words::languages_json};
use std::{collections::BTreeMap, ffi::OsStr, fmt::Write as _, fs, io::Write as _, path::Path};
use xshell::cmd;

/// The name of the script that pages load. Before bundling, it is trunk's name for wasm-bindgen's glue.
pub(crate) const EMBED: &str = "my-groups-badge.js";
/// The single-file script, which contains the wasm and the words.
const INLINE: &str = "my-groups-badge-inline.js";
/// The script for bundlers.
const MODULE: &str = "index.js";
const BUNDLE: &str = "--bundle --minify --target=es2022 --legal-comments=none
    --loader:.css=text --loader:.deflate=base64 --external:./words/*";
const WORDS: &str = "core/src/words";

/// The words file of each language except English, by its tag.
pub(crate) type Words = BTreeMap<String, String>;
/// The globals of the platform that the scripts use. If a page declares `class Response {}` or `const Map = …`, that hides
/// the platform's own in every script, but not the property of `globalThis`.
const GLOBALS: &str = "AbortController Array Blob DOMParser DataView DecompressionStream Element Error FinalizationRegistry Function HTMLAnchorElement Headers
    IntersectionObserver Intl JSON KeyboardEvent Map MutationObserver Number Object Promise Reflect Request Response Set ShadowRoot String
    Symbol TextDecoder TextEncoder URL URLSearchParams Uint8Array WeakRef WebAssembly Window";

/// Bundles the scripts: the script of the embed folder in every build, and its variants in a release build only.
pub(crate) fn bundle(build: &Build, wasm: &Wasm) -> Result<Words> {
    let embed = build.dist.join("embed");
    let bindgen = embed.join(EMBED);
    fs::rename(embed.join("snippets"), build.parts.join("snippets"))?;
    write_part(build, "attributes.json", table_json().to_string())?;
    write_part(build, "languages.json", languages_json().to_string())?;
    esbuild(
        build,
        "style.css",
        &["--minify"],
        &build.parts.join("badge.css"),
    )?;
    // The scripts pass the wasm to the glue. The glue's default URL is never used, but bundlers would look for that file.
    let guess = ["--define:import.meta.url=null"];
    esbuild(build, &bindgen, &guess, &build.parts.join("glue.js"))?;
    let words = copy_words(build, &embed.join("words"))?;
    let renames = renames(build, &wasm.names)?;
    let script = |entry: &str, entry_files: &str, out: &Path| {
        esbuild_bundle(build, (entry, entry_files), wasm, &renames, out)
    };
    let entry = "src/element/register.js";
    script(entry, "embed", &embed.join(EMBED))?;
    if build.is_release {
        write_part(build, "words.json", serde_json::to_string(&words)?)?;
        write_part(build, "imports.js", imports(&words)?)?;
        write_part(build, "wasm.deflate", deflate(&fs::read(&wasm.path)?)?)?;
        script(entry, "inline", &embed.join(INLINE))?;
        let module = build.dist.join("npm").join(MODULE);
        script("tools/package/entries/index.js", "module", &module)?;
    }
    Ok(words)
}

fn write_part(build: &Build, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
    Ok(build.sh.write_file(build.parts.join(name), content)?)
}

/// Bundles an entry point whose `files.js` is `tools/package/entries/<entry_files>.js`.
fn esbuild_bundle(
    build: &Build,
    (entry, entry_files): (&str, &str),
    wasm: &Wasm,
    renames: &[String],
    out: &Path,
) -> Result<()> {
    let mut options: Vec<_> = BUNDLE.split_whitespace().map(str::to_owned).collect();
    options.extend(files(&build.parts)?.into_iter().filter_map(|file| {
        let name = file.file_name()?.to_string_lossy().into_owned();
        Some(format!("--alias:{name}={}", file.display()))
    }));
    let files = std::path::absolute(format!("tools/package/entries/{entry_files}.js"))?;
    options.push(format!("--alias:files.js={}", files.display()));
    // A classic script, because pages with a `file:` URL cannot load modules. Importing it has the same effect.
    let format = if entry_files == "inline" {
        "iife"
    } else {
        "esm"
    };
    options.push(format!("--format={format}"));
    // Bundlers recognize the wasm file by `new URL`.
    let globals = GLOBALS.split_whitespace();
    let globals = globals.filter(|name| entry_files != "module" || *name != "URL");
    options.extend(globals.map(|name| format!("--define:{name}=globalThis.{name}")));
    let Asset { name, integrity } = &wasm.asset;
    options.push(format!("--define:WASM_FILE=\"{name}\""));
    options.push(format!("--define:WASM_PATH=\"./embed/{name}\""));
    options.push(format!("--define:WASM_INTEGRITY=\"{integrity}\""));
    options.extend_from_slice(renames);
    esbuild(build, entry, &options, out)?;
    let script = build.sh.read_file(out)?;
    for name in import_names(&wasm.names) {
        ensure!(
            !script.contains(name),
            "{} has the name {name}, which wasm-opt has shortened in the wasm",
            out.display()
        );
    }
    Ok(())
}

fn esbuild(
    build: &Build,
    from: impl AsRef<OsStr>,
    options: &[impl AsRef<OsStr>],
    to: &Path,
) -> Result<()> {
    let esbuild = build.tools.join("esbuild");
    let command = cmd!(build.sh, "{esbuild} {from} {options...} --outfile={to}");
    Ok(command.arg("--log-level=warning").quiet().run()?)
}

/// Returns the options for esbuild that give the glue's properties the names that wasm-opt gave the imports and exports. The
/// long names would add 4.3 KB to the download, after brotli. This assumes that wasm-bindgen's glue writes each name as a
/// property, quoted or not, and that no other property of the script has one of these names.
fn renames(build: &Build, names: &Names) -> Result<Vec<String>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let cache = build.parts.join("names.json");
    build.sh.write_file(&cache, serde_json::to_string(names)?)?;
    let glue = build.sh.read_file(build.parts.join("glue.js"))?;
    for name in import_names(names) {
        ensure!(
            glue.contains(name),
            "the wasm imports {name}, but wasm-bindgen's glue does not name it"
        );
    }
    let names: Vec<_> = names.keys().map(|name| regex::escape(name)).collect();
    Ok(vec![
        format!("--mangle-props=^({})$", names.join("|")),
        "--mangle-quoted".to_owned(), // the name of the imported module is in quotes
        format!("--mangle-cache={}", cache.display()),
    ])
}

/// Returns the names that wasm-bindgen gave to the functions that the wasm imports.
fn import_names(names: &Names) -> impl Iterator<Item = &str> {
    let names = names.keys().map(String::as_str);
    names.filter(|name| name.starts_with("__wbg_"))
}

/// Copies the words of each language into a folder beside the script; returns the words by language tag, without English.
fn copy_words(build: &Build, folder: &Path) -> Result<Words> {
    let mut all = Words::new();
    build.sh.create_dir(folder)?;
    for file in build.sh.read_dir(WORDS)? {
        build.sh.copy_file(&file, folder)?;
        let tag = file.file_stem().context("a language's file")?;
        let words: serde_json::Value = serde_json::from_slice(&fs::read(&file)?)?;
        all.insert(tag.to_string_lossy().into_owned(), words.to_string());
    }
    all.remove("en"); // Every script contains the English words.
    Ok(all)
}

/// Returns a module with a function for each language that imports its words.
fn imports(words: &Words) -> Result<String> {
    let mut module = "export default {".to_owned();
    for tag in words.keys() {
        write!(module, "\"{tag}\": () => import(\"./words/{tag}.js\"),")?;
    }
    Ok(module + "}")
}

/// Compresses bytes in the format that a browser's `DecompressionStream` calls "deflate" (RFC 1950).
fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
