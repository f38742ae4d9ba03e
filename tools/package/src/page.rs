//! Adds the integrity of the files to the page of a build.

use crate::{Asset, Build, script::EMBED};
use anyhow::{Result, ensure};

/// Adds the integrity to the page's script tag, and a tag that preloads the wasm. The snippets of the preview page copy both
/// tags, so the browser refuses any file that differs from this build.
pub(crate) fn pin(build: &Build, wasm: &Asset) -> Result<()> {
    let script = Asset::new(&build.dist.join("embed").join(EMBED))?;
    let page = build.dist.join("index.html");
    let plain = format!("<script type=\"module\" src=\"./embed/{EMBED}\">");
    let pinned = format!(
        "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" fetchpriority=\"low\" crossorigin=\"anonymous\" href=\"./embed/{}\">
    <script type=\"module\" src=\"./embed/{EMBED}\" integrity=\"{}\" crossorigin=\"anonymous\">",
        wasm.name, script.integrity
    );
    let html = build.sh.read_file(&page)?;
    ensure!(html.contains(&plain), "index.html has no {plain}");
    Ok(build
        .sh
        .write_file(&page, html.replacen(&plain, &pinned, 1))?)
}
