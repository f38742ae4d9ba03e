//! The documented API.

use super::*;

const SOURCE: &str = r#"type = "get-my-groups", endpoint = "https://api.example/rest/?site=a", api_key = "k y", token = "t&k""#;

#[test]
fn asks_as_documented_and_keeps_the_endpoints_query() {
    let sample: Value =
        serde_json::from_str(include_str!("../../../tests/fixtures/get-my-groups.json")).unwrap();
    let gathered = run(SOURCE, |request| {
        assert_eq!(
            request.url.as_str(),
            "https://api.example/rest/?site=a&method=group.getMyGroups&api_key=k+y&token=t%26k&format=json"
        );
        ok(sample.clone())
    });
    assert_eq!(gathered.unwrap().entries.len(), 18);
}

#[test]
fn reads_xml_whatever_was_asked_for() {
    let xml = Value::from(include_str!("../../../tests/fixtures/get-my-groups.xml"));
    let gathered = run(SOURCE, |_| ok(xml.clone())).unwrap();
    assert_eq!(
        told(&gathered),
        [(
            "blasthaus fans",
            Some(15),
            false,
            None,
            "2005-09-02T02:15:11"
        )]
    );
    assert!(gathered.entries[0].documented.is_some());
}

#[test]
fn tells_what_is_wrong() {
    assert_eq!(
        run(SOURCE, |_| status(403)).unwrap_err(),
        Fault::Refused { status: 403 }
    );
    assert_eq!(run(SOURCE, |_| status(404)).unwrap_err(), Fault::NotFound);
    let fail = run(SOURCE, |_| {
        ok(json!({"rsp": {"stat": "fail", "error": {"msg": "no"}}}))
    })
    .unwrap_err();
    assert_eq!(fail.kind(), "format");
}
