//! Reads the fields of one group, from JSON or XML, into a [`Group`].

use super::{Platform, Value, text};
use crate::groups::{Group, Timestamp};
use std::borrow::Cow;

/// The largest count, 2^53: JavaScript represents all integers up to it exactly.
const MAX_COUNT: u64 = 1 << 53;

/// The keys of the fields that [`group`] reads. An XML parser needs to return only these
/// attributes.
pub const KEYS: [&str; 10] = [
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

/// The fields of an object, by their keys.
pub(crate) struct Fields<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Fields<'a> {
    /// Returns the fields of an object, or `None` for any other value.
    pub(crate) fn of(value: Value<'a>) -> Option<Self> {
        match value {
            Value::Object(members) => Some(Self(members)),
            _ => None,
        }
    }

    /// Removes and returns the value of a key. If the object has the key twice, returns the last
    /// value.
    pub(crate) fn value(&mut self, key: &str) -> Option<Value<'a>> {
        let (_, value) = self.0.iter_mut().rfind(|(name, _)| name == key)?;
        Some(std::mem::replace(value, Value::Null))
    }

    /// Removes and returns the text of a key.
    pub(crate) fn text(&mut self, key: &str) -> Option<Cow<'a, str>> {
        self.value(key)?.into_text()
    }

    /// Returns the count of `key`, or the count of `other` if `key` has no usable count.
    fn count(&mut self, key: &str, other: &str) -> Option<u64> {
        let mut count = |key| count(&self.text(key)?);
        count(key).or_else(|| count(other))
    }
}

/// The meaning of a group's `is_private`.
///
/// ```
/// use my_groups_core::wire::{Privacy, Value};
///
/// let read = |text: &'static str| Privacy::of(Some(&Value::Text(text.into())));
/// assert_eq!((read("False"), read("1"), read("")), (Privacy::Public, Privacy::Private, Privacy::Missing));
/// assert_eq!(read("members only"), Privacy::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// The group is public: the value is zero, or a word such as `false` or `no`.
    Public,
    /// The group is private: the value is any other number, or a word such as `true` or `yes`.
    Private,
    /// The value is missing or empty.
    Missing,
    /// The value is neither true nor false.
    Unknown,
}

impl Privacy {
    /// Reads a Boolean value as programming languages write it, in upper or lower case.
    pub fn of(value: Option<&Value<'_>>) -> Self {
        const PUBLIC: [&str; 6] = ["false", "f", "no", "n", "off", "public"];
        const PRIVATE: [&str; 6] = ["true", "t", "yes", "y", "on", "private"];
        let text = match value {
            None | Some(Value::Null) => return Self::Missing,
            Some(Value::List(entries)) if entries.is_empty() => return Self::Missing,
            Some(Value::Object(members)) if members.is_empty() => return Self::Missing,
            Some(Value::List(_) | Value::Object(_)) => return Self::Unknown,
            Some(Value::Text(text)) => text.trim(),
        };
        let is_one_of = |words: [&str; 6]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if text.is_empty() {
            Self::Missing
        } else if is_one_of(PUBLIC) {
            Self::Public
        } else if is_one_of(PRIVATE) {
            Self::Private
        } else {
            Self::of_number(text)
        }
    }

    /// Returns whether a badge hides the group. A group whose value is unknown is hidden, because
    /// it may be private.
    pub fn hides(self) -> bool {
        matches!(self, Self::Private | Self::Unknown)
    }

    /// Reads a number: zero means public.
    fn of_number(text: &str) -> Self {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let is_number = digits.starts_with(|first: char| first.is_ascii_digit())
            && digits
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
        if !is_number {
            Self::Unknown
        } else if digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
            Self::Public
        } else {
            Self::Private
        }
    }
}

/// Returns the group that an object describes, and the meaning of its `is_private`. Returns `None` for
/// a value that is not an object, and for an object without a usable id or name.
///
/// A group whose `is_private` is missing counts as public, because a badge shows documents that are
/// public already. A program that decides which groups to publish has to check the [`Privacy`].
///
/// ```
/// use my_groups_core::wire::{self, Native, Privacy, Value};
///
/// let text = |key: &'static str, text: &'static str| (key.into(), Value::Text(text.into()));
/// let value = Value::Object(vec![text("id", "101"), text("name", "Runners &amp; Walkers")]);
/// let (group, privacy) = wire::group(value, &Native).unwrap();
/// assert_eq!((&*group.name, privacy), ("Runners & Walkers", Privacy::Missing));
/// ```
pub fn group(value: Value<'_>, platform: &dyn Platform) -> Option<(Group, Privacy)> {
    let mut fields = Fields::of(value)?;
    let id = text::line(&fields.text("id")?, platform);
    let name = text::line(&fields.text("name")?, platform);
    if text::is_blank(&id) || text::is_blank(&name) {
        return None;
    }
    let privacy = Privacy::of(fields.value("is_private").as_ref());
    let group = Group {
        id,
        name,
        description: text::paragraphs(&fields.text("description").unwrap_or_default(), platform),
        member_count: fields.count("member_count", "num_members"),
        topic_count: fields.count("topic_count", "num_topics"),
        created: fields
            .text("timestamp")
            .as_deref()
            .and_then(Timestamp::parse),
        is_private: privacy.hides(),
        url: fields
            .text("url")
            .map(|url| text::line(&url, platform))
            .filter(|url| is_web_url(url)),
    };
    Some((group, privacy))
}

/// Parses a whole number from 0 to 2^53. Also accepts a decimal part of zeros (`131.0`), and digits
/// in groups of three (`1,984`).
pub(crate) fn count(field: &str) -> Option<u64> {
    let field = field.trim();
    let plain = field.parse().ok(); // Nearly every count is plain digits.
    let count = plain
        .or_else(|| ungrouped(field))
        .or_else(|| whole(field))?;
    (count <= MAX_COUNT).then_some(count)
}

/// Parses a number with a decimal part of zeros, such as "131.0".
fn whole(text: &str) -> Option<u64> {
    let (whole, zeros) = text.split_once('.')?;
    let are_zeros = !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0');
    are_zeros.then(|| whole.parse().ok())?
}

/// Parses a number such as "1,234", "1.234", "1 234" or "1'234": one to three digits, followed by
/// groups of three digits. All groups must have the same separator. Returns `None` for any other
/// text.
fn ungrouped(text: &str) -> Option<u64> {
    let is_separator = |character| {
        matches!(
            character,
            ',' | '.' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’'
        )
    };
    let separator = text.chars().find(|character| is_separator(*character))?;
    let (first, groups) = text.split_once(separator)?;
    let are_digits = |group: &str| group.bytes().all(|digit| digit.is_ascii_digit());
    let is_first = matches!(first.len(), 1..=3) && are_digits(first) && !first.starts_with('0');
    let mut groups = groups.split(separator);
    let are_groups = groups.all(|group| group.len() == 3 && are_digits(group));
    (is_first && are_groups).then(|| text.replace(separator, "").parse().ok())?
}

/// Returns whether a text is an absolute http or https URL with a host and without a user name or
/// password. `https://github.com@evil.example/` looks like a URL of github.com, but is not.
pub(crate) fn is_web_url(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else {
        return false;
    };
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    is_web && !host.is_empty() && !host.contains('@')
}
