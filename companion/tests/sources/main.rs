//! Every source against answers in the shape that its service documents. They are written from the
//! documentation and the services' own code; nothing here was tried against a live service.
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
mod open_collective;

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
        file: Some(file.as_bytes()),
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
                let headers = headers
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect();
                answer = Some(Answer {
                    status,
                    headers,
                    body,
                    at: 1000,
                });
            }
            Step::Ask(other) => panic!("{other:?}"),
        }
    }
    panic!("never done")
}

/// Name, count, private, address and date of a group.
type Told<'a> = (&'a str, Option<u64>, bool, Option<&'a str>, &'a str);

fn told(gathered: &Gathered) -> Vec<Told<'_>> {
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

fn query(request: &Http, key: &str) -> String {
    request
        .url
        .query_pairs()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// Every source meets answers that are no answers: it ends with a fault or a list, and never
/// panics.
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
            assert_eq!(
                matches!(fault, Fault::Refused { .. }),
                matches!(code, 401 | 403),
                "{source} {code} {fault:?}"
            );
        }
    }
}
