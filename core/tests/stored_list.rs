//! The last good list: what is kept, for how long, and what is made of a storage that somebody else
//! wrote to.
#![allow(missing_docs, clippy::unwrap_used)]

use my_groups_core::{
    groups::{Group, Timestamp},
    options::{Secret, Source},
    request::Request,
    stored_list::{Kept, decode, encode, key},
    wire::{self, Native},
};
use proptest::prelude::*;

const NOW: u64 = 1_800_000_000_000;

fn sample() -> Vec<Group> {
    let body = include_bytes!("../../tests/fixtures/get-my-groups.json");
    wire::read(body, None, &Native).unwrap().groups
}

fn direct(token: &str) -> Request {
    let source = Source::Direct {
        endpoint: "https://api.example/".into(),
        api_key: "k3y".into(),
        token: Secret::new(token),
    };
    Request::new(&source, |url| Some(url.to_owned())).unwrap()
}

#[test]
fn a_list_comes_back_as_it_was_but_for_its_private_groups() {
    let groups = sample();
    let text = encode(&groups, NOW, 60);
    let kept = decode(&text, NOW + 1000, 60, &Native).unwrap();
    let public: Vec<_> = groups
        .into_iter()
        .filter(|group| !group.is_private)
        .collect();
    assert_eq!(
        kept,
        Kept {
            groups: public,
            at: NOW
        }
    );
}

#[test]
fn every_field_comes_back() {
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
    let groups = [
        group("https://events.example/?a=1&amp=2#é", "2006-08-11"),
        group("http://events.example/", "2006-08-11T13:38:44Z"),
        group("http://events.example/", ""),
    ];
    let kept = decode(&encode(&groups, NOW, 60), NOW, 60, &Native).unwrap();
    assert_eq!(kept.groups, groups);
}

#[test]
fn a_list_of_private_groups_alone_is_kept_as_an_empty_one() {
    let mut groups = sample();
    groups.retain(|group| group.is_private);
    assert!(!groups.is_empty());
    let text = encode(&groups, NOW, 60);
    assert!(!text.contains(&groups.remove(0).name));
    assert_eq!(decode(&text, NOW, 60, &Native).unwrap().groups, []);
}

#[test]
fn what_is_read_is_held_to_the_rules_of_a_response() {
    let decode = |group: &str| {
        let response =
            format!(r#"{{"rsp":{{"stat":"ok","group":[{group},{{"id":2,"name":"b"}}]}}}}"#);
        let kept = decode(
            &format!("{NOW} {} {response}", NOW + 1000),
            NOW,
            60,
            &Native,
        )
        .unwrap();
        kept.groups
            .into_iter()
            .map(|group| (group.name, group.url))
            .collect::<Vec<_>>()
    };
    let other = || ("b".to_owned(), None);
    for unfit in [
        r#"{"id":1,"name":"a","is_private":1}"#,
        r#"{"id":1,"name":" "}"#,
    ] {
        assert_eq!(decode(unfit), [other()], "{unfit}");
    }
    let unsafe_url = r#"{"id":1,"name":"a","url":"javascript:alert(1)"}"#;
    assert_eq!(decode(unsafe_url), [("a".to_owned(), None), other()]);
}

#[test]
fn it_is_kept_no_longer_than_the_author_said_then_or_says_now() {
    let text = encode(&sample(), NOW, 60);
    assert!(decode(&text, NOW + 59_999, 60, &Native).is_some());
    assert!(decode(&text, NOW + 60_000, 600, &Native).is_none());
    assert!(decode(&text, NOW + 30_000, 30, &Native).is_none());
    assert!(
        decode(&text, NOW - 1, 60, &Native).is_none(),
        "from the future"
    );
}

#[test]
fn a_key_tells_neither_token_nor_api_key_and_is_another_for_another_token() {
    let key = [key(&direct("t0k3n")), key(&direct("other"))];
    assert!(
        !key[0].contains("t0k3n") && !key[0].contains("k3y") && !key[0].contains("api.example")
    );
    assert_ne!(key[0], key[1]);
}

proptest! {
    #[test]
    fn any_text_comes_back_as_it_was(name in "[a-z]\\PC{0,40}", description in "[a-z<>&;#\"\\\\ é江]{0,40}") {
        let body = serde_json::json!({"rsp": {"stat": "ok", "group": {"id": 1, "name": name, "description": description}}}).to_string();
        let groups = wire::read(body.as_bytes(), None, &Native).unwrap().groups;
        let text = encode(&groups, NOW, 60);
        prop_assert_eq!(decode(&text, NOW, 60, &Native).unwrap().groups, groups);
    }

    #[test]
    fn a_storage_that_somebody_else_wrote_to_is_never_a_panic(text in "\\PC*", at in any::<u64>(), expires in any::<u64>()) {
        decode(&text, NOW, 60, &Native);
        decode(&format!("{at} {expires} {text}"), NOW, 60, &Native);
    }
}
