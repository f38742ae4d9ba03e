//! A table of settings: each setting is read with what it may hold.

use super::{
    reader::{InForce, Reader},
    tree::{Node, Origin, Value},
};
use crate::time;
use std::{collections::BTreeMap, path::PathBuf};
use url::Url;

/// A table of settings, read setting by setting.
pub struct Section<'r, 'a> {
    /// Where everything is noted.
    pub reader: &'r mut Reader<'a>,
    /// The table's own path.
    pub path: String,
    /// Where the table stands.
    pub origin: Origin,
    table: BTreeMap<String, Node>,
    known: Vec<&'static str>,
}

impl<'r, 'a> Section<'r, 'a> {
    /// Reads the settings of a table; an absent one has none.
    pub fn new(reader: &'r mut Reader<'a>, path: &str, node: Option<Node>) -> Self {
        let origin = node
            .as_ref()
            .map_or(Origin::Default, |node| node.origin.clone());
        let table = match node.map(|node| node.value) {
            Some(Value::Table(table)) => table,
            None => BTreeMap::new(),
            Some(_) => {
                reader.mistake(&origin, path, "is no table; allowed: settings of its own");
                BTreeMap::new()
            }
        };
        Self {
            reader,
            path: path.to_owned(),
            origin,
            table,
            known: Vec::new(),
        }
    }

    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Returns a setting as it is written: flag, variable or file, in this order.
    pub fn node(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let path = self.path(key);
        let node = self.table.remove(key);
        self.reader.overriding(&path).or(node)
    }

    /// Notes a mistake of one of its settings.
    pub fn mistake(&mut self, key: &str, origin: &Origin, message: impl Into<String>) {
        let path = self.path(key);
        self.reader.mistake(origin, &path, message);
    }

    pub(super) fn note(&mut self, key: &str, value: impl Into<String>, origin: Origin) {
        let setting = self.path(key);
        self.reader.in_force.push(InForce {
            setting,
            value: value.into(),
            origin,
        });
    }

    fn scalar<T>(
        &mut self,
        key: &'static str,
        allowed: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(key)?;
        let text = match node.value {
            Value::Text(text) | Value::Number(text) => text,
            Value::Bool(is) => is.to_string(),
            Value::List(_) | Value::Table(_) | Value::Other => {
                self.mistake(
                    key,
                    &node.origin,
                    format!("is not allowed here; allowed: {allowed}"),
                );
                return None;
            }
        };
        let value = read(&text);
        if value.is_some() {
            self.note(key, quoted(&text), node.origin);
        } else {
            self.mistake(
                key,
                &node.origin,
                format!("= {} is not allowed; allowed: {allowed}", quoted(&text)),
            );
        }
        value
    }

    pub(super) fn or_default<T>(
        &mut self,
        key: &str,
        found: Option<T>,
        default: T,
        shown: &str,
    ) -> T {
        found.unwrap_or_else(|| {
            self.note(key, shown, Origin::Default);
            default
        })
    }

    /// Reads a text that is not blank.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.scalar(key, "a text that is not empty", |text| {
            (!text.trim().is_empty()).then(|| text.to_owned())
        })
    }

    /// Reads a text, which may be empty.
    pub fn any_text(&mut self, key: &'static str) -> Option<String> {
        self.scalar(key, "a text", |text| Some(text.to_owned()))
    }

    /// Reads a text that `read` accepts; `default` is its value and how it is shown.
    pub fn checked<T>(
        &mut self,
        key: &'static str,
        allowed: &str,
        default: (T, &str),
        read: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        let found = self.scalar(key, allowed, read);
        self.or_default(key, found, default.0, default.1)
    }

    /// Reads one of `words`, of which the first is the default.
    pub fn word(&mut self, key: &'static str, words: &'static [&'static str]) -> &'static str {
        let allowed = words
            .iter()
            .copied()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        let default = words.first().copied().unwrap_or_default();
        self.checked(key, &allowed, (default, &quoted(default)), |text| {
            words.iter().find(|word| **word == text).copied()
        })
    }

    /// Reads `true` or `false`.
    pub fn flag(&mut self, key: &'static str, default: bool) -> bool {
        self.checked(
            key,
            "true, false",
            (default, &default.to_string()),
            |text| text.parse().ok(),
        )
    }

    /// Reads a whole number from `min` to `max`.
    pub fn whole(
        &mut self,
        key: &'static str,
        default: Option<u64>,
        min: u64,
        max: u64,
    ) -> Option<u64> {
        let allowed = format!("a whole number from {min} to {max}");
        let found = self.scalar(key, &allowed, |text| {
            text.parse()
                .ok()
                .filter(|number| (min..=max).contains(number))
        });
        match default {
            Some(default) => Some(self.or_default(key, found, default, &default.to_string())),
            None => found,
        }
    }

    /// Reads a duration from `min` to `max`, in seconds.
    pub fn duration(&mut self, key: &'static str, default: &str, min: &str, max: &str) -> u64 {
        let seconds = |text: &str| time::duration(text).unwrap_or_default();
        let allowed = format!("a duration from {min} to {max}, such as 90s, 15m, 12h or 7d");
        let bounds = seconds(min)..=seconds(max);
        let read = |text: &str| time::duration(text).filter(|seconds| bounds.contains(seconds));
        self.checked(key, &allowed, (seconds(default), &quoted(default)), read)
    }

    /// Reads an http or https URL. User, password and query are not shown.
    pub fn url(&mut self, key: &'static str) -> Option<Url> {
        let allowed = "an http or https URL";
        let node = self.node(key)?;
        let url = match &node.value {
            Value::Text(text) => Url::parse(text.trim()).ok(),
            _ => None,
        };
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        match &url {
            Some(url) => self.note(key, quoted(&shown(url)), node.origin),
            None => self.mistake(
                key,
                &node.origin,
                format!("is not allowed; allowed: {allowed}"),
            ),
        }
        url
    }

    /// Reads a path, relative to the configuration file's folder.
    pub fn file(&mut self, key: &'static str) -> Option<PathBuf> {
        let path = self.text(key)?;
        Some(self.reader.folder.join(path))
    }

    /// Reads a list of texts; in a variable or flag commas may part them.
    pub fn texts(&mut self, key: &'static str, allowed: &str) -> Vec<String> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        let texts: Option<Vec<String>> = match &node.value {
            Value::List(nodes) => nodes
                .iter()
                .map(|node| match &node.value {
                    Value::Text(text) | Value::Number(text) => Some(text.clone()),
                    _ => None,
                })
                .collect(),
            Value::Text(text) if !matches!(node.origin, Origin::Line(_)) => Some(
                text.split(',')
                    .map(|part| part.trim().to_owned())
                    .filter(|part| !part.is_empty())
                    .collect(),
            ),
            _ => None,
        };
        let Some(texts) = texts else {
            self.mistake(
                key,
                &node.origin,
                format!("is not allowed; allowed: {allowed}"),
            );
            return Vec::new();
        };
        let shown: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
        self.note(key, format!("[{}]", shown.join(", ")), node.origin);
        texts
    }

    /// Notes every setting that was not asked for as unknown.
    pub fn finish(self) {
        let known = self.known.join(", ");
        for (key, node) in &self.table {
            let setting = self.path(key);
            self.reader.mistake(
                &node.origin,
                &setting,
                format!("is no setting; allowed: {known}"),
            );
        }
    }
}

pub(super) fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// Returns a URL as it may be shown: without user, password, query and fragment.
pub fn shown(url: &Url) -> String {
    let mut shown = url.clone();
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    shown.set_fragment(None);
    if url.query().is_some() {
        shown.set_query(Some("***"));
    }
    shown.to_string()
}
