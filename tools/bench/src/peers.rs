//! Bundles the peers' scripts, in the same way as the badge's own script.

use anyhow::{Context, Result, ensure};
use e2e::root;
use std::{path::Path, process::Command};

/// Bundles `tools/bench/peers/` into a folder. The environment variable `ESBUILD` is the path of the bundler, and `NODE_PATH`
/// is the folder of the libraries.
pub(crate) fn bundle(folder: &Path) -> Result<()> {
    const FLAGS: &str = "--bundle --minify --format=esm --target=es2022 --legal-comments=none --log-level=warning \
        --loader:.css=text --define:process.env.NODE_ENV=\"production\"";
    let esbuild = std::env::var_os("ESBUILD")
        .context("ESBUILD is not set; `cargo xtask bench` installs the bundler and sets it")?;
    let style = root().join("target/embed/badge.css");
    let bundled = Command::new(esbuild)
        .args(["lit", "preact", "plain"].map(|peer| format!("tools/bench/peers/{peer}.js")))
        .args(FLAGS.split_whitespace())
        .arg(format!("--alias:badge.css={}", style.display()))
        .arg(format!("--outdir={}", folder.display()))
        .current_dir(root())
        .status()?;
    ensure!(bundled.success(), "the peers could not be bundled");
    Ok(())
}
