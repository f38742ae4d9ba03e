//! JSON to write: objects whose fields are known, and lists of them.

use serde::{Serialize, Serializer};

/// A JSON object: its fields in their order. One type for all of them, since code for each would be
/// loaded by every visitor.
#[derive(Debug)]
pub struct Object(pub Vec<(&'static str, Field)>);

/// A value of an object; where absent, `null`.
#[derive(Debug)]
pub enum Field {
    /// A whole number.
    Number(Option<u64>),
    /// A truth value.
    Flag(bool),
    /// A text.
    Text(Option<String>),
    /// A list of objects.
    List(Vec<Object>),
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(Some(number)) => serializer.serialize_u64(*number),
            Self::Text(Some(text)) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(objects) => objects.serialize(serializer),
            Self::Number(None) | Self::Text(None) => serializer.serialize_unit(),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, field)| (name, field)))
    }
}

/// An object, or a list of them, as text.
pub fn json(value: &impl Serialize) -> String {
    // What has no keys but texts can always be written.
    serde_json::to_string(value).unwrap_or_default()
}
