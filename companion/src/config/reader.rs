//! Reads tables of settings, and collects all mistakes, not only the first one: a setting that serde
//! rejects is reported and removed, and then the table is read again.

use super::{
    document::{Document, join, ordered_keys},
    in_force::shown,
    layers::Layers,
    mistake::Mistake,
    values::{SECRETS, with_files},
};
use figment::{
    error::Kind,
    value::{Dict, Value},
};
use serde::de::DeserializeOwned;
use std::{collections::BTreeSet, io, path::Path};

/// Reads a file that a setting names.
pub type ReadFile<'a> = &'a dyn Fn(&Path) -> io::Result<String>;

/// Reads the merged settings.
pub(super) struct Reader<'a> {
    /// The merged settings, and the defaults of the tables that were read.
    pub(super) layers: Layers,
    /// The folder that relative paths are relative to.
    pub(super) folder: &'a Path,
    read_file: ReadFile<'a>,
    /// The mistakes.
    pub(super) mistakes: Vec<Mistake>,
    /// The warnings.
    pub(super) warnings: Vec<Mistake>,
    /// The tables that are themselves invalid.
    broken: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(layers: Layers, folder: &'a Path, read_file: ReadFile<'a>) -> Self {
        Self {
            layers,
            folder,
            read_file,
            mistakes: Vec::new(),
            warnings: Vec::new(),
            broken: BTreeSet::new(),
        }
    }

    /// Records a mistake in a setting.
    pub(super) fn mistake(&mut self, path: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake {
            origin: self.layers.origin(path),
            setting: path.to_owned(),
            message: message.into(),
        });
    }

    /// Records a warning about a setting.
    pub(super) fn warning(&mut self, path: &str, message: impl Into<String>) {
        self.warnings.push(Mistake {
            origin: self.layers.origin(path),
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
        match self.layers.value(path) {
            None => Vec::new(),
            Some(Value::Dict(_, tables)) => ordered_keys(tables).into_iter().cloned().collect(),
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
        self.layers.value(path)?.as_str().map(str::to_owned)
    }

    /// Adds the defaults to a table, and reads the table, with its secrets from their files.
    /// `defaults` is TOML. If a setting with a default is missing in the result, a mistake in it
    /// was recorded.
    pub(super) fn table<Table: DeserializeOwned + Default>(
        &mut self,
        path: &str,
        defaults: &str,
    ) -> Table {
        self.layers.add_defaults(path, Document::constant(defaults));
        let mut table = match self.layers.value(path) {
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
}
