//! `cargo xtask test`: every check there is, part by part. A part that fails does not keep the others from running.

use crate::{
    browsers::{self, Browser, CHROMIUM},
    dist, size as sizes, tools,
};
use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

const WASM: &str = "wasm32-unknown-unknown";

type Check = fn(&Shell, &[Browser]) -> Result<()>;

/// Name, title, and what is done.
const PARTS: &[(&str, &str, Check)] = &[
    ("format", "formatting", format),
    ("lint", "clippy, for the machine and for wasm", lint),
    ("docs", "documentation", docs),
    ("native", "tests of the pure modules", native),
    ("browser", "tests of component and element", browser),
    ("pages", "tests of real pages over WebDriver", pages),
    ("size", "what a visitor downloads", size),
];

/// The tests of real pages that run in every browser; the others are of what no engine does in its own way.
const PAGES_EVERYWHERE: &[&str] = &[
    "downloads",
    "embed",
    "failures",
    "foreign_wasm",
    "hostile",
    "looks",
    "strict",
];

pub(crate) fn run(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
    use lexopt::prelude::*;
    let mut parts = Vec::new();
    let mut browsers = Vec::from(browsers::ALL);
    while let Some(arg) = args.next()? {
        match arg {
            Long("browser") => {
                let name = args.value()?.string()?;
                browsers.retain(|browser| browser.name == name);
            }
            Value(name) => {
                let name = name.string()?;
                let part = PARTS.iter().find(|part| part.0 == name);
                parts.push(part.with_context(|| format!("there is no part {name:?}"))?);
            }
            _ => return Err(arg.unexpected().into()),
        }
    }
    ensure!(!browsers.is_empty(), "there are chromium, firefox, webkit");
    if parts.is_empty() {
        parts.extend(PARTS);
    }
    all(parts.into_iter().map(|(name, what, check)| {
        let title = format!("{name}: {what}");
        (title, || check(sh, &browsers))
    }))
}

/// Takes every step, after its title. One that fails does not keep the others from being taken.
fn all<F: FnOnce() -> Result<()>>(steps: impl Iterator<Item = (String, F)>) -> Result<()> {
    let mut failed = Vec::new();
    for (title, step) in steps {
        say!("{title}");
        if let Err(error) = step() {
            eprintln!("error: {error:#}");
            failed.push(title);
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join("; "));
    Ok(())
}

fn format(sh: &Shell, _: &[Browser]) -> Result<()> {
    Ok(cmd!(sh, "cargo fmt --all --check").run()?)
}

fn lint(sh: &Shell, _: &[Browser]) -> Result<()> {
    tools::wasm_target(sh)?;
    let strict = ["--all-targets", "--locked", "--", "-D", "warnings"];
    let wasm = ["-p=my-groups-badge", "-p=preview", "--all-features"];
    cmd!(sh, "cargo clippy --workspace {strict...}").run()?;
    cmd!(sh, "cargo clippy --target {WASM} {wasm...} {strict...}").run()?;
    Ok(())
}

fn docs(sh: &Shell, _: &[Browser]) -> Result<()> {
    tools::wasm_target(sh)?;
    cmd!(sh, "cargo doc --target {WASM} --no-deps --locked")
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()?;
    Ok(())
}

fn native(sh: &Shell, _: &[Browser]) -> Result<()> {
    Ok(cmd!(sh, "cargo test --workspace --exclude e2e --locked").run()?)
}

fn browser(sh: &Shell, browsers: &[Browser]) -> Result<()> {
    tools::for_build(sh)?;
    in_each(sh, browsers, |browser| {
        let arguments = ["--target", WASM, "--all-features", "--tests"];
        browser
            .cargo_test(sh, &arguments)?
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
            .run()?;
        Ok(())
    })
}

fn pages(sh: &Shell, browsers: &[Browser]) -> Result<()> {
    tools::axe_core(sh)?;
    dist(sh)?;
    in_each(sh, browsers, |browser| {
        let mut arguments = vec!["--package", "e2e"];
        if *browser != CHROMIUM {
            arguments.extend(PAGES_EVERYWHERE.iter().flat_map(|test| ["--test", test]));
        }
        Ok(browser.cargo_test(sh, &arguments)?.run()?)
    })
}

/// Runs tests in each browser.
fn in_each(sh: &Shell, browsers: &[Browser], test: impl Fn(&Browser) -> Result<()>) -> Result<()> {
    all(browsers.iter().map(|browser| {
        let title = format!("in {}", browser.name);
        (title, || browser.install(sh).and_then(|()| test(browser)))
    }))
}

fn size(sh: &Shell, _: &[Browser]) -> Result<()> {
    dist(sh)?;
    sizes::check(sh)
}
