//! The settings themselves: what there is to set, what is allowed, and what counts otherwise.

use super::{
    reader::Reader,
    section::Section,
    tree::{Node, Origin, Value},
};
use crate::{
    list::Selection,
    secret::{Credential, Secret},
    source,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    path::PathBuf,
};
use url::Url;

/// How lists are served.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address that is listened on.
    pub listen: SocketAddr,
    /// How pages reach it; needed for oEmbed and for links in iframes.
    pub public_url: Option<Url>,
    /// The folder that holds `my-groups-badge.js`, served as `/embed/`.
    pub embed_dir: Option<PathBuf>,
    /// Where `my-groups-badge.js` is served otherwise: the folder's address.
    pub embed_url: Option<Url>,
    /// Connections at a time.
    pub connections: usize,
    /// Seconds that a request's header may take to come.
    pub timeout: u64,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            embed_dir: None,
            embed_url: None,
            connections: 1024,
            timeout: 10,
        }
    }
}

impl Server {
    pub(super) fn read(mut section: Section<'_, '_>) -> Self {
        let default = Self::default();
        let allowed = "an address with a port, such as 127.0.0.1:8080 or [::]:8080";
        let read = |text: &str| text.parse().ok();
        let server = Self {
            listen: section.checked("listen", allowed, (default.listen, "\"127.0.0.1:8080\""), read),
            public_url: section.url("public_url"),
            embed_dir: section.file("embed_dir"),
            embed_url: section.url("embed_url"),
            connections: section
                .whole("connections", Some(1024), 1, 100_000)
                .and_then(|connections| connections.try_into().ok())
                .unwrap_or(default.connections),
            timeout: section.duration("timeout", "10s", "1s", "5m"),
        };
        section.finish();
        server
    }
}

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
    /// Where its groups come from.
    pub sources: Vec<source::Settings>,
}

impl ListSettings {
    /// A list of no sources, with every default.
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
            sources: Vec::new(),
        }
    }
}

/// Names that are paths of the server's own.
const RESERVED: [&str; 5] = ["embed", "healthz", "metrics", "oembed", "services"];

/// Whether a name can be part of a path and of a file's name, in every way the same.
fn is_name(name: &str) -> bool {
    let is_plain = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
    !name.is_empty() && name.len() <= 64 && name.chars().all(is_plain) && !name.ends_with("-dark") && !name.starts_with('-')
}

/// The lists of the file, and those that variables or flags alone tell of.
pub(super) fn lists(reader: &mut Reader<'_>, node: Option<Node>) -> Vec<ListSettings> {
    let mut nodes = match node.map(|node| (node.value, node.origin)) {
        Some((Value::Table(table), _)) => table,
        Some((_, origin)) => {
            reader.mistake(&origin, "lists", "is no table; allowed: a table for each list, [lists.NAME]");
            BTreeMap::new()
        }
        None => BTreeMap::new(),
    };
    for (name, origin) in named_elsewhere(reader, &nodes) {
        nodes.insert(name, Node { value: Value::Table(BTreeMap::new()), origin });
    }
    let mut lists = Vec::new();
    for (name, node) in nodes {
        let path = format!("lists.{name}");
        if !is_name(&name) || RESERVED.contains(&name.as_str()) {
            let allowed = "allowed: up to 64 of a-z, 0-9 and -, not at the start, not ending in -dark, and none of";
            reader.mistake(&node.origin, &path, format!("is no name; {allowed} {}", RESERVED.join(", ")));
            continue;
        }
        lists.extend(list(Section::new(reader, &path, Some(node)), name));
    }
    lists
}

/// Lists that a variable such as `MY_GROUPS_LISTS_ME_SOURCES`, or a flag, names.
fn named_elsewhere(reader: &Reader<'_>, nodes: &BTreeMap<String, Node>) -> Vec<(String, Origin)> {
    let known: BTreeSet<String> = nodes.keys().map(|name| name.replace('-', "_").to_ascii_uppercase()).collect();
    let variables = reader.variables.keys().filter_map(|variable| {
        let rest = variable.strip_prefix("MY_GROUPS_LISTS_")?;
        let (name, _) = rest.split_once("_SOURCES")?;
        let is_new = !known.contains(name);
        is_new.then(|| (name.replace('_', "-").to_ascii_lowercase(), Origin::Variable(variable.clone())))
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
        let is_tag = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
        (!text.is_empty() && text.len() <= 35 && text.chars().all(is_tag)).then(|| text.to_owned())
    };
    let mut settings = ListSettings {
        name,
        language: section.checked("language", "a language tag such as de or pt-BR", ("en".to_owned(), "\"en\""), language),
        heading: section.any_text("heading"),
        refresh: section.duration("refresh", "15m", "1m", "30d"),
        timeout: section.duration("timeout", "60s", "1s", "30m"),
        selection: Selection {
            show_private: section.word("private", &["hide", "show"]) == "show",
            include: section.texts("include", ids),
            exclude: section.texts("exclude", ids),
        },
        group_url: section.checked("group_url", "an http or https URL with {id} or {name} in it", (None, "none"), template),
        image_rows: section
            .whole("image_rows", Some(20), 1, 500)
            .and_then(|rows| rows.try_into().ok())
            .unwrap_or(20),
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

/// An application key, and the tokens that go with it.
#[derive(Debug, Clone)]
pub struct Key {
    /// The key.
    pub api_key: Credential,
    /// The tokens.
    pub tokens: Vec<Token>,
}

/// A token of a key.
#[derive(Debug, Clone)]
pub struct Token {
    /// The token.
    pub token: Credential,
    /// The list that it sees.
    pub list: String,
    /// Whether it sees the private groups too.
    pub private: bool,
}

impl Key {
    /// Reads a key; `lists` are those that a token can name.
    pub(super) fn read(mut section: Section<'_, '_>, lists: &[ListSettings]) -> Option<Self> {
        let api_key = section.secret("api_key", "api_key_file");
        let api_key = section.required("api_key", api_key);
        let mut tokens = Vec::new();
        for (path, node) in section.tables("tokens") {
            let mut section = Section::new(section.reader, &path, Some(node));
            let token = section.secret("token", "token_file");
            let token = section.required("token", token);
            let names = lists.iter().map(|list| list.name.as_str()).collect::<Vec<_>>().join(", ");
            let is_list = |text: &str| lists.iter().any(|list| list.name == text).then(|| text.to_owned());
            let allowed = format!("the name of a list: {names}");
            let list = section.checked("list", &allowed, (String::new(), "none"), is_list);
            let list = section.required("list", (!list.is_empty()).then_some(list));
            let private = section.flag("private", false);
            section.finish();
            if let (Some(token), Some(list)) = (token, list) {
                tokens.push(Token { token: credential(&token), list, private });
            }
        }
        section.finish();
        Some(Self { api_key: credential(&api_key?), tokens })
    }
}

fn credential(secret: &Secret) -> Credential {
    Credential::new(secret.reveal())
}
