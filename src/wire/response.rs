//! What a response says, decided alike for JSON and XML.

use super::{Value, fields::Fields, text};
use crate::{
    failure::{Failure, Format},
    groups::Group,
};
use std::borrow::Cow;

/// The groups of a response, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Every group with a usable id and name.
    pub groups: Vec<Group>,
    /// How many were left out since they have none.
    pub left_out: usize,
}

/// The groups of a whole document.
pub(super) fn read(document: Value<'_>) -> Result<Listing, Failure> {
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
        (Some("ok"), _) => listing(group.unwrap_or(Value::Null)),
        (stat, error) if stat == Some("fail") || error.is_some() => Err(Failure::Api {
            message: text::line(&error.unwrap_or_default()),
        }),
        _ => listing(group.ok_or(Failure::Format(Format::NoStat))?),
    }
}

/// The API's message: `{"msg": "…"}`, a list of one such, or the bare text; `None` where there is no error.
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

/// `rsp.group`: a list, a group by itself, or one of the many ways to say "none".
fn listing(group: Value<'_>) -> Result<Listing, Failure> {
    let mut listing = Listing::default();
    for entry in entries(group)? {
        match Fields::of(entry).and_then(Fields::into_group) {
            Some(group) => listing.groups.push(group),
            None => listing.left_out += 1,
        }
    }
    Ok(listing)
}

fn entries(group: Value<'_>) -> Result<Vec<Value<'_>>, Failure> {
    match group {
        Value::Null => Ok(Vec::new()),
        Value::Text(text) if text.trim().is_empty() => Ok(Vec::new()),
        Value::Text(_) => Err(Failure::Format(Format::NoList)),
        Value::List(entries) => Ok(entries),
        Value::Object(members) if members.is_empty() => Ok(Vec::new()),
        object @ Value::Object(_) => Ok(vec![object]),
    }
}
