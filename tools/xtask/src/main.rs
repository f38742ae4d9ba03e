//! The project's commands: `cargo xtask <command>`.

/// Prints the next step.
macro_rules! say {
    ($($what:tt)*) => { eprintln!("\x1b[1m▸ {}\x1b[0m", format_args!($($what)*)) };
}

mod browsers;
mod installation;
mod npm;
mod preview;
mod size;
mod test;
mod tools;

use anyhow::{Result, bail};
use browsers::CHROMIUM;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};
use xshell::{Shell, cmd};

const HELP: &str = "\
The project's commands. Each command installs the missing programs that it needs.

cargo xtask preview [--open] [--port N]   show the badge on 127.0.0.1, and an API to try it on
cargo xtask test [--browser B] [--slow-within S] [PART…]
                                          run the tests: all parts, or those named (format, lint,
                                          native, cms, docs, browser, pages, size; consumers, recipes
                                          and wordpress only if they are named, or with --slow-within
                                          if they start before S seconds have passed);
                                          B is chromium, firefox or webkit
cargo xtask dist                          the release build, in dist/
cargo xtask lock                          write the lock files of the npm packages
cargo xtask npm                           the npm package, in dist/npm/ and as a tarball beside it
cargo xtask release --dry-run [--tag T]   all files of a release, in target/releases/
cargo xtask bench [--runs N] [CASE]       compare the badge with Lit, Preact and plain JavaScript
cargo xtask size                          the size of the download, by file, section, crate and function
cargo xtask shots                         screenshots of every look, in target/shots/
cargo xtask fuzz [SECONDS]                read random response bodies (60 s)
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
        "preview" => preview::run(&sh, args),
        "test" => test::run(&sh, args),
        "prepare" => test::prepare(&sh, args),
        "dist" => dist(&sh),
        "shots" => shots(&sh),
        "bench" => bench(&sh, args),
        "size" => size::run(&sh),
        "fuzz" => fuzz(&sh, args),
        "lock" => npm::write_locks(&sh),
        "npm" => npm_package(&sh),
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

/// Builds the release together with a standard library that aborts instead of panicking. This uses unstable options of cargo
/// and of the compiler; <https://book.leptos.dev/deployment/binary_size.html> recommends them.
fn dist(sh: &Shell) -> Result<()> {
    tools::for_build(sh)?;
    tools::std_sources(sh)?;
    // A separate target folder. Otherwise every other build would start from scratch.
    let folder = root().join("target/dist");
    if !sh.path_exists(&folder) {
        say!("Building the standard library with the release, which takes some minutes this once");
    }
    say!("Building the release into dist/");
    cmd!(sh, "trunk build --release")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", folder)
        .env("XTASK", std::env::current_exe()?)
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env_remove("RUSTFLAGS") // it would replace the flags of the target
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none",
        )
        .run()?;
    Ok(())
}

/// Runs the last step of each trunk build, which makes the files of a release.
fn finish(sh: &Shell) -> Result<()> {
    let version = tools::version(sh)?;
    package::finish(sh, &npm::tools(sh)?, &parts(), &version)
}

/// Returns the folder of intermediate files, from which the scripts are bundled.
fn parts() -> PathBuf {
    root().join("target/embed")
}

/// Builds the npm package, and packs it as npm publishes it.
fn npm_package(sh: &Shell) -> Result<()> {
    dist(sh)?;
    pack_npm(sh).map(drop)
}

/// Packs the npm package of the release build that is in `dist/`; returns the tarball.
fn pack_npm(sh: &Shell) -> Result<PathBuf> {
    let quiet = ["--silent", "--pack-destination", "dist"];
    let name = cmd!(sh, "npm pack ./dist/npm {quiet...}").read()?;
    let tarball = root().join("dist").join(name);
    say!("The npm package is {}", tarball.display());
    Ok(tarball)
}

/// Makes all files of a release. Without `--dry-run` it only explains how a release is published.
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

/// Compares the badge with the same list in Lit, in Preact and in plain JavaScript.
fn bench(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
    let passed_on: Vec<OsString> = args.raw_args()?.collect();
    CHROMIUM.install(sh)?;
    dist(sh)?;
    say!("Measuring; do not use the machine meanwhile");
    let bench = cmd!(
        sh,
        "cargo run --release -p bench --locked -- {passed_on...}"
    )
    .env("ESBUILD", npm::tools(sh)?.join("esbuild"))
    .env("NODE_PATH", npm::tool_packages(sh)?); // esbuild finds the libraries of the peers there
    Ok(bench.run()?)
}

/// Takes screenshots of the badge in every state, layout, theme, direction and width, and of the preview page.
fn shots(sh: &Shell) -> Result<()> {
    CHROMIUM.install(sh)?;
    dist(sh)?;
    say!("Taking the screenshots");
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
    tools::cargo_fuzz(sh)?;
    say!("Fuzzing the reader of responses for {seconds} s");
    // The fuzzer writes new inputs into the first folder.
    sh.create_dir("tests/fuzz/corpus/wire")?;
    let corpus = ["tests/fuzz/corpus/wire", "tests/fixtures"];
    let limit = format!("-max_total_time={seconds}");
    cmd!(
        sh,
        "cargo fuzz run --fuzz-dir tests/fuzz wire {corpus...} -- {limit}"
    )
    .env("RUSTC_BOOTSTRAP", "1") // The fuzzer needs unstable compiler flags.
    .run()?;
    Ok(())
}
