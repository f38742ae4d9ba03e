//! The preview page as a static host serves it, with nothing behind it.

use crate::site::{root, serve};
use axum::{
    Router,
    body::Body,
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use std::sync::{Arc, Mutex};

type Asked = Arc<Mutex<Vec<String>>>;

/// A static host for `dist/`.
pub struct Preview {
    origin: String,
    asked: Asked,
}

impl Preview {
    /// Serves the release build that is there.
    pub async fn open() -> Self {
        async fn file(State(asked): State<Asked>, uri: Uri) -> Response {
            let path = uri.path();
            asked
                .lock()
                .expect("no handler panics")
                .push(path.to_owned());
            let name = match path {
                "/" => "index.html",
                path => path.trim_start_matches('/'),
            };
            // No path of a test leads out of the folder.
            let Ok(bytes) = std::fs::read(root().join("dist").join(name)) else {
                return StatusCode::NOT_FOUND.into_response();
            };
            let kind = match name.rsplit('.').next() {
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
        assert!(
            root().join("dist/index.html").exists(),
            "there is no release build: run `cargo xtask dist` first, or `cargo xtask test pages`"
        );
        let asked = Asked::default();
        Self {
            origin: serve(Router::new().fallback(file).with_state(Arc::clone(&asked))).await,
            asked,
        }
    }

    /// The page at this setting, a fragment without its `#`.
    pub fn page(&self, setting: &str) -> String {
        match setting {
            "" => format!("{}/", self.origin),
            setting => format!("{}/#{setting}", self.origin),
        }
    }

    /// The origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Every path that was asked for.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no handler panics").clone()
    }
}
