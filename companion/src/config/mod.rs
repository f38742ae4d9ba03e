//! The configuration: one TOML file, environment variables and flags, read into settings that are
//! known to be whole.

mod compound;
mod keys;
mod lists;
mod reader;
mod section;
mod server;
pub mod tree;

pub use keys::{Key, Token};
pub use lists::ListSettings;
pub use reader::{InForce, Mistake, ReadFile, Reader, variable};
pub use section::{Section, shown};
pub use server::Server;

use std::{collections::BTreeMap, path::Path};
use tree::Origin;

/// Everything that is configured.
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
    /// What is in force, and where each setting comes from.
    pub in_force: Vec<InForce>,
}

/// What settings are read from.
pub struct Input<'a> {
    /// The configuration file's text; none where there is no file.
    pub file: Option<&'a str>,
    /// The folder that relative paths are relative to.
    pub folder: &'a Path,
    /// Flags, by the setting's path.
    pub flags: BTreeMap<String, String>,
    /// Environment variables, of which those that begin with `MY_GROUPS_` count.
    pub variables: BTreeMap<String, String>,
    /// How files are read that settings name.
    pub read_file: ReadFile<'a>,
}

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// All mistakes, in the order in which they were met.
    pub fn read(input: Input<'_>) -> Result<Self, Vec<Mistake>> {
        let Input {
            file,
            folder,
            flags,
            variables,
            read_file,
        } = input;
        let mut reader = Reader::new(flags, variables, folder.to_owned(), read_file);
        let root = match file.map(tree::parse).transpose() {
            Ok(root) => root,
            Err(broken) => {
                let message = format!("is no TOML: {}", broken.message);
                reader.mistake(&Origin::Line(broken.line), "the file", message);
                return Err(reader.mistakes);
            }
        };
        let mut root = Section::new(&mut reader, "", root);
        let server = root.node("server");
        let lists = root.node("lists");
        let state = root.text("state");
        let state = root.or_default("state", state, ".my-groups".to_owned(), "\".my-groups\"");
        let keys = root.tables("keys");
        root.finish();
        let server = Server::read(Section::new(&mut reader, "server", server));
        let lists = lists::lists(&mut reader, lists);
        let keys: Vec<_> = keys
            .into_iter()
            .filter_map(|(path, node)| {
                Key::read(Section::new(&mut reader, &path, Some(node)), &lists)
            })
            .collect();
        reader.finish();
        if !reader.mistakes.is_empty() {
            return Err(reader.mistakes);
        }
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
            in_force: reader.in_force,
        })
    }
}
