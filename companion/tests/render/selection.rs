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
fn an_id_without_a_prefix_names_a_group_only_if_no_other_group_has_it() {
    let list = |ids: &[u64], prefix: Option<&str>| {
        let groups = ids
            .iter()
            .map(|id| json!({"id": id, "name": format!("{prefix:?} {id}")}));
        let list = List {
            entries: entries(&groups.collect()),
            as_of: None,
        };
        list.prefixed(prefix)
    };
    let merged = List::merged([
        list(&[1, 7, 8], Some("a")),
        list(&[7], Some("b")),
        list(&[7, 9], Some("c")),
    ]);
    let excluded = |id: &str| {
        let selection = Selection {
            exclude: vec![id.to_owned()],
            ..Selection::default()
        };
        let reasons = merged.entries.iter().map(|entry| selection.reason(entry));
        let count = reasons.flatten().count();
        assert_eq!(
            selection.unknown_ids(&merged.entries).is_empty(),
            count > 0,
            "{id}"
        );
        count
    };
    for (id, count) in [
        ("a:7", 1),
        ("b:7", 1),
        ("8", 1),
        ("9", 1),
        ("a:1", 1),
        ("7", 0),
        ("b:8", 0),
    ] {
        assert_eq!(excluded(id), count, "{id}");
    }
    let unprefixed = list(&[7], None).entries;
    assert_eq!(
        (unprefixed[0].group.id.as_str(), unprefixed.len()),
        ("7", 1)
    );
}

#[test]
fn ids_that_no_group_has_are_named() {
    let selection = Selection {
        include: vec!["2083".into(), "none".into()],
        exclude: vec!["neither".into()],
        ..Selection::default()
    };
    assert_eq!(selection.unknown_ids(&sample()), ["none", "neither"]);
}

#[test]
fn the_reason_for_leaving_out_a_group_names_the_setting() {
    for (reason, setting) in [
        (Reason::Private, "`private = \"show\"`"),
        (Reason::Excluded, "`exclude`"),
        (Reason::NotIncluded, "`include`"),
    ] {
        assert!(reason.explain().contains(setting), "{reason:?}");
    }
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
