//! A list: groups of several sources, which of them are published, and since when.

use crate::{time::UnixTime, wire};
use my_groups_core::groups::Group;
use serde_json::{Map, Value};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// One group of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What the badge knows of it.
    pub group: Group,
    /// Documented fields that no badge needs, where the source gave them: the documented method has
    /// them too.
    pub documented: Option<Box<Map<String, Value>>>,
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
    /// The entries of documented groups, and how many more are unusable.
    ///
    /// # Errors
    /// As [`wire::read`].
    pub fn read(
        groups: &[Value],
    ) -> Result<(Vec<Arc<Self>>, usize), my_groups_core::failure::Failure> {
        let listing = wire::listing(groups)?;
        Ok((Self::zip(listing.groups, groups), listing.left_out))
    }

    /// Groups with what else is documented of them, found by id.
    pub fn zip(groups: Vec<Group>, documented: &[Value]) -> Vec<Arc<Self>> {
        let mut by_id: HashMap<String, &Map<String, Value>> = documented
            .iter()
            .filter_map(Value::as_object)
            .filter_map(|fields| Some((text(fields.get("id")?)?, fields)))
            .collect();
        let entry = |mut group: Group| {
            let fields = by_id.remove(&group.id);
            group.url = group.url.as_deref().and_then(http);
            let extras: Map<_, _> = EXTRAS
                .into_iter()
                .filter_map(|key| Some((key.to_owned(), scalar(fields?.get(key)?)?)))
                .collect();
            let documented = (!extras.is_empty()).then(|| Box::new(extras));
            Arc::new(Self { group, documented })
        };
        groups.into_iter().map(entry).collect()
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A field's value as documented: whole numbers are numbers, also where they came as text.
fn scalar(value: &Value) -> Option<Value> {
    let text = text(value)?;
    Some(text.parse::<u64>().map_or(Value::String(text), Value::from))
}

/// An address that a page may link to, or `None`.
pub fn http(url: &str) -> Option<String> {
    let url = url::Url::parse(url.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// Why a group is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is private, or not surely public.
    Private,
    /// `exclude` names it.
    Excluded,
    /// `include` does not name it.
    NotIncluded,
}

impl Reason {
    /// The reason in words, with what to do.
    pub fn explain(self) -> &'static str {
        match self {
            Self::Private => "private, or not surely public; `private = \"show\"` would publish it",
            Self::Excluded => "`exclude` names it",
            Self::NotIncluded => "`include` does not name it",
        }
    }
}

/// What an owner publishes of the groups that there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Whether private groups are published too.
    pub show_private: bool,
    /// Ids; if there are any, these alone are published.
    pub include: Vec<String>,
    /// Ids that are not published.
    pub exclude: Vec<String>,
}

impl Selection {
    /// Why a group is not published, or `None` if it is.
    pub fn reason(&self, group: &Group) -> Option<Reason> {
        let names = |ids: &[String]| ids.contains(&group.id);
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

    /// The entries that are published, in their order.
    pub fn of<'a>(&self, entries: &'a [Arc<Entry>]) -> Vec<&'a Entry> {
        entries
            .iter()
            .map(Arc::as_ref)
            .filter(|entry| self.reason(&entry.group).is_none())
            .collect()
    }
}

/// Every group that the sources gave, private ones included.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// The groups, source after source. They are shared: what was loaded and what is served are the
    /// same.
    pub entries: Vec<Arc<Entry>>,
    /// If some source failed: when its part, the oldest of them, was loaded.
    pub as_of: Option<UnixTime>,
}

impl List {
    /// Several lists as one. A group that two sources name alike stands in it once.
    pub fn merged(lists: impl IntoIterator<Item = Self>) -> Self {
        let mut merged = Self::default();
        let mut seen = HashSet::new();
        for list in lists {
            merged.as_of = [merged.as_of, list.as_of].into_iter().flatten().min();
            for entry in list.entries {
                let key = (
                    entry.group.id.clone(),
                    entry.group.name.clone(),
                    entry.group.url.clone(),
                );
                if seen.insert(key) {
                    merged.entries.push(entry);
                }
            }
        }
        merged
    }

    /// Gives those without an address one of their own: `template` with `{id}` and `{name}` filled
    /// in.
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
                let url = template.replace("{id}", &encode(&entry.group.id));
                entry.group.url = http(&url.replace("{name}", &encode(&entry.group.name)));
            }
        }
        self
    }
}
