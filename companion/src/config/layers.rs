//! The layers of settings, which figment merges: the file, then variables and flags. Layers know paths
//! and origins, and nothing about single settings.

use super::{document::Document, mistake::Origin};
use figment::{
    Figment, Metadata, Profile, Provider,
    util::nest,
    value::{Dict, Map, Value},
};
use std::collections::BTreeMap;

/// A value that replaces the value of the file.
pub(super) struct Override {
    /// The setting's path, such as `lists.me.refresh`.
    pub(super) path: String,
    pub(super) value: Value,
    pub(super) origin: Origin,
}

/// The merged settings, and where each one comes from.
pub(super) struct Layers {
    /// A table.
    settings: Value,
    /// Knows the layer of each value.
    figment: Figment,
    /// The origins of the layers. The line of a setting in the file is in `lines`.
    origins: Vec<Origin>,
    /// The line of each setting of the file, by its path.
    lines: BTreeMap<String, usize>,
}

/// The file, a variable or a flag.
struct Layer {
    /// A table.
    settings: Value,
    /// The layer's index in `Layers::origins`.
    index: usize,
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.index.to_string())
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        let settings = self.settings.clone().into_dict();
        Ok(Profile::Default.collect(settings.unwrap_or_default()))
    }
}

impl Layers {
    /// Merges the file and the overrides. The last override of a setting wins.
    pub(super) fn new(document: Document, overrides: Vec<Override>) -> Self {
        let mut lines = document.lines;
        let mut origins = vec![Origin::Line(0)];
        let mut layers = vec![Layer {
            settings: Value::from(document.settings),
            index: 0,
        }];
        for Override {
            path,
            value,
            origin,
        } in overrides
        {
            // A list or a table replaces the earlier one as a whole. figment would merge the tables
            // that have the same index.
            if value.as_str().is_none() {
                let inside = format!("{path}.");
                lines.retain(|line, _| *line != path && !line.starts_with(&inside));
                for layer in &mut layers {
                    remove(&mut layer.settings, &path);
                }
            }
            layers.push(Layer {
                settings: nest(&path, value),
                index: origins.len(),
            });
            origins.push(origin);
        }
        let figment = layers.into_iter().fold(Figment::new(), Figment::merge);
        let mut data = figment.data().unwrap_or_default();
        Self {
            settings: Value::from(data.remove(&Profile::Default).unwrap_or_default()),
            figment,
            origins,
            lines,
        }
    }

    /// Adds values for settings of a table that are not set.
    pub(super) fn add_defaults(&mut self, path: &str, defaults: Dict) {
        if let Some(table) = table_mut(&mut self.settings, path) {
            for (key, value) in defaults {
                table.entry(key).or_insert(value);
            }
        }
    }

    /// Returns the value at a path. The empty path is the path of the table with all settings.
    pub(super) fn value(&self, path: &str) -> Option<&Value> {
        self.settings.find_ref(path)
    }

    /// Returns the origin of a setting. For a missing setting, returns the origin of its table.
    pub(super) fn origin(&self, path: &str) -> Origin {
        let Some(value) = self.value(path) else {
            let table = path.rsplit_once('.');
            return table.map_or(Origin::Default, |(table, _)| self.origin(table));
        };
        // figment attributes a table to its last layer. The table's line in the file helps more.
        let line = self.lines.get(path).filter(|_| value.as_dict().is_some());
        if let Some(line) = line {
            return Origin::Line(*line);
        }
        let metadata = self.figment.get_metadata(value.tag());
        let index = metadata.and_then(|metadata| metadata.name.parse::<usize>().ok());
        match index.and_then(|index| self.origins.get(index)) {
            Some(Origin::Line(_)) => Origin::Line(self.line(path)),
            Some(origin) => origin.clone(),
            None => Origin::Default,
        }
    }

    /// Returns the line of a setting of the file, or of the nearest table around it.
    fn line(&self, path: &str) -> usize {
        match (self.lines.get(path), path.rsplit_once('.')) {
            (Some(line), _) => *line,
            (None, Some((table, _))) => self.line(table),
            (None, None) => 1,
        }
    }
}

/// Returns the table at a path.
fn table_mut<'a>(settings: &'a mut Value, path: &str) -> Option<&'a mut Dict> {
    let table = |value: &'a mut Value| match value {
        Value::Dict(_, table) => Some(table),
        _ => None,
    };
    let mut keys = path.split('.').filter(|key| !key.is_empty());
    let value = keys.try_fold(settings, |value, key| table(value)?.get_mut(key))?;
    table(value)
}

/// Removes the value at a path.
fn remove(settings: &mut Value, path: &str) {
    let (table, key) = path.rsplit_once('.').unwrap_or(("", path));
    if let Some(table) = table_mut(settings, table) {
        table.remove(key);
    }
}
