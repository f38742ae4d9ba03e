//! The list of groups: its forms in a response, and the groups that are left out.

use super::*;

#[test]
fn a_single_group_may_be_a_bare_object() {
    assert_eq!(groups(&json!({"id": 1, "name": "x"})).len(), 1);
}

#[test]
fn every_form_of_an_empty_list_is_accepted() {
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

fn names(group: &Value) -> Vec<String> {
    groups(group).into_iter().map(|group| group.name).collect()
}

#[test]
fn an_object_with_numeric_keys_is_a_list_in_document_order() {
    let [a, b] = ["A", "B"].map(|name| json!({"id": 1, "name": name}));
    assert_eq!(names(&json!({"0": a, "2": b})), ["A", "B"]);
    assert_eq!(names(&json!({"7": a})), ["A"]);
    let listing = read(format!(
        r#"{{"rsp":{{"stat":"ok","group":{{"10":{b},"9":null,"002":{a}}}}}}}"#
    ))
    .unwrap();
    assert_eq!(
        listing
            .groups
            .iter()
            .map(|group| group.name.as_str())
            .collect::<Vec<_>>(),
        ["B", "A"]
    );
    assert_eq!(listing.left_out, 1);
}

#[test]
fn a_list_or_a_group_may_be_under_one_other_key() {
    let [a, b] = ["A", "B"].map(|name| json!({"id": 1, "name": name}));
    for key in ["item", "group", "$", "", "__proto__", "é", "-1", "url"] {
        assert_eq!(names(&json!({key: a})), ["A"], "{key}");
        assert_eq!(names(&json!({key: [a, b]})), ["A", "B"], "{key}");
        assert_eq!(names(&json!({key: {"0": a, "2": b}})), ["A", "B"], "{key}");
        for none in [json!([]), json!({})] {
            assert_eq!(names(&json!({key: none})), [""; 0], "{key}");
        }
    }
}

#[test]
fn a_list_without_a_usable_group_is_not_an_empty_list() {
    for group in [
        json!([{"$": {"id": "1", "name": "A"}}]),
        json!([{"id": 1}, {"name": "x"}]),
        json!([[], null]),
        json!([{}]),
        json!(["x"]),
        json!({"id": 1}),
        json!({"name": {"id": 1, "name": "A"}}),
        json!({"0": null}),
        json!({"0": {"id": 1}, "2": {"name": "A"}}),
        json!({"item": {"id": 1}}),
        json!({"item": "x"}),
        json!({"total": 2, "0": {"id": 1, "name": "A"}}),
    ] {
        for stat in [r#""stat":"ok","#, ""] {
            let body = format!(r#"{{"rsp":{{{stat}"group":{group}}}}}"#);
            assert_eq!(format(&body), Format::NoUsableGroup, "{body}");
        }
        let body = json!({"rsp": {"stat": "fail", "group": group, "error": {"msg": "no"}}});
        assert_eq!(
            read(body.to_string()),
            Err(Failure::Api {
                message: "no".into()
            })
        );
    }
}

#[test]
fn other_members_and_odd_numbers_do_not_affect_the_list() {
    let body = r#"{"__proto__":{"x":[1e400]},"rsp":{"stat":"no","__proto__":null,"constructor":-1e-400,"stat":"ok","n":1E+999,
        "group":"none","group":[{"id":1,"id":2,"name":"A","toString":123456789012345678901234567890,"member_count":1e400},-0.0,1e400]}}"#;
    let listing = read(body).unwrap();
    let [group] = listing.groups.as_slice() else {
        panic!("{listing:?}");
    };
    assert_eq!(
        (group.id.as_str(), group.member_count, listing.left_out),
        ("2", None, 2)
    );
}
