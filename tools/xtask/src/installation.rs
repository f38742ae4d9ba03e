//! The folders in which the commands install programs and packages, and the lock on them.

use anyhow::{Context, Result};
use std::{fs::File, path::PathBuf};
use xshell::Shell;

/// Returns cargo's folder, whose folder `bin` contains the programs that cargo installs.
pub(crate) fn cargo_home(sh: &Shell) -> Result<PathBuf> {
    match sh.var("CARGO_HOME") {
        Ok(home) => Ok(PathBuf::from(home)),
        Err(_) => Ok(home()?.join(".cargo")),
    }
}

/// Returns the project's folder in the user's cache.
pub(crate) fn cache(sh: &Shell) -> Result<PathBuf> {
    let cache = match sh.var("XDG_CACHE_HOME") {
        Ok(cache) => PathBuf::from(cache),
        Err(_) => home()?.join(".cache"),
    };
    Ok(cache.join("my-groups-badge"))
}

/// Waits until no other command installs programs. Dropping the file releases the lock. A test run installs programs in two
/// processes, and each process finds the programs that the other one has installed.
pub(crate) fn lock(sh: &Shell) -> Result<File> {
    let folder = cache(sh)?;
    sh.create_dir(&folder)?;
    let file = File::create(folder.join("lock"))?;
    file.lock().context("the cache folder cannot be locked")?;
    Ok(file)
}

fn home() -> Result<PathBuf> {
    std::env::home_dir().context("there is no home folder")
}
