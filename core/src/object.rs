//! JSON that the badge writes: objects whose fields are known, and lists of such objects.

use serde::{Serialize, Serializer};

/// A JSON object: its fields in order. All objects have this one type, because every visitor would
/// download the code for each further type.
#[derive(Debug)]
pub struct Object(pub Vec<(&'static str, Field)>);

/// A value of an object. `None` is written as `null`.
#[derive(Debug)]
pub enum Field {
    /// A whole number.
    Number(Option<u64>),
    /// A Boolean value.
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

/// Returns an object, or a list of objects, as JSON.
pub fn json(value: &impl Serialize) -> String {
    // Serializing fails only for maps whose keys are not strings, and these keys are strings.
    serde_json::to_string(value).unwrap_or_default()
}
