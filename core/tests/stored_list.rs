//! The stored list: its key, its content, its expiry, and a storage that another script wrote to.
#![allow(missing_docs, clippy::unwrap_used)]

use my_groups_core::{
    groups::{Group, GroupList, Timestamp},
    options::{Secret, Source},
    request::Request,
    stored_list::{PREFIX, decode, encode, key},
    wire::{self, Native},
};
use proptest::prelude::*;

const NOW: u64 = 1_800_000_000_000;

fn sample() -> Vec<Group> {
    let body = include_bytes!("../../tests/fixtures/get-my-groups.json");
    wire::read(body, None, &Native).unwrap().groups
}

fn list(groups: Vec<Group>) -> GroupList {
    GroupList {
        loaded_at: NOW,
        groups,
    }
}

fn request(source: &Source) -> Request {
    Request::new(source, |url| Some(url.to_owned())).unwrap()
}

fn direct(endpoint: &str, api_key: &str, token: &str) -> Request {
    request(&Source::Direct {
        endpoint: endpoint.into(),
        api_key: api_key.into(),
        token: Secret::new(token),
    })
}

#[test]
fn a_stored_list_has_no_private_groups() {
    let groups = sample();
    let (private, public): (Vec<_>, Vec<_>) =
        groups.iter().cloned().partition(|group| group.is_private);
    let stored = encode(&list(groups), 60);
    assert_eq!(decode(&stored, NOW + 1000, 60), Some(list(public)));
    assert!(!private.is_empty());
    for group in private {
        assert!(!stored.contains(&group.name), "{stored}");
    }
}

#[test]
fn every_field_survives_storing() {
    let group = |url: &str, created: &str| Group {
        id: "1 & <2>".into(),
        name: "</script> \"a\\b\" &amp; é 🎉".into(),
        description: "One\ntwo\n\n&lt;three".into(),
        member_count: Some(1 << 53),
        topic_count: None,
        created: Timestamp::parse(created),
        is_private: false,
        url: Some(url.into()),
    };
    let list = list(vec![
        group("https://events.example/?a=1&amp=2#é", "2006-08-11"),
        group("http://events.example/", "2006-08-11T13:38:44Z"),
        group("http://events.example/", ""),
    ]);
    assert_eq!(decode(&encode(&list, 60), NOW, 60), Some(list));
}

#[test]
fn a_list_with_only_private_groups_is_stored_as_an_empty_list() {
    let mut groups = sample();
    groups.retain(|group| group.is_private);
    assert!(!groups.is_empty());
    let stored = encode(&list(groups), 60);
    assert_eq!(decode(&stored, NOW, 60).unwrap().groups, []);
}

#[test]
fn groups_written_by_another_script_are_checked_like_a_response() {
    let decoded = |group: &str| {
        let expires_at = NOW + 1000;
        let stored = format!(
            r#"{{"loaded_at":{NOW},"expires_at":{expires_at},"groups":[{group},{{"id":2,"name":"b"}}]}}"#
        );
        let mut groups = decode(&stored, NOW, 60).unwrap().groups;
        assert_eq!(groups.pop().unwrap().name, "b", "{group}");
        groups
    };
    for invalid in [
        r#"{"id":1,"name":"a","is_private":1}"#,
        r#"{"id":1,"name":"a","is_private":"yes"}"#,
        r#"{"id":1,"name":" "}"#,
        r#"{"id":1,"name":"\u200b"}"#,
        r#"{"id":"","name":"a"}"#,
        r#"{"id":1}"#,
        r#""a""#,
        "null",
        "[]",
    ] {
        assert_eq!(decoded(invalid), [], "{invalid}");
    }
    let group = decoded(
        r#"{"id":1,"name":"a","url":"javascript:alert(1)","member_count":-1,"topic_count":"x","created":"soon"}"#,
    )
    .remove(0);
    assert_eq!(
        (
            group.url,
            group.member_count,
            group.topic_count,
            group.created
        ),
        (None, None, None, None)
    );
}

#[test]
fn other_texts_are_not_stored_lists() {
    for text in [
        "",
        "{}",
        "[]",
        r#"{"rsp":{"stat":"ok"}}"#,
        r#"{"loaded_at":1800000000000,"groups":[]}"#,
        r#"{"loaded_at":1800000000000,"expires_at":1800000060000,"groups":{}}"#,
        r#"{"loaded_at":"soon","expires_at":1800000060000,"groups":[]}"#,
        // The format of earlier versions.
        r#"1800000000000 1800000060000 {"rsp":{"stat":"ok","group":[]}}"#,
    ] {
        assert_eq!(decode(text, NOW, 60), None, "{text}");
    }
}

#[test]
fn a_stored_list_expires_after_the_lower_value_of_cache() {
    let stored = encode(&list(sample()), 60);
    assert!(decode(&stored, NOW + 59_999, 60).is_some());
    assert!(decode(&stored, NOW + 60_000, 600).is_none());
    assert!(decode(&stored, NOW + 29_999, 30).is_some());
    assert!(decode(&stored, NOW + 30_000, 30).is_none());
    assert!(
        decode(&stored, NOW - 1, 60).is_none(),
        "loaded in the future"
    );
}

#[test]
fn a_key_is_the_sha_256_digest_of_mode_and_url() {
    // printf '%s' 'src https://events.example/my-groups.json' | sha256sum
    let source = Source::Src("https://events.example/my-groups.json".into());
    assert_eq!(
        key(&request(&source)),
        "my-groups-badge:c006ba24f99d45f978e26f8566a01787e67a4cb4944fc21cd89c6f9f84516b38"
    );
    // printf '%s' 'direct https://api.example/?method=group.getMyGroups&api_key=k3y&token=t0k3n&format=json' | sha256sum
    assert_eq!(
        key(&direct("https://api.example/", "k3y", "t0k3n")),
        "my-groups-badge:9fc94665a1ba06a1d73df591c6940132d97f6d69c3f3fdf5a68af7282b5e8e7c"
    );
}

#[test]
fn different_requests_have_different_keys() {
    let url = "https://api.example/?method=group.getMyGroups&api_key=k&token=t&format=json";
    let mut keys = vec![
        key(&request(&Source::Src(url.into()))),
        key(&direct("https://api.example/", "k", "t")),
        key(&direct("https://api.example/", "k", "u")),
        key(&direct("https://api.example/", "l", "t")),
        key(&direct("https://api.example/v2", "k", "t")),
    ];
    let count = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), count);
}

#[test]
fn a_key_contains_no_part_of_the_token() {
    // A key could contain a token of hexadecimal digits unchanged. The chance that a digest contains
    // six given digits is 1 in 300,000.
    for token in ["c0ffee", "decade", "facade", "efface", "beaded"] {
        let request = direct("https://api.example/", "k3y", token);
        let key = key(&request);
        let digest = key.strip_prefix(PREFIX).unwrap();
        assert!(digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
        assert_eq!(digest.len(), 64, "{key}");
        assert!(!digest.contains(token), "{key}");
    }
}

proptest! {
    #[test]
    fn arbitrary_texts_survive_storing(name in "[a-z]\\PC{0,40}", description in "[a-z<>&;#\"\\\\ é江]{0,40}") {
        let body = serde_json::json!({"rsp": {"stat": "ok", "group": {"id": 1, "name": name, "description": description}}}).to_string();
        let groups = wire::read(body.as_bytes(), None, &Native).unwrap().groups;
        let stored = encode(&list(groups.clone()), 60);
        prop_assert_eq!(decode(&stored, NOW, 60).unwrap().groups, groups);
    }

    #[test]
    fn decoding_arbitrary_text_does_not_panic(text in "\\PC*", loaded_at in any::<u64>(), expires_at in any::<u64>()) {
        decode(&text, NOW, 60);
        decode(&format!(r#"{{"loaded_at":{loaded_at},"expires_at":{expires_at},"groups":{text}}}"#), NOW, 60);
    }
}
