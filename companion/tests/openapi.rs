//! openapi.yaml and the server agree: each has every path, status and media type of the other.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod common;

use axum::{body::Body, http::Request};
use common::{KEYS, Served};
use my_groups::native::server;
use reqwest::Method;
use std::{collections::BTreeSet, sync::Arc};
use tower::ServiceExt;
use yaml_rust2::{Yaml, YamlLoader};

const REST: &str = "/services/rest/?method=group.getMyGroups";

/// Path of the document, request, `If-None-Match`, status.
fn exercises() -> Vec<(&'static str, String, bool, u16)> {
    let mut exercises = vec![
        (
            "/services/rest/",
            format!("{REST}&api_key=k3y-of-app&token=publ1c-t0ken&format=json"),
            false,
            200,
        ),
        (
            "/services/rest/",
            format!("{REST}&api_key=k3y-of-app&token=publ1c-t0ken"),
            false,
            200,
        ),
        (
            "/services/rest/",
            "/services/rest/?format=json".into(),
            false,
            400,
        ),
        (
            "/services/rest/",
            "/services/rest/?format=csv".into(),
            false,
            400,
        ),
        (
            "/services/rest/",
            format!("{REST}&api_key=k3y-of-app&format=json"),
            false,
            403,
        ),
        (
            "/services/rest/",
            format!("{REST}&api_key=k3y-of-app&token=no"),
            false,
            403,
        ),
        ("/services/rest/", format!("{REST}&format=json"), false, 404),
        ("/services/rest/", format!("{REST}&api_key=no"), false, 404),
        (
            "/services/rest/",
            format!("{REST}&api_key=k3y-of-app&token=unl0aded-t0ken&format=json"),
            false,
            503,
        ),
        (
            "/services/rest/",
            format!("{REST}&api_key=k3y-of-app&token=unl0aded-t0ken"),
            false,
            503,
        ),
        ("/{name}/go/{id}", "/me/go/2083".into(), false, 302),
        ("/{name}/go/{id}", "/me/go/0".into(), false, 404),
        ("/{name}/go/{id}", "/later/go/0".into(), false, 503),
        ("/oembed", "/oembed?url=PUBLIC/me/embed".into(), false, 200),
        ("/oembed", "/oembed".into(), false, 400),
        ("/oembed", "/oembed?url=PUBLIC/you/embed".into(), false, 404),
        (
            "/oembed",
            "/oembed?url=PUBLIC/me/embed&format=xml".into(),
            false,
            501,
        ),
        (
            "/oembed",
            "/oembed?url=PUBLIC/later/embed".into(),
            false,
            503,
        ),
        ("/embed/{file}", "/embed/frame.js".into(), false, 200),
        ("/embed/{file}", "/embed/frame.css".into(), false, 200),
        ("/embed/{file}", "/embed/frame.css".into(), true, 304),
        ("/embed/{file}", "/embed/none.js".into(), false, 404),
        ("/healthz", "/healthz".into(), false, 200),
        ("/readyz", "/readyz".into(), false, 503),
        ("/metrics", "/metrics".into(), false, 200),
    ];
    for path in [
        "/{name}.json",
        "/{name}.xml",
        "/{name}.html",
        "/{name}.svg",
        "/{name}-dark.svg",
        "/{name}/embed",
    ] {
        for (name, is_known, status) in [
            ("me", false, 200),
            ("me", true, 304),
            ("you", false, 404),
            ("later", false, 503),
        ] {
            exercises.push((path, path.replace("{name}", name), is_known, status));
        }
    }
    exercises
}

fn resolved<'a>(document: &'a Yaml, value: &'a Yaml) -> &'a Yaml {
    match value["$ref"].as_str() {
        Some(pointer) => pointer
            .trim_start_matches("#/")
            .split('/')
            .fold(document, |value, key| &value[key]),
        None => value,
    }
}

/// Makes many guesses at once. They go to the routes without a socket, so that the clock can pass by
/// itself.
async fn too_many_guesses(served: &Served) -> BTreeSet<(String, u16, String)> {
    tokio::time::pause();
    let mut guesses = tokio::task::JoinSet::new();
    for place in 0..200 {
        let format = if place % 2 == 0 { "json" } else { "xml" };
        let path = format!("{REST}&api_key=wrong&token=wrong&format={format}");
        let request = Request::get(path).body(Body::empty()).unwrap();
        guesses.spawn(server::router(Arc::clone(&served.app)).oneshot(request));
    }
    let responses = guesses.join_all().await;
    tokio::time::resume();
    let refused = responses.into_iter().filter_map(|response| {
        let response = response.unwrap();
        let headers = response.headers();
        let media_type = headers["content-type"].to_str().unwrap();
        let media_type = media_type.split(';').next().unwrap().to_owned();
        let is_refused = response.status() == 429 && headers.contains_key("retry-after");
        is_refused.then(|| ("/services/rest/".to_owned(), 429, media_type))
    });
    refused.collect()
}

#[tokio::test]
async fn the_document_and_the_server_agree() {
    let document = YamlLoader::load_from_str(include_str!("../openapi.yaml"))
        .unwrap()
        .remove(0);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut documented = BTreeSet::new();
    for (path, methods) in document["paths"].as_hash().unwrap() {
        assert_eq!(methods.as_hash().unwrap().len(), 1, "GET alone");
        for (status, response) in methods["get"]["responses"].as_hash().unwrap() {
            let status: u16 = status.as_str().unwrap().parse().unwrap();
            let types = resolved(&document, response)["content"]
                .as_hash()
                .map(|types| {
                    types
                        .keys()
                        .map(|key| key.as_str().unwrap().to_owned())
                        .collect::<Vec<_>>()
                });
            for media_type in types.unwrap_or_else(|| vec![String::new()]) {
                documented.insert((path.as_str().unwrap().to_owned(), status, media_type));
            }
        }
    }
    let list = "sources = [{ type = \"document\", path = \"none\" }]\ngroup_url = \"https://events.example/{id}\"\n";
    let file = format!(
        "[server]\npublic_url = \"PUBLIC\"\n[lists.me]\n{list}[lists.later]\n{list}{}",
        KEYS.replace(
            "tokens = [",
            "tokens = [{ token = \"unl0aded-t0ken\", list = \"later\" }, "
        )
    );
    let served = Served::open(&file).await;
    let me = &served.app.lists["me"];
    me.publish(
        common::sample().linked(me.settings.group_url.as_deref()),
        0,
        &served.app.server,
    );
    let mut met = BTreeSet::new();
    for (path, request, is_known, status) in exercises() {
        let request = request.replace("PUBLIC", &served.url(""));
        let headers: &[_] = if is_known {
            &[("if-none-match", "*")]
        } else {
            &[]
        };
        let response = served.ask(Method::GET, &request, headers).await;
        assert_eq!(response.status().as_u16(), status, "{request}");
        let media_type = response
            .headers()
            .get("content-type")
            .map_or("", |value| value.to_str().unwrap());
        met.insert((
            path.to_owned(),
            status,
            media_type.split(';').next().unwrap().to_owned(),
        ));
    }
    met.extend(too_many_guesses(&served).await);
    // A server that has every list is ready.
    served.end().await;
    let served = Served::open(&format!("[lists.me]\n{list}")).await;
    assert_eq!(served.get("/readyz").await.status(), 200);
    met.insert(("/readyz".into(), 200, "text/plain".into()));
    assert_eq!(met, documented);
}
