//! Open Collective.

use super::*;

#[test]
fn is_asked_with_roles_and_an_offset_and_an_account_counts_once() {
    let mut offsets = Vec::new();
    let gathered = run(
        r#"type = "open-collective", slug = "eve", token = "pt""#,
        |request| {
            assert_eq!(
                request
                    .credential
                    .as_ref()
                    .map(|(name, token)| (*name, token.reveal())),
                Some(("personal-token", "pt"))
            );
            let variables: Value = serde_json::from_str(request.json.as_ref().unwrap()).unwrap();
            let variables = &variables["variables"];
            assert_eq!(
                (&variables["slug"], &variables["role"]),
                (&json!("eve"), &json!(["ADMIN", "MEMBER", "CONTRIBUTOR"]))
            );
            let offset = variables["offset"].as_u64().unwrap();
            offsets.push(offset);
            let account = |slug: String, private: Value| {
                json!({"account": {"slug": slug, "name": "Babel", "description": "compiler", "createdAt": "2016-01-02T03:04:05.000Z",
            "isPrivate": private, "isIncognito": false, "contributors": {"totalCount": 5}}})
            };
            let nodes: Vec<_> = if offset == 0 {
                (0..100)
                    .map(|id| account(format!("c{}", id / 2), json!(false)))
                    .collect()
            } else {
                vec![account("p".into(), json!(null))]
            };
            ok(json!({"data": {"account": {"memberOf": {"totalCount": 101, "nodes": nodes}}}}))
        },
    );
    let gathered = gathered.unwrap();
    assert_eq!((offsets, gathered.entries.len()), (vec![0, 100], 51));
    let told = told(&gathered);
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
    assert!(told[50].2, "what is not surely public is private");
}

#[test]
fn tells_a_missing_account() {
    let fault = run(r#"type = "open-collective", slug = "eve""#, |_| {
        ok(json!({"errors": [{"message": "none", "extensions": {"code": "NotFound"}}]}))
    });
    assert_eq!(fault.unwrap_err(), Fault::NotFound);
}
