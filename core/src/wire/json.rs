//! The JSON response. `serde_json` says what is JSON and where each value begins and ends; a number
//! is taken as it is written (`2.10`), so that no digit is lost, and none is too large.

use super::Value;
use crate::failure::{Failure, Format};
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// How deep values are read within one another, the document itself included; a response needs six
/// levels at most: the document, `rsp`, `group`, an object in place of a list, a group, a field.
const MAX_DEPTH: usize = 8;

pub(crate) fn read(text: &str) -> Result<Value<'_>, Failure> {
    parse(text, MAX_DEPTH).map_err(|error| {
        Failure::Format(if is_truncated(text, &error) {
            Format::Truncated
        } else {
            Format::Json {
                line: error.line(),
                // 0 stands for the end of the line before.
                column: error.column().max(1),
            }
        })
    })
}

/// Whether JSON ends too soon. A number that is cut off ("1.", "1e", "-") is bad syntax to
/// `serde_json`; with one more digit it ends too soon like everything else.
fn is_truncated(text: &str, error: &serde_json::Error) -> bool {
    error.is_eof() || parse(&format!("{text}0"), 1).is_err_and(|error| error.is_eof())
}

fn parse(json: &str, depth: usize) -> serde_json::Result<Value<'_>> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = deserializer.deserialize_any(Nested { depth })?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a list or an object whose values may be nested that deep, or a string.
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
    /// The value of what is known to be JSON.
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

// Every `visit_*` that `serde_json` calls is here: the provided ones describe what they did not
// expect, and that takes kilobytes of code which write numbers.
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
                // These are nearly the whole body, which is not gone over once more for each.
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

/// The text of a JSON string. A surrogate without its other half costs a character and not the
/// list.
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

/// JSON with U+FFFD for each escaped surrogate that has no other half.
fn without_lone_surrogates(json: &str) -> String {
    const LENGTH: usize = r"\ud800".len();
    let surrogate = |escape: &str| {
        let unit = u16::from_str_radix(escape.strip_prefix(r"\u")?.get(..4)?, 16).ok()?;
        (0xd800..0xe000).contains(&unit).then_some(unit)
    };
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(start) = rest.find('\\') {
        let (before, escape) = rest.split_at(start);
        mended.push_str(before);
        let next = escape.get(LENGTH..).and_then(surrogate);
        let length = match (surrogate(escape), next) {
            (Some(..0xdc00), Some(0xdc00..)) => 2 * LENGTH,
            (Some(_), _) => {
                mended.push_str(r"\ufffd");
                rest = escape.get(LENGTH..).unwrap_or_default();
                continue;
            }
            (None, _) => r"\\".len(),
        };
        let (escape, after) = escape.split_at_checked(length).unwrap_or((escape, ""));
        mended.push_str(escape);
        rest = after;
    }
    mended.push_str(rest);
    mended
}
