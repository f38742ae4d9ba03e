//! `cargo xtask bench`: the badge beside the same list in Lit, in Preact and in plain JavaScript.

use crate::{browsers::CHROMIUM, dist, root, tools};
use anyhow::Result;
use std::ffi::OsString;
use xshell::{Shell, cmd};

pub(crate) fn run(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
    let passed_on: Vec<OsString> = args.raw_args()?.collect();
    CHROMIUM.install(sh)?;
    dist(sh)?;
    peers(sh)?;
    say!("Measuring; leave the machine alone");
    cmd!(
        sh,
        "cargo run --release --package bench --locked -- {passed_on...}"
    )
    .run()?;
    let report = root().join("target/bench/report.md");
    say!("The report is {}", report.display());
    Ok(())
}

/// Bundles the peers as the badge's own script is.
fn peers(sh: &Shell) -> Result<()> {
    say!("Bundling the peers");
    let esbuild = tools::npm_tools(sh)?.join("esbuild");
    let libraries = tools::peers(sh)?;
    let style = root().join("target/embed/badge.css");
    for peer in ["lit", "preact", "plain"] {
        cmd!(
            sh,
            "{esbuild} bench/peers/{peer}.js --bundle --minify --format=esm --target=es2022 --legal-comments=none
                --log-level=warning --loader:.css=text --alias:badge.css={style} --define:process.env.NODE_ENV=\"production\"
                --outfile=target/bench/{peer}.js"
        )
        .env("NODE_PATH", &libraries)
        .quiet()
        .run()?;
    }
    Ok(())
}
