//! Reads tables of settings, and collects all mistakes, not only the first one: a setting that serde
//! rejects is reported and removed, and then the table is read again.

use super::{
    document::join,
    layers::Layers,
    values::{SECRETS, with_files},
};
use crate::secret;
use figment::{
    error::Kind,
    value::{Dict, Value},
};
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::Path,
};

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A line of the configuration file.
    Line(usize),
    /// An environment variable.
    Variable(String),
    /// A flag of the command line.
    Flag(String),
    /// The setting has its default.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(flag) => f.write_str(flag),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A mistake in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where the mistake is.
    pub origin: Origin,
    /// The setting's path, such as `lists.me.refresh`.
    pub setting: String,
    /// A message with the reason and the allowed values.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.origin != Origin::Default {
            write!(f, "{}: ", self.origin)?;
        }
        write!(f, "{} {}", self.setting, self.message)
    }
}

/// A setting in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Its path.
    pub setting: String,
    /// Its value, as TOML; a secret is `"***"`.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// Reads the merged settings.
pub(super) struct Reader<'a> {
    layers: Layers,
    root: Value,
    /// The folder that relative paths are relative to.
    pub(super) folder: &'a Path,
    read_file: super::ReadFile<'a>,
    /// The mistakes.
    pub(super) mistakes: Vec<Mistake>,
    /// The warnings.
    pub(super) warnings: Vec<Mistake>,
    /// The tables that are themselves invalid.
    broken: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(layers: Layers, folder: &'a Path, read_file: super::ReadFile<'a>) -> Self {
        let warnings = layers.warnings.clone();
        let root = Value::from(layers.root());
        Self {
            layers,
            root,
            folder,
            read_file,
            mistakes: Vec::new(),
            warnings,
            broken: BTreeSet::new(),
        }
    }

    /// Records a mistake in a setting.
    pub(super) fn mistake(&mut self, path: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake {
            origin: self.origin(path),
            setting: path.to_owned(),
            message: message.into(),
        });
    }

    /// Records a warning about a setting.
    pub(super) fn warning(&mut self, path: &str, message: impl Into<String>) {
        self.warnings.push(Mistake {
            origin: self.origin(path),
            setting: path.to_owned(),
            message: message.into(),
        });
    }

    /// Records that a setting is missing, unless a mistake in it was already recorded.
    pub(super) fn required<T>(&mut self, table: &str, key: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let path = join(table, key);
            let file = format!("{path}_file");
            let is_noted = self
                .mistakes
                .iter()
                .any(|mistake| mistake.setting == path || mistake.setting == file);
            if !is_noted && !self.broken.contains(table) {
                self.mistake(&path, "is missing");
            }
        }
        value
    }

    /// Returns the names of the tables below a path, in their order.
    pub(super) fn tables(&mut self, path: &str) -> Vec<String> {
        match self.value(path) {
            None => Vec::new(),
            Some(Value::Dict(_, tables)) => {
                let mut names: Vec<_> = tables.keys().cloned().collect();
                // The tables of a list are numbered.
                names.sort_by_key(|name| (name.parse::<usize>().ok(), name.clone()));
                names
            }
            Some(Value::Array(_, values)) if values.is_empty() => Vec::new(),
            Some(_) => {
                self.mistake(path, "is not allowed; allowed: tables of settings");
                self.broken.insert(path.to_owned());
                Vec::new()
            }
        }
    }

    /// Returns whether a mistake in the table itself was recorded.
    pub(super) fn is_broken(&self, path: &str) -> bool {
        self.broken.contains(path)
    }

    /// Returns the text of a setting.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        self.value(path)?.as_str().map(str::to_owned)
    }

    /// Reads a table, and its secrets from their files.
    pub(super) fn table<Table: DeserializeOwned + Default>(&mut self, path: &str) -> Table {
        let mut table = match self.value(path) {
            Some(Value::Dict(_, table)) => table.clone(),
            None => Dict::new(),
            Some(_) => {
                self.mistake(path, "is not allowed; allowed: a table of settings");
                self.broken.insert(path.to_owned());
                return Table::default();
            }
        };
        let from_files = self.read_secret_files(path, &mut table);
        loop {
            let error = match Value::from(table.clone()).deserialize::<Table>() {
                Ok(table) => return table,
                Err(error) => error,
            };
            let Some(key) = error.path.first().cloned() else {
                self.mistake(path, format!("is not allowed: {error}"));
                return Table::default();
            };
            let message = match &error.kind {
                Kind::UnknownField(_, fields) => {
                    format!(
                        "is not a setting; allowed: {}",
                        with_files(fields).join(", ")
                    )
                }
                Kind::InvalidValue(_, allowed) | Kind::InvalidType(_, allowed) => {
                    let value = table.get(&key).and_then(|value| shown(&key, value));
                    let value = value.map(|value| format!("= {value} ")).unwrap_or_default();
                    format!("{value}is not allowed; allowed: {allowed}")
                }
                kind => format!("is not allowed: {kind}"),
            };
            let file_key = format!("{key}_file");
            let setting = if from_files.contains(&key) {
                &file_key
            } else {
                &key
            };
            self.mistake(&join(path, setting), message);
            table.remove(&key);
        }
    }

    /// Replaces each setting that names a secret's file by the secret. Returns the settings that were
    /// read from a file.
    fn read_secret_files(&mut self, path: &str, table: &mut Dict) -> Vec<String> {
        let mut from_files = Vec::new();
        for key in SECRETS {
            let file_key = format!("{key}_file");
            let Some(file) = table.remove(&file_key) else {
                continue;
            };
            if table.remove(key).is_some() {
                let message = format!("and `{file_key}` are both set; allowed: one of them");
                self.mistake(&join(path, key), message);
                continue;
            }
            let Some(file) = file.as_str() else {
                self.mistake(
                    &join(path, &file_key),
                    "is not allowed; allowed: the path of a file",
                );
                continue;
            };
            let file = self.folder.join(file);
            match (self.read_file)(&file) {
                Ok(text) => {
                    table.insert(key.to_owned(), Value::from(text));
                    from_files.push(key.to_owned());
                }
                Err(error) => {
                    let message =
                        format!("names {}, which cannot be read: {error}", file.display());
                    self.mistake(&join(path, &file_key), message);
                }
            }
        }
        from_files
    }

    fn value(&self, path: &str) -> Option<&Value> {
        if path.is_empty() {
            return Some(&self.root);
        }
        self.root.find_ref(path)
    }

    /// Returns the origin of a setting. For a missing setting, returns the origin of its table.
    fn origin(&self, path: &str) -> Origin {
        match self.value(path) {
            Some(Value::Dict(_, table)) if !path.is_empty() => self
                .layers
                .lines
                .get(path)
                .map(|line| Origin::Line(*line))
                .or_else(|| {
                    let first = table.keys().next()?;
                    Some(self.origin(&join(path, first)))
                })
                .unwrap_or(Origin::Default),
            Some(value) if !path.is_empty() => self.origin_of(path, value),
            _ => match path.rsplit_once('.') {
                Some((table, _)) => self.origin(table),
                None => self
                    .layers
                    .lines
                    .get(path)
                    .map_or(Origin::Default, |line| Origin::Line(*line)),
            },
        }
    }

    fn origin_of(&self, path: &str, value: &Value) -> Origin {
        match Origin::of(self.layers.figment.get_metadata(value.tag())) {
            Origin::Line(_) => Origin::Line(line_of(&self.layers.lines, path)),
            origin => origin,
        }
    }

    /// Returns all settings in force.
    pub(super) fn in_force(&self) -> Vec<InForce> {
        let mut found = Vec::new();
        if let Value::Dict(_, root) = &self.root {
            self.add_in_force("", root, &mut found);
        }
        found
    }

    fn add_in_force(&self, path: &str, table: &Dict, found: &mut Vec<InForce>) {
        let mut keys: Vec<_> = table.keys().collect();
        keys.sort_by_key(|key| (key.parse::<usize>().ok(), *key));
        for key in keys {
            let Some(value) = table.get(key) else {
                continue;
            };
            let setting = join(path, key);
            match value {
                Value::Dict(_, table) => self.add_in_force(&setting, table, found),
                value => found.push(InForce {
                    value: shown(key, value).unwrap_or_else(|| quoted("***")),
                    origin: self.origin_of(&setting, value),
                    setting,
                }),
            }
        }
    }
}

/// Returns the line of a setting, or of the nearest table around it.
fn line_of(lines: &BTreeMap<String, usize>, path: &str) -> usize {
    let mut path = path;
    loop {
        if let Some(line) = lines.get(path) {
            return *line;
        }
        let Some((table, _)) = path.rsplit_once('.') else {
            return 1;
        };
        path = table;
    }
}

/// Returns a value as TOML, without the secrets of URLs and the arguments of commands; `None` for a
/// secret.
fn shown(key: &str, value: &Value) -> Option<String> {
    if with_files(&SECRETS).iter().any(|secret| secret == key) {
        return None;
    }
    let text = |text: &str| quoted(&secret::without_url_secrets(text));
    Some(match value {
        Value::String(_, value) => text(value),
        Value::Bool(_, is) => is.to_string(),
        Value::Array(_, values) => {
            // Arguments of a program may be secrets.
            let visible = if key == "command" { 1 } else { values.len() };
            let values = values.iter().enumerate().map(|(place, value)| {
                if place < visible {
                    shown("", value).unwrap_or_default()
                } else {
                    quoted("***")
                }
            });
            format!("[{}]", values.collect::<Vec<_>>().join(", "))
        }
        Value::Dict(..) => return None,
        value => value.to_i128().map(|number| number.to_string())?,
    })
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}
