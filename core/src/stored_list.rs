//! The format of the list that a badge stores in the visitor's browser. The stored list contains only
//! public groups, and its key does not reveal the request.

use crate::{
    groups::{Group, GroupList, Timestamp},
    object::{self, Field, Object},
    request::Request,
    wire::{
        Privacy, Value,
        fields::{self, Fields},
        json, text,
    },
};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The prefix of every key.
pub const PREFIX: &str = "my-groups-badge:";

/// Returns the key under which the list of a request is stored.
///
/// Two requests have the same key only if they are equal, so users of one browser never see each
/// other's list. The key is a SHA-256 digest, because the URL contains the token.
///
/// ```
/// use my_groups_core::{options::Source, request::Request, stored_list};
///
/// let source = Source::Src("/my-groups.json".into());
/// let request = Request::new(&source, |url| Some(url.into())).unwrap();
/// let digest = stored_list::key(&request);
/// let digest = digest.strip_prefix("my-groups-badge:").unwrap();
/// assert_eq!(digest.len(), 64);
/// ```
pub fn key(request: &Request) -> String {
    let mode = if request.is_direct { "direct" } else { "src" };
    let mut hasher = Sha256::new();
    hasher.update(mode);
    hasher.update(" ");
    hasher.update(&request.address);
    let mut key = PREFIX.to_owned();
    for byte in hasher.finalize() {
        for nibble in [byte >> 4, byte & 0xf] {
            key.extend(char::from_digit(nibble.into(), 16));
        }
    }
    key
}

/// Returns the public groups of a list as JSON. [`decode`] accepts the JSON until `seconds` have
/// passed since the list was loaded.
///
/// ```
/// use my_groups_core::groups::GroupList;
/// use my_groups_core::stored_list::{decode, encode};
///
/// let list = GroupList { loaded_at: 1_800_000_000_000, groups: Vec::new() };
/// let stored = encode(&list, 60);
/// assert_eq!(decode(&stored, list.loaded_at + 30_000, 60).as_ref(), Some(&list));
/// assert_eq!(decode(&stored, list.loaded_at + 60_000, 60), None);
/// ```
pub fn encode(list: &GroupList, seconds: u32) -> String {
    let public = list.groups.iter().filter(|group| !group.is_private);
    let expires_at = list
        .loaded_at
        .saturating_add(u64::from(seconds).saturating_mul(1000));
    object::json(&Object(vec![
        ("loaded_at", Field::Number(Some(list.loaded_at))),
        ("expires_at", Field::Number(Some(expires_at))),
        ("groups", Field::List(public.map(stored_group).collect())),
    ]))
}

fn stored_group(group: &Group) -> Object {
    let created = group.created.as_ref().map(Timestamp::as_str);
    Object(vec![
        ("id", Field::Text(Some(group.id.clone()))),
        ("name", Field::Text(Some(group.name.clone()))),
        ("description", Field::Text(Some(group.description.clone()))),
        ("member_count", Field::Number(group.member_count)),
        ("topic_count", Field::Number(group.topic_count)),
        ("created", Field::Text(created.map(str::to_owned))),
        ("is_private", Field::Flag(group.is_private)),
        ("url", Field::Text(group.url.clone())),
    ])
}

/// Returns a stored list, or `None` if the text is not a stored list or has expired.
///
/// `now` is in milliseconds since 1970. `seconds` is the present value of `cache`: the author may have
/// set a lower value since the list was stored. Another script may have changed the storage, so the
/// fields of the groups are checked as in a response.
///
/// ```
/// use my_groups_core::groups::GroupList;
/// use my_groups_core::stored_list::{decode, encode};
///
/// let stored = encode(&GroupList { loaded_at: 1_000, groups: Vec::new() }, 60);
/// assert!(decode(&stored, 30_000, 60).is_some());
/// assert!(decode(&stored, 30_000, 10).is_none());
/// assert!(decode("written by another script", 30_000, 60).is_none());
/// ```
pub fn decode(stored: &str, now: u64, seconds: u32) -> Option<GroupList> {
    let mut fields = Fields::of(json::read(stored).ok()?)?;
    let mut time = |key| fields.text(key)?.parse::<u64>().ok();
    let (loaded_at, expires_at) = (time("loaded_at")?, time("expires_at")?);
    let age = now.checked_sub(loaded_at)?;
    if now >= expires_at || age >= u64::from(seconds) * 1000 {
        return None;
    }
    let Value::List(groups) = fields.value("groups")? else {
        return None;
    };
    let groups = groups.into_iter().filter_map(group).collect();
    Some(GroupList { loaded_at, groups })
}

/// Returns the public group that a stored object describes. It does not call [`fields::group`],
/// which reads texts as HTML, because the stored texts are plain text.
fn group(value: Value<'_>) -> Option<Group> {
    let mut fields = Fields::of(value)?;
    if Privacy::of(fields.value("is_private").as_ref()).hides() {
        return None;
    }
    let mut text = |key| fields.text(key).map(Cow::into_owned);
    Some(Group {
        id: text("id").filter(|id| !text::is_blank(id))?,
        name: text("name").filter(|name| !text::is_blank(name))?,
        description: text("description").unwrap_or_default(),
        member_count: text("member_count").as_deref().and_then(fields::count),
        topic_count: text("topic_count").as_deref().and_then(fields::count),
        created: text("created").as_deref().and_then(Timestamp::parse),
        is_private: false,
        url: text("url").filter(|url| fields::is_web_url(url)),
    })
}
