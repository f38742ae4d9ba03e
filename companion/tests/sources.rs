//! Every source against answers in the shape that its service documents. They are written from the documentation and
//! the services' own code; nothing here was tried against a live service.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use my_groups::{
    config::{Config, Input},
    fault::Fault,
    source::{Answer, Ask, Gathered, Http, Step},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path};

/// What a service answers to a request: a status, headers and a body.
type Reply = (u16, Vec<(&'static str, String)>, Value);

fn ok(body: Value) -> Reply {
    (200, Vec::new(), body)
}

fn status(status: u16) -> Reply {
    (status, Vec::new(), json!({}))
}

/// Runs a source to its end; `service` is told each request.
fn run(source: &str, mut service: impl FnMut(&Http) -> Reply) -> Result<Gathered, Fault> {
    let file = format!("[lists.me]\nsources = [{{ {source} }}]\n");
    let input = Input {
        file: Some(&file),
        folder: Path::new("/"),
        flags: BTreeMap::new(),
        variables: BTreeMap::new(),
        read_file: &|_| Err(std::io::Error::from(std::io::ErrorKind::NotFound)),
    };
    let config = Config::read(input).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let mut source = config.lists[0].sources[0].start();
    let mut answer = None;
    for _ in 0..1000 {
        match source.step(answer.take())? {
            Step::Done(gathered) => return Ok(gathered),
            Step::Ask(Ask::Http(request)) => {
                let (status, headers, body) = service(&request);
                let body = match body {
                    Value::String(text) => text.into_bytes(),
                    body => body.to_string().into_bytes(),
                };
                let headers = headers.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
                answer = Some(Answer { status, headers, body, at: 1000 });
            }
            Step::Ask(other) => panic!("{other:?}"),
        }
    }
    panic!("never done")
}

/// Name, count, private, address and date of each group.
fn told(gathered: &Gathered) -> Vec<(&str, Option<u64>, bool, Option<&str>, &str)> {
    let groups = gathered.entries.iter().map(|entry| &entry.group);
    groups
        .map(|group| {
            let created = group.created.as_ref().map_or("", |created| created.as_str());
            (group.name.as_str(), group.member_count, group.is_private, group.url.as_deref(), created)
        })
        .collect()
}

fn query(request: &Http, key: &str) -> String {
    request.url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

mod get_my_groups {
    use super::*;

    const SOURCE: &str = r#"type = "get-my-groups", endpoint = "https://api.example/rest/?site=a", api_key = "k y", token = "t&k""#;

    #[test]
    fn asks_as_documented_and_keeps_the_endpoints_query() {
        let sample: Value = serde_json::from_str(include_str!("../../tests/fixtures/get-my-groups.json")).unwrap();
        let gathered = run(SOURCE, |request| {
            assert_eq!(request.url.as_str(), "https://api.example/rest/?site=a&method=group.getMyGroups&api_key=k+y&token=t%26k&format=json");
            ok(sample.clone())
        });
        assert_eq!(gathered.unwrap().entries.len(), 18);
    }

    #[test]
    fn reads_xml_whatever_was_asked_for() {
        let xml = Value::from(include_str!("../../tests/fixtures/get-my-groups.xml"));
        let gathered = run(SOURCE, |_| ok(xml.clone())).unwrap();
        assert_eq!(told(&gathered), [("blasthaus fans", Some(15), false, None, "2005-09-02T02:15:11")]);
        assert!(gathered.entries[0].documented.is_some());
    }

    #[test]
    fn tells_what_is_wrong() {
        assert_eq!(run(SOURCE, |_| status(403)).unwrap_err(), Fault::Refused { status: 403 });
        assert_eq!(run(SOURCE, |_| status(404)).unwrap_err(), Fault::NotFound);
        let fail = run(SOURCE, |_| ok(json!({"rsp": {"stat": "fail", "error": {"msg": "no"}}}))).unwrap_err();
        assert_eq!(fail.kind(), "format");
    }
}

mod buddypress {
    use super::*;

    const SOURCE: &str = r#"type = "buddypress", url = "https://blog.example/site/", user_id = 7"#;

    fn group(id: u64, count: Value, status: &str) -> Value {
        json!({"id": id, "name": format!("Group {id}"), "description": {"raw": "a", "rendered": "<p>a &amp; b</p>"}, "status": status,
            "total_member_count": count, "date_created_gmt": "2019-03-01T10:00:00", "link": format!("https://blog.example/groups/{id}/")})
    }

    #[test]
    fn is_asked_for_the_counts_page_after_page() {
        let mut asked = Vec::new();
        let gathered = run(SOURCE, |request| {
            asked.push(request.url.to_string());
            let page: u64 = query(request, "page").parse().unwrap();
            let groups: Vec<_> = (0..100).map(|id| group(page * 100 + id, json!(3), "public")).collect();
            (200, vec![("x-wp-totalpages", "3".into())], json!(groups))
        });
        assert_eq!(gathered.unwrap().entries.len(), 300);
        assert_eq!(asked[0], "https://blog.example/site/wp-json/buddypress/v2/groups?user_id=7&populate_extras=true&per_page=100&page=1");
        assert_eq!(asked.len(), 3);
    }

    #[test]
    fn is_asked_by_v1_where_there_is_no_v2() {
        let gathered = run(SOURCE, |request| {
            if request.url.path().contains("/v2/") { status(404) } else { ok(json!([group(1, json!("12"), "public")])) }
        });
        let gathered = gathered.unwrap();
        assert_eq!(told(&gathered), [("Group 1", Some(12), false, Some("https://blog.example/groups/1/"), "2019-03-01T10:00:00")]);
        assert_eq!(gathered.entries[0].group.description, "a & b");
    }

    #[test]
    fn gives_no_count_where_none_was_made_and_only_public_groups_are_public() {
        let groups = json!([group(1, json!(0), "public"), group(2, json!(null), "private"), group(3, json!("0"), "hidden"), group(4, json!(1), "")]);
        let gathered = run(SOURCE, |_| ok(groups.clone())).unwrap();
        let counts: Vec<_> = told(&gathered).iter().map(|(_, count, is_private, ..)| (*count, *is_private)).collect();
        assert_eq!(counts, [(None, false), (None, true), (None, true), (Some(1), true)]);
    }
}

mod lemmy {
    use super::*;

    const SOURCE: &str = r#"type = "lemmy", url = "https://lemmy.example", token = "jwt""#;

    fn follow(id: u64, visibility: &str) -> Value {
        json!({"community": {"id": id, "name": "rust", "title": "Rust <3 & friends", "summary": "Systems", "sidebar": "# long", "removed": false,
            "deleted": false, "nsfw": false, "ap_id": "https://other.example/c/rust", "published_at": "2023-06-01T10:00:00.5Z",
            "visibility": visibility, "subscribers": 1234}})
    }

    #[test]
    fn of_1_0_is_asked_once_for_the_account() {
        let gathered = run(SOURCE, |request| {
            assert_eq!(request.url.as_str(), "https://lemmy.example/api/v4/account");
            assert_eq!(request.credential.as_ref().unwrap().1.reveal(), "Bearer jwt");
            let follows: Vec<_> = ["public", "local_only_public", "unlisted", "local_only_private", "private"].iter().map(|v| follow(1, v)).collect();
            ok(json!({"follows": follows}))
        });
        let gathered = gathered.unwrap();
        let told = told(&gathered);
        assert_eq!(told[0], ("Rust <3 & friends", Some(1234), false, Some("https://other.example/c/rust"), "2023-06-01T10:00:00"));
        assert_eq!(told.iter().map(|told| told.2).collect::<Vec<_>>(), [false, false, true, true, true]);
    }

    fn view(id: u64, extra: Value) -> Value {
        let mut community = json!({"id": id, "name": "rust", "title": " ", "description": "# Welcome\n\nLong", "removed": false, "deleted": false,
            "nsfw": false, "actor_id": "https://other.example/c/rust", "published": "2023-06-01T10:00:00Z", "hidden": false, "visibility": "Public"});
        community.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({"community": community, "subscribed": "Subscribed", "counts": {"subscribers": 7}})
    }

    #[test]
    fn of_0_19_is_asked_for_the_communities_which_have_counts() {
        let mut pages = Vec::new();
        let gathered = run(SOURCE, |request| match request.url.path() {
            "/api/v4/account" => status(404),
            "/api/v3/community/list" => {
                assert_eq!((query(request, "type_"), query(request, "limit")), ("Subscribed".into(), "50".into()));
                let page: u64 = query(request, "page").parse().unwrap();
                pages.push(page);
                let count = if page < 3 { 50 } else { 1 };
                let views: Vec<_> = (0..count).map(|id| view(page * 50 + id, json!({}))).collect();
                ok(json!({"communities": views}))
            }
            other => panic!("{other}"),
        });
        let gathered = gathered.unwrap();
        assert_eq!((pages, gathered.entries.len()), (vec![1, 2, 3], 101));
        assert_eq!(told(&gathered)[0], ("rust@other.example", Some(7), false, Some("https://other.example/c/rust"), "2023-06-01T10:00:00"));
        assert_eq!(gathered.entries[0].group.description, "Welcome");
    }

    #[test]
    fn leaves_out_what_is_gone_or_for_adults_and_hides_what_is_not_surely_public() {
        let views = json!([view(1, json!({"removed": true})), view(2, json!({"deleted": true})), view(3, json!({"nsfw": true})),
            view(4, json!({"hidden": true})), view(5, json!({"visibility": "LocalOnly"})), view(6, json!({"visibility": null}))]);
        let gathered = run(SOURCE, |request| if request.url.path().contains("v4") { status(404) } else { ok(json!({"communities": views})) }).unwrap();
        assert_eq!(gathered.left_out.len(), 3);
        assert!(gathered.entries.iter().all(|entry| entry.group.is_private) && gathered.entries.len() == 3);
    }

    #[test]
    fn of_1_0_that_lists_nothing_in_its_old_api_is_an_error_with_the_version() {
        let answer = |version: &'static str| run(SOURCE, move |request| match request.url.path() {
            "/api/v4/account" => status(404),
            "/api/v3/site" => ok(json!({"version": version, "my_user": {"follows": []}})),
            _ => ok(json!({"communities": []})),
        });
        assert!(answer("1.0.0-beta.1").unwrap_err().to_string().contains("Lemmy 1.0.0-beta.1"));
        assert!(answer("0.19.20").unwrap().entries.is_empty());
    }
}

mod github {
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
                assert_eq!(request.credential.as_ref().unwrap().1.reveal(), "Bearer pat");
                let variables: Value = serde_json::from_str(request.json.as_ref().unwrap()).unwrap();
                let node = |login: &str| json!({"login": login, "databaseId": 5, "name": null, "description": "a <b> & c", "url": "https://github.com/x",
                    "createdAt": "2011-01-26T19:01:12Z", "membersWithRole": {"totalCount": 9}});
                let (nodes, next) = if variables["variables"]["after"].is_null() { (json!([node("secret-org")]), true) } else { (json!([node("open")]), false) };
                ok(json!({"data": {"user": {"organizations": {"nodes": nodes, "pageInfo": {"hasNextPage": next, "endCursor": "c"}}}}}))
            }
            other => panic!("{other}"),
        });
        let gathered = gathered.unwrap();
        assert_eq!(told(&gathered), [("open", Some(9), false, Some("https://github.com/x"), "2011-01-26T19:01:12")]);
        assert_eq!(gathered.entries[0].group.description, "a <b> & c");
        assert_eq!(gathered.left_out[0].0, "secret-org");
    }

    #[test]
    fn has_no_counts_without_a_token() {
        let gathered = run(r#"type = "github", user = "octocat""#, |request| {
            let page: usize = query(request, "page").parse().unwrap();
            let count = if page == 1 { 100 } else { 2 };
            ok(Value::from((0..count).map(|id| json!({"login": format!("o{id}"), "id": page * 100 + id})).collect::<Vec<_>>()))
        });
        let gathered = gathered.unwrap();
        assert_eq!(gathered.entries.len(), 102);
        assert_eq!(told(&gathered)[0], ("o0", None, false, Some("https://github.com/o0"), ""));
    }

    #[test]
    fn tells_a_rate_limit_from_a_refusal() {
        let limited = |headers: Vec<(&'static str, String)>| run(SOURCE, move |_| (403, headers.clone(), json!({}))).unwrap_err();
        assert_eq!(limited(vec![]), Fault::Refused { status: 403 });
        assert_eq!(limited(vec![("retry-after", "60".into())]), Fault::RateLimited { retry_after: Some(60) });
        let reset = vec![("x-ratelimit-remaining", "0".into()), ("x-ratelimit-reset", "1090".into())];
        assert_eq!(limited(reset), Fault::RateLimited { retry_after: Some(90) });
        let graphql = |kind: &'static str| run(SOURCE, move |request| {
            if request.json.is_none() { ok(json!([])) } else { ok(json!({"errors": [{"type": kind, "message": "m"}]})) }
        });
        assert_eq!(graphql("INSUFFICIENT_SCOPES").unwrap_err(), Fault::Refused { status: 403 });
        assert_eq!(graphql("RATE_LIMITED").unwrap_err(), Fault::RateLimited { retry_after: None });
        assert_eq!(graphql("OTHER").unwrap_err(), Fault::Service("m".into()));
    }
}

mod discourse {
    use super::*;

    #[test]
    fn is_asked_until_the_total_whatever_a_page_holds() {
        for per_page in [15, 36] {
            let gathered = run(r#"type = "discourse", url = "https://forum.example/", user = "eve""#, |request| {
                assert_eq!((request.url.path(), query(request, "username")), ("/groups.json", "eve".into()));
                let page: u64 = query(request, "page").parse().unwrap();
                let groups: Vec<_> = (page * per_page..((page + 1) * per_page).min(40)).map(|id| json!({"id": id, "name": format!("g{id}"),
                    "full_name": if id == 0 { json!("The <G>") } else { json!(null) }, "bio_excerpt": "a <b>b</b>", "user_count": 3,
                    "visibility_level": id % 2, "automatic": id == 39})).collect();
                ok(json!({"groups": groups, "total_rows_groups": 40}))
            });
            let gathered = gathered.unwrap();
            assert_eq!((gathered.entries.len(), gathered.left_out.len()), (39, 1));
            let told = told(&gathered);
            assert_eq!(told[0], ("The <G>", Some(3), false, Some("https://forum.example/g/g0"), ""));
            assert!(told[1].2);
            assert_eq!(gathered.entries[0].group.description, "a b");
        }
    }
}

mod open_collective {
    use super::*;

    #[test]
    fn is_asked_with_roles_and_an_offset_and_an_account_counts_once() {
        let mut offsets = Vec::new();
        let gathered = run(r#"type = "open-collective", slug = "eve", token = "pt""#, |request| {
            assert_eq!(request.credential.as_ref().map(|(name, token)| (*name, token.reveal())), Some(("personal-token", "pt")));
            let variables: Value = serde_json::from_str(request.json.as_ref().unwrap()).unwrap();
            let variables = &variables["variables"];
            assert_eq!((&variables["slug"], &variables["role"]), (&json!("eve"), &json!(["ADMIN", "MEMBER", "CONTRIBUTOR"])));
            let offset = variables["offset"].as_u64().unwrap();
            offsets.push(offset);
            let account = |slug: String, private: Value| json!({"account": {"slug": slug, "name": "Babel", "description": "compiler", "createdAt": "2016-01-02T03:04:05.000Z",
                "isPrivate": private, "isIncognito": false, "contributors": {"totalCount": 5}}});
            let nodes: Vec<_> = if offset == 0 { (0..100).map(|id| account(format!("c{}", id / 2), json!(false))).collect() } else { vec![account("p".into(), json!(null))] };
            ok(json!({"data": {"account": {"memberOf": {"totalCount": 101, "nodes": nodes}}}}))
        });
        let gathered = gathered.unwrap();
        assert_eq!((offsets, gathered.entries.len()), (vec![0, 100], 51));
        let told = told(&gathered);
        assert_eq!(told[0], ("Babel", Some(5), false, Some("https://opencollective.com/c0"), "2016-01-02T03:04:05"));
        assert!(told[50].2, "what is not surely public is private");
    }

    #[test]
    fn tells_a_missing_account() {
        let fault = run(r#"type = "open-collective", slug = "eve""#, |_| ok(json!({"errors": [{"message": "none", "extensions": {"code": "NotFound"}}]})));
        assert_eq!(fault.unwrap_err(), Fault::NotFound);
    }
}

/// Every source meets answers that are no answers: it ends with a fault or a list, and never panics.
#[test]
fn hostile_answers_are_faults() {
    const SOURCES: [&str; 6] = [
        r#"type = "get-my-groups", endpoint = "https://a.example/", api_key = "k", token = "t""#,
        r#"type = "buddypress", url = "https://a.example", user_id = 7"#,
        r#"type = "lemmy", url = "https://a.example", token = "t""#,
        r#"type = "github", user = "a", token = "t""#,
        r#"type = "discourse", url = "https://a.example", user = "a""#,
        r#"type = "open-collective", slug = "a""#,
    ];
    let bodies = [
        json!(""), json!("<html>"), json!("{"), json!(null), json!([]), json!({}), json!([[]]), json!([null, 1, "x"]), json!({"groups": 1}),
        json!({"communities": [null]}), json!({"follows": [{"community": []}]}), json!({"data": null, "errors": [null]}),
        json!({"data": {"user": {"organizations": {"nodes": [null, {"login": []}], "pageInfo": 3}}}}),
        json!({"groups": [{"id": {}, "name": []}], "total_rows_groups": -1}), json!({"rsp": {"stat": "ok", "group": [1]}}),
        json!({"data": {"account": {"memberOf": {"nodes": [{"account": {"slug": 1}}], "totalCount": "x"}}}}),
        json!([{"login": "x".repeat(10_000), "id": 1e300, "name": "\u{0}", "status": 5}]),
    ];
    for source in SOURCES {
        for body in &bodies {
            let mut left = 20;
            let _ = run(source, |_| {
                left -= 1;
                if left > 0 { ok(body.clone()) } else { status(500) }
            });
        }
        for code in [301, 400, 401, 403, 404, 410, 429, 500, 503, 999] {
            let fault = run(source, |_| status(code)).unwrap_err();
            assert_eq!(matches!(fault, Fault::Refused { .. }), matches!(code, 401 | 403), "{source} {code} {fault:?}");
        }
    }
}
