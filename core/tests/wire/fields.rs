//! The fields of a group: types that vary, counts, dates, addresses.

use super::*;

#[test]
fn numbers_are_accepted_as_strings() {
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
fn strings_are_accepted_as_numbers() {
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
fn empty_values_and_null_are_accepted_in_place_of_numbers() {
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
fn counts_are_read_from_both_names() {
    let group = group(&json!({"id": 1, "name": "x", "num_members": 3, "num_topics": 4}));
    assert_eq!((group.member_count, group.topic_count), (Some(3), Some(4)));
    let group = super::group(
        &json!({"id": 1, "name": "x", "topic_count": 11, "num_topics": 17, "member_count": "", "num_members": 5}),
    );
    assert_eq!((group.member_count, group.topic_count), (Some(5), Some(11)));
}

#[test]
fn zero_and_invalid_dates_are_ignored() {
    for none in [
        "0000-00-00 00:00:00",
        "",
        "yesterday",
        "2006-02-30 00:00:00",
        "2006-13-01 00:00:00",
        "0000-00-00",
        "0000-00-00T00:00:00Z",
        "2006-02-29",
        "2006-8-1",
        "06-08-11",
        "20060811",
        "2006-08-11-",
        "2006-08-11 noon",
        "2006-08-11T24:00:00",
        "2006-08-11T13",
        "2006-08-11T13:60:00",
        "2006-08-11T13:38:44.",
        "2006-08-11T13:38:44+",
        "2006-08-11T13:38:44+1",
        "2006-08-11T13:38:44 GMT",
        "2006-08-11Z",
        "Fri, 11 Aug 2006 13:38:44 GMT",
        "1155303524",
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
fn counts_are_exact_up_to_2_53_and_invalid_counts_are_ignored() {
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
    assert_eq!(
        members("1.234"),
        Some(1234),
        "a text that was taken for a number"
    );
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

/// Whether a group with this `is_private`, as JSON, is private; and how many groups have a value
/// that cannot be read.
fn privacy(value: &str) -> (bool, usize) {
    let body =
        format!(r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":"x","is_private":{value}}}}}}}"#);
    let listing = read(body).unwrap();
    (listing.groups[0].is_private, listing.unknown_privacy)
}

#[test]
fn is_private_accepts_booleans_of_programming_languages() {
    for public in [
        "0",
        "0.0",
        "-0",
        "false",
        r#""0""#,
        r#"" 0 ""#,
        r#""False""#,
        r#""FALSE""#,
        r#""f""#,
        r#""no""#,
        r#""No""#,
        r#""N""#,
        r#""off""#,
        r#""public""#,
    ] {
        assert_eq!(privacy(public), (false, 0), "{public}");
    }
    for private in [
        "1",
        "2",
        "-1",
        "1.0",
        "0.5",
        "true",
        r#""1""#,
        r#""True""#,
        r#""t""#,
        r#""yes""#,
        r#""Y""#,
        r#""on""#,
        r#""private""#,
    ] {
        assert_eq!(privacy(private), (true, 0), "{private}");
    }
    // A document that a badge reads is public already.
    for missing in ["null", r#""""#, r#"" ""#, "[]", "{}"] {
        assert_eq!(privacy(missing), (false, 0), "{missing}");
    }
}

#[test]
fn a_group_with_an_unknown_is_private_is_hidden_and_counted() {
    for unknown in [
        r#""None""#,
        r#""members only""#,
        r#""nein""#,
        r#""0x0""#,
        r#"".""#,
        r#""+""#,
        "1e0",
        "[0]",
        r#"{"value":0}"#,
    ] {
        assert_eq!(privacy(unknown), (true, 1), "{unknown}");
    }
    let listing = read(
        json!({"rsp": {"stat": "ok", "group": [
            {"id": 1, "name": "a", "is_private": "?"},
            {"id": 2, "name": "b", "is_private": "?"},
            {"id": 3, "name": "c", "is_private": 0},
        ]}})
        .to_string(),
    );
    assert_eq!(listing.unwrap().unknown_privacy, 2);
}

#[test]
fn counts_may_have_digits_in_groups_of_three() {
    for sign in [",", ".", " ", "\u{a0}", "\u{202f}", "\u{2009}", "'", "’"] {
        for (written, expected) in [
            ("1_234", 1234),
            ("12_345_678", 12_345_678),
            ("999_000", 999_000),
            (" 1_000 ", 1000),
        ] {
            let written = written.replace('_', sign);
            let group = group(
                &json!({"id": 1, "name": "x", "member_count": written, "topic_count": written}),
            );
            assert_eq!(
                (group.member_count, group.topic_count),
                (Some(expected), Some(expected)),
                "{written}"
            );
        }
        for nonsense in [
            "1_5", "12_34", "1_2345", "1234_567", "1_234_56", "1__234", "0_123", "-1_234", "1_23x",
        ] {
            let nonsense = nonsense.replace('_', sign);
            let group = group(&json!({"id": 1, "name": "x", "member_count": nonsense}));
            assert_eq!(group.member_count, None, "{nonsense}");
        }
    }
    for mixed in [
        ",234",
        "1,",
        ".234",
        "1.",
        "1,234.567",
        "1.234,567",
        "1 234,567",
        "1;234",
        "1_234",
        "1-234",
        "9.007.199.254.740.993",
    ] {
        assert_eq!(
            group(&json!({"id": 1, "name": "x", "member_count": mixed})).member_count,
            None,
            "{mixed}"
        );
    }
    let group =
        group(&json!({"id": 1, "name": "x", "member_count": "1,5", "num_members": "1,234"}));
    assert_eq!(group.member_count, Some(1234));
}

#[test]
fn iso_8601_dates_keep_their_calendar_date() {
    for (written, expected) in [
        ("2006-08-11", "2006-08-11"),
        (" 2006-08-11 ", "2006-08-11"),
        ("2006-08-11T23:38:44", "2006-08-11T23:38:44"),
        ("2006-08-11 23:38:44", "2006-08-11T23:38:44"),
        ("2006-08-11t23:38:44z", "2006-08-11T23:38:44"),
        ("2006-08-11T23:38:44Z", "2006-08-11T23:38:44"),
        ("2006-08-11T23:38:44.5Z", "2006-08-11T23:38:44"),
        ("2006-08-11T23:38:44,123456", "2006-08-11T23:38:44"),
        ("2006-08-11T23:38:44+14:00", "2006-08-11T23:38:44"),
        ("2006-08-11T00:00:00.000-1100", "2006-08-11T00:00:00"),
        ("2006-08-11 00:00:00 +02", "2006-08-11T00:00:00"),
        ("2006-08-11T13:38Z", "2006-08-11T13:38:00"),
    ] {
        let created = group(&json!({"id": 1, "name": "x", "timestamp": written}))
            .created
            .unwrap();
        assert_eq!(
            (created.as_str(), created.date()),
            (expected, &expected[..10]),
            "{written}"
        );
    }
}

#[test]
fn a_url_is_absolute_and_http_or_https() {
    for (written, expected) in [
        (
            "https://events.example/group/1/",
            "https://events.example/group/1/",
        ),
        (" http://events.example ", "http://events.example"),
        (
            "HTTPS://events.example/?a=1&amp;b=2#c",
            "HTTPS://events.example/?a=1&b=2#c",
        ),
        (
            "https://events.example/?a=1&copy=2",
            "https://events.example/?a=1&copy=2",
        ),
        (
            "https://münchen.example/東京",
            "https://münchen.example/東京",
        ),
    ] {
        assert_eq!(
            group(&json!({"id": 1, "name": "x", "url": written}))
                .url
                .as_deref(),
            Some(expected)
        );
    }
    for refused in [
        json!("javascript:alert(1)"),
        json!("java\nscript:alert(1)//https://x.example"),
        json!("javascript://https://x.example"),
        json!("data:text/html,x"),
        json!("ftp://x.example/"),
        json!("//x.example/"),
        json!("/group/1"),
        json!("group/1"),
        json!("https:/x.example"),
        json!("https:x.example"),
        json!("https://"),
        json!("https:///x"),
        json!("https://?x"),
        json!("https://#x"),
        json!("https://github.com@evil.example/"),
        json!("https://user:password@x.example/"),
        json!("http://\\x"),
        json!("x https://x.example"),
        json!("<https://x.example>"),
        json!("\u{1}javascript://x"),
        json!(""),
        json!(null),
        json!(1),
        json!(["https://x.example"]),
        json!({"href": "https://x.example"}),
    ] {
        assert_eq!(
            group(&json!({"id": 1, "name": "x", "url": refused})).url,
            None,
            "{refused}"
        );
    }
}
