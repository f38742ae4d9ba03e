//! Secrets that a service repeats, and requests that are printed.

use super::*;

const KEY: &str = "up-k3y";
const TOKEN: &str = "up-t0ken";

/// Sources with their secrets, and a response that repeats the secrets in a group.
fn repeating() -> Vec<(&'static str, Service)> {
    let said = format!("{KEY} {TOKEN}");
    let (group, community) = (said.clone(), said.clone());
    let (organization, account) = (said.clone(), said);
    vec![
        (
            r#"type = "get-my-groups", endpoint = "https://a.example/", api_key = "up-k3y", token = "up-t0ken""#,
            Box::new(move |_| {
                let group = json!({"id": 1, "name": group, "description": group, "moderation_level": group,
                    "url": format!("https://a.example/?{TOKEN}"), "owner_user_id": TOKEN});
                ok(json!({"rsp": {"stat": "ok", "group": [group]}}))
            }),
        ),
        (
            r#"type = "lemmy", url = "https://a.example", token = "up-t0ken""#,
            Box::new(move |_| {
                let community = |id: u64, nsfw: bool| json!({"community": {"id": id, "title": community, "summary": community, "nsfw": nsfw}});
                ok(json!({"follows": [community(1, false), community(2, true)]}))
            }),
        ),
        (
            r#"type = "github", user = "a", token = "up-t0ken""#,
            Box::new(move |request| match request.json {
                None => ok(json!([{"id": 7, "login": "a"}])),
                Some(_) => ok(
                    json!({"data": {"user": {"organizations": {"nodes": [{"login": "a", "databaseId": 7, "name": organization}]}}},
                    "errors": [{"message": organization}]}),
                ),
            }),
        ),
        (
            r#"type = "open-collective", slug = "a", token = "up-t0ken""#,
            Box::new(move |_| {
                let nodes = json!([{"account": {"slug": account, "name": account, "description": account}}]);
                ok(
                    json!({"data": {"account": {"memberOf": {"totalCount": 1, "nodes": nodes}}}, "errors": [{"message": account}]}),
                )
            }),
        ),
    ]
}

#[test]
fn no_group_and_no_warning_contains_a_secret_that_the_service_repeats() {
    for (source, service) in repeating() {
        let groups = run(source, |request| service(request)).unwrap();
        assert_eq!(groups.entries.len(), 1, "{source}");
        let text = format!("{groups:?}");
        assert!(text.contains('…'), "{source}: {text}");
        assert!(!text.contains(TOKEN), "{source}: {text}");
        assert!(
            !source.contains(KEY) || !text.contains(KEY),
            "{source}: {text}"
        );
    }
}

#[test]
fn no_fault_contains_a_secret_that_the_service_repeats() {
    for (source, _) in repeating() {
        for code in [200, 400, 403, 418] {
            let message = format!("{KEY} {TOKEN} is wrong");
            let body = json!({"message": message, "errors": [{"message": message}],
                "rsp": {"stat": "fail", "error": {"msg": message}}});
            let fault = run(source, |_| (code, Vec::new(), body.clone())).unwrap_err();
            let text = format!("{fault} {fault:?}");
            assert!(!text.contains(TOKEN), "{source} {code}: {text}");
            assert!(
                !source.contains(KEY) || !text.contains(KEY),
                "{source} {code}: {text}"
            );
        }
    }
}

#[test]
fn a_printed_request_names_its_host_and_nothing_else() {
    for (source, service) in repeating() {
        let _ = run(source, |request| {
            let printed = format!("{request:?}");
            assert!(
                printed.contains(request.url.host_str().unwrap()),
                "{printed}"
            );
            assert!(
                !printed.contains(TOKEN) && !printed.contains(KEY),
                "{printed}"
            );
            service(request)
        });
    }
}
