//! The documented sample response.

use super::{SAMPLE, read};
use serde_json::Value;

fn documented() -> Vec<Value> {
    let document: Value = serde_json::from_str(SAMPLE).unwrap();
    document["rsp"]["group"].as_array().unwrap().clone()
}

#[test]
fn reads_all_groups_in_order() {
    let listing = read(SAMPLE).unwrap();
    assert_eq!((listing.groups.len(), listing.left_out), (18, 0));
    let names: Vec<_> = listing
        .groups
        .iter()
        .map(|group| group.name.as_str())
        .collect();
    let documented = documented();
    let expected: Vec<_> = documented
        .iter()
        .map(|group| group["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, expected);
}

#[test]
fn reads_every_field_that_a_badge_can_show() {
    for (group, documented) in read(SAMPLE).unwrap().groups.iter().zip(documented()) {
        assert_eq!(group.id, documented["id"].to_string());
        assert_eq!(group.member_count, documented["member_count"].as_u64());
        assert_eq!(group.topic_count, documented["topic_count"].as_u64());
        assert_eq!(group.is_private, documented["is_private"] == 1);
        let created = group.created.as_ref().unwrap().as_str().replace('T', " ");
        assert_eq!(created, documented["timestamp"].as_str().unwrap());
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words(&group.description),
            words(documented["description"].as_str().unwrap())
        );
    }
}

#[test]
fn every_documented_field_is_read_or_deliberately_ignored() {
    const READ: [&str; 9] = [
        "id",
        "name",
        "description",
        "is_private",
        "topic_count",
        "num_topics",
        "member_count",
        "num_members",
        "timestamp",
    ];
    const OF_NO_USE_TO_A_BADGE: [&str; 5] = [
        "moderation_level",
        "event_moderation",
        "member_moderation",
        "owner_user_id",
        "commercial_account_id",
    ];
    for group in documented() {
        for key in group.as_object().unwrap().keys() {
            assert!(
                READ.contains(&key.as_str()) || OF_NO_USE_TO_A_BADGE.contains(&key.as_str()),
                "{key}"
            );
        }
    }
}

#[test]
fn keeps_paragraphs() {
    let groups = read(SAMPLE).unwrap().groups;
    assert!(
        groups[2]
            .description
            .starts_with("Bonjour a tous!\n\nThe time has come")
    );
    assert!(!groups.iter().any(|group| group.description.contains('\r')));
}
