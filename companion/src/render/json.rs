//! The documented JSON response.

use crate::{list::Entry, time, time::UnixTime, wire};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// The largest whole number that a number of JavaScript holds exactly, 2^53.
const MAX_EXACT: u64 = 1 << 53;

#[derive(Serialize)]
struct Document {
    rsp: Rsp,
}

#[derive(Serialize)]
struct Rsp {
    stat: &'static str,
    version: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    group: Vec<Fields>,
}

/// The fields of a group in the documented order.
struct Fields(Vec<(&'static str, Value)>);

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// Returns the known fields in the documented order. Fields that a list does not need are included only
/// with `all`.
pub(super) fn fields(entry: &Entry, all: bool) -> Vec<(&'static str, Value)> {
    let group = &entry.group;
    let extras = all.then_some(entry.documented.as_deref()).flatten();
    let extra = |key: &str| extras.and_then(|extras| extras.get(key)).cloned();
    let count = |count: Option<u64>| count.map(Value::from);
    let created = group
        .created
        .as_ref()
        .map(|created| created.as_str().replace('T', " "));
    let fields = [
        ("id", Some(id(&group.id))),
        ("name", Some(wire::encoded(&group.name).into())),
        (
            "description",
            Some(wire::encoded(&group.description).into()),
        ),
        ("moderation_level", extra("moderation_level")),
        ("event_moderation", extra("event_moderation")),
        ("member_moderation", extra("member_moderation")),
        ("is_private", Some(u8::from(group.is_private).into())),
        ("topic_count", count(group.topic_count)),
        ("member_count", count(group.member_count)),
        ("timestamp", Some(created.unwrap_or_default().into())),
        ("owner_user_id", extra("owner_user_id")),
        ("commercial_account_id", extra("commercial_account_id")),
        (
            "num_members",
            extra("num_members").or_else(|| count(group.member_count)),
        ),
        (
            "num_topics",
            extra("num_topics").or_else(|| count(group.topic_count)),
        ),
        (
            "url",
            group.url.as_deref().map(|url| wire::encoded(url).into()),
        ),
    ];
    fields
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
}

/// Writes an id as a whole number, as documented, unless JavaScript would round it.
fn id(id: &str) -> Value {
    match id.parse::<u64>() {
        Ok(number) if number <= MAX_EXACT && number.to_string() == id => Value::from(number),
        _ => Value::from(id),
    }
}

/// Writes the published document: only the fields that a list needs.
pub fn published(entries: &[&Entry], as_of: Option<UnixTime>) -> String {
    document(entries, as_of, false)
}

/// Writes the response of the method: every documented field that is known.
pub fn method(entries: &[&Entry], as_of: Option<UnixTime>) -> String {
    document(entries, as_of, true)
}

fn document(entries: &[&Entry], as_of: Option<UnixTime>, all: bool) -> String {
    let group = entries
        .iter()
        .map(|entry| Fields(fields(entry, all)))
        .collect();
    let rsp = Rsp {
        stat: "ok",
        version: 1,
        as_of: as_of.map(time::rfc3339),
        group,
    };
    // Texts, numbers and lists of them can always be serialized.
    serde_json::to_string(&Document { rsp }).unwrap_or_default()
}

/// Writes a response with `stat="fail"`.
pub fn failure(message: &str) -> String {
    format!(
        r#"{{"rsp":{{"stat":"fail","version":1,"error":{{"msg":{}}}}}}}"#,
        Value::from(message)
    )
}
