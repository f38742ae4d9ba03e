//! `[lists.NAME]`.

use super::{
    reader::Reader,
    sources,
    values::{AnyText, Id, LanguageTag, Many, One, Seconds, Setting, Template, Whole, consists_of},
};
use crate::{list::Selection, source};
use serde::{Deserialize, de::IgnoredAny};

/// One list.
#[derive(Debug, Clone)]
pub struct ListSettings {
    /// The name under which the list is published.
    pub name: String,
    /// The language of the list's words.
    pub language: String,
    /// The heading: `None` means "My Groups" in the list's language, an empty text means no heading.
    pub heading: Option<String>,
    /// The seconds between refreshes.
    pub refresh: u64,
    /// The time limit for one source with all its pages, in seconds.
    pub timeout: u64,
    /// Which groups of the list are published.
    pub selection: Selection,
    /// The template for the link of a group without a URL. It contains `{id}` or `{name}`.
    pub group_url: Option<String>,
    /// The largest number of groups in an image.
    pub image_rows: usize,
    /// Whether a list that is suddenly empty is published at once (`--allow-empty`).
    pub allow_empty: bool,
    /// The sources of its groups.
    pub sources: Vec<source::Settings>,
}

const DEFAULTS: &str = "
language = \"en\"
refresh = \"15m\"
timeout = \"60s\"
private = \"hide\"
image_rows = 20
";

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ListTable {
    language: Option<One<LanguageTag>>,
    heading: Option<One<AnyText>>,
    refresh: Option<One<Seconds<60, { 30 * 86_400 }>>>,
    timeout: Option<One<Seconds<1, 1_800>>>,
    private: Option<One<Private>>,
    include: Option<Many<Id>>,
    exclude: Option<Many<Id>>,
    group_url: Option<One<Template>>,
    image_rows: Option<One<Whole<1, 500>>>,
    sources: Option<IgnoredAny>,
}

/// Whether private groups are shown.
enum Private {}

impl Setting for Private {
    type Value = bool;

    fn allowed() -> String {
        "hide, show".to_owned()
    }

    fn read(text: &str) -> Option<bool> {
        match text {
            "hide" => Some(false),
            "show" => Some(true),
            _ => None,
        }
    }
}

/// Names that are not allowed, because the server's own paths begin with them.
const RESERVED: [&str; 6] = [
    "embed", "healthz", "metrics", "oembed", "readyz", "services",
];

/// Returns whether a name is safe as a part of paths, file names and variables.
fn is_name(name: &str) -> bool {
    let is_plain = |character: char| {
        character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
    };
    consists_of(name, 64, is_plain)
        && !name.ends_with("-dark")
        && !name.starts_with('-')
        && !RESERVED.contains(&name)
}

/// Reads the lists of these names.
pub(super) fn read(reader: &mut Reader<'_>, names: &[String]) -> Vec<ListSettings> {
    let mut lists = Vec::new();
    for name in names {
        if is_name(name) {
            lists.extend(list(reader, name));
        } else {
            let message = format!(
                "is not a valid name; allowed: up to 64 of a-z, 0-9 and -, not with - at the start or -dark at the \
                 end, and none of {}",
                RESERVED.join(", ")
            );
            reader.mistake(&format!("lists.{name}"), message);
        }
    }
    lists
}

/// Returns `None` if a mistake was recorded.
fn list(reader: &mut Reader<'_>, name: &str) -> Option<ListSettings> {
    let path = format!("lists.{name}");
    let table: ListTable = reader.table(&path, DEFAULTS);
    let sources = sources::read(reader, &path);
    let ids = |ids: Option<Many<Id>>| ids.map(|ids| ids.0).unwrap_or_default();
    Some(ListSettings {
        name: name.to_owned(),
        language: table.language?.0,
        heading: table.heading.map(|heading| heading.0),
        refresh: table.refresh?.0,
        timeout: table.timeout?.0,
        selection: Selection {
            show_private: table.private?.0,
            include: ids(table.include),
            exclude: ids(table.exclude),
        },
        group_url: table.group_url.map(|template| template.0),
        image_rows: table.image_rows?.0,
        allow_empty: false,
        sources,
    })
}
