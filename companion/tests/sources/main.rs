//! Every source against responses of the services. Those of BuddyPress were recorded; the others have
//! the shape that the services' documentation and code describe.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod buddypress;
mod discourse;
mod get_my_groups;
mod github;
mod lemmy;
mod limits;
mod open_collective;
mod secrets;

use my_groups::{
    config::{Config, Input},
    fault::Fault,
    source::{HttpRequest, Request, Response, SourceGroups, Step},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path};

/// A service's response to a request: status, headers and body.
type Reply = (u16, Vec<(&'static str, String)>, Value);

fn ok(body: Value) -> Reply {
    (200, Vec::new(), body)
}

fn status(status: u16) -> Reply {
    (status, Vec::new(), json!({}))
}

/// Loads a source; `service` responds to each request.
fn run(
    source: &str,
    mut service: impl FnMut(&HttpRequest) -> Reply,
) -> Result<SourceGroups, Fault> {
    let file = format!("[lists.me]\nsources = [{{ {source} }}]\n");
    let input = Input {
        file: Some(file.as_bytes()),
        folder: Path::new("/"),
        flags: BTreeMap::new(),
        variables: BTreeMap::new(),
        read_file: &|_| Err(std::io::Error::from(std::io::ErrorKind::NotFound)),
    };
    let config = Config::read(input).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let mut session = config.lists[0].sources[0].start();
    let mut response = None;
    for _ in 0..1000 {
        match session.step(response.take())? {
            Step::Done(groups) => return Ok(groups),
            Step::Request(Request::Http(request)) => {
                let (status, headers, body) = service(&request);
                let body = match body {
                    Value::String(text) => text.into_bytes(),
                    body => body.to_string().into_bytes(),
                };
                let headers = headers
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect();
                response = Some(Response::new(status, headers, body, 100_000));
            }
            Step::Request(other) => panic!("{other:?}"),
        }
    }
    panic!("never done")
}

/// Name, count, private, address and date of a group.
type Told<'a> = (&'a str, Option<u64>, bool, Option<&'a str>, &'a str);

fn told(gathered: &SourceGroups) -> Vec<Told<'_>> {
    let groups = gathered.entries.iter().map(|entry| &entry.group);
    groups
        .map(|group| {
            let created = group
                .created
                .as_ref()
                .map_or("", |created| created.as_str());
            (
                group.name.as_str(),
                group.member_count,
                group.is_private,
                group.url.as_deref(),
                created,
            )
        })
        .collect()
}

fn query(request: &HttpRequest, key: &str) -> String {
    request
        .url
        .query_pairs()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// Every source receives invalid responses. It ends with a fault or a list, and never panics.
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
        json!(""),
        json!("<html>"),
        json!("{"),
        json!(null),
        json!([]),
        json!({}),
        json!([[]]),
        json!([null, 1, "x"]),
        json!({"groups": 1}),
        json!({"communities": [null]}),
        json!({"follows": [{"community": []}]}),
        json!({"data": null, "errors": [null]}),
        json!({"data": {"user": {"organizations": {"nodes": [null, {"login": []}], "pageInfo": 3}}}}),
        json!({"groups": [{"id": {}, "name": []}], "total_rows_groups": -1}),
        json!({"rsp": {"stat": "ok", "group": [1]}}),
        json!({"data": {"account": {"memberOf": {"nodes": [{"account": {"slug": 1}}], "totalCount": "x"}}}}),
        json!([{"login": "x".repeat(10_000), "id": 1e300, "name": "\u{0}", "status": 5}]),
    ];
    for source in SOURCES {
        for body in &bodies {
            let mut left = 20;
            let _ = run(source, |_| {
                left -= 1;
                if left > 0 {
                    ok(body.clone())
                } else {
                    status(500)
                }
            });
        }
        for code in [301, 400, 401, 403, 404, 410, 429, 500, 503, 999] {
            let fault = run(source, |_| status(code)).unwrap_err();
            let has_credential = source.contains("token");
            let is_refusal = match code {
                401 => has_credential,
                // GitHub sends its limits as 403, too.
                403 => has_credential && !source.contains("github"),
                _ => false,
            };
            assert_eq!(
                matches!(fault, Fault::Refused { .. }),
                is_refusal,
                "{source} {code} {fault:?}"
            );
        }
    }
}

/// Sources with a credential and without one, with the path of the first request of each.
const WITH_CREDENTIAL: [&str; 4] = [
    r#"type = "get-my-groups", endpoint = "https://a.example/", api_key = "k", token = "t0k3n""#,
    r#"type = "lemmy", url = "https://a.example", token = "t0k3n""#,
    r#"type = "open-collective", slug = "a", token = "t0k3n""#,
    r#"type = "document", url = "https://user:pa55word@a.example/list.json""#,
];
const WITHOUT_CREDENTIAL: [&str; 5] = [
    r#"type = "buddypress", url = "https://a.example", user_id = 7"#,
    r#"type = "discourse", url = "https://a.example", user = "a""#,
    r#"type = "open-collective", slug = "a""#,
    r#"type = "github", user = "a""#,
    r#"type = "document", url = "https://a.example/list.json""#,
];

#[test]
fn a_refusal_is_certain_only_if_a_credential_was_sent() {
    for code in [401, 403] {
        for source in WITH_CREDENTIAL {
            let fault = run(source, |_| status(code)).unwrap_err();
            assert_eq!(fault, Fault::Refused { status: code }, "{source}");
        }
        for source in WITHOUT_CREDENTIAL {
            let fault = run(source, |_| {
                (code, Vec::new(), json!({"message": "Members only."}))
            });
            let expected = Fault::Denied {
                status: code,
                with_credential: false,
                message: "Members only.".into(),
            };
            assert_eq!(fault.unwrap_err(), expected, "{source}");
        }
    }
}

#[test]
fn a_limit_a_bot_check_and_an_outage_are_no_refusals() {
    let bodies = [
        (
            json!("<!DOCTYPE html><title>Just a moment...</title>"),
            "html",
        ),
        (
            json!("<html><body><h1>403 Forbidden</h1></body></html>"),
            "html",
        ),
        (json!("  <HTML>"), "html"),
        (
            json!({"message": "API rate limit exceeded for 1.2.3.4."}),
            "rate-limited",
        ),
        (
            json!({"message": "You have exceeded a secondary rate limit."}),
            "rate-limited",
        ),
        (json!({"error": "rate_limit_error"}), "rate-limited"),
        (json!("Too Many Requests"), "rate-limited"),
        (
            json!({"message": "Service temporarily unavailable"}),
            "denied",
        ),
        (json!("error code: 1020"), "denied"),
        (json!("Down for maintenance."), "denied"),
    ];
    for source in WITH_CREDENTIAL {
        for code in [401, 403] {
            for (body, kind) in &bodies {
                let fault = run(source, |_| (code, Vec::new(), body.clone())).unwrap_err();
                assert_eq!(fault.kind(), *kind, "{source} {code} {body}");
            }
            let challenge = vec![("cf-mitigated", "challenge".to_owned())];
            let fault = run(source, |_| (code, challenge.clone(), json!(""))).unwrap_err();
            assert_eq!(fault.kind(), "denied", "{source} {code}");
            let pause = vec![("retry-after", "37.512".to_owned())];
            let fault = run(source, |_| (code, pause.clone(), json!(""))).unwrap_err();
            assert_eq!(fault.retry_after(), Some(38), "{source} {code}");
        }
    }
}

#[test]
fn a_pause_is_at_most_a_day_however_the_service_writes_it() {
    let huge = u64::MAX.to_string();
    for headers in [
        vec![("retry-after", huge.clone())],
        vec![
            ("x-ratelimit-remaining", "0".into()),
            ("x-ratelimit-reset", huge),
        ],
    ] {
        for code in [403, 429] {
            let source = r#"type = "github", user = "a", token = "t""#;
            let fault = run(source, |_| (code, headers.clone(), json!({}))).unwrap_err();
            assert_eq!(fault.retry_after(), Some(86_400), "{headers:?}");
        }
    }
}

#[test]
fn a_reset_of_a_limit_is_a_time_or_the_seconds_until_then() {
    // The responses are received at 100,000.
    for (reset, pause) in [
        ("100090", Some(90)),
        ("90", Some(90)),
        ("99000", None),
        ("x", None),
    ] {
        let headers = vec![
            ("x-ratelimit-remaining", "0".to_owned()),
            ("x-ratelimit-reset", reset.to_owned()),
        ];
        let fault = run(r#"type = "github", user = "a""#, |_| {
            (403, headers.clone(), json!({}))
        });
        let expected = Fault::RateLimited { retry_after: pause };
        assert_eq!(fault.unwrap_err(), expected, "{reset}");
    }
}

#[test]
fn a_page_in_place_of_data_is_named() {
    for source in WITH_CREDENTIAL.iter().chain(&WITHOUT_CREDENTIAL) {
        let fault = run(source, |_| ok(json!("<!doctype html><p>Log in</p>"))).unwrap_err();
        assert!(fault.to_string().contains("HTML"), "{source}: {fault}");
    }
}

/// A service's response to every request.
type Service = Box<dyn Fn(&HttpRequest) -> Reply>;

/// Characters that a terminal or a page would interpret: an escape sequence, a bell, and the characters
/// that override the direction of text.
const HARMFUL: &str = "\u{1b}[31mA\u{7}\u{202e}B\u{2066}C\u{2069}\u{9b}\r\nD";

#[test]
fn no_text_of_any_source_has_a_character_that_a_terminal_obeys() {
    let description = json!({"rendered": HARMFUL});
    let sources: [(&str, Service); 7] = [
        (
            r#"type = "get-my-groups", endpoint = "https://a.example/", api_key = "k", token = "t""#,
            Box::new(|_| {
                ok(
                    json!({"rsp": {"stat": "ok", "group": [{"id": HARMFUL, "name": HARMFUL, "description": HARMFUL}]}}),
                )
            }),
        ),
        (
            r#"type = "buddypress", url = "https://a.example", user_id = 7"#,
            Box::new(move |_| ok(json!([{"id": 7, "name": HARMFUL, "description": description}]))),
        ),
        (
            r#"type = "lemmy", url = "https://a.example", token = "t""#,
            Box::new(|_| {
                let community = |nsfw: bool| json!({"community": {"id": 7, "title": HARMFUL, "summary": HARMFUL, "nsfw": nsfw}});
                ok(json!({"follows": [community(false), community(true)]}))
            }),
        ),
        (
            r#"type = "github", user = "a""#,
            Box::new(|_| ok(json!([{"id": 7, "login": HARMFUL, "description": HARMFUL}]))),
        ),
        (
            r#"type = "github", user = "a", token = "t""#,
            Box::new(|request| match request.json {
                None => ok(json!([{"id": 7, "login": "a"}])),
                Some(_) => ok(json!({"data": {"user": {"organizations": {"nodes": [
                    {"login": "a", "databaseId": 7, "name": HARMFUL, "description": HARMFUL},
                    {"login": HARMFUL}
                ]}}}})),
            }),
        ),
        (
            r#"type = "discourse", url = "https://a.example", user = "a""#,
            Box::new(|_| {
                ok(json!({"groups": [
                    {"id": 7, "full_name": HARMFUL, "bio_excerpt": HARMFUL},
                    {"id": 8, "name": HARMFUL, "automatic": true}
                ]}))
            }),
        ),
        (
            r#"type = "open-collective", slug = "a""#,
            Box::new(|_| {
                let account = |slug: &str, is_archived: bool| json!({"account": {"slug": slug, "name": HARMFUL, "description": HARMFUL, "isArchived": is_archived}});
                ok(
                    json!({"data": {"account": {"memberOf": {"totalCount": 2, "nodes": [account("a", false), account("b", true)]}}}}),
                )
            }),
        ),
    ];
    for (source, service) in sources {
        let groups = run(source, |request| service(request)).unwrap();
        assert_eq!(groups.entries.len(), 1, "{source}");
        let group = &groups.entries[0].group;
        let names = groups.left_out.iter().map(|(name, _)| name.as_str());
        for text in names.chain([group.id.as_str(), &group.name]) {
            let is_clean = !text.contains(|character: char| character.is_control())
                && !text.contains(['\u{202e}', '\u{2066}', '\u{2069}']);
            assert!(is_clean, "{source}: {text:?}");
        }
        assert_eq!(group.name, "[31mABC D", "{source}");
        let description = group.description.replace('\n', " ");
        assert_eq!(description, "[31mABC D", "{source}");
    }
}

#[test]
fn a_url_that_disguises_its_host_is_left_out() {
    let urls = [
        "https://github.com@evil.example/",
        "https://github.com:x@evil.example/",
        "https:/\\user@evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "ftp://a.example/",
    ];
    for url in urls {
        for source in [
            r#"type = "document", url = "https://a.example/list.json""#,
            r#"type = "buddypress", url = "https://a.example", user_id = 7"#,
        ] {
            let groups = run(source, |_| {
                if source.contains("buddypress") {
                    ok(json!([{"id": 7, "name": "a", "link": url, "status": "public"}]))
                } else {
                    ok(
                        json!({"rsp": {"stat": "ok", "group": [{"id": 7, "name": "a", "url": url}]}}),
                    )
                }
            });
            assert_eq!(groups.unwrap().entries[0].group.url, None, "{source} {url}");
        }
    }
}

/// In a document that this program publishes, only an explicit "public" is public.
#[test]
fn a_group_is_public_only_if_its_flag_says_so() {
    let is_private = |flag: Option<Value>| {
        let mut group = json!({"id": 1, "name": "a"});
        if let Some(flag) = flag {
            group["is_private"] = flag;
        }
        let body = json!({"rsp": {"stat": "ok", "group": [group]}});
        let source = r#"type = "document", url = "https://a.example/list.json""#;
        run(source, |_| ok(body.clone())).unwrap().entries[0]
            .group
            .is_private
    };
    for public in [
        json!(0),
        json!("0"),
        json!(false),
        json!("False"),
        json!("no"),
    ] {
        assert!(!is_private(Some(public.clone())), "{public}");
    }
    assert!(is_private(None), "a missing flag");
    for private in [
        json!(null),
        json!(""),
        json!(" "),
        json!([]),
        json!({}),
        json!([0]),
        json!({"a": 0}),
        json!(1),
        json!("1"),
        json!(true),
        json!("yes"),
        json!("nein"),
        json!("None"),
    ] {
        assert!(is_private(Some(private.clone())), "{private}");
    }
    let xml = |flag: &str| {
        let body =
            format!(r#"<rsp stat="ok"><groups><group id="1" name="a"{flag}/></groups></rsp>"#);
        let source = r#"type = "document", url = "https://a.example/list.xml""#;
        run(source, |_| ok(json!(body))).unwrap().entries[0]
            .group
            .is_private
    };
    assert!(!xml(r#" is_private="0""#));
    for private in [
        "",
        r#" is_private="""#,
        r#" is_private="1""#,
        r#" is_private="?""#,
    ] {
        assert!(xml(private), "{private}");
    }
}

/// The badge's tests use the same documents.
#[test]
fn xml_is_read_as_the_badge_reads_it() {
    let cases: Value =
        serde_json::from_str(include_str!("../../../tests/fixtures/xml-responses.json")).unwrap();
    for case in cases.as_array().unwrap() {
        let source = r#"type = "document", url = "https://a.example/list.xml""#;
        let outcome = run(source, |_| ok(case["body"].clone()));
        let ids = |groups: &Value| -> Vec<String> {
            let groups = groups.as_array().unwrap().iter();
            groups
                .map(|group| group["id"].as_str().unwrap().to_owned())
                .collect()
        };
        match (outcome, case.get("groups")) {
            (Ok(groups), Some(expected)) => {
                let read: Vec<_> = groups
                    .entries
                    .iter()
                    .map(|entry| entry.group.id.clone())
                    .collect();
                assert_eq!(read, ids(expected), "{}", case["what"]);
                assert_eq!(
                    json!(groups.unusable),
                    case.get("left_out").cloned().unwrap_or(json!(0)),
                    "{}",
                    case["what"]
                );
            }
            (Err(fault), None) => assert_eq!(fault.kind(), "format", "{}", case["what"]),
            (outcome, _) => panic!("{}: {outcome:?}", case["what"]),
        }
    }
}
