//! Settings that are more than one value: secrets, which may stand in a file, and lists of tables.

use super::{
    reader::variable,
    section::{Section, quoted},
    tree::{Node, Origin, Value},
};
use crate::secret::Secret;
use std::collections::BTreeMap;

impl Section<'_, '_> {
    /// Reads a secret: the setting itself, or the trimmed content of the file that `file_key`
    /// names.
    pub fn secret(&mut self, key: &'static str, file_key: &'static str) -> Option<Secret> {
        let direct = self.node(key);
        let file = self.node(file_key);
        let (text, key, origin) = match (direct, file) {
            (Some(node), Some(_)) => {
                self.mistake(
                    key,
                    &node.origin,
                    format!("and `{file_key}` are both set; allowed: one of them"),
                );
                return None;
            }
            (
                Some(Node {
                    value: Value::Text(text),
                    origin,
                }),
                None,
            ) => (text, key, origin),
            (
                None,
                Some(Node {
                    value: Value::Text(path),
                    origin,
                }),
            ) => {
                let path = self.reader.folder.join(path);
                match (self.reader.read_file)(&path) {
                    Ok(text) => (text, file_key, origin),
                    Err(error) => {
                        let message =
                            format!("names {}, which cannot be read: {error}", path.display());
                        self.mistake(file_key, &origin, message);
                        return None;
                    }
                }
            }
            (Some(node), None) | (None, Some(node)) => {
                self.mistake(
                    key,
                    &node.origin,
                    "is not allowed; allowed: a text in quotes",
                );
                return None;
            }
            (None, None) => return None,
        };
        let text = text.trim();
        if text.is_empty() || text.chars().any(char::is_control) {
            self.mistake(
                key,
                &origin,
                "is empty or has more than one line; allowed: the secret alone",
            );
            return None;
        }
        self.note(key, quoted("***"), origin);
        Some(Secret::new(text))
    }

    /// Notes that a setting is missing, unless a mistake of it was noted already.
    pub fn required<T>(&mut self, key: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let path = self.path(key);
            let start = format!("{path}_file");
            let is_noted = self
                .reader
                .mistakes
                .iter()
                .any(|mistake| mistake.setting == path || mistake.setting == start);
            if !is_noted {
                let origin = self.origin.clone();
                self.mistake(key, &origin, "is missing");
            }
        }
        value
    }

    /// Reads a list of tables; returns each with its path.
    pub fn tables(&mut self, key: &'static str) -> Vec<(String, Node)> {
        let path = self.path(key);
        let node = self.node(key);
        let mut nodes = match node {
            Some(Node {
                value: Value::List(nodes),
                ..
            }) => nodes,
            Some(node) => {
                self.mistake(
                    key,
                    &node.origin,
                    "is not allowed; allowed: a list of tables, [{ … }, { … }]",
                );
                Vec::new()
            }
            None => Vec::new(),
        };
        // Variables may add tables behind those of the file.
        while self.reader.has_variable(&format!("{path}.{}", nodes.len())) {
            let origin = Origin::Variable(format!(
                "{}_…",
                variable(&format!("{path}.{}", nodes.len()))
            ));
            nodes.push(Node {
                value: Value::Table(BTreeMap::new()),
                origin,
            });
        }
        nodes
            .into_iter()
            .enumerate()
            .map(|(place, node)| (format!("{path}.{place}"), node))
            .collect()
    }
}
