//! `cargo xtask test`: every check there is, part by part. A part that fails does not keep the others from running.

use crate::{dist, say, size as sizes, tools};
use anyhow::{Result, bail};
use xshell::{Shell, cmd};

type Part = (&'static str, &'static str, fn(&Shell) -> Result<()>);

const PARTS: &[Part] = &[
    ("format", "formatting", format),
    ("lint", "clippy, for the machine and for wasm", lint),
    ("docs", "documentation", docs),
    ("native", "tests of the pure modules", native),
    (
        "browser",
        "tests of component and element in headless Chromium",
        browser,
    ),
    ("pages", "tests of real pages over WebDriver", pages),
    ("size", "what a visitor downloads", size),
];

pub(crate) fn run(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
    let mut wanted = Vec::new();
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Value(part) => wanted.push(part.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    if let Some(unknown) = wanted
        .iter()
        .find(|name| PARTS.iter().all(|part| part.0 != *name))
    {
        let names: Vec<_> = PARTS.iter().map(|part| part.0).collect();
        bail!(
            "there is no part {unknown:?}; there are {}",
            names.join(", ")
        );
    }
    let mut outcomes = Vec::new();
    for (name, what, check) in PARTS {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == name) {
            continue;
        }
        say(&format!("{name}: {what}"));
        let outcome = check(sh);
        if let Err(error) = &outcome {
            eprintln!("error: {error:#}");
        }
        outcomes.push((*name, outcome.is_ok()));
    }
    summary(&outcomes)
}

fn summary(outcomes: &[(&str, bool)]) -> Result<()> {
    println!();
    for (name, passed) in outcomes {
        println!("{} {name}", if *passed { "✓" } else { "✗" });
    }
    let failed = outcomes.iter().filter(|(_, passed)| !passed).count();
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    if failed > 0 {
        bail!("{failed} part(s) failed");
    }
    Ok(())
}

fn format(sh: &Shell) -> Result<()> {
    Ok(cmd!(sh, "cargo fmt --all --check").run()?)
}

fn lint(sh: &Shell) -> Result<()> {
    tools::wasm_target(sh)?;
    cmd!(
        sh,
        "cargo clippy --workspace --all-targets --locked -- -D warnings"
    )
    .run()?;
    cmd!(
        sh,
        "cargo clippy --target wasm32-unknown-unknown --package my-groups-badge --package preview --all-targets --all-features --locked -- -D warnings"
    )
    .run()?;
    Ok(())
}

fn docs(sh: &Shell) -> Result<()> {
    tools::wasm_target(sh)?;
    cmd!(
        sh,
        "cargo doc --target wasm32-unknown-unknown --no-deps --locked"
    )
    .env("RUSTDOCFLAGS", "-D warnings")
    .run()?;
    Ok(())
}

fn native(sh: &Shell) -> Result<()> {
    Ok(cmd!(sh, "cargo test --workspace --exclude e2e --locked").run()?)
}

fn browser(sh: &Shell) -> Result<()> {
    tools::for_build(sh)?;
    tools::browser(sh)?;
    let driver = cmd!(sh, "which chromedriver").quiet().read()?;
    cmd!(
        sh,
        "cargo test --target wasm32-unknown-unknown --all-features --locked --tests"
    )
    .env("CHROMEDRIVER", driver)
    .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
    .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
    .run()?;
    Ok(())
}

fn pages(sh: &Shell) -> Result<()> {
    tools::browser(sh)?;
    tools::axe_core(sh)?;
    dist(sh)?;
    Ok(cmd!(sh, "cargo test --package e2e --locked").run()?)
}

fn size(sh: &Shell) -> Result<()> {
    dist(sh)?;
    sizes::check(sh)
}
