//! Reads a JSON response with `serde_json`. A number stays a text (`2.10`), so that no digit is lost
//! and no number is too large.

use super::Value;
use crate::failure::{Failure, Format};
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// The greatest depth of nested values that are read. A response has at most six levels: the
/// document, `rsp`, `group`, an object in place of a list, a group, a field.
const MAX_DEPTH: usize = 8;

pub(crate) fn read(text: &str) -> Result<Value<'_>, Failure> {
    parse(text, MAX_DEPTH).map_err(|error| {
        Failure::Format(if is_truncated(text, &error) {
            Format::Truncated
        } else {
            Format::Json {
                line: error.line(),
                // Column 0 means the end of the previous line.
                column: error.column().max(1),
            }
        })
    })
}

/// Returns whether the JSON is cut off. `serde_json` reports a number that is cut off ("1.", "1e",
/// "-") as invalid syntax. This function appends a digit, and `serde_json` then reports the end of the
/// text.
fn is_truncated(text: &str, error: &serde_json::Error) -> bool {
    error.is_eof() || parse(&format!("{text}0"), 1).is_err_and(|error| error.is_eof())
}

fn parse(json: &str, depth: usize) -> serde_json::Result<Value<'_>> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = deserializer.deserialize_any(Nested { depth })?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a string, or a list or an object whose values have at most `depth` nested levels.
#[derive(Clone, Copy)]
struct Nested {
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Nested {
    /// Reads a value that `serde_json` has already checked: it is valid JSON.
    fn value(self, json: &RawValue) -> Value<'_> {
        let json = json.get();
        match json.as_bytes() {
            b"null" => Value::Null,
            [b'"', ..] => Value::Text(string(json)),
            [b'[' | b'{', ..] => match self.depth.checked_sub(1) {
                Some(depth) => parse(json, depth).unwrap_or(Value::Null),
                None => Value::Null,
            },
            _ => Value::Text(json.into()),
        }
    }
}

// Every `visit_*` function that `serde_json` calls is defined here. The default functions write an
// unexpected value into their error message, and their code for numbers takes some kilobytes.
impl<'de> Visitor<'de> for Nested {
    type Value = Value<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            list.push(self.value(entry));
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut object = Vec::new();
        while let Some(key) = members.next_key_seed(self)? {
            let key = key.into_text().unwrap_or_default();
            let value = match key.as_ref() {
                // These values are nearly the whole body. A raw value would be parsed twice.
                "rsp" | "group" | "groups" => members.next_value_seed(self)?,
                _ => self.value(members.next_value()?),
            };
            object.push((key, value));
        }
        Ok(Value::Object(object))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(text.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(text.to_owned().into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }
}

/// Returns the text of a JSON string. Replaces each surrogate without its other half by U+FFFD, because
/// such a surrogate would make the whole list invalid.
fn string(json: &str) -> Cow<'_, str> {
    let text = json.get(1..json.len() - 1).unwrap_or_default();
    if !text.contains('\\') {
        return text.into();
    }
    let text = parse(json, 0)
        .ok()
        .and_then(Value::into_text)
        .map(Cow::into_owned)
        .or_else(|| {
            parse(&without_lone_surrogates(json), 0)
                .ok()?
                .into_text()
                .map(Cow::into_owned)
        });
    text.unwrap_or_default().into()
}

/// Returns the JSON with U+FFFD in place of each escaped surrogate that has no other half.
fn without_lone_surrogates(json: &str) -> String {
    const LENGTH: usize = r"\ud800".len();
    let surrogate = |escape: &str| {
        let unit = u16::from_str_radix(escape.strip_prefix(r"\u")?.get(..4)?, 16).ok()?;
        (0xd800..0xe000).contains(&unit).then_some(unit)
    };
    let mut repaired = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(start) = rest.find('\\') {
        let (before, escape) = rest.split_at(start);
        repaired.push_str(before);
        let next = escape.get(LENGTH..).and_then(surrogate);
        let length = match (surrogate(escape), next) {
            (Some(..0xdc00), Some(0xdc00..)) => 2 * LENGTH,
            (Some(_), _) => {
                repaired.push_str(r"\ufffd");
                rest = escape.get(LENGTH..).unwrap_or_default();
                continue;
            }
            (None, _) => r"\\".len(),
        };
        let (escape, after) = escape.split_at_checked(length).unwrap_or((escape, ""));
        repaired.push_str(escape);
        rest = after;
    }
    repaired.push_str(rest);
    repaired
}
