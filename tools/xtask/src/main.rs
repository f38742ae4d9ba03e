//! The project's commands: `cargo xtask <command>`.

/// Says what happens next.
macro_rules! say {
    ($($what:tt)*) => { eprintln!("\x1b[1m▸ {}\x1b[0m", format_args!($($what)*)) };
}

mod browsers;
mod size;
mod test;
mod tools;

use anyhow::{Context, Result, bail};
use browsers::CHROMIUM;
use std::{
    ffi::OsString,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
};
use xshell::{Shell, cmd};

const HELP: &str = "\
The project's commands. Each installs what it needs and is not there yet.

cargo xtask preview [--open] [--port N]   show the badge on 127.0.0.1, and an API to try it on
cargo xtask test [--browser B] [PART…]    pass the tests: all parts, or those named
                                          (format, lint, docs, native, cms, browser, pages, size,
                                          and, only where they are named, consumers, recipes);
                                          B is chromium, firefox or webkit
cargo xtask dist                          the release build, in dist/
cargo xtask npm                           the npm package, in dist/npm/ and as a tarball beside it
cargo xtask release --dry-run [--tag T]   everything a release is, in target/releases/
cargo xtask bench [--runs N] [CASE]       the badge beside its peers: Lit, Preact, plain JavaScript
cargo xtask size                          what a visitor downloads, by file, section, crate and function
cargo xtask shots                         pictures of every look, in target/shots/
cargo xtask fuzz [SECONDS]                throw arbitrary bodies at the wire (60 s)
";

fn main() -> Result<()> {
    let sh = Shell::new()?;
    sh.change_dir(root());
    tools::use_cargo_bin(&sh)?;
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(lexopt::Arg::Value(command)) => command.to_string_lossy().into_owned(),
        _ => "help".to_owned(),
    };
    match command.as_str() {
        "preview" => preview(&sh, args),
        "test" => test::run(&sh, args),
        "dist" => dist(&sh),
        "shots" => shots(&sh),
        "bench" => bench(&sh, args),
        "size" => size::run(&sh),
        "fuzz" => fuzz(&sh, args),
        "npm" => npm(&sh).map(drop),
        "release" => release(&sh, args),
        "finish" => finish(&sh),
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command {other:?}\n\n{HELP}"),
    }
}

/// The project's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn preview(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
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
    if !sh.path_exists("target/debug/my-groups") {
        say!(
            "The first time there are five minutes of building on two cores, after the tools that are missing"
        );
    }
    tools::for_build(sh)?;
    let port = free_port(wanted)?;
    if port != wanted {
        say!("Port {wanted} is busy; taking {port}");
    }
    companion(sh)?;
    let api = format!("127.0.0.1:{}", free_port(port.saturating_add(1))?);
    let demo = "run --quiet --package my-groups -- serve --demo --quiet --listen".split(' ');
    // On Unix cargo becomes the program that it runs, so what is killed below is the companion.
    let mut companion = Command::new("cargo").args(demo).arg(&api).spawn()?;
    say!(
        "To try \"The API\" on the page: endpoint http://{api}/services/rest/, key demo, token demo;\n  \
         and \"A document\": http://{api}/demo.json or .xml"
    );
    say!("Building the badge, then showing it on http://127.0.0.1:{port}/ (Ctrl+C ends both)");
    let port = port.to_string();
    let shown = cmd!(sh, "trunk serve --port {port} {open...}").run();
    companion.kill()?;
    Ok(shown?)
}

/// Builds the companion for this machine.
fn companion(sh: &Shell) -> Result<()> {
    say!("Building the companion (two minutes, once)");
    Ok(cmd!(sh, "cargo build --package my-groups --locked").run()?)
}

/// The first port from `wanted` on that nobody listens on.
fn free_port(wanted: u16) -> Result<u16> {
    (wanted..=u16::MAX)
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .with_context(|| format!("no port from {wanted} on is free; name another with --port"))
}

/// The release, on a standard library that is built with it and aborts where it would panic. What that takes of cargo and
/// of the compiler is not stable yet; <https://book.leptos.dev/deployment/binary_size.html> has the same options.
fn dist(sh: &Shell) -> Result<()> {
    tools::for_build(sh)?;
    tools::std_sources(sh)?;
    // A folder of its own, or every build on the stable standard library would start anew.
    let folder = root().join("target/dist");
    if !sh.path_exists(&folder) {
        say!("Building the standard library with the release, which takes some minutes this once");
    }
    say!("Building the release into dist/");
    cmd!(sh, "trunk build --release")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", folder)
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env_remove("RUSTFLAGS") // which would take the place of those for the target
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none",
        )
        .run()?;
    Ok(())
}

/// Makes the files of a release of what trunk has built: the last step of each of its builds.
fn finish(sh: &Shell) -> Result<()> {
    let version = tools::version(sh)?;
    package::finish(sh, &tools::npm_tools(sh)?, &parts(), &version)
}

/// The folder of what the scripts are made of.
fn parts() -> PathBuf {
    root().join("target/embed")
}

/// The npm package, packed as npm publishes it; gives the tarball.
fn npm(sh: &Shell) -> Result<PathBuf> {
    dist(sh)?;
    let quiet = ["--silent", "--pack-destination", "dist"];
    let name = cmd!(sh, "npm pack ./dist/npm {quiet...}").read()?;
    let tarball = root().join("dist").join(name);
    say!("The npm package is {}", tarball.display());
    Ok(tarball)
}

/// Everything a release is. Without `--dry-run` it only says what publishing takes.
fn release(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
    let passed_on: Vec<OsString> = args.raw_args()?.collect();
    if passed_on.iter().any(|argument| argument == "--dry-run") {
        tools::for_release(sh)?;
        dist(sh)?;
    }
    Ok(cmd!(
        sh,
        "cargo run --quiet --package release --locked -- {passed_on...}"
    )
    .run()?)
}

/// The badge beside the same list in Lit, in Preact and in plain JavaScript.
fn bench(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
    let passed_on: Vec<OsString> = args.raw_args()?.collect();
    CHROMIUM.install(sh)?;
    dist(sh)?;
    say!("Measuring; leave the machine alone");
    let bench = cmd!(
        sh,
        "cargo run --release -p bench --locked -- {passed_on...}"
    )
    .env("ESBUILD", tools::npm_tools(sh)?.join("esbuild"))
    .env("NODE_PATH", tools::npm(sh, tools::PEERS)?); // where esbuild looks for them
    Ok(bench.run()?)
}

/// Pictures of the badge in every state, layout, theme, direction and width, and of the preview page.
fn shots(sh: &Shell) -> Result<()> {
    CHROMIUM.install(sh)?;
    dist(sh)?;
    say!("Taking the pictures");
    cmd!(sh, "cargo run --package e2e --example shots --locked").run()?;
    let gallery = root().join("target/shots/index.html");
    say!("The gallery is {}", gallery.display());
    Ok(())
}

fn fuzz(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
    let seconds = match args.next()? {
        Some(lexopt::Arg::Value(seconds)) => seconds.to_string_lossy().parse::<u32>()?,
        _ => 60,
    };
    tools::cargo_tools(sh, &[tools::CARGO_FUZZ])?;
    say!("Fuzzing the wire for {seconds} s");
    // The first folder takes what the fuzzer finds.
    sh.create_dir("tests/fuzz/corpus/wire")?;
    let corpus = ["tests/fuzz/corpus/wire", "tests/fixtures"];
    let limit = format!("-max_total_time={seconds}");
    cmd!(
        sh,
        "cargo fuzz run --fuzz-dir tests/fuzz wire {corpus...} -- {limit}"
    )
    .env("RUSTC_BOOTSTRAP", "1") // The fuzzer needs flags of the compiler that are not stable.
    .run()?;
    Ok(())
}
