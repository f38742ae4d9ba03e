//! The documents of the visitor's own list, as the companion writes them.

use my_groups::{
    list::Entry,
    render::{Kind, View},
    words::Language,
};
use my_groups_core::groups::Group;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// The ASCII characters that are encoded in a `data:` URL, because they have a meaning in a URL, in HTML,
/// in Markdown or in a shortcode of WordPress. Other characters are always encoded.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'*')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'_')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'~');

/// Returns one of the companion's documents of a list. `heading` is `None` for "My Groups" in the
/// language.
pub(crate) fn document(
    kind: Kind,
    groups: &[Group],
    language: &str,
    heading: Option<&str>,
) -> String {
    let entries: Vec<Entry> = groups.iter().cloned().filter_map(Entry::new).collect();
    let entries: Vec<&Entry> = entries.iter().collect();
    let view = View {
        entries: &entries,
        as_of: None,
        language: &Language::new(language),
        heading,
        image_rows: 20,
    };
    kind.render(&view)
}

/// Returns the list as a `data:` URL for the badge's `src`, as short as possible: fields without a
/// value are left out.
pub(crate) fn data_url(groups: &[Group]) -> String {
    let groups: Vec<Value> = groups.iter().map(short).collect();
    let response = json!({"rsp": {"stat": "ok", "group": groups}}).to_string();
    let encoded = utf8_percent_encode(&response, ENCODED);
    format!("data:application/json,{encoded}")
}

fn short(group: &Group) -> Value {
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| {
        fields.insert(key.to_owned(), value);
    };
    put("id", group.id.clone().into());
    put("name", my_groups::wire::encoded(&group.name).into());
    if !group.description.is_empty() {
        let description = my_groups::wire::encoded(&group.description);
        put("description", description.into());
    }
    if let Some(count) = group.member_count {
        put("member_count", count.into());
    }
    if let Some(count) = group.topic_count {
        put("topic_count", count.into());
    }
    if let Some(created) = &group.created {
        put("timestamp", created.as_str().into());
    }
    if let Some(url) = &group.url {
        put("url", my_groups::wire::encoded(url).into());
    }
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use my_groups_core::{
        groups::Timestamp,
        wire::{self, Native},
    };

    fn groups() -> Vec<Group> {
        let group = |id: &str, name: &str| Group {
            id: id.into(),
            name: name.into(),
            description: String::new(),
            member_count: None,
            topic_count: None,
            created: None,
            is_private: false,
            url: None,
        };
        vec![
            Group {
                member_count: Some(131),
                topic_count: Some(2),
                created: Timestamp::parse("2006-08-11 13:38:44"),
                url: Some("https://choir.example/?a=1&lt;=2".into()),
                description: "100% <b>choir</b> & more".into(),
                ..group("7", "Choir")
            },
            group("acme", "\"><script>&amp; 江大学同 [x] `y` {z} #1"),
            group("18446744073709551615", "1984"),
        ]
    }

    #[test]
    fn the_badge_reads_the_groups_of_a_data_url_unchanged() {
        let url = data_url(&groups());
        let (_, encoded) = url.split_once(',').unwrap();
        let body: Vec<u8> = percent_encoding::percent_decode_str(encoded).collect();
        assert_eq!(wire::read(&body, None, &Native).unwrap().groups, groups());
        let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b":/,;%.-?=+()@!$".contains(&byte);
        let strange: String = url
            .chars()
            .filter(|character| character.is_ascii() && !is_safe(*character as u8))
            .collect();
        assert_eq!(strange, "");
    }

    #[test]
    fn a_data_url_has_no_field_without_a_value() {
        let [_, second, _] = &groups()[..] else {
            panic!("three groups");
        };
        let fields = short(second);
        assert_eq!(fields.as_object().unwrap().len(), 2, "{fields}");
    }

    #[test]
    fn every_document_of_the_companion_has_the_list() {
        for kind in Kind::ALL {
            let text = document(kind, &groups(), "de", None);
            assert!(text.contains("Choir") && text.contains("131"), "{kind:?}");
        }
        let html = document(Kind::Html, &groups(), "de", None);
        assert!(html.contains("Meine Gruppen") && html.contains("131 Mitglieder"));
        let json = document(Kind::Json, &groups(), "en", None);
        let read = wire::read(json.as_bytes(), None, &Native).unwrap().groups;
        assert_eq!(read, groups());
    }
}
