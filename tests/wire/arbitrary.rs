//! Whatever arrives: a list or a typed failure, never a panic.

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
        format!(r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":"x","description":{deep}}}}}}}"#),
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
        let body = json!({"rsp": {"stat": "ok", "group": {"id": 1, "name": part.repeat(400_000)}}});
        assert_eq!(
            read_any(body.to_string().as_bytes()).unwrap().groups.len(),
            1
        );
    }
}
