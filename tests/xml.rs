//! XML responses, read by the browser's own parser.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use my_groups_badge::{
    Browser,
    failure::{Failure, Format},
    wire::{self, Listing},
};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn read(body: &str) -> Result<Listing, Failure> {
    wire::read(body.as_bytes(), None, &Browser)
}

/// The native tests of `my-groups-core` test its own XML reader with the same documents.
#[test]
fn the_browser_reads_every_document_like_the_native_reader() {
    let cases: Value = serde_json::from_str(include_str!("fixtures/xml-responses.json")).unwrap();
    for case in cases.as_array().unwrap() {
        let outcome = outcome(read(case["body"].as_str().unwrap()));
        let fields = outcome.as_object().unwrap();
        for (key, value) in fields {
            let expected = case.get(key).cloned().unwrap_or_else(|| json!(0));
            assert_eq!(*value, expected, "{key} of {}", case["what"]);
        }
    }
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

#[test]
fn reads_the_documented_sample_and_collapses_white_space() {
    let groups = read(include_str!("fixtures/get-my-groups.xml"))
        .unwrap()
        .groups;
    let [group] = groups.as_slice() else {
        panic!("{groups:?}")
    };
    assert_eq!(
        (group.id.as_str(), group.name.as_str(), group.member_count),
        ("101", "blasthaus fans", Some(15))
    );
    assert_eq!(
        group.description,
        "people in and around san francisco who go to blasthaus events. http://www.blasthaus.com/"
    );
    assert_eq!(
        group.created.as_ref().unwrap().as_str(),
        "2005-09-02T02:15:11"
    );
    assert!(!group.is_private);
}

#[test]
fn reads_every_group_and_counts_unusable_groups() {
    let listing = read(r#"<rsp stat="ok"><group id="1" name="a"/><group id="2"/><group id="3" name="c" is_private="1"/></rsp>"#).unwrap();
    assert_eq!((listing.groups.len(), listing.left_out), (2, 1));
    assert!(listing.groups.last().unwrap().is_private);
    assert_eq!(read(r#"<rsp stat="ok"/>"#), Ok(Listing::default()));
}

#[test]
fn a_failed_response_keeps_the_message_of_the_api() {
    let message = || {
        Err(Failure::Api {
            message: "Token & key".into(),
        })
    };
    assert_eq!(
        read(r#"<rsp stat="fail"><error msg="Token &amp; key"/></rsp>"#),
        message()
    );
    // The documented sample has a start tag in place of its end tag.
    assert_eq!(
        read(
            "<?xml version=\"1.0\"?>\n<rsp stat=\"fail\">\n<error msg=\"Token &amp; key\"/>\n<rsp>"
        ),
        message()
    );
    assert_eq!(
        read(r#"<rsp stat="fail"><error msg="Token &amp; key"></rsp>"#),
        message()
    );
}

#[test]
fn bodies_that_are_not_responses_have_their_own_formats() {
    let format = |body: &str| match read(body) {
        Err(Failure::Format(format)) => format,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        format(r#"<rsp stat="ok"><group id="1" name="a"/>"#),
        Format::Xml
    );
    assert_eq!(format("<"), Format::Xml);
    assert_eq!(format("<feed/>"), Format::NoRsp);
    assert_eq!(format("<rsp/>"), Format::NoStat);
    assert_eq!(
        format(r#"<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>"#),
        Format::Html
    );
}

#[test]
fn a_list_without_a_usable_group_is_a_failure() {
    assert_eq!(
        read(r#"<rsp stat="ok"><group id="2"/><group name="x"/></rsp>"#),
        Err(Failure::Format(Format::NoUsableGroup))
    );
}

#[test]
fn reads_web_urls_of_groups_and_ignores_other_urls() {
    let groups = read(
        r#"<rsp stat="ok"><group id="1" name="a" url="https://events.example/?a=1&amp;b=2"/><group id="2" name="b" url="javascript:alert(1)"/></rsp>"#,
    )
    .unwrap()
    .groups;
    let urls: Vec<_> = groups.iter().map(|group| group.url.as_deref()).collect();
    assert_eq!(urls, [Some("https://events.example/?a=1&b=2"), None]);
}

#[test]
fn reads_keys_counts_and_dates_like_json() {
    let groups = read(
        r#"<rsp stat="ok"><group id="1" name="a" num_members="1,234" num_topics="5" timestamp="2006-08-11T23:38:44-11:00"/></rsp>"#,
    )
    .unwrap()
    .groups;
    let [group] = groups.as_slice() else {
        panic!("{groups:?}")
    };
    assert_eq!(
        (group.member_count, group.topic_count),
        (Some(1234), Some(5))
    );
    assert_eq!(group.created.as_ref().unwrap().date(), "2006-08-11");
}

/// Returns the name of the only group in a body.
fn name(body: &[u8], content_type: Option<&str>) -> String {
    let mut groups = wire::read(body, content_type, &Browser).unwrap().groups;
    groups.remove(0).name
}

#[test]
fn the_browser_decodes_other_encodings_than_utf_8() {
    let xml = |declaration: &str, name: &[u8]| {
        let (start, end) = ("<rsp stat=\"ok\"><group id=\"1\" name=\"", "\"/></rsp>");
        [
            declaration.as_bytes(),
            start.as_bytes(),
            name,
            end.as_bytes(),
        ]
        .concat()
    };
    let latin_1 = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
    assert_eq!(name(&xml(latin_1, b"caf\xe9 \x80"), None), "café €");
    // The text is already decoded, so the declaration of its encoding is ignored.
    assert_eq!(name(&xml(latin_1, "café".as_bytes()), None), "café");
    let latin_2 = "<?xml version=\"1.0\" encoding=\"latin2\"?>";
    assert_eq!(
        name(
            &xml(latin_2, b"\xa3\xf3d\xbc"),
            Some("text/xml; charset=utf-8")
        ),
        "Łódź"
    );
    let declared = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>";
    let text = String::from_utf8(xml(declared, "café 東京".as_bytes())).unwrap();
    let utf_16: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(name(&utf_16, None), "café 東京");
    let json = b"{\"rsp\":{\"stat\":\"ok\",\"group\":{\"id\":1,\"name\":\"\xca\xee\xf2\"}}}";
    assert_eq!(
        name(json, Some("application/json; charset=windows-1251")),
        "Кот"
    );
    for label in ["klingon", "iso-2022-kr", "utf-8", ""] {
        let content_type = format!("application/json; charset={label}");
        assert_eq!(name(json, Some(&content_type)), "Êîò", "{label}");
    }
}

#[test]
fn the_browser_decodes_every_named_entity() {
    let text = "&Alpha;&theta;&nu; &eacute; &CounterClockwiseContourIntegral; &NotEqualTilde; &alhpa; &notit; &Alpha &a.b;";
    let json = format!(r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":"{text}"}}}}}}"#);
    for _ in 0..2 {
        assert_eq!(
            name(json.as_bytes(), None),
            "Αθν é ∳ ≂̸ &alhpa; &notit; &Alpha &a.b;"
        );
    }
    let unknown: Vec<_> = (0..2000).map(|number| format!("&x{number};")).collect();
    let unknown = unknown.concat();
    let json = format!(r#"{{"rsp":{{"stat":"ok","group":{{"id":1,"name":"{unknown}"}}}}}}"#);
    assert_eq!(name(json.as_bytes(), None), unknown);
}

#[test]
fn works_if_the_page_has_extended_or_replaced_array_methods() {
    let run = |script: &str| {
        js_sys::Function::new_no_args(script)
            .call0(&JsValue::NULL)
            .unwrap()
    };
    run("Array.prototype.toJSON = Array.prototype.each = Object.prototype.odd = function () { return 'x' };
        this.from = Array.from; this.map = Array.prototype.map;
        Array.from = Array.prototype.map = function () { throw new Error('replaced') }");
    let listing = read(r#"<rsp stat="ok"><group id="1" name="a"/><group id="2" name="b"/></rsp>"#);
    run(
        "delete Array.prototype.toJSON; delete Array.prototype.each; delete Object.prototype.odd;
        Array.from = this.from; Array.prototype.map = this.map",
    );
    assert_eq!(listing.unwrap().groups.len(), 2);
}
