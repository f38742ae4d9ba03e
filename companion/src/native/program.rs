//! Runs the program of a `command` source.

use super::body::read_body;
use crate::fault::Fault;
use rustix::process::{Pid, Signal, kill_process_group};
use std::{ffi::OsStr, io, path::Path, process::Stdio};
use tokio::process::{Child, Command};

/// The prefixes of variables that hold secrets of the companion: its own settings, and the
/// credentials of object stores.
const SECRET_PREFIXES: [&str; 4] = ["MY_GROUPS_", "AWS_", "GOOGLE_", "AZURE_"];
/// Other variables that lead to secrets of the companion: systemd's folder of credentials, and
/// Azure's managed identity.
const SECRET_NAMES: [&str; 4] = [
    "CREDENTIALS_DIRECTORY",
    "IDENTITY_ENDPOINT",
    "IDENTITY_HEADER",
    "MSI_SECRET",
];

/// Returns whether a variable may hold a secret of the companion. A program does not inherit it.
fn is_secret(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    SECRET_NAMES.contains(&name.as_ref())
        || SECRET_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

/// A running program and its children. Dropping it before the program has ended kills all of them.
struct ProcessGroup {
    child: Child,
    leader: Option<Pid>,
}

impl ProcessGroup {
    fn spawn(command: &mut Command) -> io::Result<Self> {
        let child = command.process_group(0).kill_on_drop(true).spawn()?;
        let leader = child.id().and_then(|id| i32::try_from(id).ok());
        Ok(Self {
            child,
            leader: leader.and_then(Pid::from_raw),
        })
    }

    async fn wait(&mut self) -> io::Result<std::process::ExitStatus> {
        let status = self.child.wait().await?;
        self.leader = None;
        Ok(status)
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        if let Some(leader) = self.leader {
            let _ = kill_process_group(leader, Signal::KILL);
        }
    }
}

/// Runs a program and returns its standard output. A relative path of the program is relative to
/// `folder`; a bare name is searched in `PATH`.
///
/// # Errors
/// The program cannot be started, writes too much, or ends with an error.
pub(super) async fn output(command: &[String], folder: &Path) -> Result<Vec<u8>, Fault> {
    let (name, arguments) = command
        .split_first()
        .ok_or_else(|| Fault::Command("the command is empty".into()))?;
    let program = if name.contains('/') {
        folder.join(name)
    } else {
        name.into()
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_secret(name)) {
        command.env_remove(name);
    }
    let fault = |error: io::Error| Fault::Command(format!("it could not be run: {error}"));
    let mut group = ProcessGroup::spawn(&mut command).map_err(fault)?;
    let stdout = group
        .child
        .stdout
        .take()
        .ok_or_else(|| Fault::Command("it has no output".into()))?;
    let body = read_body(stdout, fault).await?;
    let status = group.wait().await.map_err(fault)?;
    if !status.success() {
        return Err(Fault::Command(format!(
            "it ended with {status}; its messages are above"
        )));
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_the_companion_are_not_inherited() {
        for name in [
            "MY_GROUPS_LISTS_ME_SOURCES_0_TOKEN",
            "MY_GROUPS_CONFIG",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "AZURE_STORAGE_SAS_KEY",
            "CREDENTIALS_DIRECTORY",
            "IDENTITY_HEADER",
        ] {
            assert!(is_secret(OsStr::new(name)), "{name}");
        }
        for name in ["PATH", "HOME", "LANG", "TZ", "MEETUP_TOKEN", "HTTPS_PROXY"] {
            assert!(!is_secret(OsStr::new(name)), "{name}");
        }
    }
}
