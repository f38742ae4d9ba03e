//! The last good list as it is stored in the visitor's browser: public groups only, under a key that
//! does not reveal the request.

use crate::{
    groups::{Group, Timestamp},
    object::{self, Field, Object},
    request::Request,
    wire::{self, Platform},
};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// What every key starts with.
pub const PREFIX: &str = "my-groups-badge:";

/// A list, and when it was fetched, in milliseconds since 1970.
///
/// ```
/// use my_groups_core::stored_list::{Kept, decode, encode};
/// use my_groups_core::wire::Native;
///
/// let at = 1_800_000_000_000;
/// let kept = decode(&encode(&[], at, 60), at, 60, &Native);
/// assert_eq!(kept, Some(Kept { groups: vec![], at }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The groups, in the order of the response.
    pub groups: Vec<Group>,
    /// When they were fetched.
    pub at: u64,
}

/// The key of a request: a hash, since the address holds token and key.
///
/// ```
/// use my_groups_core::{stored_list, options::Source, request::Request};
///
/// let request = Request::new(&Source::Src("/my-groups.json".into()), |url| Some(url.into())).unwrap();
/// assert!(stored_list::key(&request).starts_with("my-groups-badge:"));
/// ```
pub fn key(request: &Request) -> String {
    let mut hasher = FxHasher::default();
    request.address.hash(&mut hasher);
    request.is_direct.hash(&mut hasher);
    format!("{PREFIX}{}", hasher.finish())
}

/// A group as a response has it.
fn stored(group: &Group) -> Object {
    let text = |text: &str| Field::Text(Some(html(text)));
    let created = group.created.as_ref().map(Timestamp::as_str);
    Object(vec![
        ("id", text(&group.id)),
        ("name", text(&group.name)),
        ("description", text(&group.description)),
        ("member_count", Field::Number(group.member_count)),
        ("topic_count", Field::Number(group.topic_count)),
        ("timestamp", Field::Text(created.map(str::to_owned))),
        ("url", Field::Text(group.url.as_deref().map(html))),
    ])
}

/// A plain text as the HTML that shows it: the texts of a response are HTML.
fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A list as it is stored: when it was fetched and when it expires, both in milliseconds since
/// 1970, and a getMyGroups response of its public groups. `seconds` is how long it may be kept.
///
/// ```
/// use my_groups_core::stored_list::{decode, encode};
/// use my_groups_core::wire::Native;
///
/// let fetched = 1_800_000_000_000;
/// let text = encode(&[], fetched, 60);
/// assert_eq!(decode(&text, fetched + 30_000, 60, &Native).map(|kept| kept.at), Some(fetched));
/// assert_eq!(decode(&text, fetched + 60_000, 60, &Native), None);
/// ```
pub fn encode(groups: &[Group], at: u64, seconds: u32) -> String {
    let public = groups.iter().filter(|group| !group.is_private);
    let list = object::json(&public.map(stored).collect::<Vec<_>>());
    let expires = at.saturating_add(u64::from(seconds) * 1000);
    format!(r#"{at} {expires} {{"rsp":{{"stat":"ok","group":{list}}}}}"#)
}

/// A stored list, if it is one and has not expired at `now` (milliseconds since 1970). `seconds` is
/// how long the author lets it be kept today, which may be less than when it was stored.
///
/// ```
/// use my_groups_core::stored_list::{decode, encode};
/// use my_groups_core::wire::Native;
///
/// let text = encode(&[], 1_000, 60);
/// assert!(decode(&text, 30_000, 60, &Native).is_some());
/// assert!(decode(&text, 30_000, 10, &Native).is_none());
/// assert!(decode("tampered with", 30_000, 60, &Native).is_none());
/// ```
pub fn decode(text: &str, now: u64, seconds: u32, platform: &dyn Platform) -> Option<Kept> {
    let (at, rest) = text.split_once(' ')?;
    let (expires, response) = rest.split_once(' ')?;
    let (at, expires): (u64, u64) = (at.parse().ok()?, expires.parse().ok()?);
    let age = now.checked_sub(at)?;
    if now >= expires || age >= u64::from(seconds) * 1000 {
        return None;
    }
    let listing = wire::read(response.as_bytes(), None, platform).ok()?;
    let mut groups = listing.groups;
    groups.retain(|group| !group.is_private);
    Some(Kept { groups, at })
}
