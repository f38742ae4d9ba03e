//! Settings from variables and flags, which replace settings of the file.

use super::{
    document::{join, parse_value},
    keys::{KeyTable, TokenTable},
    layers::Override,
    lists::ListTable,
    mistake::{Mistake, Origin},
    server::ServerTable,
    sources,
    values::{SECRETS, field_names, with_files},
};
use crate::secret::has_user;
use figment::value::{Dict, Value};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// The prefix of all variables.
const PREFIX: &str = "MY_GROUPS_";

/// Reads the variables, then the flags. `file` has the settings of the file. The second result has
/// warnings about variables that do not name a setting.
///
/// # Errors
/// Returns the mistakes in values.
pub(super) fn read(
    variables: &BTreeMap<String, String>,
    flags: &BTreeMap<String, String>,
    file: &Dict,
) -> Result<(Vec<Override>, Vec<Mistake>), Vec<Mistake>> {
    let lists = list_names(file, variables, flags);
    let mut texts = Vec::new();
    let mut warnings = Vec::new();
    for (name, text) in variables {
        let Some(rest) = name.strip_prefix(PREFIX) else {
            continue;
        };
        match setting_of(rest, &lists) {
            Some(path) => texts.push((path, text, Origin::Variable(name.clone()))),
            None if is_service_variable(rest) => {}
            None => warnings.push(Mistake {
                origin: Origin::Default,
                setting: name.clone(),
                message: "is ignored: the variable does not name a setting".to_owned(),
            }),
        }
    }
    for (path, text) in flags {
        texts.push((path.clone(), text, Origin::Flag(format!("--set {path}"))));
    }
    let mut overrides = Vec::new();
    let mut mistakes = Vec::new();
    for (path, text, origin) in texts {
        match value(&path, text, &origin) {
            Ok(value) => overrides.push(Override {
                path,
                value,
                origin,
            }),
            Err(message) => mistakes.push(Mistake {
                origin,
                setting: path,
                message,
            }),
        }
    }
    if mistakes.is_empty() {
        Ok((overrides, warnings))
    } else {
        Err(mistakes)
    }
}

/// Reads a value. A secret is not allowed in a flag.
fn value(path: &str, text: &str, origin: &Origin) -> Result<Value, String> {
    let value = parse_value(text)?;
    if matches!(origin, Origin::Flag(_)) && has_secret(path, &value) {
        let message = "is a secret, and other users can read flags in the list of processes; allowed: a file \
                       (token_file, api_key_file) or a variable";
        return Err(message.to_owned());
    }
    Ok(value)
}

/// Returns whether a setting is a secret, or contains one.
fn has_secret(path: &str, value: &Value) -> bool {
    let key = path.rsplit('.').next().unwrap_or(path);
    match value {
        _ if SECRETS.contains(&key) => true,
        Value::Dict(_, table) => table.iter().any(|(key, value)| has_secret(key, value)),
        Value::Array(_, values) => values.iter().any(|value| has_secret("", value)),
        Value::String(_, text) => Url::parse(text).is_ok_and(|url| has_user(&url)),
        _ => false,
    }
}

/// Returns the path of the setting that a variable names. The name is without the prefix. An underscore
/// can separate two keys or be part of one, so the name is compared with the names of the settings.
fn setting_of(name: &str, lists: &BTreeSet<String>) -> Option<String> {
    if name == "STATE" || name == "KEYS" {
        return Some(name.to_ascii_lowercase());
    }
    if let Some(name) = name.strip_prefix("SERVER_") {
        let field = field_of(name, &field_names::<ServerTable>())?;
        return Some(join("server", &field));
    }
    if let Some(name) = name.strip_prefix("LISTS_") {
        return list_setting_of(name, lists);
    }
    let (place, name) = place_of(name.strip_prefix("KEYS_")?)?;
    let path = format!("keys.{place}");
    if let Some(name) = name.strip_prefix("TOKENS_") {
        let (place, name) = place_of(name)?;
        let field = field_of(name, &field_names::<TokenTable>())?;
        return Some(format!("{path}.tokens.{place}.{field}"));
    }
    let field = field_of(name, &field_names::<KeyTable>())?;
    Some(join(&path, &field))
}

/// Returns the names of the lists in the file, of the lists whose sources a variable sets, and of the
/// lists that a flag names. Any other variable for an unknown list is probably a spelling mistake.
fn list_names(
    file: &Dict,
    variables: &BTreeMap<String, String>,
    flags: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let in_file = file.get("lists").and_then(Value::as_dict);
    let in_file = in_file.into_iter().flat_map(|lists| lists.keys().cloned());
    let in_variables = variables.keys().filter_map(|name| {
        let name = name.strip_prefix(PREFIX)?.strip_prefix("LISTS_")?;
        Some(list_name(name.split_once("_SOURCES")?.0))
    });
    let in_flags = flags.keys().filter_map(|path| {
        let (name, _) = path.strip_prefix("lists.")?.split_once('.')?;
        Some(name.to_owned())
    });
    in_file.chain(in_variables).chain(in_flags).collect()
}

/// Returns the name of the list that a part of a variable stands for: `MY_LIST` stands for `my-list`.
fn list_name(name: &str) -> String {
    name.replace('_', "-").to_ascii_lowercase()
}

fn list_setting_of(name: &str, lists: &BTreeSet<String>) -> Option<String> {
    if let Some((list, name)) = name.split_once("_SOURCES_")
        && let Some((place, name)) = place_of(name)
    {
        let field = field_of(name, &sources::field_names())?;
        return Some(format!("lists.{}.sources.{place}.{field}", list_name(list)));
    }
    field_names::<ListTable>().into_iter().find_map(|field| {
        let list = name.strip_suffix(&format!("_{}", field.to_ascii_uppercase()))?;
        let list = list_name(list);
        lists
            .contains(&list)
            .then(|| format!("lists.{list}.{field}"))
    })
}

fn field_of(name: &str, fields: &[&'static str]) -> Option<String> {
    let field = name.to_ascii_lowercase();
    with_files(fields)
        .into_iter()
        .find(|known| *known == field && name == name.to_ascii_uppercase())
}

/// Splits `0_TOKEN` into the index and the rest.
fn place_of(name: &str) -> Option<(usize, &str)> {
    let (place, rest) = name.split_once('_')?;
    Some((place.parse().ok()?, rest))
}

/// Returns whether Kubernetes sets a variable of this name in every container, for a service whose
/// name is `my-groups` or begins with `my-groups-`.
/// <https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables>
fn is_service_variable(name: &str) -> bool {
    let name = format!("_{name}");
    let parts: Vec<_> = name.split('_').collect();
    name.ends_with("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || name.ends_with("_PORT")
        || parts.windows(3).any(|parts| match parts {
            ["PORT", port, protocol] => {
                port.parse::<u16>().is_ok() && matches!(*protocol, "TCP" | "UDP" | "SCTP")
            }
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_names_a_setting() {
        let lists = BTreeSet::from(["me-too".to_owned(), "my-list".to_owned()]);
        let cases = [
            ("STATE", Some("state")),
            ("SERVER_LISTEN", Some("server.listen")),
            ("SERVER_PUBLIC_URL", Some("server.public_url")),
            ("LISTS_MY_LIST_REFRESH", Some("lists.my-list.refresh")),
            ("LISTS_MY_LIST_GROUP_URL", Some("lists.my-list.group_url")),
            ("LISTS_ME_TOO_SOURCES", Some("lists.me-too.sources")),
            ("LISTS_ME_SOURCES_0_TOKEN", Some("lists.me.sources.0.token")),
            (
                "LISTS_ME_SOURCES_12_API_KEY_FILE",
                Some("lists.me.sources.12.api_key_file"),
            ),
            ("KEYS_0_API_KEY", Some("keys.0.api_key")),
            (
                "KEYS_0_TOKENS_1_TOKEN_FILE",
                Some("keys.0.tokens.1.token_file"),
            ),
            ("SERVER_PORT", None),
            ("LISTS_ME_REFRESH", None),
            ("server_listen", None),
            ("KEYS_0", None),
            ("", None),
        ];
        for (name, path) in cases {
            assert_eq!(setting_of(name, &lists).as_deref(), path, "{name}");
        }
    }

    #[test]
    fn variables_of_kubernetes_are_known() {
        for name in [
            "SERVICE_HOST",
            "SERVICE_PORT",
            "SERVICE_PORT_HTTP",
            "PORT",
            "PORT_8080_TCP",
            "PORT_8080_TCP_ADDR",
            "PORT_53_UDP_PROTO",
            "SERVER_PORT",
            "SERVER_SERVICE_HOST",
        ] {
            assert!(is_service_variable(name), "{name}");
        }
        for name in ["SERVER_LISTENS", "STAT", "PORTS", "EXPORT", "PORT_X_TCP"] {
            assert!(!is_service_variable(name), "{name}");
        }
    }
}
