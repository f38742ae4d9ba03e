//! The tree that JSON and XML are both read into.

use std::borrow::Cow;

/// A response body, whichever notation it came in. A response is `{"rsp": {"stat": …, "group":
/// …}}`; of XML, an attribute is a member with a text, and the `group` elements are a list.
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
    /// JSON's `null`, and whatever is nested deeper than any response.
    Null,
    /// A string, or a number or a truth value as it is written: `1984`, `2.10`, `true`.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Self>),
    /// An object: its members in their order. Of two with the same key the last one counts, as in
    /// `JSON.parse`.
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl<'a> Value<'a> {
    /// Returns the member of that key, or `None` if there is none.
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

    /// The text; `None` for null, lists and objects.
    pub(super) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The member of that key; `None` where there is none, and for anything but an object.
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
