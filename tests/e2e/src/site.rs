//! The two static origins: a blog with whatever pages a test writes, and the folder that a release build leaves.

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{
    net::Ipv4Addr,
    path::PathBuf,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

/// Listens on a free port of the loopback address; gives the origin too.
pub(crate) async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .expect("a free port");
    let port = listener
        .local_addr()
        .expect("a bound listener has an address")
        .port();
    (listener, format!("http://127.0.0.1:{port}"))
}

/// Serves a router on an origin of its own.
pub(crate) async fn serve(router: Router) -> String {
    let (listener, origin) = listen().await;
    tokio::spawn(async move { axum::serve(listener, router).await });
    origin
}

/// A file of the release build, as a static host that allows every page to ask serves it.
pub(crate) fn release(path: &str) -> Response {
    // No path of a test leads out of the folder.
    let Ok(bytes) = std::fs::read(root().join("dist").join(path)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, Body::from(bytes)).into_response()
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the tests' fixtures.
pub fn fixture(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/fixtures").join(name)).expect("the fixture is there")
}

type Pages = Arc<Mutex<Vec<(HeaderMap, String)>>>;

/// A blog: each page is written by a test.
pub struct Blog {
    origin: String,
    pages: Pages,
}

impl Blog {
    /// A blog without pages.
    pub async fn open() -> Self {
        async fn page(State(pages): State<Pages>, Path(number): Path<usize>) -> Response {
            match pages.lock().expect("no test panics here").get(number) {
                Some((headers, html)) => (headers.clone(), html.clone()).into_response(),
                None => StatusCode::NOT_FOUND.into_response(),
            }
        }
        let pages = Pages::default();
        let router = Router::new()
            .route("/{number}", get(page))
            .with_state(Arc::clone(&pages));
        Self {
            origin: serve(router).await,
            pages,
        }
    }

    /// Publishes a page with these response headers; gives its address.
    pub fn publish(&self, headers: &[(&'static str, &str)], html: impl Into<String>) -> String {
        let mut map = HeaderMap::new();
        map.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        for (name, value) in headers {
            map.insert(
                HeaderName::from_static(name),
                value.parse().expect("a header value"),
            );
        }
        let mut pages = self.pages.lock().expect("no test panics here");
        pages.push((map, html.into()));
        format!("{}/{}", self.origin, pages.len() - 1)
    }

    /// Publishes a page with the badge's script tag; it notes the events of every badge in `window.seen`,
    /// as `[id, name, detail, state]`.
    pub fn publish_with_badges(
        &self,
        script: &str,
        headers: &[(&'static str, &str)],
        head: &str,
        body: &str,
    ) -> String {
        self.publish(
            headers,
            format!(
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A blog</title><link rel=\"icon\" href=\"data:,\">
                {head}
                <script nonce=\"listen\">
                  window.seen = [];
                  for (const name of ['loadstart', 'load', 'error', 'loadend'])
                    document.addEventListener(name, (event) => {{
                      const {{ target, detail }} = event;
                      if (target.localName === 'my-groups-badge') seen.push([target.id, name, detail ?? null, target.state]);
                    }}, true);
                </script>
                <script type=\"module\" src=\"{script}\"></script><h1>A blog</h1>{body}"
            ),
        )
    }

    /// The blog's own origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

/// The embed folder of `dist/`, on a host of its own.
pub struct Embed {
    origin: String,
}

impl Embed {
    /// Serves the release build that is there.
    pub async fn open() -> Self {
        async fn file(Path(name): Path<String>) -> Response {
            release(&format!("embed/{name}"))
        }
        assert!(
            root().join("dist/embed/my-groups-badge.js").exists(),
            "there is no release build: run `cargo xtask dist` first, or `cargo xtask test pages`"
        );
        let router = Router::new()
            .route("/1.0.0/{name}", get(file))
            // A copy whose wasm file was forgotten.
            .route(
                "/without-wasm/my-groups-badge.js",
                get(|| file(Path("my-groups-badge.js".to_owned()))),
            );
        Self {
            origin: serve(router).await,
        }
    }

    /// The origin of the embed folder.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The one file that a page names.
    pub fn script(&self) -> String {
        format!("{}/1.0.0/my-groups-badge.js", self.origin)
    }
}
