//! The command line of `my-groups`.

mod cli;
mod commands;
mod output;
mod serve;

use clap::{Parser, error::ErrorKind};
use cli::{Cli, Command};
use std::{io, process::ExitCode};
use tokio::runtime;

/// The exit code of a wrong command line or configuration.
const USAGE: u8 = 64;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            output::usage(&error);
            let is_asked_for = matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            );
            return ExitCode::from(if is_asked_for { 0 } else { USAGE });
        }
    };
    cli.output.start_logging();
    match run(&cli) {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            output::message(&format!("my-groups: {message}"));
            ExitCode::from(USAGE)
        }
    }
}

/// Runs a command and returns its exit code. An error is a wrong flag or setting.
fn run(cli: &Cli) -> Result<u8, String> {
    // Blocking threads read files and compress documents. Two are enough, and need little memory.
    let runtime = |mut builder: runtime::Builder| {
        builder
            .max_blocking_threads(2)
            .enable_all()
            .build()
            .map_err(|error: io::Error| error.to_string())
    };
    match &cli.command {
        Command::Config => commands::config(cli),
        Command::Check { list } => runtime(runtime::Builder::new_current_thread())?
            .block_on(until_signal(commands::check(cli, list.as_deref()))),
        Command::Snapshot(arguments) => runtime(runtime::Builder::new_current_thread())?
            .block_on(until_signal(commands::snapshot(cli, arguments))),
        Command::Serve(arguments) => {
            runtime(runtime::Builder::new_multi_thread())?.block_on(serve::serve(cli, arguments))
        }
    }
}

/// Runs a command until a signal ends it. The command is then dropped, which ends the programs that
/// it has started.
async fn until_signal(command: impl Future<Output = Result<u8, String>>) -> Result<u8, String> {
    tokio::select! {
        result = command => result,
        code = serve::signal()? => Ok(code),
    }
}
