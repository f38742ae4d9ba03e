//! The fields of one group as text, whichever notation they came in, and the group that they make.

use super::text;
use crate::groups::{Group, Timestamp};
use std::borrow::Cow;

/// The largest count that a script's number holds exactly, 2^53.
const MAX_COUNT: u64 = 1 << 53;

#[derive(Default)]
pub(super) struct Fields<'a> {
    id: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    description: Option<Cow<'a, str>>,
    is_private: Option<Cow<'a, str>>,
    member_count: Option<Cow<'a, str>>,
    num_members: Option<Cow<'a, str>>,
    topic_count: Option<Cow<'a, str>>,
    num_topics: Option<Cow<'a, str>>,
    timestamp: Option<Cow<'a, str>>,
}

impl<'a> Fields<'a> {
    /// The field of that key; `None` for a key that no badge needs.
    pub(super) fn slot(&mut self, key: &str) -> Option<&mut Option<Cow<'a, str>>> {
        Some(match key {
            "id" => &mut self.id,
            "name" => &mut self.name,
            "description" => &mut self.description,
            "is_private" => &mut self.is_private,
            "member_count" => &mut self.member_count,
            "num_members" => &mut self.num_members,
            "topic_count" => &mut self.topic_count,
            "num_topics" => &mut self.num_topics,
            "timestamp" => &mut self.timestamp,
            _ => return None,
        })
    }

    /// The group, unless it has no usable id or name.
    pub(super) fn into_group(self) -> Option<Group> {
        let id = text::line(&self.id?);
        let name = text::line(&self.name?);
        if text::is_blank(&id) || text::is_blank(&name) {
            return None;
        }
        Some(Group {
            id,
            name,
            description: text::paragraphs(&self.description.unwrap_or_default()),
            member_count: count(self.member_count).or_else(|| count(self.num_members)),
            topic_count: count(self.topic_count).or_else(|| count(self.num_topics)),
            created: self.timestamp.as_deref().and_then(Timestamp::parse),
            is_private: is_private(self.is_private.as_deref()),
        })
    }
}

/// A whole number from 0 to 2^53, also where it is written as `131.0`.
fn count(field: Option<Cow<'_, str>>) -> Option<u64> {
    let field = field?;
    let field = field.trim();
    let whole = match field.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|digit| digit == b'0') => whole,
        _ => field,
    };
    whole.parse().ok().filter(|count| *count <= MAX_COUNT)
}

/// Private unless the field is absent, empty or a plain no: what cannot be read must not be made public.
fn is_private(field: Option<&str>) -> bool {
    !matches!(
        field.map(str::trim),
        None | Some("" | "0" | "false" | "0.0")
    )
}
