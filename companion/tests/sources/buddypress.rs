//! BuddyPress, V2 and V1.

use super::*;

const SOURCE: &str = r#"type = "buddypress", url = "https://blog.example/site/", user_id = 7"#;

fn group(id: u64, count: &Value, status: &str) -> Value {
    json!({"id": id, "name": format!("Group {id}"), "description": {"raw": "a", "rendered": "<p>a &amp; b</p>"}, "status": status,
        "total_member_count": count, "date_created_gmt": "2019-03-01T10:00:00", "link": format!("https://blog.example/groups/{id}/")})
}

#[test]
fn is_asked_for_the_counts_page_after_page() {
    let mut asked = Vec::new();
    let gathered = run(SOURCE, |request| {
        asked.push(request.url.to_string());
        let page: u64 = query(request, "page").parse().unwrap();
        let groups: Vec<_> = (0..100)
            .map(|id| group(page * 100 + id, &json!(3), "public"))
            .collect();
        (200, vec![("x-wp-totalpages", "3".into())], json!(groups))
    });
    assert_eq!(gathered.unwrap().entries.len(), 300);
    assert_eq!(
        asked[0],
        "https://blog.example/site/wp-json/buddypress/v2/groups?user_id=7&populate_extras=true&per_page=100&page=1"
    );
    assert_eq!(asked.len(), 3);
}

#[test]
fn is_asked_by_v1_where_there_is_no_v2() {
    let gathered = run(SOURCE, |request| {
        if request.url.path().contains("/v2/") {
            status(404)
        } else {
            ok(json!([group(1, &json!("12"), "public")]))
        }
    });
    let gathered = gathered.unwrap();
    assert_eq!(
        told(&gathered),
        [(
            "Group 1",
            Some(12),
            false,
            Some("https://blog.example/groups/1/"),
            "2019-03-01T10:00:00"
        )]
    );
    assert_eq!(gathered.entries[0].group.description, "a & b");
}

#[test]
fn gives_no_count_where_none_was_made_and_only_public_groups_are_public() {
    let groups = json!([
        group(1, &json!(0), "public"),
        group(2, &json!(null), "private"),
        group(3, &json!("0"), "hidden"),
        group(4, &json!(1), "")
    ]);
    let gathered = run(SOURCE, |_| ok(groups.clone())).unwrap();
    let counts: Vec<_> = told(&gathered)
        .iter()
        .map(|(_, count, is_private, ..)| (*count, *is_private))
        .collect();
    assert_eq!(
        counts,
        [(None, false), (None, true), (None, true), (Some(1), true)]
    );
}
