//! The flags, and the configuration that they select and change.

use crate::output::Output;
use clap::{Args, Parser, Subcommand};
use my_groups::{
    config::{Config, Input, ListSettings, Mistake, Origin},
    native::store::Store,
};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

/// The configuration file that is read by default.
const DEFAULT_FILE: &str = "my-groups.toml";

/// Publishes the groups you belong to, without a token in the page.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Exit codes:\n  \
    0   published or unchanged\n  \
    1   a source failed; its last good groups stay published\n  \
    2   nothing could be published, or not all documents\n  \
    64  a flag or a setting is wrong\n\n\
    Every setting is also a variable: server.listen is MY_GROUPS_SERVER_LISTEN.\n\
    `my-groups serve --demo` needs no configuration."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) output: Output,
    /// Read this configuration file [default: my-groups.toml, if it exists]
    #[arg(
        long,
        global = true,
        env = "MY_GROUPS_CONFIG",
        hide_env_values = true,
        value_name = "FILE"
    )]
    config: Option<PathBuf>,
    /// Change a setting, such as lists.me.refresh=5m; can be repeated. Secrets are not allowed
    #[arg(long, global = true, value_name = "SETTING=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
    /// Publish a list that has suddenly become empty at once, without waiting for a second run to confirm it
    #[arg(long, global = true)]
    allow_empty: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Load every source once; print what would be public, and what is left out and why
    Check {
        /// Check only this list
        #[arg(
            long,
            env = "MY_GROUPS_LIST",
            hide_env_values = true,
            value_name = "NAME"
        )]
        list: Option<String>,
    },
    /// Write the documents of a list: my-groups.json, .xml, .html, .svg, -dark.svg
    Snapshot(Snapshot),
    /// Serve the lists and the documented API
    Serve(Serve),
    /// Print the settings in force and where each one comes from
    Config,
}

/// The flags of `snapshot`.
#[derive(Args)]
pub(crate) struct Snapshot {
    /// Write to this folder, or to an object store (s3://, gs://, az://)
    #[arg(
        long,
        env = "MY_GROUPS_OUT",
        hide_env_values = true,
        value_name = "DIR|URL"
    )]
    pub(crate) out: String,
    /// Write this list; required if several lists are configured
    #[arg(
        long,
        env = "MY_GROUPS_LIST",
        hide_env_values = true,
        value_name = "NAME"
    )]
    pub(crate) list: Option<String>,
}

/// The flags of `serve`. Each is also a setting of `[server]`.
#[derive(Args)]
pub(crate) struct Serve {
    /// Serve the documented sample as the list "demo", with the key and the token "demo"
    #[arg(long)]
    pub(crate) demo: bool,
    /// Listen on this address (setting `server.listen`)
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// The URL by which pages reach the server (setting `server.public_url`)
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Serve this `embed` folder of a release (setting `server.embed_dir`)
    #[arg(long, value_name = "DIR")]
    embed_dir: Option<String>,
    /// The URL of a release's `embed` folder on another server (setting `server.embed_url`)
    #[arg(long, value_name = "URL")]
    embed_url: Option<String>,
}

fn setting(text: &str) -> Result<(String, String), String> {
    let (path, value) = text
        .split_once('=')
        .filter(|(path, _)| !path.trim().is_empty())
        .ok_or("expected SETTING=VALUE, such as lists.me.refresh=5m")?;
    Ok((path.trim().to_owned(), value.to_owned()))
}

impl Cli {
    /// Reads the configuration from file, variables and flags, and logs its warnings.
    pub(crate) fn config(&self) -> Result<Config, String> {
        let file = self.file();
        let read = |path: &Path| {
            fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
        };
        let content = file.map(read).transpose()?;
        let input = Input {
            file: content.as_deref(),
            folder: file.and_then(Path::parent).unwrap_or(Path::new("")),
            flags: self.flags(),
            variables: variables(),
            read_file: &|path| fs::read_to_string(path),
        };
        let mut config = Config::read(input).map_err(|mistakes| {
            let lines: Vec<_> = mistakes
                .iter()
                .map(|mistake| format!("\n  {}", self.describe(mistake)))
                .collect();
            format!("the configuration has mistakes:{}", lines.concat())
        })?;
        for warning in &config.warnings {
            tracing::warn!("{}", self.describe(warning));
        }
        for list in &mut config.lists {
            list.allow_empty = self.allow_empty;
        }
        Ok(config)
    }

    /// Returns the configuration file, if there is one.
    fn file(&self) -> Option<&Path> {
        let default = Path::new(DEFAULT_FILE);
        self.config
            .as_deref()
            .or_else(|| default.exists().then_some(default))
    }

    /// Describes the origin of a setting. For a line, this includes the path of the file.
    pub(crate) fn origin(&self, origin: &Origin) -> String {
        match (origin, self.file()) {
            (Origin::Line(line), Some(file)) => format!("{}, line {line}", file.display()),
            (origin, _) => origin.to_string(),
        }
    }

    fn describe(&self, mistake: &Mistake) -> String {
        let Mistake {
            origin,
            setting,
            message,
        } = mistake;
        if *origin == Origin::Default {
            format!("{setting} {message}")
        } else {
            format!("{}: {setting} {message}", self.origin(origin))
        }
    }

    fn flags(&self) -> BTreeMap<String, String> {
        let mut flags: BTreeMap<_, _> = self.set.iter().cloned().collect();
        if let Command::Serve(serve) = &self.command {
            let of_server = [
                ("listen", &serve.listen),
                ("public_url", &serve.public_url),
                ("embed_dir", &serve.embed_dir),
                ("embed_url", &serve.embed_url),
            ];
            for (key, value) in of_server {
                flags.extend(value.clone().map(|value| (format!("server.{key}"), value)));
            }
        }
        flags
    }
}

/// Returns this program's variables that may be settings. A variable that is not UTF-8 is ignored.
fn variables() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (name, value) in env::vars_os() {
        let Some(name) = name.to_str().filter(|name| is_setting(name)) else {
            continue;
        };
        if let Ok(value) = value.into_string() {
            found.insert(name.to_owned(), value);
        } else {
            tracing::warn!("{name} is ignored: its value is not UTF-8 text");
        }
    }
    found
}

/// Returns whether a variable may be a setting of the configuration. The variables of flags are not.
fn is_setting(name: &str) -> bool {
    const FLAGS: [&str; 7] = [
        "CONFIG",
        "JSON",
        "LIST",
        "LOG",
        "LOG_FORMAT",
        "OUT",
        "QUIET",
    ];
    name.strip_prefix("MY_GROUPS_")
        .is_some_and(|name| !FLAGS.contains(&name))
}

/// Returns the list of that name, or the only list.
pub(crate) fn chosen(lists: Vec<ListSettings>, name: Option<&str>) -> Result<ListSettings, String> {
    let names = lists
        .iter()
        .map(|list| list.name.clone())
        .collect::<Vec<_>>()
        .join(", ");
    let mut matching = lists
        .into_iter()
        .filter(|list| name.is_none_or(|name| list.name == name));
    match (matching.next(), matching.next()) {
        (Some(list), None) => Ok(list),
        (Some(_), Some(_)) => Err(format!(
            "there are several lists. Choose one with --list; available: {names}"
        )),
        (None, _) if names.is_empty() => Err(NO_LIST.to_owned()),
        (None, _) => Err(format!("the list does not exist; available: {names}")),
    }
}

/// The message if no list is configured.
pub(crate) const NO_LIST: &str = "no list is configured. Write my-groups.toml, as my-groups.example.toml shows, or try \
    `my-groups serve --demo`, which needs no configuration.";

/// Opens the store of the last good lists.
pub(crate) fn state(config: &Config) -> Result<Store, String> {
    Store::open(&config.state).map_err(|error| format!("state: {error}"))
}
