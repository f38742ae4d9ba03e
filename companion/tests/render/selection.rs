//! Which groups are published.

use super::*;

#[test]
fn private_groups_are_published_only_where_the_list_says_so() {
    let entries = sample();
    let hidden = Selection::default();
    let is_private = |entry: &&&Entry| entry.group.is_private;
    assert_eq!(hidden.of(&entries).len(), 17);
    assert_eq!(hidden.of(&entries).iter().filter(is_private).count(), 0);
    assert_eq!(
        Selection {
            show_private: true,
            ..Selection::default()
        }
        .of(&entries)
        .len(),
        18
    );
    // A private group in `include` is still not published.
    let private = entries.iter().find(|entry| entry.group.is_private).unwrap();
    let include = vec![private.group.id.clone(), "2083".into()];
    let named = Selection {
        include,
        ..Selection::default()
    };
    assert_eq!(
        named
            .of(&entries)
            .iter()
            .map(|entry| entry.group.id.as_str())
            .collect::<Vec<_>>(),
        ["2083"]
    );
    assert_eq!(named.reason(private), Some(Reason::Private));
    let excluded = Selection {
        exclude: vec!["2083".into()],
        ..Selection::default()
    };
    assert_eq!(excluded.of(&entries).len(), 16);
    for text in [private.group.name.as_str()] {
        let published: Vec<_> = hidden
            .of(&entries)
            .into_iter()
            .cloned()
            .map(Arc::new)
            .collect();
        for document in documents(&published, "en", None) {
            assert!(!document.contains(text));
        }
    }
}

#[test]
fn several_lists_make_one_and_a_group_stands_in_it_once() {
    let one = List {
        entries: entries(&json!([{"id": 1, "name": "a"}, {"id": 2, "name": "b"}])),
        as_of: Some(9),
    };
    let other = List {
        entries: entries(&json!([{"id": 1, "name": "a"}, {"id": 1, "name": "other"}])),
        as_of: Some(5),
    };
    let merged = List::merged([one, other]).linked(Some("https://x.example/{id}/{name}"));
    assert_eq!(merged.entries.len(), 3);
    assert_eq!(merged.as_of, Some(5));
    assert_eq!(
        merged.entries[2].group.url.as_deref(),
        Some("https://x.example/1/other")
    );
}

#[test]
fn a_count_that_is_not_given_is_absent_everywhere() {
    let entries = entries(&json!([{"id": 1, "name": "Jazz"}]));
    let documents = documents(&entries, "en", None);
    for document in &documents {
        for zero in [
            "member_count",
            "num_members",
            "topic_count",
            " member",
            "0 m",
        ] {
            assert!(!document.contains(zero), "{zero} in {document}");
        }
    }
    let method = render::json_method(&all(&entries), None);
    assert_eq!(
        method,
        r#"{"rsp":{"stat":"ok","version":1,"group":[{"id":1,"name":"Jazz","description":"","is_private":0,"timestamp":""}]}}"#
    );
}
