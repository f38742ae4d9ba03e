//! The tree into which both JSON and XML are read.

use std::borrow::Cow;

/// A value of a response body, JSON or XML. A response is `{"rsp": {"stat": …, "group": …}}`. An
/// XML attribute is a member with a text, and the `group` elements are a list.
///
/// ```
/// use my_groups_core::wire::{Native, Platform, Value};
///
/// let rsp = Value::Object(vec![("stat".into(), Value::Text("ok".into()))]);
/// let document = Value::Object(vec![("rsp".into(), rsp)]);
/// assert_eq!(Native.read_xml("<rsp stat='ok'/>"), Ok(document));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// JSON's `null`, or a value that is nested deeper than the values of a response.
    Null,
    /// A string, or a number or a Boolean value as it is written: `1984`, `2.10`, `true`.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Self>),
    /// An object: its members in order. If two members have the same key, the last member is used,
    /// as in `JSON.parse`.
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl<'a> Value<'a> {
    /// Returns the member of a key, or `None` if the value is not an object or has no such member.
    pub fn member(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => {
                let mut members = members.iter().rev();
                members.find_map(|(name, value)| (name == key).then_some(value))
            }
            _ => None,
        }
    }

    /// Returns the text, or `None` for null, lists and objects.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text, or `None` for null, lists and objects.
    pub(super) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the member of a key, or `None` if the value is not an object or has no such member.
    pub(super) fn into_member(self, key: &str) -> Option<Self> {
        match self {
            Self::Object(members) => {
                let mut members = members.into_iter().rev();
                members.find_map(|(name, value)| (name == key).then_some(value))
            }
            _ => None,
        }
    }
}
