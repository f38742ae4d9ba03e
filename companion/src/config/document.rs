//! Reads TOML into figment's values, and records the line of each value, because figment records only
//! the file.

use super::mistake::{Mistake, Origin};
use figment::value::{Dict, Value};
use std::{collections::BTreeMap, ops::Range};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A TOML document.
#[derive(Default)]
pub(super) struct Document {
    /// The settings. A list of tables is a table with the keys `0`, `1` …, so that a variable can
    /// set one value of it.
    pub(super) settings: Dict,
    /// The line of each setting, by its path.
    pub(super) lines: BTreeMap<String, usize>,
}

impl Document {
    /// Reads a file.
    pub(super) fn read(file: &[u8]) -> Result<Self, Mistake> {
        let text = str::from_utf8(file).map_err(|error| {
            let valid = file.get(..error.valid_up_to()).unwrap_or_default();
            let line = valid.split(|byte| *byte == b'\n').count();
            mistake(line, "is not UTF-8 text".to_owned())
        })?;
        Self::parse(text)
    }

    /// Reads TOML.
    fn parse(text: &str) -> Result<Self, Mistake> {
        let root = DeTable::parse(text).map_err(|error| {
            let span = error.span().unwrap_or_default();
            let what = error.message().lines().collect::<Vec<_>>().join(", ");
            // The parser says "duplicate key" without the key.
            let key = text
                .get(span.clone())
                .filter(|_| what.starts_with("duplicate key"))
                .map(|key| format!(" `{}`", key.trim_matches(['[', ']', ' '])))
                .unwrap_or_default();
            let message = format!("is not valid TOML: {what}{key}");
            mistake(line(text, &span), message)
        })?;
        let mut document = Self::default();
        document.settings = document.table(text, "", root.get_ref());
        Ok(document)
    }

    /// Reads TOML that is part of this program.
    pub(super) fn constant(text: &str) -> Dict {
        Self::parse(text)
            .map(|document| document.settings)
            .unwrap_or_default()
    }

    fn table(&mut self, text: &str, path: &str, table: &DeTable<'_>) -> Dict {
        let mut dict = Dict::new();
        for (key, value) in table {
            let path = join(path, key.get_ref());
            self.lines.insert(path.clone(), line(text, &key.span()));
            let value = self.value(text, &path, value.get_ref());
            dict.insert(key.get_ref().to_string(), value);
        }
        dict
    }

    fn value(&mut self, text: &str, path: &str, value: &DeValue<'_>) -> Value {
        match value {
            DeValue::String(string) => Value::from(string.to_string()),
            DeValue::Integer(number) => number
                .to_string()
                .parse::<i64>()
                .map_or_else(|_| Value::from(number.to_string()), Value::from),
            DeValue::Boolean(is) => Value::from(*is),
            DeValue::Float(number) => Value::from(number.to_string()),
            DeValue::Datetime(time) => Value::from(time.to_string()),
            DeValue::Table(table) => Value::from(self.table(text, path, table)),
            DeValue::Array(values) => self.array(text, path, values),
        }
    }

    fn array(&mut self, text: &str, path: &str, values: &[Spanned<DeValue<'_>>]) -> Value {
        let mut found = Vec::new();
        for (place, value) in values.iter().enumerate() {
            let path = join(path, &place.to_string());
            self.lines.insert(path.clone(), line(text, &value.span()));
            found.push(self.value(text, &path, value.get_ref()));
        }
        let are_tables = found.iter().all(|value| value.as_dict().is_some());
        if are_tables && !found.is_empty() {
            let numbered = found
                .into_iter()
                .enumerate()
                .map(|(place, value)| (place.to_string(), value));
            Value::from(numbered.collect::<Dict>())
        } else {
            Value::from(found)
        }
    }
}

/// Reads the value of a variable or a flag: TOML if it begins as a list or a table, otherwise text.
pub(super) fn parse_value(text: &str) -> Result<Value, String> {
    let trimmed = text.trim();
    if !trimmed.starts_with(['[', '{']) {
        return Ok(Value::from(text));
    }
    let document =
        Document::parse(&format!("value = {trimmed}")).map_err(|mistake| mistake.message)?;
    document
        .settings
        .into_values()
        .next()
        .ok_or_else(|| "is empty".to_owned())
}

/// Returns the keys of a table in their order. The tables of a list are numbered.
pub(super) fn ordered_keys(table: &Dict) -> Vec<&String> {
    let mut keys: Vec<_> = table.keys().collect();
    keys.sort_by_key(|key| (key.parse::<usize>().ok(), *key));
    keys
}

/// Appends a key to a path.
pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

/// Returns a mistake in the file itself. The line is counted from 1.
fn mistake(line: usize, message: String) -> Mistake {
    Mistake {
        origin: Origin::Line(line),
        setting: "the file".to_owned(),
        message,
    }
}

fn line(text: &str, span: &Range<usize>) -> usize {
    let before = text.get(..span.start).unwrap_or(text);
    1 + before.matches('\n').count()
}
