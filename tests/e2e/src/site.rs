//! The static server of all tests: files with their headers, and the number of requests for each file.

use anyhow::{Context, Result};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    fs,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

/// Listens on a free port of the loopback address; returns the listener and the origin.
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

/// Serves a router on its own origin; returns the origin.
pub(crate) async fn serve(router: Router) -> String {
    let (listener, origin) = listen().await;
    tokio::spawn(async move { axum::serve(listener, router).await });
    origin
}

/// Returns the project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns a file of the release build.
pub(crate) fn release(path: &str) -> PathBuf {
    let file = root().join("dist").join(path);
    assert!(
        file.exists(),
        "there is no release build: run `cargo xtask dist` first, or `cargo xtask test pages`"
    );
    file
}

/// The name of the only private group in the documented sample.
pub const PRIVATE_GROUP: &str = "Em's Bridge Club 江大学同";

/// Returns a file of the tests' fixtures.
pub fn fixture(name: &str) -> String {
    fs::read_to_string(root().join("tests/fixtures").join(name)).expect("the fixture exists")
}

/// The response for a URL: headers and a body, with status 200.
#[derive(Debug, Clone)]
pub struct File {
    headers: HeaderMap,
    body: Bytes,
}

impl File {
    /// Creates a file of this media type.
    pub fn new(kind: &str, body: impl Into<Bytes>) -> Self {
        Self {
            headers: HeaderMap::new(),
            body: body.into(),
        }
        .header("content-type", kind)
    }

    /// Reads a file from the disk. The extension of its name decides the media type.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(path: &Path) -> Result<Self> {
        let kind = match path.extension().and_then(|ending| ending.to_str()) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css",
            Some("js") => "text/javascript",
            Some("json") => "application/json",
            Some("wasm") => "application/wasm",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let body = fs::read(path).with_context(|| path.display().to_string())?;
        Ok(Self::new(kind, body))
    }

    /// Returns the file with one more header. The name must be in lower case.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).expect("a header value");
        self.headers.insert(HeaderName::from_static(name), value);
        self
    }

    /// Returns the file compressed with brotli: at level 11 up to 1 MiB, and at level 9 above that size.
    #[must_use]
    pub fn brotli(mut self) -> Self {
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: if self.body.len() > 1 << 20 { 9 } else { 11 },
            ..Default::default()
        };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut &*self.body, &mut compressed, &parameters)
            .expect("nothing fails in memory");
        self.body = compressed.into();
        self.header("content-encoding", "br")
    }
}

/// A static host with its own origin. A clone is a handle to the same host.
#[derive(Debug, Clone)]
pub struct Site {
    origin: String,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug, Default)]
struct Shared {
    files: HashMap<String, File>,
    requested_paths: Vec<String>,
}

impl Site {
    /// Starts a host without files: every URL has status 404.
    pub async fn open() -> Self {
        let shared = Arc::default();
        let router = Router::new()
            .fallback(respond)
            .with_state(Arc::clone(&shared));
        Self {
            origin: serve(router).await,
            shared,
        }
    }

    /// Publishes a file under a path that starts with `/`; returns its URL.
    pub fn put(&self, path: &str, file: File) -> String {
        self.lock().files.insert(path.to_owned(), file);
        format!("{}{path}", self.origin)
    }

    /// Publishes every file below a folder under a path that ends with `/`. `transform` is applied to each file.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn put_folder(&self, path: &str, folder: &Path, transform: fn(File) -> File) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{path}{}", entry.file_name().display());
            if entry.path().is_dir() {
                self.put_folder(&format!("{path}/"), &entry.path(), transform)?;
            } else {
                self.put(&path, transform(File::read(&entry.path())?));
            }
        }
        Ok(())
    }

    /// Returns the origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the paths of all requests in their order, without queries.
    pub fn requested_paths(&self) -> Vec<String> {
        self.lock().requested_paths.clone()
    }

    /// Returns the number of requests for a path.
    pub fn request_count(&self, path: &str) -> usize {
        self.lock()
            .requested_paths
            .iter()
            .filter(|requested| *requested == path)
            .count()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shared> {
        self.shared.lock().expect("no handler panics")
    }
}

async fn respond(State(shared): State<Arc<Mutex<Shared>>>, uri: Uri) -> Response {
    let mut shared = shared.lock().expect("no test panics here");
    shared.requested_paths.push(uri.path().to_owned());
    match shared.files.get(uri.path()) {
        Some(File { headers, body }) => (headers.clone(), Body::from(body.clone())).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Returns a file with the headers of a static host: every origin may read it, and its `Last-Modified` lets a browser cache
/// it for a part of its age.
pub(crate) fn with_static_host_headers(file: File) -> File {
    file.header("access-control-allow-origin", "*")
        .header("last-modified", "Wed, 01 Jan 2025 00:00:00 GMT")
}
