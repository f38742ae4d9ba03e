//! The one server of the benchmark: pages, code and data of every contestant, all alike. What is sent is compressed with
//! brotli 11 beforehand; code may be kept for ever, pages and data not at all.

use anyhow::{Context, Result};
use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{collections::HashMap, fs, net::Ipv4Addr, sync::Arc};
use tokio::net::TcpListener;

type Files = Arc<HashMap<String, File>>;

struct File {
    kind: &'static str,
    caching: &'static str,
    compressed: Vec<u8>,
}

/// A server with its files.
#[derive(Default)]
pub(crate) struct Site {
    files: HashMap<String, File>,
}

impl Site {
    /// Code, which may be kept for ever; gives its size after compression, in bytes.
    pub(crate) fn code(&mut self, name: &str, source: &std::path::Path) -> Result<()> {
        let bytes = fs::read(source).with_context(|| {
            format!(
                "{} is not there: run this as `cargo xtask bench`",
                source.display()
            )
        })?;
        let kind = if source
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            "application/wasm"
        } else {
            "text/javascript"
        };
        self.add(name, kind, "public, max-age=31536000, immutable", &bytes)
    }

    /// A page.
    pub(crate) fn page(&mut self, name: &str, html: &str) -> Result<()> {
        self.add(
            name,
            "text/html; charset=utf-8",
            "no-store",
            html.as_bytes(),
        )
    }

    /// Data.
    pub(crate) fn data(&mut self, name: &str, json: &str) -> Result<()> {
        self.add(name, "application/json", "no-store", json.as_bytes())
    }

    fn add(
        &mut self,
        name: &str,
        kind: &'static str,
        caching: &'static str,
        bytes: &[u8],
    ) -> Result<()> {
        let mut compressed = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: if bytes.len() > 1 << 20 { 9 } else { 11 },
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
        self.files.insert(
            name.to_owned(),
            File {
                kind,
                caching,
                compressed,
            },
        );
        Ok(())
    }

    /// Serves them on a free port; gives the origin.
    pub(crate) async fn open(self) -> Result<String> {
        let router = Router::new()
            .route("/{name}", get(file))
            .with_state(Arc::new(self.files));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(origin)
    }
}

async fn file(State(files): State<Files>, Path(name): Path<String>) -> Response {
    match files.get(&name) {
        Some(file) => (
            [
                (header::CONTENT_TYPE, file.kind),
                (header::CACHE_CONTROL, file.caching),
                (header::CONTENT_ENCODING, "br"),
            ],
            file.compressed.clone(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
