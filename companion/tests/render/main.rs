//! The published documents of a list: their shape and order, the groups that are left out, and reading
//! the documents back.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod any_text;
mod images;
mod selection;
use my_groups::{
    list::{Entry, List, Reason, Selection},
    render::{self, Kind, View},
    source::SourceGroups,
    words::Language,
};
use my_groups_core::{
    failure::Failure,
    wire::{self, Native},
};
use proptest::prelude::*;
use quick_xml::{Reader, events::Event};
use serde_json::{Value, json};
use std::sync::Arc;

const SAMPLE: &[u8] = include_bytes!("../../../tests/fixtures/get-my-groups.json");
const XML_SAMPLE: &[u8] = include_bytes!("../../../tests/fixtures/get-my-groups.xml");

fn sample() -> Vec<Arc<Entry>> {
    SourceGroups::from_response(SAMPLE, None).unwrap().entries
}

fn entries(groups: &Value) -> Vec<Arc<Entry>> {
    let mut groups = groups.clone();
    for group in groups.as_array_mut().unwrap() {
        let fields = group.as_object_mut().unwrap();
        fields.entry("is_private").or_insert_with(|| json!(0));
    }
    let document = json!({"rsp": {"stat": "ok", "group": groups}}).to_string();
    let groups = SourceGroups::from_response(document.as_bytes(), None);
    groups.map(|groups| groups.entries).unwrap_or_default()
}

fn all(entries: &[Arc<Entry>]) -> Vec<&Entry> {
    entries.iter().map(Arc::as_ref).collect()
}

fn documents(entries: &[Arc<Entry>], tag: &str, as_of: Option<u64>) -> [String; 5] {
    let language = Language::new(tag);
    let entries = all(entries);
    let view = View {
        entries: &entries,
        as_of,
        language: &language,
        heading: None,
        image_rows: 20,
    };
    Kind::ALL.map(|kind| kind.render(&view))
}

/// Reads a document to its end and calls back with each element's name and attributes.
fn well_formed(xml: &str, mut element: impl FnMut(&str, Vec<(String, String)>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {xml}"))
        {
            Event::Start(start) | Event::Empty(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = attribute
                        .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                        .unwrap();
                    (
                        String::from_utf8(attribute.key.as_ref().to_vec()).unwrap(),
                        value.into_owned(),
                    )
                });
                let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                element(&name, attributes.collect());
            }
            Event::Eof => break,
            _ => {}
        }
    }
}

#[test]
fn the_method_answers_the_documented_sample_in_its_own_shape_and_order() {
    let answered = render::json_method(&all(&sample()), None);
    let documented: Value = serde_json::from_slice(SAMPLE).unwrap();
    let answered_value: Value = serde_json::from_str(&answered).unwrap();
    let mut documented = documented;
    for group in documented["rsp"]["group"].as_array_mut().unwrap() {
        // The published text has one character for each line break, and no white space at the ends of lines.
        let description = group["description"].as_str().unwrap().replace("\r\n", "\n");
        let lines: Vec<_> = description
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        group["description"] = lines.join("\n").trim().into();
    }
    assert_eq!(answered_value, documented);
    let order = |text: &str| {
        let keys = [
            "id",
            "name",
            "description",
            "moderation_level",
            "event_moderation",
            "member_moderation",
            "is_private",
            "topic_count",
            "member_count",
            "timestamp",
            "owner_user_id",
            "commercial_account_id",
            "num_members",
            "num_topics",
        ];
        keys.map(|key| {
            text.find(&format!("\"{key}\":"))
                .unwrap_or_else(|| panic!("{key}"))
        })
        .is_sorted()
    };
    assert!(order(&answered) && order(std::str::from_utf8(SAMPLE).unwrap()));
}

#[test]
fn the_method_has_the_same_fields_in_xml() {
    let entries = sample();
    let xml = render::xml_method(&all(&entries), None);
    let groups: Vec<_> = entries.iter().map(|entry| entry.group.clone()).collect();
    assert_eq!(
        wire::read(xml.as_bytes(), None, &Native).unwrap().groups,
        groups
    );
    for field in [
        "moderation_level=",
        "owner_user_id=\"11392\"",
        "num_topics=",
    ] {
        assert!(xml.contains(field), "{field} in {xml}");
    }
}

#[test]
fn what_is_published_has_nothing_that_a_list_does_not_need() {
    let [json, xml, html, svg, dark] = documents(&sample(), "en", None);
    for document in [&json, &xml, &html, &svg, &dark] {
        for unneeded in [
            "owner_user_id",
            "11392",
            "commercial_account_id",
            "moderation",
            "as_of",
        ] {
            assert!(!document.contains(unneeded), "{unneeded} in {document}");
        }
    }
    assert!(json.starts_with(
        r#"{"rsp":{"stat":"ok","version":1,"group":[{"id":2083,"name":"SXSW 2007","description":"#
    ));
}

#[test]
fn every_document_of_a_list_is_read_back_as_the_list() {
    let entries = sample();
    let [json, xml, ..] = documents(&entries, "en", Some(1_155_303_524));
    let groups: Vec<_> = entries.iter().map(|entry| entry.group.clone()).collect();
    for document in [json, xml] {
        assert_eq!(
            wire::read(document.as_bytes(), None, &Native)
                .unwrap()
                .groups,
            groups
        );
    }
}

#[test]
fn the_documented_xml_is_read_natively_as_the_browser_reads_it() {
    let listing = wire::read(XML_SAMPLE, None, &Native).unwrap();
    let [group] = listing.groups.as_slice() else {
        panic!("{listing:?}")
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
    let fails = [
        r#"<rsp stat="fail"><error msg="Token &amp; key"/></rsp>"#,
        "<?xml version=\"1.0\"?>\n<rsp stat=\"fail\">\n<error msg=\"Token &amp; key\"/>\n<rsp>",
        r#"<rsp stat="fail"><error msg="Token &amp; key"></rsp>"#,
    ];
    for fail in fails {
        assert_eq!(
            wire::read(fail.as_bytes(), None, &Native),
            Err(Failure::Api {
                message: "Token & key".into()
            }),
            "{fail}"
        );
    }
    for broken in [
        r#"<rsp stat="ok"><group id="1" name="a"/>"#,
        "<",
        "<feed/>",
        "<rsp/>",
        "<rsp stat=\"ok\"/><x>",
        "</rsp>",
    ] {
        assert!(
            matches!(
                wire::read(broken.as_bytes(), None, &Native),
                Err(Failure::Format(_))
            ),
            "{broken}"
        );
    }
    assert!(
        wire::read(br#"<rsp stat="ok"/>"#, None, &Native)
            .unwrap()
            .groups
            .is_empty()
    );
}

#[test]
fn ids_that_a_number_would_round_stay_texts() {
    let entries = entries(
        &json!([{"id": "175928847299117063", "name": "a"}, {"id": "007", "name": "b"}, {"id": "9007199254740992", "name": "c"}]),
    );
    let [json, xml, ..] = documents(&entries, "en", None);
    for id in [
        r#""id":"175928847299117063""#,
        r#""id":"007""#,
        r#""id":9007199254740992"#,
    ] {
        assert!(json.contains(id), "{json}");
    }
    assert!(xml.contains("id=\"175928847299117063\""));
}

#[test]
fn a_list_that_may_be_out_of_date_says_since_when() {
    let [json, xml, html, svg, dark] = documents(&sample(), "de", Some(1_155_303_524));
    assert!(
        json.starts_with(
            r#"{"rsp":{"stat":"ok","version":1,"as_of":"2006-08-11T13:38:44Z","group":"#
        )
    );
    assert!(xml.contains(r#"<rsp stat="ok" version="1.0" as_of="2006-08-11T13:38:44Z">"#));
    assert!(html.contains(r#"Stand: <time datetime="2006-08-11T13:38:44Z">2006-08-11</time>"#));
    assert!(svg.contains("Stand: 2006-08-11") && dark.contains("Stand: 2006-08-11"));
}

#[test]
fn a_text_is_escaped_between_tags_and_in_attributes() {
    assert_eq!(
        render::escaped("a & <b> \"c\"\0"),
        "a &amp; &lt;b&gt; &quot;c&quot;"
    );
}

#[test]
fn each_kind_has_its_name_type_and_time_in_caches() {
    for (kind, suffix, media_type, seconds) in [
        (Kind::Json, ".json", "application/json", 300),
        (Kind::Xml, ".xml", "application/xml", 300),
        (Kind::Html, ".html", "text/html", 300),
        (Kind::Svg, ".svg", "image/svg+xml", 3600),
        (Kind::DarkSvg, "-dark.svg", "image/svg+xml", 3600),
    ] {
        assert_eq!(kind.suffix(), suffix);
        assert!(kind.media_type().starts_with(media_type), "{suffix}");
        let max_age = format!("max-age={seconds},");
        assert!(kind.cache_control().contains(&max_age), "{suffix}");
    }
}

#[test]
fn a_failure_is_read_back_with_its_message() {
    let message = "\"Token\" & key";
    for document in [render::json_failure(message), render::xml_failure(message)] {
        let failure = wire::read(document.as_bytes(), None, &Native);
        let message = message.to_owned();
        assert_eq!(failure, Err(Failure::Api { message }), "{document}");
    }
}

#[test]
fn a_list_without_a_heading_has_a_name_for_screen_readers() {
    let entries = sample();
    let language = Language::new("de");
    let entries = all(&entries);
    let view = |heading| View {
        entries: &entries,
        as_of: None,
        language: &language,
        heading,
        image_rows: 20,
    };
    for (heading, title, is_visible) in [
        (None, "Meine Gruppen", true),
        (Some("Clubs"), "Clubs", true),
        (Some(""), "Meine Gruppen", false),
    ] {
        let view = view(heading);
        let html = render::html(&view);
        assert!(html.contains(&format!("aria-label=\"{title}\"")), "{html}");
        assert_eq!(html.contains("<h2"), is_visible, "{html}");
        let page = render::page(&view, "<link>", "<main></main>");
        assert!(
            page.contains(&format!("<title>{title}</title>\n")),
            "{page}"
        );
        assert!(page.contains("<html lang=\"de\" dir=\"ltr\">"), "{page}");
        assert!(
            page.contains("<link></head>\n<body>\n<main></main></body>"),
            "{page}"
        );
        let svg = Kind::Svg.render(&view);
        assert!(
            svg.contains(&format!("<title id=\"title\">{title}</title>")),
            "{svg}"
        );
        assert_eq!(svg.contains("font-weight=\"600\""), is_visible, "{svg}");
        assert_eq!(render::alt(&view).contains(": "), is_visible);
    }
}

#[test]
fn the_text_of_an_image_names_twelve_groups() {
    let language = Language::new("en");
    for count in [0, 1, 2, 12, 13] {
        let groups = (1..=count).map(|id| json!({"id": id, "name": format!("g{id}")}));
        let entries = entries(&groups.collect());
        let view = View {
            entries: &all(&entries),
            as_of: None,
            language: &language,
            heading: None,
            image_rows: 20,
        };
        let names: Vec<_> = (1..=count.min(12)).map(|id| format!("g{id}")).collect();
        let names = names.join(", ");
        let names = if names.is_empty() {
            names
        } else {
            format!(" – {names}")
        };
        let more = if count > 12 { ", …" } else { "" };
        let number = language.groups(count);
        let alt = format!("My Groups: {number}{names}{more}");
        assert_eq!(render::alt(&view), alt);
        let snippet = render::snippet(&view, "/me");
        assert!(
            snippet.contains(&format!("<img src=\"/me.svg\" alt=\"{alt}\">")),
            "{snippet}"
        );
        assert!(snippet.contains("srcset=\"/me-dark.svg\""), "{snippet}");
        assert!(snippet.starts_with("<a href=\"/me.html\">"), "{snippet}");
    }
}

#[test]
fn only_web_addresses_are_links() {
    let entries = entries(
        &json!([{"id": 1, "name": "a", "url": "javascript:alert(1)"}, {"id": 2, "name": "b", "url": "https://b.example/\"><script>"}]),
    );
    let [json, _, html, ..] = documents(&entries, "en", None);
    assert!(
        !json.contains("javascript") && !html.contains("javascript") && !html.contains("<script")
    );
    assert!(html.contains("href=\"https://b.example/"));
}
