//! The last good list in the visitor's browser: opt-in, public groups only, under a key that nobody can read.
//! A store that is full, forbidden or tampered with is as if it were not there.

use crate::{
    groups::Group,
    pieces::joined,
    request::Request,
    wire::{self, Listing, Value},
};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What every key starts with.
const PREFIX: &str = "my-groups-badge:";

/// A list, and when it was fetched, in milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The groups, in the order of the response.
    pub groups: Vec<Group>,
    /// When they were fetched.
    pub at: u64,
}

/// The key of a request: a hash, since the address holds token and key.
pub fn key(request: &Request) -> String {
    let mut hasher = DefaultHasher::new();
    request.address.hash(&mut hasher);
    request.is_direct.hash(&mut hasher);
    joined([PREFIX, &hasher.finish().to_string()])
}

/// A list as it is stored: when it was fetched, when it expires, and a getMyGroups response of its public groups.
/// `seconds` is how long it may be kept.
pub fn encode(groups: &[Group], at: u64, seconds: u32) -> String {
    let expires = at.saturating_add(u64::from(seconds) * 1000);
    let mut text = joined([
        &at.to_string(),
        " ",
        &expires.to_string(),
        " {\"rsp\":{\"stat\":\"ok\",\"group\":[",
    ]);
    let public = groups.iter().filter(|group| !group.is_private);
    for (index, group) in public.enumerate() {
        let mut sign = if index > 0 { ",{\"" } else { "{\"" };
        let mut add = |key: &str, value: &str| {
            for piece in [sign, key, "\":\"", value, "\""] {
                text.push_str(piece);
            }
            sign = ",\"";
        };
        add("id", &quoted(&group.id));
        add("name", &quoted(&group.name));
        add("description", &quoted(&group.description));
        if let Some(count) = group.member_count {
            add("member_count", &count.to_string());
        }
        if let Some(count) = group.topic_count {
            add("topic_count", &count.to_string());
        }
        if let Some(created) = &group.created {
            add("timestamp", created.as_str());
        }
        if let Some(url) = &group.url {
            add("url", &quoted(url));
        }
        text.push('}');
    }
    text.push_str("]}}");
    text
}

/// A stored list, if it is one and has not expired at `now` (milliseconds since 1970).
/// `seconds` is how long the author lets it be kept today, which may be less than when it was stored.
pub fn decode(text: &str, now: u64, seconds: u32) -> Option<Kept> {
    let (at, rest) = text.split_once(' ')?;
    let (expires, response) = rest.split_once(' ')?;
    let (at, expires): (u64, u64) = (at.parse().ok()?, expires.parse().ok()?);
    let age = now.checked_sub(at)?;
    if now >= expires || age >= u64::from(seconds) * 1000 {
        return None;
    }
    let Listing { mut groups, .. } =
        wire::read(response.as_bytes(), None, |_| Ok(Value::Null)).ok()?;
    groups.retain(|group| !group.is_private);
    Some(Kept { groups, at })
}

/// Text that the wire reads back as it is: escaped for HTML, what JSON would escape included.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '"' => quoted.push_str("&quot;"),
            '\\' => quoted.push_str("&#92;"),
            '\n' => quoted.push_str("&#10;"),
            other => quoted.push(other),
        }
    }
    quoted
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::{Kept, PREFIX, decode, encode, key};
    use crate::{groups::Group, request::Request};
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "/src/page.js")]
    extern "C" {
        fn recall(key: &str) -> Option<String>;
        fn keep(key: &str, text: &str, prefix: &str);
    }

    /// The last good list of a request, if there is one that the author lets be kept for `seconds`.
    pub(crate) fn load(request: &Request, seconds: u32) -> Option<Kept> {
        decode(&recall(&key(request))?, now(), seconds)
    }

    /// Keeps a list for `seconds`, and drops those that have expired.
    pub(crate) fn save(request: &Request, groups: &[Group], at: u64, seconds: u32) {
        keep(&key(request), &encode(groups, at, seconds), PREFIX);
    }

    /// Milliseconds since 1970.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates"
    )]
    pub(crate) fn now() -> u64 {
        js_sys::Date::now() as u64
    }
}

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::{load, now, save};
