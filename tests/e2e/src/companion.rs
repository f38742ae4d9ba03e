//! The companion, `my-groups serve --demo`, as a process with its own origin.

use crate::root;
use anyhow::{Context, Result};
use serde_json::Value;
use std::process::Stdio;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// The companion on a free port. Its list `demo` is the documented sample. Dropping it ends the process.
pub struct Companion {
    origin: String,
    _program: Child,
}

impl Companion {
    /// The only application key, and the only token, that the companion accepts.
    pub const SECRET: &str = "demo";

    /// Starts the program that `cargo build --package my-groups` built, with the release's embed folder.
    pub async fn open() -> Result<Self> {
        let mut program = Self::command()?
            .args("serve --demo --json --quiet --listen 127.0.0.1:0".split(' '))
            .arg("--embed-dir")
            .arg(root().join("dist/embed"))
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("the companion does not start; `cargo build --package my-groups` builds it")?;
        let output = program.stdout.take().context("its output")?;
        let line = BufReader::new(output).lines().next_line().await?;
        let message: Value = serde_json::from_str(&line.context("it ended")?)?;
        let address = message["address"].as_str().context("its address")?;
        Ok(Self {
            origin: format!("http://{address}"),
            _program: program,
        })
    }

    /// Returns the path of the program that `cargo build --package my-groups` built.
    pub fn command() -> Result<Command> {
        // The test itself is target/<profile>/deps/<name>, and the program is target/<profile>/my-groups.
        let mut file = std::env::current_exe()?;
        file.pop();
        file.set_file_name("my-groups");
        Ok(Command::new(file))
    }

    /// Returns the URL of the REST endpoint.
    pub fn endpoint(&self) -> String {
        self.url("/services/rest/")
    }

    /// Returns the URL of a path, which starts with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}
