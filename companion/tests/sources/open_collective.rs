//! Open Collective.

use super::*;

const SOURCE: &str = r#"type = "open-collective", slug = "eve", token = "pt""#;

fn account(slug: &str, is_private: &Value, is_archived: bool) -> Value {
    json!({"account": {"slug": slug, "name": "Babel", "description": "compiler", "createdAt": "2016-01-02T03:04:05.000Z",
        "isPrivate": is_private, "isIncognito": false, "isArchived": is_archived, "contributors": {"totalCount": 5}}})
}

fn memberships(total: usize, nodes: &[Value]) -> Value {
    json!({"data": {"account": {"memberOf": {"totalCount": total, "nodes": nodes}}}})
}

#[test]
fn pages_are_requested_by_role_and_an_account_counts_once() {
    let mut offsets = Vec::new();
    let groups = run(SOURCE, |request| {
        assert_eq!(
            request
                .credential
                .as_ref()
                .map(|(name, token)| (*name, token.reveal())),
            Some(("personal-token", "pt"))
        );
        let body: Value = serde_json::from_str(request.json.as_ref().unwrap()).unwrap();
        let variables = &body["variables"];
        assert_eq!(
            (&variables["slug"], &variables["role"]),
            (&json!("eve"), &json!(["ADMIN", "MEMBER", "CONTRIBUTOR"]))
        );
        // A stable order, so that pages do not shift.
        let query = body["query"].as_str().unwrap();
        assert!(query.contains("orderBy:{field:CREATED_AT,direction:ASC}"));
        let offset = variables["offset"].as_u64().unwrap();
        offsets.push(offset);
        let nodes: Vec<_> = if offset == 0 {
            (0..100)
                .map(|id| account(&format!("c{}", id / 2), &json!(false), false))
                .collect()
        } else {
            vec![account("p", &json!(null), false)]
        };
        ok(memberships(101, &nodes))
    });
    let groups = groups.unwrap();
    assert_eq!((offsets, groups.entries.len()), (vec![0, 100], 51));
    let told = told(&groups);
    assert_eq!(
        told[0],
        (
            "Babel",
            Some(5),
            false,
            Some("https://opencollective.com/c0"),
            "2016-01-02T03:04:05"
        )
    );
    assert!(told[50].2, "what is not marked as public is private");
}

#[test]
fn archived_collectives_are_left_out() {
    let nodes = [
        account("old", &json!(false), true),
        account("new", &json!(false), false),
    ];
    let groups = run(SOURCE, |_| ok(memberships(2, &nodes))).unwrap();
    assert_eq!(groups.entries.len(), 1);
    assert_eq!(groups.entries[0].group.id, "new");
    assert_eq!(groups.left_out.len(), 1);
}

#[test]
fn a_partial_response_is_used() {
    let mut body = memberships(
        2,
        &[account("a", &json!(false), false), json!({"account": null})],
    );
    body["errors"] = json!([{"message": "No access to one account", "path": ["account", "memberOf", "nodes", 1]}]);
    let groups = run(SOURCE, |_| ok(body.clone())).unwrap();
    assert_eq!(groups.entries.len(), 1);
    assert!(groups.warnings[0].contains("No access to one account"));
}

#[test]
fn an_error_without_data_is_named() {
    let fault = |code: &str| {
        let errors = json!({"errors": [{"message": "reason", "extensions": {"code": code}}], "data": {"account": null}});
        run(SOURCE, |_| ok(errors.clone())).unwrap_err()
    };
    assert_eq!(fault("NotFound"), Fault::NotFound);
    assert_eq!(fault("Unauthorized").kind(), "denied");
    assert_eq!(fault("RateLimitExceeded").kind(), "rate-limited");
    assert_eq!(fault("Other"), Fault::Service("reason".into()));
}
