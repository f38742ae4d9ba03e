//! Checks the shipped crates, and the programs that build the release, for known vulnerabilities. The databases are downloaded.

use anyhow::{Context, Result, ensure};
use serde_json::Value as Json;
use xshell::{Shell, cmd};

/// The result of a check that found no vulnerability.
#[derive(Debug, PartialEq, Eq)]
pub enum Checked {
    /// No vulnerability is known.
    Clean,
    /// The database could not be read, for this reason.
    Unavailable(String),
}

/// Checks the crates against the database of `RustSec`.
///
/// # Errors
/// A crate has a known vulnerability, or cargo-deny is not installed.
pub fn of_crates(sh: &Shell) -> Result<Checked> {
    let fetched = cmd!(sh, "cargo deny fetch db").quiet().ignore_status();
    let fetched = fetched.output().context("cargo-deny does not start")?;
    if !fetched.status.success() {
        let error = String::from_utf8_lossy(&fetched.stderr).into_owned();
        return Ok(Checked::Unavailable(error));
    }
    let options = ["--locked", "--workspace"];
    cmd!(
        sh,
        "cargo deny {options...} check --disable-fetch advisories"
    )
    .run()
    .context("a crate has a known vulnerability")?;
    Ok(Checked::Clean)
}

/// Checks the npm packages that build the release against npm's database.
///
/// # Errors
/// A package has a known vulnerability of level `high` or above, or npm is not installed.
pub fn of_npm_tools(sh: &Shell) -> Result<Checked> {
    let _folder = sh.push_dir("tools/npm-tools");
    let audit = cmd!(sh, "npm audit --json").quiet().ignore_stderr();
    read_audit(&audit.ignore_status().read().context("npm does not start")?)
}

/// Reads the output of `npm audit --json`.
///
/// # Errors
/// A package has a known vulnerability of level `high` or above.
pub fn read_audit(output: &str) -> Result<Checked> {
    let audit: Json = serde_json::from_str(output).unwrap_or_default();
    let Some(numbers) = audit.pointer("/metadata/vulnerabilities") else {
        return Ok(Checked::Unavailable(output.to_owned()));
    };
    for level in ["high", "critical"] {
        let number = numbers.get(level).and_then(Json::as_u64);
        let number = number.with_context(|| format!("npm states no number of {level}"))?;
        ensure!(
            number == 0,
            "npm packages of tools/npm-tools have vulnerabilities of level {level}: {number}; `npm audit` there lists them"
        );
    }
    Ok(Checked::Clean)
}

/// Checks that the npm package has no dependencies, because dependencies would need their own audit.
///
/// # Errors
/// A list of dependencies in `package.json` is not empty.
pub fn check_npm_package(manifest: &str) -> Result<()> {
    let manifest: Json = serde_json::from_str(manifest)?;
    for list in ["dependencies", "optionalDependencies", "peerDependencies"] {
        ensure!(
            manifest.get(list).is_none(),
            "package.json has {list}: install them from a lock file, and run `npm audit --omit=dev` here"
        );
    }
    Ok(())
}
