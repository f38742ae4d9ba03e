//! The server: the headers of each response, who sees which groups, and hostile requests.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod brake;
#[path = "../common/mod.rs"]
mod common;
mod embed;
mod health;
mod hostile;

use common::{KEYS, SAMPLE, Served};
use my_groups::native::server;
use my_groups_core::wire::{self, Native};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use reqwest::Method;
use serde_json::Value;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const LIST: &str = "[lists.me]\nsources = [{ type = \"document\", path = \"none\" }]\n";
const SECRETS: [&str; 3] = ["k3y-of-app", "pr1vate-t0ken", "publ1c-t0ken"];

async fn served() -> Served {
    Served::open(&format!(
        "[server]\npublic_url = \"PUBLIC\"\ntimeout = \"1s\"\nconnections = 20\n\
         client_header = \"x-forwarded-for\"\n{LIST}{KEYS}"
    ))
    .await
}

fn rest(arguments: &str) -> String {
    format!("/services/rest/?method=group.getMyGroups&{arguments}")
}

#[tokio::test]
async fn the_method_responds_as_documented() {
    let served = served().await;
    let documented = wire::read(SAMPLE.as_bytes(), None, &Native).unwrap().groups;
    for format in ["json", "xml"] {
        let response = served
            .get(&rest(&format!(
                "api_key=k3y-of-app&token=pr1vate-t0ken&format={format}"
            )))
            .await;
        assert_eq!(response.headers()["cache-control"], "private, no-store");
        assert_eq!(response.headers()["access-control-allow-origin"], "*");
        assert!(!response.headers().contains_key("etag"));
        let body = response.bytes().await.unwrap();
        assert_eq!(wire::read(&body, None, &Native).unwrap().groups, documented);
    }
    let public = served
        .get(&rest("api_key=k3y-of-app&token=publ1c-t0ken&format=json"))
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(
        wire::read(public.as_bytes(), None, &Native)
            .unwrap()
            .groups
            .len(),
        17
    );
    let private = documented.iter().find(|group| group.is_private).unwrap();
    for suffix in [".json", ".xml", ".html", ".svg", "-dark.svg", "/embed"] {
        let body = served
            .get(&format!("/me{suffix}"))
            .await
            .text()
            .await
            .unwrap();
        assert!(
            !body.contains(&private.name) && body.contains("SXSW 2007"),
            "{suffix}"
        );
    }
    assert!(!public.contains(&private.name));
}

#[tokio::test]
async fn keys_and_tokens_that_are_wrong_fail_as_documented() {
    let served = served().await;
    let cases = [
        ("api_key=k3y-of-app&token=", 403),
        ("api_key=k3y-of-app", 403),
        ("api_key=k3y-of-app&token=pr1vate-t0keN", 403),
        ("api_key=k3y-of-app&token=pr1vate-t0ken%00", 403),
        ("token=pr1vate-t0ken", 404),
        ("api_key=&token=pr1vate-t0ken", 404),
        ("api_key=K3Y-OF-APP&token=pr1vate-t0ken", 404),
        ("api_key=k3y-of-ap&token=x", 404),
        ("api_key=no&api_key=k3y-of-app&token=pr1vate-t0ken", 404),
        ("", 404),
    ];
    for (place, (arguments, status)) in cases.into_iter().enumerate() {
        for format in ["json", "xml"] {
            let path = rest(&format!("{arguments}&format={format}"));
            // Each request comes from a new client, so that none is slowed down.
            let client = format!("192.0.2.{place}");
            let headers = [("x-forwarded-for", client.as_str())];
            let response = served.ask(Method::GET, &path, &headers).await;
            assert_eq!(response.status(), status, "{arguments}");
            let body = response.bytes().await.unwrap();
            let fault = wire::read(&body, None, &Native).unwrap_err();
            assert_eq!(fault.kind(), "api", "{arguments} {format}: stat=\"fail\"");
            assert_eq!(
                body.first(),
                Some(if format == "json" { &b'{' } else { &b'<' })
            );
        }
    }
}

#[tokio::test]
async fn every_document_has_its_headers() {
    let served = served().await;
    let data = "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800";
    let image = "public, max-age=3600, s-maxage=3600";
    let cases = [
        (".json", data, "application/json"),
        (".xml", data, "application/xml"),
        (".html", data, "text/html"),
        (".svg", image, "image/svg+xml"),
        ("-dark.svg", image, "image/svg+xml"),
        ("/embed", data, "text/html"),
    ];
    for (suffix, cache, media_type) in cases {
        for (accepted, encoding) in [
            ("br", Some("br")),
            ("gzip", Some("gzip")),
            ("identity", None),
        ] {
            let path = format!("/me{suffix}");
            let response = served
                .ask(Method::GET, &path, &[("accept-encoding", accepted)])
                .await;
            let headers = response.headers().clone();
            let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap());
            assert_eq!(header("cache-control"), Some(cache));
            assert!(header("content-type").unwrap().starts_with(media_type));
            assert_eq!(header("content-encoding"), encoding);
            assert_eq!(header("x-content-type-options"), Some("nosniff"));
            assert_eq!(header("access-control-allow-origin"), Some("*"));
            assert_eq!(header("access-control-allow-credentials"), None);
            assert_eq!(header("referrer-policy"), Some("no-referrer"));
            assert_eq!(header("vary"), Some("Accept-Encoding"));
            let policy = header("content-security-policy").unwrap();
            assert!(policy.starts_with("default-src 'none'"));
            assert_eq!(
                policy.contains("frame-ancestors *"),
                suffix == "/embed",
                "only the page for iframes is framed"
            );
            let etag = header("etag").unwrap();
            let again = served
                .ask(
                    Method::GET,
                    &path,
                    &[("accept-encoding", accepted), ("if-none-match", etag)],
                )
                .await;
            assert_eq!(
                (
                    again.status().as_u16(),
                    again.headers()["etag"].to_str().unwrap()
                ),
                (304, etag)
            );
            let head = served
                .ask(Method::HEAD, &path, &[("accept-encoding", accepted)])
                .await;
            assert_eq!(
                (
                    head.status().as_u16(),
                    &head.headers()["etag"],
                    head.headers().get("content-length")
                ),
                (200, &headers["etag"], headers.get("content-length"))
            );
        }
    }
}

#[tokio::test]
async fn only_get_head_and_preflights_are_allowed() {
    let served = served().await;
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let response = served.ask(method, "/me.json", &[]).await;
        assert_eq!(
            (response.status().as_u16(), &response.headers()["allow"]),
            (405, &"GET,HEAD".parse().unwrap())
        );
    }
    let preflight = served
        .ask(
            Method::OPTIONS,
            "/me.json",
            &[
                ("origin", "https://page.example"),
                ("access-control-request-method", "GET"),
            ],
        )
        .await;
    assert_eq!(
        (
            preflight.status().as_u16(),
            &preflight.headers()["access-control-allow-origin"]
        ),
        (200, &"*".parse().unwrap())
    );
}
