//! Discourse.

use super::*;

#[test]
fn is_asked_until_the_total_whatever_a_page_holds() {
    for per_page in [15, 36] {
        let gathered = run(
            r#"type = "discourse", url = "https://forum.example/", user = "eve""#,
            |request| {
                assert_eq!(
                    (request.url.path(), query(request, "username")),
                    ("/groups.json", "eve".into())
                );
                let page: u64 = query(request, "page").parse().unwrap();
                let groups: Vec<_> = (page * per_page..((page + 1) * per_page).min(40)).map(|id| json!({"id": id, "name": format!("g{id}"),
                "full_name": if id == 0 { json!("The <G>") } else { json!(null) }, "bio_excerpt": "a <b>b</b>", "user_count": 3,
                "visibility_level": id % 2, "automatic": id == 39})).collect();
                ok(json!({"groups": groups, "total_rows_groups": 40}))
            },
        );
        let gathered = gathered.unwrap();
        assert_eq!((gathered.entries.len(), gathered.left_out.len()), (39, 1));
        let told = told(&gathered);
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
        assert_eq!(gathered.entries[0].group.description, "a b");
    }
}
