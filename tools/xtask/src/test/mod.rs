//! `cargo xtask test`: every check of the project, part by part.

mod parts;
mod release;
mod report;

use crate::{
    browsers::{self, Browser},
    tools::{self, Missing, minutes},
};
use anyhow::{Context, Result, ensure};
use parts::{Need, PARTS, Part, SLOW};
use release::Release;
use report::Report;
use std::time::{Duration, Instant};
use xshell::Shell;

/// A test run: its options and its results.
pub(crate) struct Run<'a> {
    sh: &'a Shell,
    browsers: Vec<Browser>,
    release: Release,
    report: Report,
}

/// The options of the command line.
struct Options {
    parts: Vec<&'static Part>,
    /// Whether the parts were named.
    is_named: bool,
    browsers: Vec<Browser>,
    /// The slow parts run too, as long as each of them starts before this time has passed.
    slow_within: Option<Duration>,
}

pub(crate) fn run(sh: &Shell, args: lexopt::Parser) -> Result<()> {
    let start = Instant::now();
    let options = options(args)?;
    let slow: &[Part] = if options.slow_within.is_some() {
        SLOW
    } else {
        &[]
    };
    let parts = || options.parts.iter().copied().chain(slow);
    announce(sh, parts(), &options.browsers)?;
    let needs_release = parts().any(|part| part.needs.contains(&Need::Release));
    let release = Release::start(needs_release, &options.browsers)?;
    let mut run = Run {
        sh,
        browsers: options.browsers,
        release,
        report: Report::default(),
    };
    for part in &options.parts {
        (part.check)(&mut run, part);
    }
    for part in SLOW {
        match options.slow_within {
            None if options.is_named => {}
            None => run.report.skip(part.name, "slow: runs only if it is named"),
            Some(limit) if start.elapsed() >= limit => {
                let reason = format!(
                    "slow: more than {} had passed",
                    minutes(limit.as_secs().try_into()?)
                );
                run.report.skip(part.name, &reason);
            }
            Some(_) => (part.check)(&mut run, part),
        }
    }
    println!("\n{}", run.report);
    run.report.result()
}

fn options(mut args: lexopt::Parser) -> Result<Options> {
    use lexopt::prelude::*;
    let mut parts = Vec::new();
    let mut browsers = Vec::from(browsers::ALL);
    let mut slow_within = None;
    while let Some(arg) = args.next()? {
        match arg {
            Long("browser") => {
                let name = args.value()?.string()?;
                browsers.retain(|browser| browser.name == name);
            }
            Long("slow-within") => {
                let seconds = args.value()?.parse()?;
                slow_within = Some(Duration::from_secs(seconds));
            }
            Value(name) => {
                let name = name.string()?;
                let part = PARTS.iter().chain(SLOW).find(|part| part.name == name);
                parts.push(part.with_context(|| format!("there is no part {name:?}"))?);
            }
            _ => return Err(arg.unexpected().into()),
        }
    }
    ensure!(
        !browsers.is_empty(),
        "the browsers are chromium, firefox and webkit"
    );
    let is_named = !parts.is_empty();
    if !is_named {
        parts.extend(PARTS);
    }
    Ok(Options {
        parts,
        is_named,
        browsers,
        slow_within,
    })
}

/// Prints the programs that the parts will install, and the time that this takes.
fn announce<'a>(
    sh: &Shell,
    parts: impl Iterator<Item = &'a Part>,
    browsers: &[Browser],
) -> Result<()> {
    let parts: Vec<_> = parts.collect();
    let needs = |need| parts.iter().any(|part| part.needs.contains(&need));
    let mut missing = Vec::new();
    if needs(Need::Build) {
        missing.append(&mut tools::missing_for_build(sh)?);
    }
    if needs(Need::CargoDeny) {
        missing.append(&mut tools::missing_cargo_deny(sh));
    }
    if needs(Need::Browsers) {
        missing.extend(browsers.iter().flat_map(|browser| browser.missing(sh)));
    }
    for part in &parts {
        let is_installed = part.packages.is_empty() || browsers::has_packages(sh, part.packages);
        if !is_installed {
            missing.push(Missing {
                what: part.packages.join(" "),
                seconds: 60,
            });
        }
    }
    for Missing { what, seconds } in &missing {
        say!("To be installed once: {what} (about {})", minutes(*seconds));
    }
    if !missing.is_empty() {
        let sum = missing.iter().map(|missing| missing.seconds).sum();
        say!("All of that takes about {} on two cores", minutes(sum));
    }
    Ok(())
}

/// Installs the browsers, and makes the release build: the job that runs beside the first parts of a test run.
pub(crate) fn prepare(sh: &Shell, args: lexopt::Parser) -> Result<()> {
    for browser in &options(args)?.browsers {
        // The parts that need the browser report it; the others have their release.
        if let Err(error) = browser.install(sh) {
            eprintln!("error: {error:#}");
        }
    }
    crate::dist(sh)
}
