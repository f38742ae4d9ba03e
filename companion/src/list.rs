//! A list: the groups of several sources, the selection of published groups, and the age of the list.

use crate::{secret::has_user, time::UnixTime};
use my_groups_core::{groups::Group, wire::text::is_blank};
use serde_json::{Map, Value};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// One group of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The group as the badge reads it. Its texts have no control characters (except line breaks in
    /// the description) and no characters that override the direction of text.
    pub group: Group,
    /// Documented fields that the badge does not use, if the source has them. The documented method
    /// returns them too.
    pub documented: Option<Box<Map<String, Value>>>,
    /// The id without the prefix of its source. `None` if the id has no prefix, or if another group
    /// of the list has the same id without its prefix.
    pub short_id: Option<String>,
}

/// The documented fields that a group does not hold, in the documented order.
pub const EXTRAS: [&str; 7] = [
    "moderation_level",
    "event_moderation",
    "member_moderation",
    "owner_user_id",
    "commercial_account_id",
    "num_members",
    "num_topics",
];

impl Entry {
    /// Creates an entry, or returns `None` if the id or the name is blank. Characters that a
    /// terminal or a page would obey are removed; a URL that is not safe to link to is left out.
    pub fn new(mut group: Group) -> Option<Self> {
        group.id = clean_line(&group.id);
        group.name = clean_line(&group.name);
        group.description = clean_lines(&group.description);
        group.url = group.url.as_deref().and_then(http);
        if is_blank(&group.id) || is_blank(&group.name) {
            return None;
        }
        Some(Self {
            group,
            documented: None,
            short_id: None,
        })
    }

    /// Returns whether an id is that of this entry, with or without the prefix of its source.
    fn has_id(&self, id: &str) -> bool {
        self.group.id == id || self.short_id.as_deref() == Some(id)
    }

    /// Returns the group's id in its source.
    fn source_id(&self) -> &str {
        self.short_id.as_deref().unwrap_or(&self.group.id)
    }
}

/// Returns whether a character may be in a text of a group. Control characters, and characters
/// that override the direction of text, are not allowed: a terminal or a page would interpret them.
/// <https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters>
fn is_harmless(character: char) -> bool {
    let is_override = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !is_override && !character.is_control()
}

/// Returns a text as one line: white space is collapsed, and characters that a terminal or a page
/// would obey are removed.
///
/// ```
/// assert_eq!(my_groups::list::clean_line(" a\n\u{1b}[31m\u{202e}b  c"), "a [31mb c");
/// ```
pub fn clean_line(text: &str) -> String {
    let is_space = |character| {
        matches!(
            character,
            ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}'
        )
    };
    let mut line = String::with_capacity(text.len());
    for word in text.split(is_space) {
        let word: String = word
            .chars()
            .filter(|character| is_harmless(*character))
            .collect();
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
    }
    line.trim().to_owned()
}

/// Cleans each line of a text with [`clean_line`]. Keeps at most one empty line between two other
/// lines.
fn clean_lines(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(clean_line) {
        let is_repeated = line.is_empty() && lines.last().is_none_or(String::is_empty);
        if !is_repeated {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// Returns a URL in normal form if a page may link to it, otherwise `None`. Such a URL is http or
/// https. It has no user name or password, because they would disguise its host.
pub fn http(url: &str) -> Option<String> {
    let url = url::Url::parse(url.trim()).ok()?;
    let is_safe = matches!(url.scheme(), "http" | "https") && url.has_host() && !has_user(&url);
    is_safe.then(|| url.to_string())
}

/// The reason why a group is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is private, or not marked as public.
    Private,
    /// `exclude` names it.
    Excluded,
    /// `include` does not name it.
    NotIncluded,
}

impl Reason {
    /// Returns the reason as text, with advice for the owner.
    pub fn explain(self) -> &'static str {
        match self {
            Self::Private => {
                "private, or not marked as public; `private = \"show\"` would publish it"
            }
            Self::Excluded => "`exclude` names it",
            Self::NotIncluded => "`include` does not name it",
        }
    }
}

/// The owner's selection of the groups that are published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Whether private groups are published too.
    pub show_private: bool,
    /// The ids of the groups that are selected. If it is empty, all groups are selected. A selected
    /// private group is published only if `show_private` is set.
    pub include: Vec<String>,
    /// The ids that are not published.
    pub exclude: Vec<String>,
}

impl Selection {
    /// Returns why an entry is not published, or `None` if it is published.
    pub fn reason(&self, entry: &Entry) -> Option<Reason> {
        let group = &entry.group;
        let names = |ids: &[String]| ids.iter().any(|id| entry.has_id(id));
        if names(&self.exclude) {
            Some(Reason::Excluded)
        } else if !self.include.is_empty() && !names(&self.include) {
            Some(Reason::NotIncluded)
        } else if group.is_private && !self.show_private {
            Some(Reason::Private)
        } else {
            None
        }
    }

    /// Returns the entries that are published, in their order.
    pub fn of<'a>(&self, entries: &'a [Arc<Entry>]) -> Vec<&'a Entry> {
        entries
            .iter()
            .map(Arc::as_ref)
            .filter(|entry| self.reason(entry).is_none())
            .collect()
    }

    /// Returns the ids in `include` and `exclude` that no entry has.
    pub fn unknown_ids<'a>(&'a self, entries: &[Arc<Entry>]) -> Vec<&'a str> {
        let ids = self.include.iter().chain(&self.exclude).map(String::as_str);
        let is_unknown = |id: &&str| !entries.iter().any(|entry| entry.has_id(id));
        ids.filter(is_unknown).collect()
    }
}

/// The groups of all sources, including private groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// The groups, source after source. The state and the server share them.
    pub entries: Vec<Arc<Entry>>,
    /// If a source failed: the time at which its groups were loaded. If several failed, the oldest time.
    pub as_of: Option<UnixTime>,
}

impl List {
    /// Merges several lists. Groups with the same id, name and URL are merged into one.
    pub fn merged(lists: impl IntoIterator<Item = Self>) -> Self {
        let mut merged = Self::default();
        let mut seen = HashSet::new();
        for list in lists {
            merged.as_of = [merged.as_of, list.as_of].into_iter().flatten().min();
            for entry in list.entries {
                let key = (
                    entry.source_id().to_owned(),
                    entry.group.name.clone(),
                    entry.group.url.clone(),
                );
                if seen.insert(key) {
                    merged.entries.push(entry);
                }
            }
        }
        merged.without_ambiguous_short_ids()
    }

    /// Adds the prefix of a source to each id, so that ids are unique among several sources. Without a
    /// prefix, the ids stay the same.
    #[must_use]
    pub fn prefixed(mut self, prefix: Option<&str>) -> Self {
        if let Some(prefix) = prefix {
            for entry in self.entries.iter_mut().map(Arc::make_mut) {
                let id = format!("{prefix}:{}", entry.group.id);
                entry.short_id = Some(std::mem::replace(&mut entry.group.id, id));
            }
        }
        self
    }

    /// Removes the short ids that several entries have: such an id must not select any of them.
    fn without_ambiguous_short_ids(mut self) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for entry in &self.entries {
            *counts.entry(entry.source_id().to_owned()).or_default() += 1;
        }
        let is_ambiguous = |id: &str| counts.get(id).is_some_and(|count| *count > 1);
        for entry in &mut self.entries {
            if entry.short_id.as_deref().is_some_and(is_ambiguous) {
                Arc::make_mut(entry).short_id = None;
            }
        }
        self
    }

    /// Sets the URL of each group without one, from a template. In the template, `{id}` is the group's id
    /// in its source, and `{name}` is its name.
    #[must_use]
    pub fn linked(mut self, template: Option<&str>) -> Self {
        if let Some(template) = template {
            let encode = |text: &str| {
                url::form_urlencoded::byte_serialize(text.as_bytes())
                    .collect::<String>()
                    .replace('+', "%20")
            };
            for entry in self
                .entries
                .iter_mut()
                .filter(|entry| entry.group.url.is_none())
                .map(Arc::make_mut)
            {
                let url = template.replace("{id}", &encode(entry.source_id()));
                entry.group.url = http(&url.replace("{name}", &encode(&entry.group.name)));
            }
        }
        self
    }
}
