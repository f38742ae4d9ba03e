//! `cargo xtask test`: every check there is, part by part. A part that fails does not keep the others from running.

use crate::{
    browsers::{self, Browser, CHROMIUM},
    companion, dist, npm, size as sizes, tools,
};
use anyhow::{Context, Result, ensure};
use std::path::Path;
use xshell::{Shell, cmd};

/// The packages that run in a browser only.
const BROWSER_ONLY: [&str; 3] = ["my-groups-badge", "example-leptos", "wasm-streams"];

const WASM: &str = "wasm32-unknown-unknown";

type Check = fn(&Shell, &[Browser]) -> Result<()>;

/// Name, title, and what is done.
const PARTS: &[(&str, &str, Check)] = &[
    ("format", "formatting", |sh, _| {
        Ok(cmd!(sh, "cargo fmt --all --check").run()?)
    }),
    ("lint", "clippy, for the machine and for wasm", lint),
    ("docs", "documentation", docs),
    ("native", "tests that need no browser", |sh, _| {
        let browser_only = BROWSER_ONLY.map(|package| ["--exclude", package]);
        let browser_only = browser_only.as_flattened();
        cmd!(
            sh,
            "cargo test --workspace --exclude e2e {browser_only...} --locked"
        )
        .run()?;
        Ok(cmd!(
            sh,
            "cargo test --package my-groups-badge --test cache --locked"
        )
        .run()?)
    }),
    ("cms", "snippets in what a CMS makes of a post", cms),
    ("browser", "tests of component and element", browser),
    ("pages", "tests of real pages over WebDriver", pages),
    ("size", "what a visitor downloads", size),
];

/// Parts that take long and install much: they run only where they are named.
const SLOW: &[(&str, &str, Check)] = &[
    ("consumers", "other people's builds", consumers),
    (
        "recipes",
        "the projects of docs/recipes.md, built and opened",
        recipes,
    ),
    ("wordpress", "the plugin in a real WordPress", wordpress),
];

/// The tests of real pages that run in every browser; the others are of what no engine does in its own way.
const PAGES_EVERYWHERE: &str = "--test companion --test downloads --test embed --test failures
    --test foreign_wasm --test frameworks --test hostile --test inline --test libraries --test looks --test pages
    --test shift --test strict";

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
                let part = PARTS.iter().chain(SLOW).find(|part| part.0 == name);
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

fn lint(sh: &Shell, _: &[Browser]) -> Result<()> {
    tools::wasm_target(sh)?;
    for crates in [
        format!(
            "--workspace --exclude {} --all-targets",
            BROWSER_ONLY.join(" --exclude ")
        ),
        format!(
            "--target {WASM} -p my-groups-badge -p preview -p example-leptos -p wasm-streams --all-features --all-targets"
        ),
        // The companion's core, which has no I/O.
        format!("--target {WASM} -p my-groups --no-default-features"),
    ] {
        let crates = crates.split(' ');
        cmd!(sh, "cargo clippy --locked {crates...} -- -D warnings").run()?;
    }
    Ok(())
}

fn docs(sh: &Shell, _: &[Browser]) -> Result<()> {
    tools::wasm_target(sh)?;
    cmd!(sh, "cargo doc --target {WASM} --no-deps --locked")
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()?;
    Ok(())
}

fn cms(sh: &Shell, _: &[Browser]) -> Result<()> {
    tools::link_packages(sh, "preview/cms")?;
    Ok(cmd!(sh, "node --test preview/cms/test.mjs").run()?)
}

fn browser(sh: &Shell, browsers: &[Browser]) -> Result<()> {
    tools::for_build(sh)?;
    // Compiles the examples of what is there on wasm alone; there is nothing in them for a browser to run.
    let badge = ["--package", "my-groups-badge", "--all-features"];
    cmd!(sh, "cargo test --locked --doc --target {WASM} {badge...}").run()?;
    in_each(sh, browsers, |browser| {
        for package in [
            "my-groups-badge --all-features",
            "example-leptos",
            "wasm-streams",
        ] {
            browser
                .cargo_test(sh, &format!("--target {WASM} --tests --package {package}"))?
                .envs(["", "_DRIVER"].map(|of| (format!("WASM_BINDGEN_TEST{of}_TIMEOUT"), "120")))
                .run()?;
        }
        Ok(())
    })
}

fn pages(sh: &Shell, browsers: &[Browser]) -> Result<()> {
    tools::npm(sh, tools::AXE_CORE)?;
    tools::link_packages(sh, "tests/e2e/libraries")?;
    dist(sh)?;
    companion(sh)?;
    in_each(sh, browsers, |browser| {
        let mut tests = "--package e2e ".to_owned();
        if *browser == CHROMIUM {
            // The companion's own tests know this browser alone.
            let own = "--package my-groups --test browser -- --ignored";
            browser.cargo_test(sh, own)?.run()?;
        } else {
            tests += PAGES_EVERYWHERE;
        }
        Ok(browser.cargo_test(sh, &tests)?.run()?)
    })
}

fn consumers(sh: &Shell, _: &[Browser]) -> Result<()> {
    CHROMIUM.install(sh)?;
    let package = npm(sh)?;
    let folder = "target/consumers";
    sh.create_dir(folder)?;
    cmd!(sh, "cp -r tests/consumers/. {folder}").run()?;
    let options = ["--prefix", folder, "--no-save", "--no-package-lock"];
    let quiet = ["--silent", "--no-fund", "--no-audit"];
    cmd!(sh, "npm install {options...} {quiet...} {package}").run()?;
    let tests = "--package e2e --test consumers -- --ignored";
    Ok(CHROMIUM.cargo_test(sh, tests)?.run()?)
}

fn recipes(sh: &Shell, _: &[Browser]) -> Result<()> {
    browsers::install_programs(sh, &["hugo", "jekyll"])?;
    CHROMIUM.install(sh)?;
    let package = npm(sh)?;
    companion(sh)?;
    for project in sh.read_dir("docs/recipes")? {
        if sh.path_exists(project.join("package.json")) {
            let name = project.file_name().context("a name")?;
            let copy = Path::new("target/recipes").join(name);
            tools::project(sh, &project, &copy, &package)?;
        }
    }
    let tests = "--package e2e --test recipes -- --ignored";
    Ok(CHROMIUM.cargo_test(sh, tests)?.run()?)
}

fn wordpress(sh: &Shell, _: &[Browser]) -> Result<()> {
    // Of MariaDB the program alone, which starts no service.
    let packages = "wordpress wordpress-theme-twentytwentythree mariadb-server-core php-cli php-mysql php-xml phpunit";
    browsers::install_packages(sh, packages)?;
    CHROMIUM.install(sh)?;
    dist(sh)?;
    let tests = "--package e2e --test wordpress -- --ignored";
    Ok(CHROMIUM.cargo_test(sh, tests)?.run()?)
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
