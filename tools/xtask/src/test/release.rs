//! The release build of a test run. It is made once, while parts run that do not need it.

use crate::{browsers::Browser, root};
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File},
    path::PathBuf,
    process::{Child, Command},
};

/// A release build that is running, or has ended.
pub(crate) enum Release {
    /// No part needs it.
    Unwanted,
    Running(Child),
    Ready,
    Failed,
}

impl Release {
    /// Starts the job if it is wanted. The optimization of a release uses a single core for most of its time; meanwhile the
    /// first parts of the test run use the other one.
    pub(crate) fn start(is_wanted: bool, browsers: &[Browser]) -> Result<Self> {
        if !is_wanted {
            return Ok(Self::Unwanted);
        }
        let path = log();
        fs::create_dir_all(path.parent().context("a folder")?)?;
        let output = File::create(&path)?;
        let mut job = Command::new(std::env::current_exe()?);
        job.arg("prepare");
        if let [only] = browsers {
            job.args(["--browser", only.name]);
        }
        say!("Beside the first parts: the browsers are installed and the release is built");
        let job = job.stdout(output.try_clone()?).stderr(output).spawn()?;
        Ok(Self::Running(job))
    }

    /// Waits for the end of the job, and prints its output.
    pub(crate) fn wait(&mut self) -> Result<()> {
        if let Self::Running(job) = self {
            say!("Waiting for the release build");
            let is_ready = job.wait()?.success();
            eprintln!("{}", fs::read_to_string(log())?);
            *self = if is_ready { Self::Ready } else { Self::Failed };
        }
        match self {
            Self::Ready => Ok(()),
            _ => bail!("the release could not be built"),
        }
    }
}

/// A test run that ends early ends the job, too.
impl Drop for Release {
    fn drop(&mut self) {
        if let Self::Running(job) = self {
            // If it has ended already, there is nothing to do.
            let _ = job.kill();
        }
    }
}

/// Where the job's output is.
fn log() -> PathBuf {
    root().join("target/release-build.log")
}
