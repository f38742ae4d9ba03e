//! The configuration: one TOML file, environment variables and flags. figment merges them and records
//! the origin of each value. serde reads the merged tables, with all defaults, into typed settings.

mod document;
mod keys;
mod layers;
mod lists;
mod reader;
mod server;
mod sources;
mod values;

pub use keys::{Key, Token};
pub use lists::ListSettings;
pub use reader::{InForce, Mistake, Origin};
pub use server::Server;

use document::Document;
use figment::value::{Dict, Value};
use layers::Layers;
use reader::Reader;
use serde::{Deserialize, de::IgnoredAny};
use std::{collections::BTreeMap, io, path::Path};
use values::{One, Text};

/// All settings.
#[derive(Debug, Clone, Default)]
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

/// Reads a file that a setting names.
pub type ReadFile<'a> = &'a dyn Fn(&Path) -> io::Result<String>;

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

const DEFAULTS: &str = "state = \".my-groups\"\n";

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
        let layers = Layers::new(file, &variables, &flags)?;
        let mut reader = Reader::new(layers, folder, read_file);
        let root: RootTable = reader.table("");
        let server = Server::read(&mut reader);
        let lists = lists::read(&mut reader);
        let keys = keys::read(&mut reader, &lists);
        if !reader.mistakes.is_empty() {
            return Err(reader.mistakes);
        }
        let state = root.state.map(|state| state.0.0).unwrap_or_default();
        let is_url = state.contains("://");
        let state = if is_url {
            state
        } else {
            folder.join(state).display().to_string()
        };
        Ok(Self {
            server,
            lists,
            keys,
            state,
            in_force: reader.in_force(),
            warnings: reader.warnings,
        })
    }
}

/// Returns the defaults of all tables in the settings, and of the tables that always exist.
fn defaults(settings: &Dict) -> Dict {
    let mut defaults = Document::constant(DEFAULTS);
    let server = Document::constant(server::DEFAULTS);
    defaults.insert("server".to_owned(), Value::from(server));
    let mut lists = Dict::new();
    for (name, list) in tables(settings, "lists") {
        let mut table = Document::constant(lists::DEFAULTS);
        let mut sources = Dict::new();
        for (place, source) in tables(list, "sources") {
            let source_type = source.get("type").and_then(Value::as_str);
            let constant = source_type.map_or("", sources::defaults);
            let constant = Document::constant(constant);
            sources.insert(place.clone(), Value::from(constant));
        }
        if !sources.is_empty() {
            table.insert("sources".to_owned(), Value::from(sources));
        }
        lists.insert(name.clone(), Value::from(table));
    }
    if !lists.is_empty() {
        defaults.insert("lists".to_owned(), Value::from(lists));
    }
    defaults
}

/// Returns the tables below a setting.
fn tables<'a>(settings: &'a Dict, key: &str) -> impl Iterator<Item = (&'a String, &'a Dict)> {
    let tables = settings.get(key).and_then(Value::as_dict);
    let tables = tables.into_iter().flatten();
    tables.filter_map(|(name, table)| Some((name, table.as_dict()?)))
}
