//! The JSON response. Values are taken as raw text, so that a number keeps its digits ("1984", "2.10")
//! and no field's type can fail the whole: what is met decides, field by field.

use super::{Fields, Listing, verdict};
use crate::failure::{Failure, Format};
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::{error::Category, value::RawValue};
use std::{borrow::Cow, fmt};

pub(super) fn read(text: &str) -> Result<Listing, Failure> {
    let document: &RawValue =
        serde_json::from_str(text).map_err(|error| match error.classify() {
            Category::Eof => Failure::Format(Format::Truncated),
            _ => Failure::Format(Format::Json {
                line: error.line(),
                column: error.column(),
            }),
        })?;
    let rsp = Object::of(document)
        .and_then(|document| Object::of(document.get("rsp")?))
        .ok_or(Failure::Format(Format::NoRsp))?;
    verdict(
        rsp.get("stat").and_then(scalar).as_deref(),
        rsp.get("error").and_then(message).as_deref(),
        rsp.get("group").map(listing),
    )
}

/// `rsp.group`: a list, a group by itself, or one of the many ways to say "none".
fn listing(value: &RawValue) -> Result<Listing, Failure> {
    let mut listing = Listing::default();
    if let Some(entries) = list(value) {
        for entry in entries {
            listing.push(Object::of(entry).map(Object::into_fields));
        }
    } else if let Some(object) = Object::of(value) {
        if !object.0.is_empty() {
            listing.push(Some(object.into_fields()));
        }
    } else if scalar(value).is_some_and(|text| !text.trim().is_empty()) {
        return Err(Failure::Format(Format::NoList));
    }
    Ok(listing)
}

/// The API's message: `{"msg": "…"}`, a list of one such, or the bare text; `None` where there is no error.
fn message(value: &RawValue) -> Option<Cow<'_, str>> {
    if let Some(entries) = list(value) {
        return message(entries.first()?);
    }
    match Object::of(value) {
        Some(object) => Some(object.get("msg").and_then(scalar).unwrap_or_default()),
        None => scalar(value),
    }
}

fn list(value: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(value.get()).ok()
}

/// A string, a number or a truth value as text; `None` for null, lists and objects.
fn scalar(value: &RawValue) -> Option<Cow<'_, str>> {
    let raw = value.get();
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str(raw).ok().map(|Text(text)| text),
        b'[' | b'{' | b'n' => None,
        _ => Some(Cow::Borrowed(raw)),
    }
}

/// The entries of an object as they stand. Of a key that stands twice the last one counts, as in `JSON.parse`.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Object<'a> {
    fn of(value: &'a RawValue) -> Option<Self> {
        serde_json::from_str(value.get()).ok()
    }

    fn get(&self, key: &str) -> Option<&'a RawValue> {
        let entry = self.0.iter().rev().find(|(name, _)| name == key)?;
        Some(entry.1)
    }

    fn into_fields(self) -> Fields<'a> {
        let mut fields = Fields::default();
        for (key, value) in self.0 {
            if let Some(slot) = fields.slot(&key) {
                *slot = scalar(value);
            }
        }
        fields
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((Text(key), value)) = map.next_entry()? {
                    entries.push((key, value));
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(ObjectVisitor)
    }
}

/// A string, read as bytes: so a lone surrogate (`"\ud800"`) costs one character and not the group.
struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Text(String::from_utf8_lossy(bytes)))
            }
            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(Text(String::from_utf8_lossy(bytes).into_owned().into()))
            }
        }
        deserializer.deserialize_bytes(TextVisitor)
    }
}
