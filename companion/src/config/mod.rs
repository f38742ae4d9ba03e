//! The configuration: one TOML file, environment variables and flags.
//!
//! 1. `document` reads the file, and records the line of each setting.
//! 2. `overrides` reads variables and flags, and finds the setting that each variable names.
//! 3. `layers` merges both with figment, which records the origin of each value.
//! 4. `reader` adds defaults to a table, and reads it with serde into the types of `values`. The tables and
//!    their defaults are in `server`, `lists`, `sources` and `keys`.
//! 5. `in_force` lists all settings with their origins.

mod document;
mod in_force;
mod keys;
mod layers;
mod lists;
mod mistake;
mod overrides;
mod reader;
mod server;
mod sources;
mod values;

pub use in_force::InForce;
pub use keys::{Key, Token};
pub use lists::ListSettings;
pub use mistake::{Mistake, Origin};
pub use reader::ReadFile;
pub use server::Server;

use document::Document;
use in_force::in_force;
use layers::Layers;
use reader::Reader;
use serde::{Deserialize, de::IgnoredAny};
use std::{collections::BTreeMap, path::Path};
use values::{One, Text};

/// All settings.
#[derive(Debug, Clone)]
pub struct Config {
    /// How lists are served.
    pub server: Server,
    /// The lists, by name.
    pub lists: Vec<ListSettings>,
    /// Who may call the documented method.
    pub keys: Vec<Key>,
    /// Where the last good lists are kept: a folder or an object store's URL.
    pub state: String,
    /// The settings in force, and where each one comes from.
    pub in_force: Vec<InForce>,
    /// Warnings about settings that are allowed, but probably a mistake.
    pub warnings: Vec<Mistake>,
}

/// The places that settings are read from.
pub struct Input<'a> {
    /// The content of the configuration file, if there is a file.
    pub file: Option<&'a [u8]>,
    /// The folder that relative paths are relative to.
    pub folder: &'a Path,
    /// Flags, by the setting's path.
    pub flags: BTreeMap<String, String>,
    /// Environment variables. Only variables with the prefix `MY_GROUPS_` that name a setting are
    /// read.
    pub variables: BTreeMap<String, String>,
    /// Reads the files that settings name.
    pub read_file: ReadFile<'a>,
}

/// The top-level settings.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RootTable {
    server: Option<IgnoredAny>,
    lists: Option<IgnoredAny>,
    state: Option<One<Text>>,
    keys: Option<IgnoredAny>,
}

const DEFAULTS: &str = "
state = \".my-groups\"
server = {}
";

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// Returns all mistakes, not only the first one.
    pub fn read(input: Input<'_>) -> Result<Self, Vec<Mistake>> {
        let Input {
            file,
            folder,
            flags,
            variables,
            read_file,
        } = input;
        let document = file.map(Document::read).transpose();
        let document = document
            .map_err(|mistake| vec![mistake])?
            .unwrap_or_default();
        let (overrides, warnings) = overrides::read(&variables, &flags, &document.settings)?;
        let layers = Layers::new(document, overrides);
        let mut reader = Reader::new(layers, folder, read_file);
        reader.warnings = warnings;
        let root: RootTable = reader.table("", DEFAULTS);
        let server = Server::read(&mut reader);
        let names = reader.tables("lists");
        let lists = lists::read(&mut reader, &names);
        let keys = keys::read(&mut reader, &names);
        match (server, root.state) {
            (Some(server), Some(state)) if reader.mistakes.is_empty() => Ok(Self {
                server,
                lists,
                keys,
                state: location(state.0, folder),
                in_force: in_force(&reader.layers),
                warnings: reader.warnings,
            }),
            _ => Err(reader.mistakes),
        }
    }
}

/// Returns a URL unchanged, and the path of a folder relative to `folder`.
fn location(state: String, folder: &Path) -> String {
    if state.contains("://") {
        state
    } else {
        folder.join(state).display().to_string()
    }
}
