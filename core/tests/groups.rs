//! Groups: which are shown, in which order.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use my_groups_core::{
    groups::{Group, Timestamp},
    options::Sort,
    visible::visible_places,
};
use proptest::prelude::*;

fn group(id: u32, name: &str, members: Option<u64>, created: &str) -> Group {
    Group {
        id: id.to_string(),
        name: name.into(),
        description: String::new(),
        member_count: members,
        topic_count: None,
        created: Timestamp::parse(created),
        is_private: id.is_multiple_of(2),
        url: None,
    }
}

fn some() -> Vec<Group> {
    vec![
        group(1, "b", Some(7), "2006-01-02 00:00:00"),
        group(2, "C", None, "2006-01-03 00:00:00"),
        group(3, "a", Some(2000), ""),
        group(4, "c", Some(7), "2006-01-01 23:59:59"),
        group(5, "B", Some(0), ""),
    ]
}

/// The ids in an order, names compared without regard to case.
fn ids(show_private: bool, sort: Sort) -> String {
    let groups = some();
    let name = |place: usize| groups[place].name.to_lowercase();
    let places = visible_places(&groups, show_private, sort, |one, other| {
        name(one).cmp(&name(other))
    });
    places
        .iter()
        .map(|place| groups[*place].id.as_str())
        .collect()
}

#[test]
fn every_sort_is_stable_and_puts_groups_without_a_value_last() {
    for (sort, expected) in [
        (Sort::Api, "12345"),
        (Sort::Members, "31452"),
        (Sort::Name, "31524"),
        (Sort::Newest, "21435"),
    ] {
        assert_eq!(ids(true, sort), expected, "{sort:?}");
    }
}

#[test]
fn private_groups_are_visible_only_with_show_private() {
    assert_eq!(ids(false, Sort::Api), "135");
    assert_eq!(ids(true, Sort::Api), "12345");
}

proptest! {
    /// The order is that of the standard library's stable sort, and no group is lost.
    #[test]
    fn sorts_by_members_like_the_standard_library(members in proptest::collection::vec(proptest::option::of(0u64..9), 0..40)) {
        let groups: Vec<_> = (0u32..).zip(&members).map(|(id, members)| group(id, "a", *members, "")).collect();
        let mut expected: Vec<_> = (0..groups.len()).collect();
        expected.sort_by_key(|place| std::cmp::Reverse(groups[*place].member_count));
        prop_assert_eq!(visible_places(&groups, true, Sort::Members, |one, other| one.cmp(&other)), expected);
    }
}
