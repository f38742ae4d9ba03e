//! `cargo xtask preview`: serves the preview page on this machine, and a companion as an API to try the badge with.
//!
//! The page is served first. The companion is built afterwards, because the page works without it.

use crate::tools::{self, minutes};
use anyhow::{Context, Result, bail};
use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command},
    thread,
    time::Duration,
};
use xshell::{Shell, cmd};

/// How long the first build of the page and of the companion takes on two cores.
const FIRST_PAGE_SECONDS: u32 = 100;
const FIRST_COMPANION_SECONDS: u32 = 60;

/// The last file that a build of the page makes.
const PAGE: &str = "dist/index.html";

pub(crate) fn run(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
    use lexopt::prelude::*;
    let mut open = None;
    let mut wanted: u16 = 8080;
    while let Some(arg) = args.next()? {
        match arg {
            Long("open") => open = Some("--open=true"),
            Long("port") => wanted = args.value()?.parse()?,
            _ => return Err(arg.unexpected().into()),
        }
    }
    announce(sh)?;
    tools::for_build(sh)?;
    let port = free_port(wanted)?;
    if port != wanted {
        say!("Port {wanted} is busy; the page is on port {port}");
    }
    say!(
        "Building the page (about {} the first time)",
        minutes(FIRST_PAGE_SECONDS)
    );
    // If this build fails, trunk would serve the files of an earlier build.
    sh.remove_path("dist")?;
    let mut trunk = Command::new("trunk");
    trunk
        .current_dir(sh.current_dir())
        .args(["serve", "--port", &port.to_string()]);
    trunk.env("PATH", sh.var_os("PATH").unwrap_or_default());
    trunk.env("XTASK", std::env::current_exe()?);
    trunk.args(open);
    let mut trunk = trunk.spawn().context("trunk does not start")?;
    let shown = show(sh, &mut trunk, port);
    if shown.is_err() {
        trunk.kill()?;
    }
    shown
}

/// Prints the programs that will be installed, and the time until the page is available.
fn announce(sh: &Shell) -> Result<()> {
    let missing = tools::missing_for_build(sh)?;
    if missing.is_empty() {
        return Ok(());
    }
    let seconds: u32 = missing.iter().map(|tool| tool.seconds).sum();
    let names: Vec<_> = missing.iter().map(|tool| tool.what.as_str()).collect();
    say!(
        "The page appears in about {} on two cores: {} are installed first, which happens once",
        minutes(seconds + FIRST_PAGE_SECONDS),
        names.join(" and ")
    );
    Ok(())
}

/// Waits until the page is served, then starts the companion, and waits for the end of the page's server.
fn show(sh: &Shell, trunk: &mut Child, port: u16) -> Result<()> {
    let address = format!("http://127.0.0.1:{port}/");
    await_server(trunk, || {
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
    })?;
    // trunk also serves its folder if the build has failed.
    if !sh.path_exists(PAGE) {
        say!(
            "The page could not be built. Correct the errors above: every change starts another build"
        );
        await_server(trunk, || sh.path_exists(PAGE))?;
    }
    say!("The badge is shown on {address}");
    let companion = companion(sh, port);
    match &companion {
        Ok(_) => say!("The badge is shown on {address} (Ctrl+C ends it)"),
        Err(error) => {
            say!(
                "The API to try the badge with could not be started: {error:#}. The page works: {address}"
            );
        }
    }
    let status = trunk.wait()?;
    if let Ok(mut companion) = companion {
        companion.kill()?;
    }
    if !status.success() {
        bail!("trunk ended with {status}");
    }
    Ok(())
}

/// Waits until a condition is true, and fails if the server ends before.
fn await_server(trunk: &mut Child, holds: impl Fn() -> bool) -> Result<()> {
    while !holds() {
        if let Some(status) = trunk.try_wait()? {
            bail!("the page could not be built: trunk ended with {status}");
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

/// Builds the companion and starts it with the sample as its list. Its port is above the page's port.
fn companion(sh: &Shell, port: u16) -> Result<Child> {
    if !sh.path_exists("target/debug/my-groups") {
        say!(
            "Building the companion, an API to try the badge with (about {}, once)",
            minutes(FIRST_COMPANION_SECONDS)
        );
    }
    cmd!(sh, "cargo build --quiet --package my-groups --locked").run()?;
    let api = format!("127.0.0.1:{}", free_port(port.saturating_add(1))?);
    // On Unix cargo becomes the program that it runs, so the caller ends the companion and not only cargo.
    let demo = "run --quiet --package my-groups -- serve --demo --quiet --listen".split(' ');
    let companion = Command::new("cargo").args(demo).arg(&api).spawn()?;
    say!("To try \"The API\": endpoint http://{api}/services/rest/, key demo, token demo");
    say!("To try \"A document\": http://{api}/demo.json or http://{api}/demo.xml");
    Ok(companion)
}

/// Returns the first port from `wanted` on that no program listens on.
fn free_port(wanted: u16) -> Result<u16> {
    (wanted..=u16::MAX)
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .with_context(|| format!("no port from {wanted} on is free; name another with --port"))
}
