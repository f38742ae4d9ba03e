//! Arbitrary bodies result in a list or a typed failure, never in a panic.

use super::*;
use proptest::{collection::vec, prelude::*};

/// Arbitrary JSON. The keys that the reader knows are more frequent.
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
            "url",
            "0",
            "17",
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

/// A list has its documented properties, whatever the response is.
fn check(answer: Result<Listing, Failure>) {
    let Ok(listing) = answer else {
        return;
    };
    assert!(!listing.groups.is_empty() || listing.left_out == 0);
    for group in listing.groups {
        assert!(!group.name.trim().is_empty() && !group.id.trim().is_empty());
        assert!(!group.name.chars().any(char::is_control));
        assert!(
            group
                .description
                .chars()
                .all(|character| character == '\n' || !character.is_control())
        );
        assert!(group.member_count.is_none_or(|count| count <= 1 << 53));
        let url = group.url.map(|url| url.to_ascii_lowercase());
        assert!(url.is_none_or(|url| url.starts_with("http://") || url.starts_with("https://")));
    }
}

fn read_any(body: &[u8]) -> Result<Listing, Failure> {
    wire::read(body, None, &Native)
}

/// A platform whose XML parser returns a fixed tree.
struct Parsed(wire::Value<'static>);

impl wire::Platform for Parsed {
    fn decode_bytes(&self, label: &str, body: &[u8]) -> Option<String> {
        Native.decode_bytes(label, body)
    }

    fn named_reference(&self, name: &str) -> Option<String> {
        Native.named_reference(name)
    }

    fn read_xml(&self, _: &str) -> Result<wire::Value<'static>, Failure> {
        Ok(self.0.clone())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_give_a_list_or_a_failure(body in vec(any::<u8>(), 0..200)) {
        check(read_any(&body));
    }

    #[test]
    fn arbitrary_json_gives_a_list_or_a_failure(document in any_json()) {
        check(read_any(document.to_string().as_bytes()));
    }

    #[test]
    fn arbitrary_groups_give_a_list_or_a_failure(group in any_json()) {
        check(read_any(json!({"rsp": {"stat": "ok", "group": group}}).to_string().as_bytes()));
    }

    #[test]
    fn a_damaged_sample_gives_a_list_or_a_failure(at in 0..SAMPLE.len(), damage in vec(any::<u8>(), 0..4)) {
        let mut body = SAMPLE.as_bytes().to_vec();
        body.splice(at..(at + damage.len()).min(SAMPLE.len()), damage);
        check(read_any(&body));
    }

    #[test]
    fn an_arbitrary_tree_gives_a_list_or_a_failure(group in any_json()) {
        let rsp = wire::Value::Object(vec![("stat".into(), wire::Value::Text("ok".into())), ("group".into(), tree(&group))]);
        let document = wire::Value::Object(vec![("rsp".into(), rsp)]);
        check(wire::read(b"<rsp/>", None, &Parsed(document)));
    }

    #[test]
    fn any_encoding_gives_a_list_or_a_failure(
        mark in prop::sample::select(vec![&b""[..], b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<?xml ", b"<?xml encoding=\"gbk\"?>"]),
        body in vec(any::<u8>(), 0..60),
        content_type in "(text/html)?;? ?(charset=\"?(big5|utf-8|utf-16|euc-kr|x|)\"?)?",
    ) {
        check(wire::read(&[mark, &body].concat(), Some(&content_type), &Native));
    }

    #[test]
    fn every_entry_is_either_read_or_counted(usable in vec(any::<bool>(), 1..9), is_object in any::<bool>()) {
        let entries: Vec<_> = usable.iter().map(|usable| json!({"id": 1, if *usable { "name" } else { "nom" }: "x"})).collect();
        let group = if is_object {
            (0..).zip(entries).map(|(key, entry): (u32, _)| (key.to_string(), entry)).collect()
        } else {
            Value::from(entries)
        };
        let count = usable.iter().filter(|usable| **usable).count();
        match read_any(json!({"rsp": {"stat": "ok", "group": group}}).to_string().as_bytes()) {
            Ok(listing) => prop_assert_eq!((listing.groups.len(), listing.left_out), (count, usable.len() - count)),
            Err(failure) => prop_assert_eq!((failure, count), (Failure::Format(Format::NoUsableGroup), 0)),
        }
    }

    #[test]
    fn a_count_may_have_digit_group_separators(
        count in 0..=1_u64 << 53,
        sign in prop::sample::select(vec![",", ".", " ", "'", "\u{a0}", "\u{202f}"]),
    ) {
        let digits = count.to_string();
        let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).unwrap()).collect();
        let group = group(&json!({"id": 1, "name": "x", "member_count": groups.join(sign), "topic_count": count}));
        prop_assert_eq!((group.member_count, group.topic_count), (Some(count), Some(count)));
    }

    #[test]
    fn a_date_is_not_converted_to_another_time_zone(
        date in "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
        time in "([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?(Z|[+-][01][0-9]:?[0-5][0-9])?)?",
    ) {
        let group = group(&json!({"id": 1, "name": "x", "timestamp": format!("{date}{time}")}));
        prop_assert_eq!(group.created.as_ref().map(Timestamp::date), Some(date.as_str()));
    }
}

/// JSON as the tree that a reader of XML could make.
fn tree(value: &Value) -> wire::Value<'static> {
    match value {
        Value::Null => wire::Value::Null,
        Value::String(text) => wire::Value::Text(text.clone().into()),
        Value::Array(entries) => wire::Value::List(entries.iter().map(tree).collect()),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (key.clone().into(), tree(value)));
            wire::Value::Object(members.collect())
        }
        other => wire::Value::Text(other.to_string().into()),
    }
}

#[test]
fn unclosed_deep_nesting_is_a_failure() {
    for open in ["[", "{\"rsp\":", "{\"rsp\":{\"stat\":\"ok\",\"group\":[["] {
        assert!(matches!(
            read_any(open.repeat(100_000).as_bytes()),
            Err(Failure::Format(_))
        ));
    }
}

#[test]
fn closed_deep_nesting_does_not_panic() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for body in [
        format!(r#"{{"rsp":{{"stat":"ok","group":{deep}}}}}"#),
        format!(r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":"x","description":{deep}}}}}}}"#),
        format!(r#"{{"rsp":{{"stat":"fail","error":{deep}}}}}"#),
    ] {
        let _ = read_any(body.as_bytes());
    }
}

// The results of a reference implementation for strings and numbers.
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
fn hostile_text_is_read_in_linear_time() {
    // Each body takes quadratic time in a reader that searches for the same end repeatedly.
    for part in [
        "<a",
        "<a '",
        "<!--",
        "&",
        "&#",
        "</",
        "<a x=\"",
        "<style>",
        "<script></",
        "<script></script",
        "<style></style x='",
        "<p>",
        "&a",
        "1,",
        "\\",
        "{\"a\":",
        "<?xml ",
    ] {
        let text = part.repeat(200_000);
        let body = json!({"rsp": {"stat": "ok", "group": {
            "id": 1, "name": format!("x{text}"), "description": text, "member_count": text, "timestamp": text, "url": text,
        }}});
        assert_eq!(
            read_any(body.to_string().as_bytes()).unwrap().groups.len(),
            1
        );
    }
}

#[test]
fn hostile_json_is_read_in_linear_time() {
    for part in [r"\ud800", r"\ud83d\ude00\ud83d", r"\\", r"\u0041"] {
        let text = part.repeat(300_000);
        let body = format!(r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":"x{text}"}}}}}}"#);
        assert_eq!(read_any(body.as_bytes()).unwrap().groups.len(), 1);
    }
    for (open, close) in [
        ("{\"group\":", "}"),
        ("{\"0\":", "}"),
        ("[{\"0\":", "}]"),
        ("{\"rsp\":", "}"),
    ] {
        let deep = format!("{}1{}", open.repeat(300_000), close.repeat(300_000));
        let body = format!(r#"{{"rsp":{{"stat":"ok","group":{deep}}}}}"#);
        assert!(matches!(read_any(body.as_bytes()), Err(Failure::Format(_))));
    }
}
