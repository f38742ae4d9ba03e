//! The last step of a trunk build: from trunk's output to the two files of the embed folder,
//! `my-groups-badge.js` (script, class, style and wasm glue in one) and `my-groups-badge_bg.wasm`.

use crate::{
    root,
    shrink::{self, Names},
    tools,
};
use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use regex::Regex;
use sha2::{Digest, Sha384};
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

pub(crate) fn run(sh: &Shell) -> Result<()> {
    let staging = sh
        .var("TRUNK_STAGING_DIR")
        .context("this is a step of `trunk build`; run that, or `cargo xtask dist`")?;
    let is_release = sh
        .var("TRUNK_PROFILE")
        .is_ok_and(|profile| profile == "release");
    bundle(sh, Path::new(&staging), is_release)
}

/// Makes the two files in the folder that holds `index.html` and wasm-bindgen's output, in `embed/`.
pub(crate) fn bundle(sh: &Shell, staging: &Path, is_release: bool) -> Result<()> {
    let embed = staging.join("embed");
    let bin = tools::npm_tools(sh)?;
    let (esbuild, wasm_opt) = (bin.join("esbuild"), bin.join("wasm-opt"));
    let parts = root().join("target/embed");
    sh.create_dir(&parts)?;

    let (script, glue) = (embed.join("my-groups-badge.js"), parts.join("glue.js"));
    sh.copy_file(&script, &glue)?;
    let own = snippets(sh, &embed, &parts)?;
    let own = |name: &str, path: &str| format!("--alias:{name}={}", own.join(path).display());
    let own = [
        own("transport.js", "transport.js"),
        own("dom.js", "badge/view/dom.js"),
        own("intl.js", "language/intl.js"),
    ];
    let attributes = parts.join("attributes.json");
    sh.write_file(
        &attributes,
        my_groups_badge::options::table_json().to_string(),
    )?;
    let unavailable = parts.join("unavailable.json");
    sh.write_file(
        &unavailable,
        my_groups_badge::language::unavailable_json().to_string(),
    )?;
    let style = parts.join("badge.css");
    cmd!(
        sh,
        "{esbuild} style.css --minify --log-level=warning --outfile={style}"
    )
    .quiet()
    .run()?;

    let mut renamed = Vec::new();
    if is_release {
        let wasm = embed.join("my-groups-badge_bg.wasm");
        renamed = rename(sh, &shrink::run(sh, &bin, &wasm, &glue)?, &parts)?;
        let preview = staging.join("preview_bg.wasm");
        cmd!(
            sh,
            "{wasm_opt} -Oz --strip-debug --strip-producers {preview} -o {preview}"
        )
        .quiet()
        .run()?;
    }
    cmd!(
        sh,
        "{esbuild} src/embed.js --bundle --minify --format=esm --target=es2022 --legal-comments=none
            --log-level=warning --loader:.css=text --alias:attributes.json={attributes}
            --alias:badge.css={style} --alias:glue.js={glue} {own...}
            --alias:unavailable.json={unavailable} --outfile={script} --allow-overwrite {renamed...}"
    )
    .quiet()
    .run()?;
    pin(sh, &staging.join("index.html"), &script)?;
    for extra in sh.read_dir(&embed)? {
        if extra.extension().is_some_and(|extension| extension == "ts") {
            sh.remove_path(extra)?;
        }
    }
    Ok(())
}

/// Has the bundler rename what was renamed in the wasm.
fn rename(sh: &Shell, names: &Names, parts: &Path) -> Result<Vec<String>> {
    let cache = parts.join("names.json");
    sh.write_file(&cache, serde_json::to_string(names)?)?;
    let names: Vec<_> = names.keys().map(|name| regex::escape(name)).collect();
    Ok(vec![
        format!("--mangle-props=^({})$", names.join("|")),
        "--mangle-quoted".to_owned(),
        format!("--mangle-cache={}", cache.display()),
    ])
}

/// Moves the crate's own JavaScript, as the glue names it, to where the glue is bundled; gives the folder that stands for
/// `src` there.
fn snippets(sh: &Shell, embed: &Path, parts: &Path) -> Result<PathBuf> {
    let (from, to) = (embed.join("snippets"), parts.join("snippets"));
    sh.remove_path(&to)?;
    std::fs::rename(&from, &to)?;
    let mut packages = sh.read_dir(&to)?;
    ensure!(
        packages.len() == 1,
        "{} packages have snippets",
        packages.len()
    );
    Ok(packages.pop().context("there is one")?.join("src"))
}

/// Writes the script's hash to the preview page's own script tag. The page passes it on to the snippets that it makes, so
/// that they hold what was built here, whatever a host later serves.
fn pin(sh: &Shell, page: &Path, script: &Path) -> Result<()> {
    const TAG: &str = "src=\"./embed/my-groups-badge.js\"";
    let hash = STANDARD.encode(Sha384::digest(sh.read_binary_file(script)?));
    let html = sh.read_file(page)?;
    let before = Regex::new(r#" integrity="sha384-[^"]*" crossorigin="anonymous""#)?;
    let html = before.replace_all(&html, "");
    let pinned = html.replacen(
        TAG,
        &format!("{TAG} integrity=\"sha384-{hash}\" crossorigin=\"anonymous\""),
        1,
    );
    ensure!(html != pinned, "index.html has no {TAG}");
    sh.write_file(page, pinned)?;
    Ok(())
}
