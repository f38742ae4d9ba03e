//! The parts of a test run.

use super::Run;
use crate::{
    browsers::{self, Browser, CHROMIUM},
    npm, root, size as sizes, tools,
};
use anyhow::{Context, Result};
use std::{collections::BTreeMap, fs, path::Path};
use xshell::{Shell, cmd};

const WASM: &str = "wasm32-unknown-unknown";
/// The packages that run in a browser only.
const ON_WASM: &str =
    "--package my-groups-badge --package example-leptos --package wasm-streams --all-features";
/// All other packages. Every command for this machine selects all of them, so that each dependency has the same features in all
/// commands, and cargo builds it once. A command says by the names of tests which of them it runs.
const NATIVE: &str =
    "--workspace --exclude my-groups-badge --exclude example-leptos --exclude wasm-streams";
/// The end-to-end tests, which `--all-targets` leaves out.
const END_TO_END: &str = "--test e2e --test preview --test recipes --test wordpress";

/// Something that must be installed or built before a part runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// trunk and wasm-bindgen.
    Build,
    Browsers,
    CargoDeny,
    /// The release build.
    Release,
}

/// A part of a test run: its name, its requirements, and its function.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    title: &'static str,
    pub(crate) needs: &'static [Need],
    /// Debian's packages that it installs, beside those of the browsers.
    pub(crate) packages: &'static [&'static str],
    pub(crate) check: fn(&mut Run, &Self),
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Part {
    /// A part that needs nothing but Rust and Node.js.
    const fn quick(name: &'static str, title: &'static str, check: fn(&mut Run, &Self)) -> Self {
        Self {
            name,
            title,
            needs: &[],
            packages: &[],
            check,
        }
    }

    /// A part that opens the release in browsers.
    const fn released(name: &'static str, title: &'static str, check: fn(&mut Run, &Self)) -> Self {
        Self {
            needs: &[Need::Build, Need::Browsers, Need::Release],
            ..Self::quick(name, title, check)
        }
    }
}

/// Every part that runs if none is named. Those that take seconds come first.
pub(crate) const PARTS: &[Part] = &[
    Part::quick("format", "formatting", |run, part| {
        run.one(part, |sh| Ok(cmd!(sh, "cargo fmt --all --check").run()?));
    }),
    Part {
        needs: &[Need::CargoDeny],
        ..Part::quick(
            "lint",
            "clippy; the script's types; licenses and versions of crates",
            |run, part| {
                run.one(part, lint);
            },
        )
    },
    Part::quick("native", "tests that need no browser", |run, part| {
        run.one(part, native);
    }),
    Part::quick(
        "cms",
        "snippets after a CMS has changed them",
        |run, part| {
            run.one(part, cms);
        },
    ),
    Part::quick("docs", "documentation", |run, part| run.one(part, docs)),
    Part {
        needs: &[Need::Build, Need::Browsers],
        ..Part::quick("browser", "tests of component and element", browser)
    },
    Part::released("pages", "tests of real pages over WebDriver", pages),
    Part {
        needs: &[Need::Build, Need::Release],
        ..Part::released("size", "what a visitor downloads", |run, part| {
            run.with_release(part, sizes::check);
        })
    },
];

/// Parts that take long and install many programs. They run only if they are named, or within the time of `--slow-within`.
pub(crate) const SLOW: &[Part] = &[
    Part::released("consumers", "other people's builds", |run, part| {
        run.with_release(part, consumers);
    }),
    Part {
        packages: &["hugo", "jekyll"],
        ..Part::released(
            "recipes",
            "the projects of docs/recipes.md, built and opened",
            |run, part| run.with_release(part, recipes),
        )
    },
    Part {
        // The program of MariaDB without its service.
        packages: &[
            "wordpress",
            "wordpress-theme-twentytwentythree",
            "mariadb-server-core",
            "php-cli",
            "php-mysql",
            "php-xml",
            "phpunit",
        ],
        ..Part::released(
            "wordpress",
            "the plugin in a real WordPress",
            |run, part| {
                run.with_release(part, wordpress);
            },
        )
    },
];

impl Run<'_> {
    /// Runs a part that has one row in the table.
    fn one(&mut self, part: &Part, check: impl FnOnce(&Shell) -> Result<()>) {
        let sh = self.sh;
        self.report
            .run(part.name, part.title, || check(sh).map(|()| String::new()));
    }

    /// Runs a part that uses the release build.
    fn with_release(&mut self, part: &Part, check: impl FnOnce(&Shell) -> Result<()>) {
        let (sh, release) = (self.sh, &mut self.release);
        self.report.run(part.name, part.title, || {
            release.wait()?;
            check(sh).map(|()| String::new())
        });
    }

    /// Runs a part in each browser, each with a row of its own.
    fn in_each(&mut self, part: &Part, check: impl Fn(&Shell, &Browser) -> Result<String>) {
        let sh = self.sh;
        for browser in &self.browsers {
            let name = format!("{}, {}", part.name, browser.name);
            self.report.run(&name, part.title, || {
                browser.install(sh)?;
                check(sh, browser)
            });
        }
    }
}

fn lint(sh: &Shell) -> Result<()> {
    tools::wasm_target(sh)?;
    for crates in [
        format!("{NATIVE} --all-targets"),
        format!("{NATIVE} {END_TO_END}"),
        format!("--target {WASM} --package preview {ON_WASM} --all-targets"),
        // The companion's core, which has no I/O.
        format!("--target {WASM} --package my-groups --no-default-features"),
    ] {
        let crates = crates.split(' ');
        cmd!(sh, "cargo clippy --locked {crates...} -- -D warnings").run()?;
    }
    // The types of the element's script.
    let tsc = npm::tools(sh)?.join("tsc");
    cmd!(sh, "{tsc} --project tools/package/tsconfig.json").run()?;
    tools::cargo_deny(sh)?;
    let options = ["--locked", "--workspace"];
    // The check of advisories needs a database from the network: the release command does it.
    cmd!(sh, "cargo deny {options...} check licenses bans sources").run()?;
    Ok(())
}

fn native(sh: &Shell) -> Result<()> {
    let packages = NATIVE.split(' ');
    Ok(cmd!(sh, "cargo test --locked {packages...}").run()?)
}

fn docs(sh: &Shell) -> Result<()> {
    tools::wasm_target(sh)?;
    cmd!(sh, "cargo doc --target {WASM} --no-deps --locked")
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()?;
    Ok(())
}

fn cms(sh: &Shell) -> Result<()> {
    npm::packages(sh, "preview/cms")?;
    Ok(cmd!(sh, "node --test preview/cms/test.mjs").run()?)
}

fn browser(run: &mut Run, part: &Part) {
    let examples = Part {
        title: "the examples in the documentation",
        ..Part::quick("browser, examples", "", part.check)
    };
    run.one(&examples, |sh| {
        tools::for_build(sh)?;
        // Compiles the examples of items that exist only on wasm. They have no code that a browser could run.
        let badge = ["--package", "my-groups-badge", "--all-features"];
        cmd!(sh, "cargo test --locked --doc --target {WASM} {badge...}").run()?;
        Ok(())
    });
    run.in_each(part, |sh, browser| {
        browser
            .cargo_test(sh, &format!("--target {WASM} --tests {ON_WASM}"))?
            .envs(["", "_DRIVER"].map(|of| (format!("WASM_BINDGEN_TEST{of}_TIMEOUT"), "120")))
            .run()?;
        Ok(String::new())
    });
}

/// The tests of real pages that run only in Chromium, because their results do not depend on the engine.
const CHROMIUM_ONLY: [&str; 3] = ["consumers::", "manifest::", "reloads::"];

fn pages(run: &mut Run, part: &Part) {
    let setup = Part {
        title: "the release, the libraries and the companion",
        ..Part::quick("pages, set-up", "", part.check)
    };
    run.with_release(&setup, |sh| {
        npm::tool_packages(sh)?;
        npm::packages(sh, "tests/e2e/libraries")?;
        companion(sh)
    });
    run.in_each(part, |sh, browser| {
        if *browser == CHROMIUM {
            // The companion's own tests know this browser only. If one of them fails, the others run too.
            let own = format!("{NATIVE} --test browser -- --ignored");
            let own = browser.cargo_test(sh, &own)?.run();
            let skipped = in_pages(sh, browser, "--test e2e --test preview")?;
            own?;
            return Ok(skipped);
        }
        let others = CHROMIUM_ONLY.map(|module| format!("--skip {module}"));
        let skipped = in_pages(sh, browser, &format!("--test e2e -- {}", others.join(" ")))?;
        // These tests cover the steps from a visitor's own list to a snippet. The rest of the preview page has no code that depends
        // on the engine.
        in_pages(sh, browser, "--test preview -- own_list::")?;
        Ok(skipped)
    });
}

/// Runs tests of real pages; returns a note about the tests that this browser cannot run.
fn in_pages(sh: &Shell, browser: &Browser, tests: &str) -> Result<String> {
    let file = root().join("target/skipped-tests");
    sh.write_file(&file, "")?;
    browser
        .cargo_test(sh, &format!("{NATIVE} {tests}"))?
        .env("E2E_SKIPPED", &file)
        .run()?;
    Ok(skipped(&fs::read_to_string(file)?))
}

/// Returns how many tests were skipped for each reason, from lines of a test's name and the reason after a tab.
fn skipped(lines: &str) -> String {
    let mut reasons = BTreeMap::<_, usize>::new();
    for (_, reason) in lines.lines().filter_map(|line| line.split_once('\t')) {
        *reasons.entry(reason).or_default() += 1;
    }
    let each = reasons
        .iter()
        .map(|(reason, tests)| format!("{tests} skipped: {reason}"));
    each.collect::<Vec<_>>().join("; ")
}

/// Builds the companion, which cargo does for the tests that start it, and the tests of real pages.
fn companion(sh: &Shell) -> Result<()> {
    let tests = format!("{NATIVE} --no-run --test browser {END_TO_END}");
    let tests = tests.split(' ');
    Ok(cmd!(sh, "cargo test --locked {tests...}").run()?)
}

fn consumers(sh: &Shell) -> Result<()> {
    CHROMIUM.install(sh)?;
    let package = crate::pack_npm(sh)?;
    npm::copy_of(
        sh,
        "tests/consumers",
        Path::new("target/consumers"),
        &package,
    )?;
    let tests = format!("{NATIVE} --test e2e -- --ignored consumers::");
    Ok(CHROMIUM.cargo_test(sh, &tests)?.run()?)
}

fn recipes(sh: &Shell) -> Result<()> {
    browsers::install_programs(sh, &["hugo", "jekyll"])?;
    CHROMIUM.install(sh)?;
    let package = crate::pack_npm(sh)?;
    companion(sh)?;
    for project in npm::recipes(sh)? {
        let name = project.file_name().context("a name")?;
        let copy = Path::new("target/recipes").join(name);
        npm::recipe(sh, &project, &copy, &package)?;
    }
    let tests = format!("{NATIVE} --test recipes -- --ignored");
    Ok(CHROMIUM.cargo_test(sh, &tests)?.run()?)
}

fn wordpress(sh: &Shell) -> Result<()> {
    let part = SLOW.iter().find(|part| part.name == "wordpress");
    browsers::install_packages(sh, part.map_or(&[], |part| part.packages))?;
    CHROMIUM.install(sh)?;
    let tests = format!("{NATIVE} --test wordpress -- --ignored");
    Ok(CHROMIUM.cargo_test(sh, &tests)?.run()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_tests_are_counted_by_their_reason() {
        let lines = "a\tno DevTools\nb\tno console\nc\tno DevTools\n";
        assert_eq!(
            skipped(lines),
            "2 skipped: no DevTools; 1 skipped: no console"
        );
        assert_eq!(skipped(""), "");
    }

    #[test]
    fn no_two_parts_have_the_same_name() {
        let mut names: Vec<_> = PARTS.iter().chain(SLOW).map(|part| part.name).collect();
        let number = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), number);
    }
}
