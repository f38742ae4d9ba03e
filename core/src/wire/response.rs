//! Reads the groups or the error message of a response. The rules are the same for JSON and XML.

use super::{Platform, Privacy, Value, fields, text};
use crate::{
    failure::{Failure, Format},
    groups::Group,
};
use std::borrow::Cow;

/// The groups of a response, in the order of the response.
///
/// ```
/// use my_groups_core::wire::{self, Listing, Native};
///
/// let body = br#"{"rsp": {"stat": "ok", "group": []}}"#;
/// let listing = wire::read(body, None, &Native);
/// assert_eq!(listing, Ok(Listing::default()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Every group with a usable id and name.
    pub groups: Vec<Group>,
    /// How many entries were left out because they have no usable id or name.
    pub left_out: usize,
    /// How many groups count as private because their `is_private` cannot be read.
    pub unknown_privacy: usize,
}

/// Returns the values of the groups of a whole document.
pub(super) fn read<'a>(
    document: Value<'a>,
    platform: &dyn Platform,
) -> Result<Vec<Value<'a>>, Failure> {
    let Some(Value::Object(rsp)) = document.into_member("rsp") else {
        return Err(Failure::Format(Format::NoRsp));
    };
    let (mut stat, mut error, mut group) = (None, None, None);
    for (key, value) in rsp {
        match key.as_ref() {
            "stat" => stat = value.into_text(),
            "error" => error = message(value),
            "group" => group = Some(value),
            _ => {}
        }
    }
    match (stat.as_deref(), error) {
        (Some("ok"), _) => entries(group.unwrap_or(Value::Null)),
        (stat, error) if stat == Some("fail") || error.is_some() => Err(Failure::Api {
            message: text::line(&error.unwrap_or_default(), platform),
        }),
        _ => entries(group.ok_or(Failure::Format(Format::NoStat))?),
    }
}

/// Returns the API's message. The error is `{"msg": "…"}`, a list with such an object, or the text
/// itself. Returns `None` if there is no error.
fn message(error: Value<'_>) -> Option<Cow<'_, str>> {
    match error {
        Value::Null => None,
        Value::Text(message) => Some(message),
        Value::List(errors) => errors.into_iter().find_map(message),
        object @ Value::Object(_) => {
            let message = object.into_member("msg").and_then(Value::into_text);
            Some(message.unwrap_or_default())
        }
    }
}

/// Reads the groups. Returns an error if a list has entries but no usable group, because the badge
/// would otherwise show that the list is empty.
pub(super) fn listing(groups: Vec<Value<'_>>, platform: &dyn Platform) -> Result<Listing, Failure> {
    let mut listing = Listing::default();
    for value in groups {
        let Some((group, privacy)) = fields::group(value, platform) else {
            listing.left_out += 1;
            continue;
        };
        listing.groups.push(group);
        listing.unknown_privacy += usize::from(privacy == Privacy::Unknown);
    }
    if listing.groups.is_empty() && listing.left_out > 0 {
        return Err(Failure::Format(Format::NoUsableGroup));
    }
    Ok(listing)
}

/// Returns the entries of the list in `group`. Servers write the list in these forms:
///
/// - a list
/// - one group that is not in a list
/// - an object whose keys are whole numbers; its values are the groups, in the order of the document
/// - an object with a single other key, whose value has one of the forms above
/// - null or an empty text, if there are no groups
fn entries(group: Value<'_>) -> Result<Vec<Value<'_>>, Failure> {
    match group {
        Value::Null => Ok(Vec::new()),
        Value::Text(text) if text.trim().is_empty() => Ok(Vec::new()),
        Value::Text(_) => Err(Failure::Format(Format::NoList)),
        Value::List(entries) => Ok(entries),
        Value::Object(mut members) => {
            if members.iter().all(|(key, _)| is_whole_number(key)) {
                return Ok(members.into_iter().map(|(_, entry)| entry).collect());
            }
            match members.pop() {
                Some((key, list @ (Value::List(_) | Value::Object(_))))
                    if members.is_empty() && !matches!(key.as_ref(), "id" | "name") =>
                {
                    entries(list)
                }
                last => {
                    members.extend(last);
                    Ok(vec![Value::Object(members)])
                }
            }
        }
    }
}

fn is_whole_number(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
}
