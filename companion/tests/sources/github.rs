//! GitHub.

use super::*;

const SOURCE: &str = r#"type = "github", user = "octocat", token = "pat""#;

fn node(login: &str) -> Value {
    json!({"login": login, "databaseId": 5, "name": null, "description": "a <b> & c", "url": "https://github.com/x",
        "createdAt": "2011-01-26T19:01:12Z", "membersWithRole": {"totalCount": 9}})
}

/// The details of these organizations, and the errors that came with them.
fn details(nodes: &Value, errors: &Value) -> Reply {
    let organizations =
        json!({"nodes": nodes, "pageInfo": {"hasNextPage": false, "endCursor": "c"}});
    let mut body = json!({"data": {"user": {"organizations": organizations}}});
    if !errors.is_null() {
        body["errors"] = errors.clone();
    }
    ok(body)
}

/// A user with these public organizations, and this response for the details.
fn with_details(public: &[&str], details: &Reply) -> Result<SourceGroups, Fault> {
    run(SOURCE, |request| {
        if request.json.is_some() {
            return details.clone();
        }
        let organizations = public.iter().enumerate();
        let listed = organizations.map(|(id, login)| json!({"login": login, "id": id + 10}));
        ok(listed.collect::<Vec<_>>().into())
    })
}

#[test]
fn only_public_memberships_are_listed_and_every_request_has_the_token() {
    let groups = run(SOURCE, |request| {
        assert_eq!(
            request.credential.as_ref().unwrap().1.reveal(),
            "Bearer pat",
            "{request:?}"
        );
        match request.url.path() {
            "/users/octocat/orgs" => ok(json!([{"login": "Open", "id": 1, "description": "x"}])),
            "/graphql" => {
                let body: Value = serde_json::from_str(request.json.as_ref().unwrap()).unwrap();
                let (login, next) = match body["variables"]["after"].as_str() {
                    None => ("secret-org", true),
                    Some(_) => ("open", false),
                };
                ok(
                    json!({"data": {"user": {"organizations": {"nodes": [node(login)],
                    "pageInfo": {"hasNextPage": next, "endCursor": "c"}}}}}),
                )
            }
            other => panic!("{other}"),
        }
    });
    let groups = groups.unwrap();
    assert_eq!(
        told(&groups),
        [(
            "open",
            Some(9),
            false,
            Some("https://github.com/x"),
            "2011-01-26T19:01:12"
        )]
    );
    assert_eq!(groups.entries[0].group.description, "a <b> & c");
    assert_eq!(groups.left_out[0].0, "secret-org");
}

#[test]
fn without_a_token_there_are_no_counts() {
    let groups = run(r#"type = "github", user = "octocat""#, |request| {
        assert!(request.credential.is_none());
        let page: usize = query(request, "page").parse().unwrap();
        let count = match page {
            1 => 100,
            2 => 2,
            other => panic!("page {other}"),
        };
        ok(Value::from(
            (0..count)
                .map(|id| json!({"login": format!("O{id:03}-{page}"), "id": page * 100 + id, "url": "https://api.github.com/orgs/x"}))
                .collect::<Vec<_>>(),
        ))
    });
    let groups = groups.unwrap();
    assert_eq!(groups.entries.len(), 102);
    assert_eq!(
        told(&groups)[0],
        ("O000-1", None, false, Some("https://github.com/O000-1"), "")
    );
}

#[test]
fn the_order_is_the_same_with_a_token_and_without_one() {
    let logins = |nodes: &Value| {
        let groups = with_details(&["b", "A", "c"], &details(nodes, &json!(null))).unwrap();
        let names = groups.entries.iter().map(|entry| entry.group.name.clone());
        names.collect::<Vec<_>>()
    };
    let (mut a, mut b) = (node("a"), node("b"));
    (a["databaseId"], b["databaseId"]) = (json!(1), json!(2));
    assert_eq!(logins(&json!([])), ["b", "A", "c"]);
    assert_eq!(logins(&json!([a, b])), ["b", "a", "c"]);
    assert_eq!(logins(&json!([b, a])), ["b", "a", "c"]);
}

#[test]
fn an_organization_without_details_is_listed_as_everybody_sees_it() {
    let groups = with_details(
        &["open", "other"],
        &details(&json!([node("open")]), &json!(null)),
    );
    let groups = groups.unwrap();
    let counts: Vec<_> = told(&groups).iter().map(|told| (told.0, told.1)).collect();
    assert_eq!(counts, [("open", Some(9)), ("other", None)]);
}

#[test]
fn a_partial_response_is_used_and_what_it_lacks_is_named() {
    let errors = json!([{"type": "FORBIDDEN", "path": ["user", "organizations", "nodes", 1],
        "extensions": {"saml_failure": true}, "message": "Resource protected by organization SAML enforcement."}]);
    let groups = with_details(
        &["open", "corp"],
        &details(&json!([node("open"), null]), &errors),
    );
    let groups = groups.unwrap();
    assert_eq!(told(&groups).len(), 1);
    assert_eq!(told(&groups)[0].0, "open");
    assert_eq!(groups.left_out[0].0, "corp");
    let warnings = groups.warnings.join("\n");
    assert!(
        warnings.contains("SAML") && warnings.contains("corp"),
        "{warnings}"
    );
}

#[test]
fn a_403_is_never_a_refusal() {
    let limited = |body: Value, headers: Vec<(&'static str, String)>| {
        run(SOURCE, move |_| (403, headers.clone(), body.clone())).unwrap_err()
    };
    assert_eq!(limited(json!(""), vec![]).kind(), "denied");
    assert_eq!(limited(json!({}), vec![]).kind(), "denied");
    let secondary =
        json!({"message": "You have exceeded a secondary rate limit. Please wait a few minutes."});
    assert_eq!(
        limited(secondary, vec![]),
        Fault::RateLimited { retry_after: None }
    );
    assert_eq!(
        limited(json!({}), vec![("retry-after", "60".into())]),
        Fault::RateLimited {
            retry_after: Some(60)
        }
    );
    let reset = vec![
        ("x-ratelimit-remaining", "0".into()),
        ("x-ratelimit-reset", "100090".into()),
    ];
    assert_eq!(
        limited(json!({}), reset),
        Fault::RateLimited {
            retry_after: Some(90)
        }
    );
    let wrong = run(SOURCE, |_| {
        (401, vec![], json!({"message": "Bad credentials"}))
    });
    assert_eq!(wrong.unwrap_err(), Fault::Refused { status: 401 });
}

#[test]
fn an_error_without_data_says_what_github_says() {
    let graphql = |kind: &str, message: &str| {
        let errors = json!({"errors": [{"type": kind, "message": message}], "data": {"user": {"organizations": null}}});
        with_details(&["open"], &ok(errors)).unwrap_err()
    };
    let scopes = graphql(
        "INSUFFICIENT_SCOPES",
        "Your token requires one of the following scopes: ['read:org'].",
    );
    assert_eq!(scopes.kind(), "denied");
    assert!(scopes.to_string().contains("read:org"), "{scopes}");
    assert_eq!(
        graphql("RATE_LIMITED", "m"),
        Fault::RateLimited { retry_after: None }
    );
    assert_eq!(graphql("NOT_FOUND", "m"), Fault::NotFound);
    assert_eq!(graphql("OTHER", "m"), Fault::Service("m".into()));
}

#[test]
fn an_enterprise_server_has_its_apis_and_its_pages_on_its_own_host() {
    let source =
        r#"type = "github", url = "https://git.example/api/v3/", user = "octocat", token = "pat""#;
    let groups = run(source, |request| match request.url.as_str() {
        "https://git.example/api/graphql" => details(&json!([]), &json!(null)),
        url => {
            let start = "https://git.example/api/v3/users/octocat/orgs?";
            assert!(url.starts_with(start), "{url}");
            ok(json!([{"login": "Open", "id": 1}]))
        }
    });
    let groups = groups.unwrap();
    assert_eq!(told(&groups)[0].3, Some("https://git.example/Open"));
}
