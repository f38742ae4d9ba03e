//! `[lists.NAME]`.

use super::{
    reader::Reader,
    section::Section,
    tree::{Node, Origin, Value},
};
use crate::{list::Selection, source};
use std::collections::{BTreeMap, BTreeSet};

/// One list.
#[derive(Debug, Clone)]
pub struct ListSettings {
    /// The name that it is published under.
    pub name: String,
    /// The language of its words.
    pub language: String,
    /// The heading: `None` for "My Groups" in the language, an empty text for none.
    pub heading: Option<String>,
    /// Seconds between refreshes.
    pub refresh: u64,
    /// Seconds that one source may take, all its pages included.
    pub timeout: u64,
    /// What is published of it.
    pub selection: Selection,
    /// Where a group without an address links to, with `{id}` and `{name}`.
    pub group_url: Option<String>,
    /// At most so many groups are drawn in an image.
    pub image_rows: usize,
    /// Whether a list that is suddenly empty is published at once (`--allow-empty`).
    pub allow_empty: bool,
    /// Where its groups come from.
    pub sources: Vec<source::Settings>,
}

impl ListSettings {
    /// Creates a list without sources, every setting at its default.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            language: "en".to_owned(),
            heading: None,
            refresh: 15 * 60,
            timeout: 60,
            selection: Selection::default(),
            group_url: None,
            image_rows: 20,
            allow_empty: false,
            sources: Vec::new(),
        }
    }
}

/// Names that the server's own paths begin with.
const RESERVED: [&str; 5] = ["embed", "healthz", "metrics", "oembed", "services"];

/// Returns whether a name is safe as a part of paths, file names and variables.
fn is_name(name: &str) -> bool {
    let is_plain = |character: char| {
        character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
    };
    !name.is_empty()
        && name.len() <= 64
        && name.chars().all(is_plain)
        && !name.ends_with("-dark")
        && !name.starts_with('-')
}

/// Reads the lists of the file, and those that only variables or flags name.
pub(super) fn lists(reader: &mut Reader<'_>, node: Option<Node>) -> Vec<ListSettings> {
    let mut nodes = match node.map(|node| (node.value, node.origin)) {
        Some((Value::Table(table), _)) => table,
        Some((_, origin)) => {
            reader.mistake(
                &origin,
                "lists",
                "is no table; allowed: a table for each list, [lists.NAME]",
            );
            BTreeMap::new()
        }
        None => BTreeMap::new(),
    };
    for (name, origin) in named_elsewhere(reader, &nodes) {
        nodes.insert(
            name,
            Node {
                value: Value::Table(BTreeMap::new()),
                origin,
            },
        );
    }
    let mut lists = Vec::new();
    for (name, node) in nodes {
        let path = format!("lists.{name}");
        if !is_name(&name) || RESERVED.contains(&name.as_str()) {
            let allowed = "allowed: up to 64 of a-z, 0-9 and -, not at the start, not ending in -dark, and none of";
            reader.mistake(
                &node.origin,
                &path,
                format!("is no name; {allowed} {}", RESERVED.join(", ")),
            );
            continue;
        }
        lists.extend(list(Section::new(reader, &path, Some(node)), name));
    }
    lists
}

/// Lists that a variable such as `MY_GROUPS_LISTS_ME_SOURCES`, or a flag, names.
fn named_elsewhere(reader: &Reader<'_>, nodes: &BTreeMap<String, Node>) -> Vec<(String, Origin)> {
    let known: BTreeSet<String> = nodes
        .keys()
        .map(|name| name.replace('-', "_").to_ascii_uppercase())
        .collect();
    let variables = reader.variables.keys().filter_map(|variable| {
        let rest = variable.strip_prefix("MY_GROUPS_LISTS_")?;
        let (name, _) = rest.split_once("_SOURCES")?;
        let is_new = !known.contains(name);
        is_new.then(|| {
            (
                name.replace('_', "-").to_ascii_lowercase(),
                Origin::Variable(variable.clone()),
            )
        })
    });
    let flags = reader.flags.keys().filter_map(|flag| {
        let (name, _) = flag.strip_prefix("lists.")?.split_once('.')?;
        let is_new = !nodes.contains_key(name);
        is_new.then(|| (name.to_owned(), Origin::Flag(format!("--set {flag}"))))
    });
    variables.chain(flags).collect()
}

fn list(mut section: Section<'_, '_>, name: String) -> Option<ListSettings> {
    let ids = "a list of ids in quotes";
    let template = |text: &str| {
        let is_template = text.contains("{id}") || text.contains("{name}");
        (is_template && crate::list::http(text).is_some()).then(|| Some(text.to_owned()))
    };
    let language = |text: &str| {
        let is_tag =
            |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
        (!text.is_empty() && text.len() <= 35 && text.chars().all(is_tag)).then(|| text.to_owned())
    };
    let mut settings = ListSettings {
        name,
        language: section.checked(
            "language",
            "a language tag such as de or pt-BR",
            ("en".to_owned(), "\"en\""),
            language,
        ),
        heading: section.any_text("heading"),
        refresh: section.duration("refresh", "15m", "1m", "30d"),
        timeout: section.duration("timeout", "60s", "1s", "30m"),
        selection: Selection {
            show_private: section.word("private", &["hide", "show"]) == "show",
            include: section.texts("include", ids),
            exclude: section.texts("exclude", ids),
        },
        group_url: section.checked(
            "group_url",
            "an http or https URL with {id} or {name} in it",
            (None, "none"),
            template,
        ),
        image_rows: section
            .whole("image_rows", Some(20), 1, 500)
            .and_then(|rows| rows.try_into().ok())
            .unwrap_or(20),
        allow_empty: false,
        sources: Vec::new(),
    };
    let origin = section.origin.clone();
    let tables = section.tables("sources");
    if tables.is_empty() {
        section.mistake("sources", &origin, "is missing; allowed: at least one, such as [{ type = \"document\", path = \"groups.json\" }]");
    }
    let count = tables.len();
    for (path, node) in tables {
        let source = source::Settings::read(Section::new(section.reader, &path, Some(node)));
        settings.sources.extend(source);
    }
    section.finish();
    (settings.sources.len() == count).then_some(settings)
}
