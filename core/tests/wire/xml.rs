//! XML responses. The badge's tests run the browser's parser on the same documents.

use super::*;

#[test]
fn the_native_reader_reads_every_document_like_the_browser() {
    let cases: Value =
        serde_json::from_str(include_str!("../../../tests/fixtures/xml-responses.json")).unwrap();
    for case in cases.as_array().unwrap() {
        let body = case["body"].as_str().unwrap();
        assert_eq!(outcome(read(body)), expected(case), "{}", case["what"]);
    }
}

/// The expected result of reading a document.
fn expected(case: &Value) -> Value {
    let mut expected = case.clone();
    let fields = expected.as_object_mut().unwrap();
    fields.remove("what");
    fields.remove("body");
    if fields.contains_key("groups") {
        for count in ["left_out", "unknown_privacy"] {
            fields.entry(count).or_insert_with(|| json!(0));
        }
    }
    expected
}

/// Returns the result of reading a document, in the form of the fixtures.
fn outcome(listing: Result<Listing, Failure>) -> Value {
    match listing {
        Ok(listing) => {
            let groups: Vec<_> = listing
                .groups
                .iter()
                .map(|group| json!({"id": group.id, "name": group.name, "is_private": group.is_private}))
                .collect();
            json!({"groups": groups, "left_out": listing.left_out, "unknown_privacy": listing.unknown_privacy})
        }
        Err(Failure::Api { message }) => json!({"message": message}),
        Err(Failure::Format(format)) => json!({"format": format!("{format:?}")}),
        Err(other) => panic!("{other:?}"),
    }
}
