//! The settings in force, as text without secrets.

use super::{
    document::{join, ordered_keys},
    layers::Layers,
    mistake::Origin,
    values::{SECRETS, with_files},
};
use crate::secret;
use figment::value::{Dict, Value};

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

/// Returns all settings in force.
pub(super) fn in_force(layers: &Layers) -> Vec<InForce> {
    let mut found = Vec::new();
    if let Some(Value::Dict(_, settings)) = layers.value("") {
        add_table(layers, "", settings, &mut found);
    }
    found
}

fn add_table(layers: &Layers, path: &str, table: &Dict, found: &mut Vec<InForce>) {
    for key in ordered_keys(table) {
        let setting = join(path, key);
        match table.get(key) {
            Some(Value::Dict(_, table)) => add_table(layers, &setting, table, found),
            Some(value) => found.push(InForce {
                value: shown(key, value).unwrap_or_else(|| quoted("***")),
                origin: layers.origin(&setting),
                setting,
            }),
            None => {}
        }
    }
}

/// Returns a value as TOML, without the secrets of URLs and the arguments of commands; `None` for a
/// secret.
pub(super) fn shown(key: &str, value: &Value) -> Option<String> {
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
