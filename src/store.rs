//! The last good list in the visitor's browser: opt-in, public groups only, under a key that nobody can read.
//! A store that is full, forbidden or tampered with is as if it were not there.

use crate::{
    groups::Group,
    request::Request,
    wire::{self, Listing},
};
use std::{
    fmt::Write,
    hash::{DefaultHasher, Hash, Hasher},
};

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
    format!("{PREFIX}{:016x}", hasher.finish())
}

/// A list as it is stored: when it was fetched, when it expires, and a getMyGroups response of its public groups.
/// `seconds` is how long it may be kept.
pub fn encode(groups: &[Group], at: u64, seconds: u32) -> String {
    let expires = at.saturating_add(u64::from(seconds) * 1000);
    let mut text = format!("{at} {expires} {{\"rsp\":{{\"stat\":\"ok\",\"group\":[");
    let public = groups.iter().filter(|group| !group.is_private);
    for (index, group) in public.enumerate() {
        if index > 0 {
            text.push(',');
        }
        // Writing into a string cannot fail.
        let _ = write!(
            text,
            "{{\"id\":{},\"name\":{},\"description\":{}",
            quote(&group.id),
            quote(&group.name),
            quote(&group.description)
        );
        for (key, count) in [
            ("member_count", group.member_count),
            ("topic_count", group.topic_count),
        ] {
            if let Some(count) = count {
                let _ = write!(text, ",\"{key}\":{count}");
            }
        }
        if let Some(created) = &group.created {
            let _ = write!(text, ",\"timestamp\":\"{}\"", created.as_str());
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
        wire::read(response.as_bytes(), |_| Ok(Listing::default())).ok()?;
    groups.retain(|group| !group.is_private);
    Some(Kept { groups, at })
}

/// Text that the wire reads back as it is: escaped for HTML, then for JSON.
fn quote(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    serde_json::to_string(&text).unwrap_or_default()
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::{Kept, PREFIX, decode, encode, key};
    use crate::{groups::Group, page, request::Request};
    use web_sys::Storage;

    /// The last good list of a request, if there is one that the author lets be kept for `seconds`.
    pub(crate) fn load(request: &Request, seconds: u32) -> Option<Kept> {
        let text = storage()?.get_item(&key(request)).ok().flatten()?;
        decode(&text, now(), seconds)
    }

    /// Keeps a list for `seconds`, and drops those that have expired.
    pub(crate) fn save(request: &Request, groups: &[Group], at: u64, seconds: u32) {
        let Some(storage) = storage() else { return };
        sweep(&storage);
        // A full or forbidden store is as if it were not there.
        let _ = storage.set_item(&key(request), &encode(groups, at, seconds));
    }

    fn sweep(storage: &Storage) {
        let keys: Vec<String> = (0..storage.length().unwrap_or(0))
            .filter_map(|index| storage.key(index).ok().flatten())
            .filter(|key| key.starts_with(PREFIX))
            .collect();
        for key in keys {
            let text = storage.get_item(&key).ok().flatten().unwrap_or_default();
            if decode(&text, now(), u32::MAX).is_none() {
                let _ = storage.remove_item(&key);
            }
        }
    }

    fn storage() -> Option<Storage> {
        page::window()?.local_storage().ok().flatten()
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
