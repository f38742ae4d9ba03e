//! Selects the visible groups, and sorts them.

use crate::{groups::Group, options::Sort};
use std::cmp::Ordering;

/// Returns the indices in `groups` of the visible groups, in the order in which a badge shows them.
/// Private groups are visible only if `show_private` is set.
///
/// The sort is stable: equal groups keep the order of the response. If the groups are sorted by
/// count or date, a group without a count or date is last. `by_name` compares the names at two
/// indices as the language orders names.
///
/// ```
/// use my_groups_core::{groups::Group, options::Sort, visible::visible_places};
///
/// let group = |name: &str, member_count| Group {
///     id: "1".into(),
///     name: name.into(),
///     description: String::new(),
///     member_count,
///     topic_count: None,
///     created: None,
///     is_private: name == "Secret",
///     url: None,
/// };
/// let groups = [group("Small", Some(3)), group("Secret", Some(9)), group("Large", Some(131))];
/// let by_name = |one: usize, other: usize| groups[one].name.cmp(&groups[other].name);
/// assert_eq!(visible_places(&groups, false, Sort::Members, by_name), [2, 0]);
/// ```
pub fn visible_places(
    groups: &[Group],
    show_private: bool,
    sort: Sort,
    by_name: impl Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    let member_count = |place: usize| groups.get(place).and_then(|group| group.member_count);
    let created = |place: usize| groups.get(place).and_then(|group| group.created.as_ref());
    let order = |one: usize, other: usize| match sort {
        Sort::Api => Ordering::Equal,
        Sort::Members => member_count(other).cmp(&member_count(one)),
        Sort::Name => by_name(one, other),
        Sort::Newest => created(other).cmp(&created(one)),
    };
    let mut places: Vec<usize> = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| show_private || !group.is_private)
        .map(|(place, _)| place)
        .collect();
    places.sort_by(|one, other| order(*one, *other));
    places
}
