//! The wire: what `group.getMyGroups` answers, and what public clients of it had to survive.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use my_groups_badge::{
    failure::{Failure, Format},
    groups::Group,
    wire::{self, Listing},
};
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("fixtures/get-my-groups.json");

/// Reads a body that must not be taken for XML.
fn read(body: impl AsRef<[u8]>) -> Result<Listing, Failure> {
    wire::read(body.as_ref(), None, |xml| panic!("taken for XML: {xml}"))
}

/// The groups of `{"rsp": {"stat": "ok", "group": …}}`.
fn groups(group: &Value) -> Vec<Group> {
    read(json!({"rsp": {"stat": "ok", "group": group}}).to_string())
        .unwrap()
        .groups
}

/// The one group that these fields make.
fn group(fields: &Value) -> Group {
    let mut groups = groups(&json!([fields]));
    assert_eq!(groups.len(), 1, "{fields}");
    groups.remove(0)
}

fn name(name: &str) -> String {
    group(&json!({"id": 1, "name": name})).name
}

fn description(description: &str) -> String {
    group(&json!({"id": 1, "name": "x", "description": description})).description
}

fn format(body: &str) -> Format {
    match read(body) {
        Err(Failure::Format(format)) => format,
        other => panic!("{other:?}"),
    }
}

mod the_documented_sample {
    use super::*;

    fn documented() -> Vec<Value> {
        let document: Value = serde_json::from_str(SAMPLE).unwrap();
        document["rsp"]["group"].as_array().unwrap().clone()
    }

    #[test]
    fn has_all_its_groups_in_order() {
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
    fn has_every_field_that_a_badge_can_show() {
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
    fn has_no_field_that_nobody_decided_about() {
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
    fn keeps_its_paragraphs() {
        let groups = read(SAMPLE).unwrap().groups;
        assert!(
            groups[2]
                .description
                .starts_with("Bonjour a tous!\n\nThe time has come")
        );
        assert!(!groups.iter().any(|group| group.description.contains('\r')));
    }
}

mod survives {
    use super::*;

    #[test]
    fn strings_that_arrive_as_numbers() {
        let group = group(&json!({"id": 7, "name": 1984, "description": 2.5}));
        assert_eq!(
            (group.name.as_str(), group.description.as_str()),
            ("1984", "2.5")
        );
        assert_eq!(
            read(r#"{"rsp":{"stat":"ok","version":1,"group":[{"id":1,"name":2.10}]}}"#)
                .unwrap()
                .groups[0]
                .name,
            "2.10"
        );
    }

    #[test]
    fn numbers_that_arrive_as_strings() {
        let group = group(
            &json!({"id": "2083", "name": "x", "member_count": "131", "topic_count": " 4 ", "is_private": "1"}),
        );
        assert_eq!(group.id, "2083");
        assert_eq!(
            (group.member_count, group.topic_count, group.is_private),
            (Some(131), Some(4), true)
        );
    }

    #[test]
    fn empty_values_and_null_where_a_number_is_meant() {
        for empty in [json!(""), json!(null), json!([]), json!({}), json!(" ")] {
            let group = group(&json!({
                "id": 1, "name": "x", "member_count": empty, "num_members": empty, "topic_count": empty,
                "description": empty, "timestamp": empty, "is_private": if empty.is_string() { empty.clone() } else { json!(null) },
            }));
            assert_eq!(
                (group.member_count, group.topic_count, group.created),
                (None, None, None)
            );
            assert_eq!((group.description.as_str(), group.is_private), ("", false));
        }
    }

    #[test]
    fn a_list_of_one_that_is_the_bare_object() {
        assert_eq!(groups(&json!({"id": 1, "name": "x"})).len(), 1);
    }

    #[test]
    fn every_way_to_write_an_empty_list() {
        for none in [
            "",
            r#","group":"""#,
            r#","group":null"#,
            r#","group":[]"#,
            r#","group":{}"#,
            r#","group":{ }"#,
        ] {
            let listing = read(format!(r#"{{"rsp":{{"stat":"ok"{none}}}}}"#)).unwrap();
            assert_eq!(listing, Listing::default(), "{none}");
        }
    }

    #[test]
    fn keys_in_any_order() {
        for body in [
            r#"{"rsp":{"stat":"ok","group":[{"id":1,"name":"x"}]}}"#,
            r#"{"rsp":{"group":[{"name":"x","id":1}],"version":1.0,"stat":"ok"}}"#,
        ] {
            assert_eq!(read(body).unwrap().groups[0].name, "x");
        }
    }

    #[test]
    fn counts_under_either_name() {
        let group = group(&json!({"id": 1, "name": "x", "num_members": 3, "num_topics": 4}));
        assert_eq!((group.member_count, group.topic_count), (Some(3), Some(4)));
        let group = super::group(
            &json!({"id": 1, "name": "x", "topic_count": 11, "num_topics": 17, "member_count": "", "num_members": 5}),
        );
        assert_eq!((group.member_count, group.topic_count), (Some(5), Some(11)));
    }

    #[test]
    fn entities_in_names_decoded_once() {
        assert_eq!(name("Arts &amp; Culture"), "Arts & Culture");
        assert_eq!(name("Em&#39;s &#x201c;Club&#x201D;"), "Em's “Club”");
        assert_eq!(
            name("caf&eacute; &hellip; &euro; &Omega;"),
            "café … € &Omega;"
        );
        assert_eq!(name("&amp;lt;b&amp;gt;"), "&lt;b&gt;");
        assert_eq!(name("AT&T & R&D; &"), "AT&T & R&D; &");
        assert_eq!(name("don&#146;t"), "don’t");
        assert_eq!(
            name("a&#0;b&#xD800;c&#99999999999;d"),
            "a\u{fffd}b\u{fffd}c&#99999999999;d"
        );
    }

    #[test]
    fn tags_in_descriptions() {
        assert_eq!(
            description(
                "<b>Bold</b> and <a href=\"https://x.example/?a>b\" title='>'>linked</a><br />next<img src=x>"
            ),
            "Bold and linked\nnext"
        );
        assert_eq!(description("&lt;b&gt; stays"), "<b> stays");
        assert_eq!(description("a<!-- hidden <b> -->b"), "ab");
        assert_eq!(description("<p>One</p><p>Two</p>"), "One\n\nTwo");
        assert_eq!(description("1\r\n2\r3\n\n\n\n4"), "1\n2\n3\n\n4");
    }

    #[test]
    fn signs_that_are_no_tags() {
        assert_eq!(name("I <3 Rust"), "I <3 Rust");
        assert_eq!(name("a < b > c"), "a < b > c");
        assert_eq!(name("unclosed <b"), "unclosed <b");
        assert_eq!(name("<script>alert(1)</script>"), "alert(1)");
    }

    #[test]
    fn a_name_that_is_nothing_but_a_tag() {
        assert_eq!(
            name("<img src=x onerror=alert(1)>"),
            "<img src=x onerror=alert(1)>"
        );
    }

    #[test]
    fn dates_that_stand_for_none() {
        for none in [
            "0000-00-00 00:00:00",
            "",
            "yesterday",
            "2006-02-30 00:00:00",
            "2006-13-01 00:00:00",
            "2006-08-11",
        ] {
            assert_eq!(
                group(&json!({"id": 1, "name": "x", "timestamp": none})).created,
                None,
                "{none}"
            );
        }
        let created = group(&json!({"id": 1, "name": "x", "timestamp": "2008-02-29 13:38:44"}))
            .created
            .unwrap();
        assert_eq!(
            (created.as_str(), created.date()),
            ("2008-02-29T13:38:44", "2008-02-29")
        );
    }

    #[test]
    fn failures_in_every_form() {
        for body in [
            r#"{"rsp":{"stat":"fail","error":{"msg":"Token &amp; key"}}}"#,
            r#"{"rsp":{"error":[{"msg":"Token &amp; key"}],"stat":"fail"}}"#,
            r#"{"rsp":{"stat":"fail","error":"Token &amp; key"}}"#,
        ] {
            assert_eq!(
                read(body),
                Err(Failure::Api {
                    message: "Token & key".into()
                }),
                "{body}"
            );
        }
        let silent = Err(Failure::Api {
            message: String::new(),
        });
        assert_eq!(read(r#"{"rsp":{"stat":"fail"}}"#), silent);
        assert_eq!(read(r#"{"rsp":{"stat":"fail","error":[]}}"#), silent);
        assert_eq!(
            read(r#"{"rsp":{"stat":"fail","error":{"msg":null}}}"#),
            silent
        );
    }

    #[test]
    fn truncated_bodies_and_pages_of_html() {
        for end in (1..SAMPLE.trim_end().len())
            .filter(|end| SAMPLE.is_char_boundary(*end))
            .step_by(7)
        {
            assert_eq!(format(&SAMPLE[..end]), Format::Truncated, "cut at {end}");
        }
        assert_eq!(
            format("<!DOCTYPE html><title>Overloaded</title>"),
            Format::Html
        );
        assert_eq!(format(" <html><body>"), Format::Html);
        assert_eq!(format(" \n"), Format::Empty);
        assert_eq!(format("Service unavailable"), Format::Unknown);
    }

    #[test]
    fn a_byte_order_mark() {
        assert_eq!(read(format!("\u{feff}{SAMPLE}")).unwrap().groups.len(), 18);
    }

    #[test]
    fn bytes_that_are_no_utf_8() {
        let body = b"{\"rsp\":{\"stat\":\"ok\",\"group\":[{\"id\":1,\"name\":\"caf\xe9\"}]}}";
        assert_eq!(read(body).unwrap().groups[0].name, "caf\u{fffd}");
        let body = r#"{"rsp":{"stat":"ok","group":[{"id":1,"name":"half \ud83d"}]}}"#;
        assert!(
            read(body).unwrap().groups[0]
                .name
                .starts_with("half \u{fffd}")
        );
    }
}

#[test]
fn a_group_without_a_usable_id_or_name_is_left_out_and_counted() {
    let listing = read(
        json!({"rsp": {"stat": "ok", "group": [
            {"id": 1, "name": "kept"}, {"name": "no id"}, {"id": 2}, {"id": "", "name": "x"}, {"id": 3, "name": " \u{200b} "},
            {"id": 4, "name": ["x"]}, {"id": null, "name": "x"}, null, 5, "x", [],
        ]}})
        .to_string(),
    )
    .unwrap();
    assert_eq!((listing.groups.len(), listing.left_out), (1, 10));
}

#[test]
fn counts_are_exact_up_to_2_53_and_never_nonsense() {
    let members = |count: &str| {
        read(format!(
            r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":"x","member_count":{count}}}}}}}"#
        ))
        .unwrap()
        .groups[0]
            .member_count
    };
    assert_eq!(members("9007199254740992"), Some(9_007_199_254_740_992));
    assert_eq!(members("131.0"), Some(131));
    for nonsense in [
        "9007199254740993",
        "-1",
        "1e999",
        "1.5",
        "\"many\"",
        "true",
        "99999999999999999999999999",
    ] {
        assert_eq!(members(nonsense), None, "{nonsense}");
    }
}

#[test]
fn whatever_is_not_plainly_public_is_private() {
    for (value, expected) in [
        ("0", false),
        ("\"0\"", false),
        ("false", false),
        ("1", true),
        ("\"yes\"", true),
        ("2", true),
        ("true", true),
    ] {
        let body = format!(
            r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":"x","is_private":{value}}}}}}}"#
        );
        assert_eq!(
            read(body).unwrap().groups[0].is_private,
            expected,
            "{value}"
        );
    }
}

#[test]
fn what_is_no_response_is_named() {
    assert_eq!(format("{}"), Format::NoRsp);
    assert_eq!(format("[]"), Format::NoRsp);
    assert_eq!(format(r#"{"rsp":7}"#), Format::NoRsp);
    assert_eq!(format(r#"{"rsp":{}}"#), Format::NoStat);
    assert_eq!(format(r#"{"rsp":{"stat":"odd"}}"#), Format::NoStat);
    assert_eq!(
        format(r#"{"rsp":{"stat":"ok","group":"groups"}}"#),
        Format::NoList
    );
    assert_eq!(
        format("{\n  \"rsp\": oops"),
        Format::Json {
            line: 2,
            column: 10
        }
    );
    assert_eq!(
        format(r#"{"rsp":{"stat":"ok"}} trailing"#),
        Format::Json {
            line: 1,
            column: 23
        }
    );
}

#[test]
fn xml_is_left_to_the_browsers_parser() {
    let body = include_bytes!("fixtures/get-my-groups.xml");
    let mut seen = String::new();
    let answer = wire::read(body, None, |xml| {
        seen = xml.to_owned();
        Ok(wire::Value::Null)
    });
    assert_eq!(answer, Err(Failure::Format(Format::NoRsp)));
    assert!(seen.starts_with("<?xml"));
}

mod whatever_arrives {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    /// JSON of any shape, with a liking for the keys that the wire knows.
    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[<&;#x0-9a-z/!\"' =>-]{0,20}".prop_map(Value::from),
        ];
        let key = prop_oneof![
            prop::sample::select(vec![
                "rsp",
                "stat",
                "group",
                "error",
                "msg",
                "id",
                "name",
                "description",
                "is_private",
                "member_count",
                "timestamp",
            ])
            .prop_map(str::to_owned),
            any::<String>(),
        ];
        leaf.prop_recursive(6, 64, 8, move |inner| {
            prop_oneof![
                vec(inner.clone(), 0..6).prop_map(Value::from),
                vec((key.clone(), inner), 0..8).prop_map(|entries| entries.into_iter().collect()),
            ]
        })
    }

    /// A list keeps what it promises, whatever it was made of.
    fn check(answer: Result<Listing, Failure>) {
        for group in answer.map(|listing| listing.groups).unwrap_or_default() {
            assert!(!group.name.trim().is_empty() && !group.id.trim().is_empty());
            assert!(!group.name.chars().any(char::is_control));
            assert!(
                group
                    .description
                    .chars()
                    .all(|character| character == '\n' || !character.is_control())
            );
            assert!(group.member_count.is_none_or(|count| count <= 1 << 53));
        }
    }

    fn read_any(body: &[u8]) -> Result<Listing, Failure> {
        wire::read(body, None, |_| Ok(wire::Value::Null))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bytes_make_a_list_or_a_typed_failure(body in vec(any::<u8>(), 0..200)) {
            check(read_any(&body));
        }

        #[test]
        fn json_makes_a_list_or_a_typed_failure(document in any_json()) {
            check(read_any(document.to_string().as_bytes()));
        }

        #[test]
        fn groups_of_any_json_make_a_list_or_a_typed_failure(group in any_json()) {
            check(read_any(json!({"rsp": {"stat": "ok", "group": group}}).to_string().as_bytes()));
        }

        #[test]
        fn a_sample_with_a_wound_makes_a_list_or_a_typed_failure(at in 0..SAMPLE.len(), wound in vec(any::<u8>(), 0..4)) {
            let mut body = SAMPLE.as_bytes().to_vec();
            body.splice(at..(at + wound.len()).min(SAMPLE.len()), wound);
            check(read_any(&body));
        }
    }

    #[test]
    fn nesting_without_end_is_a_failure() {
        for open in ["[", "{\"rsp\":", "{\"rsp\":{\"stat\":\"ok\",\"group\":[["] {
            assert!(matches!(
                read_any(open.repeat(100_000).as_bytes()),
                Err(Failure::Format(_))
            ));
        }
    }

    #[test]
    fn nesting_that_ends_is_read_too() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for body in [
            format!(r#"{{"rsp":{{"stat":"ok","group":{deep}}}}}"#),
            format!(
                r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":"x","description":{deep}}}}}}}"#
            ),
            format!(r#"{{"rsp":{{"stat":"fail","error":{deep}}}}}"#),
        ] {
            let _ = read_any(body.as_bytes());
        }
    }

    // What a reader that is known to be right makes of strings and numbers.
    proptest! {
        #[test]
        fn strings_are_read_as_serde_json_reads_them(text in any::<String>(), is_ascii in any::<bool>()) {
            let mut written = Value::from(format!("x{text}")).to_string();
            if is_ascii {
                written = written.encode_utf16().map(|unit| match u8::try_from(unit) {
                    Ok(ascii) if ascii.is_ascii() => char::from(ascii).to_string(),
                    _ => format!("\\u{unit:04x}"),
                }).collect();
            }
            let bare = format!(r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":{written},"name":{written}}}}}}}"#);
            let ours = read_any(bare.as_bytes()).unwrap().groups;
            let theirs = read_any(json!({"rsp": {"stat": "ok", "group": {"id": 1, "name": format!("x{text}")}}}).to_string().as_bytes()).unwrap().groups;
            prop_assert_eq!(&ours, &theirs);
            let plain: String = format!("x{text}").chars().filter(|character| character.is_alphanumeric()).collect();
            if !text.contains(['<', '&']) {
                prop_assert_eq!(ours[0].name.chars().filter(|character| character.is_alphanumeric()).collect::<String>(), plain);
            }
        }
    }

    #[test]
    fn hostile_text_takes_no_more_than_linear_work() {
        // Each of these is quadratic for a reader that looks for an end again and again.
        for part in ["<a", "<a '", "<!--", "&", "&#", "</", "<a x=\""] {
            let body =
                json!({"rsp": {"stat": "ok", "group": {"id": 1, "name": part.repeat(400_000)}}});
            assert_eq!(
                read_any(body.to_string().as_bytes()).unwrap().groups.len(),
                1
            );
        }
    }
}
