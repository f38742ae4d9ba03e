//! Discourse.

use super::*;

const SOURCE: &str = r#"type = "discourse", url = "https://forum.example/", user = "eve""#;

#[test]
fn pages_are_requested_until_the_total_whatever_a_page_holds() {
    for (per_page, pages) in [(15, 3), (36, 2), (40, 1)] {
        let mut requests = 0;
        let groups = run(SOURCE, |request| {
            requests += 1;
            assert_eq!(
                (request.url.path(), query(request, "username")),
                ("/groups.json", "eve".into())
            );
            // An order that does not follow activity.
            assert_eq!(
                (query(request, "order"), query(request, "asc")),
                ("name".into(), "true".into())
            );
            let page: u64 = query(request, "page").parse().unwrap();
            let groups: Vec<_> = (page * per_page..((page + 1) * per_page).min(40)).map(|id| json!({"id": id, "name": format!("g{id}"),
                "full_name": if id == 0 { json!("The <G>") } else { json!(null) }, "bio_excerpt": "a <b>b</b>", "user_count": 3,
                "visibility_level": id % 2, "automatic": id == 39})).collect();
            ok(json!({"groups": groups, "total_rows_groups": 40}))
        });
        let groups = groups.unwrap();
        assert_eq!(requests, pages);
        assert_eq!((groups.entries.len(), groups.left_out.len()), (39, 1));
        let told = told(&groups);
        assert_eq!(
            told[0],
            (
                "The <G>",
                Some(3),
                false,
                Some("https://forum.example/g/g0"),
                ""
            )
        );
        assert!(told[1].2);
        assert_eq!(groups.entries[0].group.description, "a b");
    }
}

#[test]
fn a_forum_for_members_only_is_no_refusal_of_a_credential() {
    let body =
        json!({"errors": ["You need to be logged in to do that."], "error_type": "not_logged_in"});
    let fault = run(SOURCE, |_| (403, Vec::new(), body.clone())).unwrap_err();
    assert!(matches!(
        fault,
        Fault::Denied {
            with_credential: false,
            ..
        }
    ));
    assert!(fault.to_string().contains("logged in"), "{fault}");
}
