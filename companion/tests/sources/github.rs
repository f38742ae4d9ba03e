//! GitHub.

use super::*;

const SOURCE: &str = r#"type = "github", user = "octocat", token = "pat""#;

#[test]
fn publishes_only_what_is_listed_without_a_credential() {
    let gathered = run(SOURCE, |request| match request.url.path() {
        "/users/octocat/orgs" => {
            assert!(request.credential.is_none(), "asked as everybody");
            ok(json!([{"login": "Open", "id": 1, "description": "x"}]))
        }
        "/graphql" => {
            assert_eq!(
                request.credential.as_ref().unwrap().1.reveal(),
                "Bearer pat"
            );
            let variables: Value = serde_json::from_str(request.json.as_ref().unwrap()).unwrap();
            let node = |login: &str| {
                json!({"login": login, "databaseId": 5, "name": null, "description": "a <b> & c", "url": "https://github.com/x",
                "createdAt": "2011-01-26T19:01:12Z", "membersWithRole": {"totalCount": 9}})
            };
            let (nodes, next) = if variables["variables"]["after"].is_null() {
                (json!([node("secret-org")]), true)
            } else {
                (json!([node("open")]), false)
            };
            ok(
                json!({"data": {"user": {"organizations": {"nodes": nodes, "pageInfo": {"hasNextPage": next, "endCursor": "c"}}}}}),
            )
        }
        other => panic!("{other}"),
    });
    let gathered = gathered.unwrap();
    assert_eq!(
        told(&gathered),
        [(
            "open",
            Some(9),
            false,
            Some("https://github.com/x"),
            "2011-01-26T19:01:12"
        )]
    );
    assert_eq!(gathered.entries[0].group.description, "a <b> & c");
    assert_eq!(gathered.left_out[0].0, "secret-org");
}

#[test]
fn has_no_counts_without_a_token() {
    let gathered = run(r#"type = "github", user = "octocat""#, |request| {
        let page: usize = query(request, "page").parse().unwrap();
        let count = if page == 1 { 100 } else { 2 };
        ok(Value::from(
            (0..count)
                .map(|id| json!({"login": format!("o{id}"), "id": page * 100 + id}))
                .collect::<Vec<_>>(),
        ))
    });
    let gathered = gathered.unwrap();
    assert_eq!(gathered.entries.len(), 102);
    assert_eq!(
        told(&gathered)[0],
        ("o0", None, false, Some("https://github.com/o0"), "")
    );
}

#[test]
fn tells_a_rate_limit_from_a_refusal() {
    let limited = |headers: Vec<(&'static str, String)>| {
        run(SOURCE, move |_| (403, headers.clone(), json!({}))).unwrap_err()
    };
    assert_eq!(limited(vec![]), Fault::Refused { status: 403 });
    assert_eq!(
        limited(vec![("retry-after", "60".into())]),
        Fault::RateLimited {
            retry_after: Some(60)
        }
    );
    let reset = vec![
        ("x-ratelimit-remaining", "0".into()),
        ("x-ratelimit-reset", "1090".into()),
    ];
    assert_eq!(
        limited(reset),
        Fault::RateLimited {
            retry_after: Some(90)
        }
    );
    let graphql = |kind: &'static str| {
        run(SOURCE, move |request| {
            if request.json.is_none() {
                ok(json!([]))
            } else {
                ok(json!({"errors": [{"type": kind, "message": "m"}]}))
            }
        })
    };
    assert_eq!(
        graphql("INSUFFICIENT_SCOPES").unwrap_err(),
        Fault::Refused { status: 403 }
    );
    assert_eq!(
        graphql("RATE_LIMITED").unwrap_err(),
        Fault::RateLimited { retry_after: None }
    );
    assert_eq!(graphql("OTHER").unwrap_err(), Fault::Service("m".into()));
}
