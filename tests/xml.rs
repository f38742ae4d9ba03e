//! The XML response, by the browser's own parser.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use my_groups_badge::{
    failure::{Failure, Format},
    wire::{self, Listing, xml},
};
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn read(body: &str) -> Result<Listing, Failure> {
    wire::read(body.as_bytes(), None, xml::read)
}

#[test]
fn the_documented_sample_has_its_group_with_white_space_collapsed() {
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
fn every_group_is_read_and_an_unusable_one_is_counted() {
    let listing = read(r#"<rsp stat="ok"><group id="1" name="a"/><group id="2"/><group id="3" name="c" is_private="1"/></rsp>"#).unwrap();
    assert_eq!((listing.groups.len(), listing.left_out), (2, 1));
    assert!(listing.groups.last().unwrap().is_private);
    assert_eq!(read(r#"<rsp stat="ok"/>"#), Ok(Listing::default()));
}

#[test]
fn a_failure_keeps_the_apis_message() {
    let message = || {
        Err(Failure::Api {
            message: "Token & key".into(),
        })
    };
    assert_eq!(
        read(r#"<rsp stat="fail"><error msg="Token &amp; key"/></rsp>"#),
        message()
    );
    // As documented: not closed properly.
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
fn what_is_no_response_is_named() {
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
