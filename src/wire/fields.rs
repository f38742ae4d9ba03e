//! The fields of one group as text, whichever notation they came in, and the group that they make.

use super::{Value, text};
use crate::groups::{Group, Timestamp};
use std::borrow::Cow;

/// The largest count that a script's number holds exactly, 2^53.
const MAX_COUNT: u64 = 1 << 53;

/// The keys of the fields that a badge needs.
#[cfg(target_arch = "wasm32")]
pub(super) const KEYS: [&str; 10] = [
    "id",
    "name",
    "description",
    "is_private",
    "member_count",
    "num_members",
    "topic_count",
    "num_topics",
    "timestamp",
    "url",
];

#[derive(Default)]
pub(super) struct Fields<'a> {
    id: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    description: Option<Cow<'a, str>>,
    is_private: bool,
    member_count: Option<Cow<'a, str>>,
    num_members: Option<Cow<'a, str>>,
    topic_count: Option<Cow<'a, str>>,
    num_topics: Option<Cow<'a, str>>,
    timestamp: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
}

impl<'a> Fields<'a> {
    /// The fields of an object; `None` for any other value.
    pub(super) fn of(value: Value<'a>) -> Option<Self> {
        let Value::Object(members) = value else {
            return None;
        };
        let mut fields = Self::default();
        for (key, value) in members {
            let field = match key.as_ref() {
                "id" => &mut fields.id,
                "name" => &mut fields.name,
                "description" => &mut fields.description,
                "is_private" => {
                    fields.is_private = is_private(&value);
                    continue;
                }
                "member_count" => &mut fields.member_count,
                "num_members" => &mut fields.num_members,
                "topic_count" => &mut fields.topic_count,
                "num_topics" => &mut fields.num_topics,
                "timestamp" => &mut fields.timestamp,
                "url" => &mut fields.url,
                _ => continue,
            };
            *field = value.into_text();
        }
        Some(fields)
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
            is_private: self.is_private,
            url: self.url.as_deref().and_then(url),
        })
    }
}

/// A whole number from 0 to 2^53, also where it is written as `131.0`, or with its digits in groups
/// of three.
fn count(field: Option<Cow<'_, str>>) -> Option<u64> {
    let field = field?;
    let field = field.trim();
    let plain = field.parse().ok(); // Nearly every count is.
    let count = plain
        .or_else(|| ungrouped(field))
        .or_else(|| whole(field))?;
    (count <= MAX_COUNT).then_some(count)
}

/// The number of "131.0".
fn whole(text: &str) -> Option<u64> {
    let (whole, zeros) = text.split_once('.')?;
    let are_zeros = !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0');
    are_zeros.then(|| whole.parse().ok())?
}

/// The number of "1,234", "1.234", "1 234" or "1'234": groups of three digits behind a first one of
/// one to three, all parted by the same sign. `None` for a number without such groups.
fn ungrouped(text: &str) -> Option<u64> {
    let is_sign = |character| {
        matches!(
            character,
            ',' | '.' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’'
        )
    };
    let sign = text.chars().find(|character| is_sign(*character))?;
    let (first, groups) = text.split_once(sign)?;
    let are_digits = |group: &str| group.bytes().all(|digit| digit.is_ascii_digit());
    let is_first = matches!(first.len(), 1..=3) && are_digits(first) && !first.starts_with('0');
    let mut groups = groups.split(sign);
    let are_groups = groups.all(|group| group.len() == 3 && are_digits(group));
    (is_first && are_groups).then(|| text.replace(sign, "").parse().ok())?
}

/// Private unless the value is empty or a plain no: what cannot be read must not be made public.
fn is_private(value: &Value<'_>) -> bool {
    match value {
        Value::Null => false,
        Value::Text(text) => !matches!(text.trim(), "" | "0" | "false" | "0.0"),
        Value::List(entries) => !entries.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
}

/// An absolute address of http or https, with a host.
fn url(field: &str) -> Option<String> {
    let url = text::line(field);
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    (is_web && !rest.is_empty() && !rest.starts_with(['/', '\\', '?', '#'])).then_some(url)
}
