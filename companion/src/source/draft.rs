//! A group as a service describes it.

use super::markdown;
use crate::{
    list::{self, Entry},
    time,
};
use my_groups_core::{
    groups::{Group, Timestamp},
    wire::{Native, text},
};
use serde_json::Value;

/// The largest count that a script's number holds exactly, 2^53.
const MAX_COUNT: u64 = 1 << 53;

/// A group as a service describes it. Fields that the service does not mention stay absent. The group is
/// private until [`Draft::public`] is called with `true`.
#[derive(Default)]
pub(super) struct Draft {
    id: String,
    name: String,
    description: String,
    member_count: Option<u64>,
    created: Option<Timestamp>,
    url: Option<String>,
    is_public: bool,
}

impl Draft {
    /// Starts with the id, a number or a text.
    pub(super) fn new(id: Option<&Value>) -> Self {
        let id = match id {
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => String::new(),
        };
        Self {
            id,
            ..Self::default()
        }
    }

    /// Sets the name, a plain text.
    pub(super) fn name(self, name: Option<&str>) -> Self {
        let name = name.unwrap_or_default().to_owned();
        Self { name, ..self }
    }

    /// Sets the name, which may contain entities of HTML.
    pub(super) fn html_name(self, name: Option<&str>) -> Self {
        let name = name.map(|name| text::line(name, &Native));
        let name = name.unwrap_or_default();
        Self { name, ..self }
    }

    /// Sets the description, a plain text.
    pub(super) fn description(self, description: Option<&str>) -> Self {
        let description = description.unwrap_or_default().to_owned();
        Self {
            description,
            ..self
        }
    }

    /// Sets the description, written in HTML.
    pub(super) fn html_description(self, html: Option<&str>) -> Self {
        let description = html.map(|html| text::paragraphs(html, &Native));
        let description = description.unwrap_or_default();
        Self {
            description,
            ..self
        }
    }

    /// Sets the description to the first paragraph of a text in Markdown.
    pub(super) fn markdown_description(self, markdown: Option<&str>) -> Self {
        let description = markdown.map(markdown::first_paragraph).unwrap_or_default();
        Self {
            description,
            ..self
        }
    }

    /// Sets the number of members, a number or a text with one.
    pub(super) fn members(self, count: Option<&Value>) -> Self {
        let count = match count {
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            _ => None,
        };
        Self {
            member_count: count.filter(|count| *count <= MAX_COUNT),
            ..self
        }
    }

    /// Sets when the group was created. `time` is written as in RFC 3339, and is converted to UTC.
    pub(super) fn created(self, time: Option<&str>) -> Self {
        let created = time
            .and_then(time::parse)
            .and_then(|at| Timestamp::parse(&time::documented(at)));
        Self { created, ..self }
    }

    /// Sets the group's own URL.
    pub(super) fn url(self, url: Option<&str>) -> Self {
        let url = url.and_then(list::http);
        Self { url, ..self }
    }

    /// Sets whether the service marks the group as public.
    pub(super) fn public(self, is_public: bool) -> Self {
        Self { is_public, ..self }
    }

    /// Returns the entry of a list, or `None` without a usable id or name.
    pub(super) fn entry(self) -> Option<Entry> {
        let group = Group {
            id: self.id,
            name: self.name,
            description: self.description,
            member_count: self.member_count,
            topic_count: None,
            created: self.created,
            is_private: !self.is_public,
            url: self.url,
        };
        Entry::new(group)
    }
}
