//! The last step of a trunk build: from what trunk has built to the files of the embed folder.
//!
//! Each file holds the hash of those that it loads, so they are made in this order:
//!
//! 1. `my-groups-badge-<hash>.wasm`, named by its content
//! 2. `my-groups-badge.js`: the element, the style and wasm-bindgen's glue; it knows the wasm by name and integrity
//! 3. `index.html`, whose script tag and preload line have the integrity of both

use crate::{root, size, tools};
use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use my_groups_badge::{language::languages_json, options::table_json};
use serde::Deserialize;
use sha2::{Digest, Sha256, Sha384};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use xshell::{Shell, cmd};

/// The script that a page names, and trunk's name for wasm-bindgen's glue before that.
const SCRIPT: &str = "my-groups-badge.js";
/// The module that the wasm imports from, which stands for the glue.
const GLUE: &str = "./my-groups-badge_bg.js";
/// Drops the sections that no browser reads, but keeps the module's name: WebKit's stacks name nothing else of a wasm.
const STRIP: &[&str] = &["--strip-debug", "--strip-producers", "--emit-module-names"];
/// What makes the wasm small after compression: a large function with one caller stays one, like names stand together. The
/// first KiB of memory is the end of the stack, which no pointer to an object reaches.
const OPTIMIZE: &str =
    "-Oz --low-memory-unused --one-caller-inline-max-function-size=30 --flatten --rereloop -Oz -Oz
    --reorder-functions-by-name -g";
const ENTRY: &str = "src/element/embed.js";
const WORDS: &str = "src/language/words";

pub(crate) fn run(sh: &Shell) -> Result<()> {
    let staging = sh
        .var("TRUNK_STAGING_DIR")
        .context("this is a step of `trunk build`; run that, or `cargo xtask dist`")?;
    let staging = Path::new(&staging);
    let embed = staging.join("embed");
    // A folder of its own: a name in it stands for one file, whatever the build before has left.
    let parts = root().join("target/embed");
    sh.remove_path(&parts)?;
    sh.create_dir(&parts)?;

    let is_release = sh.var("TRUNK_PROFILE").is_ok_and(|name| name == "release");
    let built = embed.join("my-groups-badge_bg.wasm");
    let names = if is_release {
        let preview = staging.join("preview_bg.wasm");
        wasm_opt(sh, &preview, &[&["-Oz"], STRIP].concat(), &preview)?;
        minify(sh, &built)?
    } else {
        Names::default()
    };
    let wasm = Asset::named_by_content(&built)?;
    let script = bundle(sh, &embed, &parts, &wasm, &names)?;
    copy_words(sh, &embed.join("words"))?;
    pin(sh, &staging.join("index.html"), &script, &wasm)
}

/// A file of the embed folder, as others name it.
struct Asset {
    name: String,
    /// Its hash as the attribute `integrity` has it.
    integrity: String,
}

impl Asset {
    fn new(path: &Path) -> Result<Self> {
        let name = path.file_name().context("the path of a file")?;
        let hash = STANDARD.encode(Sha384::digest(fs::read(path)?));
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            integrity: format!("sha384-{hash}"),
        })
    }

    /// Renames a wasm file to `my-groups-badge-<8 hex digits of its SHA-256>.wasm`.
    fn named_by_content(path: &Path) -> Result<Self> {
        let hash = format!("{:x}", Sha256::digest(fs::read(path)?));
        let (digits, _) = hash.split_at(8);
        let named = path.with_file_name(format!("my-groups-badge-{digits}.wasm"));
        fs::rename(path, &named)?;
        Self::new(&named)
    }
}

/// The minified name of each import and export, by the one that wasm-bindgen gave it.
type Names = BTreeMap<String, String>;

/// The map that wasm-opt prints when it minifies names.
#[derive(Deserialize)]
struct Minified {
    /// Module, name, new name.
    imports: Vec<(String, String, String)>,
    /// Name, new name.
    exports: Vec<(String, String)>,
}

/// Optimizes the badge's wasm in place and minifies the names that it shares with the glue. A copy with the names of its
/// functions is left for the report of sizes.
fn minify(sh: &Shell, wasm: &Path) -> Result<Names> {
    let unstripped = size::named_wasm();
    let passes: Vec<_> = OPTIMIZE.split_whitespace().collect();
    wasm_opt(sh, wasm, &passes, &unstripped)?;
    let pass = ["--minify-imports-and-exports-and-modules"];
    let map = wasm_opt(sh, &unstripped, &[STRIP, &pass].concat(), wasm)?;
    let map: Minified = serde_json::from_str(&map).context("wasm-opt printed no map of names")?;
    for (module, name, _) in &map.imports {
        // wasm-bindgen does that with a function that needs no conversion. The bundler makes an object of its whole module
        // for it, by a loop that a page which extends `Object.prototype` breaks, and nothing renames what that holds.
        ensure!(
            module == GLUE,
            "{name} is imported straight from {module}: declare it with `#[wasm_bindgen(catch)]`"
        );
    }
    let mut names: Names = map.exports.into_iter().collect();
    for (module, name, new) in map.imports {
        names.insert(module, "a".to_owned()); // as wasm-opt names the one module
        names.insert(name, new);
    }
    Ok(names)
}

/// Runs passes of wasm-opt from one file to another; gives what they print.
fn wasm_opt(sh: &Shell, from: &Path, passes: &[&str], to: &Path) -> Result<String> {
    let wasm_opt = tools::npm_tools(sh)?.join("wasm-opt");
    Ok(cmd!(sh, "{wasm_opt} {passes...} {from} -o {to}")
        .quiet()
        .read()?)
}

/// Bundles the element's script, the style and the glue into one file.
fn bundle(sh: &Shell, embed: &Path, parts: &Path, wasm: &Asset, names: &Names) -> Result<Asset> {
    let esbuild = tools::npm_tools(sh)?.join("esbuild");
    let script = embed.join(SCRIPT);
    fs::rename(&script, parts.join("glue.js"))?;
    fs::rename(embed.join("snippets"), parts.join("snippets"))?;
    sh.write_file(parts.join("attributes.json"), table_json().to_string())?;
    sh.write_file(parts.join("languages.json"), languages_json().to_string())?;
    let minify = ["--minify", "--log-level=warning"];
    let style = parts.join("badge.css");
    cmd!(sh, "{esbuild} style.css {minify...} --outfile={style}")
        .quiet()
        .run()?;

    let aliases = files(parts)?.into_iter().filter_map(|file| {
        let name = file.file_name()?.to_string_lossy().into_owned();
        Some(format!("--alias:{name}={}", file.display()))
    });
    let defines = [("FILE", &wasm.name), ("INTEGRITY", &wasm.integrity)]
        .map(|(name, value)| format!("--define:WASM_{name}=\"{value}\""));
    let renames = renames(sh, names, parts)?;
    cmd!(
        sh,
        "{esbuild} {ENTRY} --bundle {minify...} --format=esm --target=es2022 --legal-comments=none
            --loader:.css=text {aliases...} {defines...} {renames...} --outfile={script}"
    )
    .quiet()
    .run()?;
    Asset::new(&script)
}

/// Has esbuild give the glue's properties the names that wasm-opt gave the imports and exports.
fn renames(sh: &Shell, names: &Names, parts: &Path) -> Result<Vec<String>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let cache = parts.join("names.json");
    sh.write_file(&cache, serde_json::to_string(names)?)?;
    let names: Vec<_> = names.keys().map(|name| regex::escape(name)).collect();
    Ok(vec![
        format!("--mangle-props=^({})$", names.join("|")),
        "--mangle-quoted".to_owned(), // the module's
        format!("--mangle-cache={}", cache.display()),
    ])
}

/// Every file in a folder and those below.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.append(&mut files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Puts the words of the languages beside the script.
fn copy_words(sh: &Shell, folder: &Path) -> Result<()> {
    let words = sh.read_dir(WORDS)?.into_iter();
    for file in words.filter(|file| file.extension().is_some_and(|kind| kind == "json")) {
        sh.create_dir(folder)?;
        sh.copy_file(file, folder)?;
    }
    Ok(())
}

/// Gives the page's script tag its integrity, and has the wasm loaded beside it. The snippets that the page makes have
/// both from there, so that they name what was built here, whatever a host later serves.
fn pin(sh: &Shell, page: &Path, script: &Asset, wasm: &Asset) -> Result<()> {
    let plain = format!("<script type=\"module\" src=\"./embed/{SCRIPT}\">");
    let pinned = format!(
        "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" href=\"./embed/{}\">
    <script type=\"module\" src=\"./embed/{SCRIPT}\" integrity=\"{}\" crossorigin=\"anonymous\">",
        wasm.name, script.integrity
    );
    let html = sh.read_file(page)?;
    ensure!(html.contains(&plain), "index.html has no {plain}");
    Ok(sh.write_file(page, html.replacen(&plain, &pinned, 1))?)
}
