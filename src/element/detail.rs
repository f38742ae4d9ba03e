//! The data that the element passes to the page, as JSON: groups, and the `detail` of events.

use crate::{
    Failure, Group, Options,
    groups::Timestamp,
    object::{Field, Object},
    owner,
};

/// Returns the `detail` of a `load` event.
pub(super) fn load(count: usize) -> Object {
    Object(vec![("count", Field::Number(Some(count as u64)))])
}

/// Returns the `detail` of an `error` event.
pub(super) fn error(failure: &Failure) -> Object {
    Object(vec![
        ("kind", Field::Text(Some(failure.kind().to_owned()))),
        ("status", Field::Number(Some(failure.status().into()))),
        ("message", Field::Text(Some(owner::explain(failure)))),
    ])
}

/// Returns a group for the element's property `groups`. The id is a number if JavaScript represents
/// it exactly, otherwise a text.
pub(super) fn group(group: &Group, options: &Options) -> Object {
    /// <https://tc39.es/ecma262/#sec-number.max_safe_integer>
    const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;
    let number = group
        .id
        .parse()
        .ok()
        .filter(|number: &u64| *number <= MAX_SAFE_INTEGER && number.to_string() == group.id);
    let id = match number {
        Some(_) => Field::Number(number),
        None => Field::Text(Some(group.id.clone())),
    };
    let created = group.created.as_ref().map(Timestamp::as_str);
    Object(vec![
        ("id", id),
        ("name", Field::Text(Some(group.name.clone()))),
        ("memberCount", Field::Number(group.member_count)),
        ("description", Field::Text(Some(group.description.clone()))),
        ("topicCount", Field::Number(group.topic_count)),
        ("created", Field::Text(created.map(str::to_owned))),
        ("isPrivate", Field::Flag(group.is_private)),
        ("url", Field::Text(options.url_of(group))),
    ])
}
