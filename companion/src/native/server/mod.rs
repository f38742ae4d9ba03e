//! The server: published lists, the documented method, and the page for iframes. A visitor's request
//! never waits for a service.

mod assets;
mod brake;
mod embed;
mod encoded;
mod listen;
mod metrics;
mod published;
mod rest;

pub use assets::Assets;
pub use encoded::{Encoded, Headers};
pub use listen::listen;
pub use published::{Current, Published, keep_fresh};

use crate::{
    config::{Config, Key, Server},
    render::Kind,
};
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use brake::Brake;
use bytes::Bytes;
use http_body_util::Full;
use metrics::Metrics;
use std::{collections::BTreeMap, sync::Arc};
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{Any, CorsLayer},
    set_header::SetResponseHeaderLayer,
};

/// The `Retry-After` of a list that is not loaded yet, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// The headers of every response.
const COMMON: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    ),
];
/// The header that lets every page read a response.
const READABLE: (HeaderName, &str) = (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");

/// The state of the server.
pub struct App {
    /// The lists, by name.
    pub lists: BTreeMap<String, Arc<Published>>,
    /// The keys and tokens that give access to the documented method.
    pub keys: Vec<Key>,
    /// The settings of the server.
    pub server: Arc<Server>,
    assets: Assets,
    metrics: Metrics,
    brake: Brake,
}

impl App {
    /// Creates the state of a configuration.
    ///
    /// # Errors
    /// The badge's files cannot be read.
    pub fn new(config: &Config) -> Result<Self, String> {
        let lists = config
            .lists
            .iter()
            .map(|list| (list.name.clone(), Arc::new(Published::new(list.clone()))));
        Ok(Self {
            lists: lists.collect(),
            keys: config.keys.clone(),
            server: Arc::new(config.server.clone()),
            assets: Assets::load(config.server.embed_dir.as_deref())?,
            metrics: Metrics::default(),
            brake: Brake::default(),
        })
    }

    /// Returns the current documents of a list, or the response that explains why the list has no documents.
    fn current(&self, name: &str) -> Result<Arc<Current>, Box<Response>> {
        let Some(list) = self.lists.get(name) else {
            return Err(Box::new(text(
                StatusCode::NOT_FOUND,
                "The list does not exist.",
            )));
        };
        list.current().ok_or_else(|| {
            let mut response = text(
                StatusCode::SERVICE_UNAVAILABLE,
                "The list is not loaded yet.",
            );
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, RETRY_AFTER);
            Box::new(response)
        })
    }

    /// Returns the response to a GET or HEAD of a document (NAME.json, .xml, .html, .svg, -dark.svg),
    /// if the document exists. These are most of the requests, and need no router.
    fn document(
        &self,
        path: &str,
        headers: &HeaderMap,
    ) -> Option<axum::http::Response<Full<Bytes>>> {
        // The longer suffix comes first: -dark.svg ends with .svg too.
        let mut kinds = Kind::ALL.into_iter().rev();
        let (kind, name) =
            kinds.find_map(|kind| Some((kind, path.strip_suffix(kind.suffix())?)))?;
        let current = self.lists.get(name)?.current()?;
        Some(current.document(kind)?.respond(headers))
    }
}

/// Returns the routes, with the headers of every response.
pub fn router(app: Arc<App>) -> Router {
    let default = |(name, value): (HeaderName, &'static str)| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let everybody = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .vary([]);
    let public = Router::new()
        .route("/services/rest/", get(rest::rest))
        .route("/services/rest", get(rest::rest))
        .route("/oembed", get(embed::oembed))
        .route("/embed/{*file}", get(assets::asset))
        .route("/{name}", get(document))
        .route("/{name}/embed", get(embed::embed))
        .route("/{name}/go/{id}", get(embed::go))
        .fallback(async || text(StatusCode::NOT_FOUND, "Not found."))
        .method_not_allowed_fallback(async || {
            text(
                StatusCode::METHOD_NOT_ALLOWED,
                "Only GET and HEAD are allowed.",
            )
        })
        .layer(default(READABLE))
        .layer(everybody);
    // Pages of other sites must not read these: they contain the names of the lists.
    let internal = Router::new()
        .route("/healthz", get(metrics::healthz))
        .route("/readyz", get(metrics::readyz))
        .route("/metrics", get(metrics::metrics))
        .method_not_allowed_fallback(async || {
            text(
                StatusCode::METHOD_NOT_ALLOWED,
                "Only GET and HEAD are allowed.",
            )
        });
    let routes = public.merge(internal).with_state(app).layer(default((
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    )));
    COMMON
        .into_iter()
        .fold(routes, |routes, header| routes.layer(default(header)))
        .layer(CatchPanicLayer::new())
}

/// `GET /NAME.json`, `.xml`, `.html`, `.svg`, `-dark.svg`.
async fn document(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    if let Some(document) = app.document(&file, &headers) {
        return document.map(Body::new);
    }
    let name = Kind::ALL
        .into_iter()
        .rev()
        .find_map(|kind| file.strip_suffix(kind.suffix()));
    match name.map(|name| app.current(name)) {
        Some(Err(response)) => *response,
        _ => text(StatusCode::NOT_FOUND, "Not found."),
    }
}

/// Returns a response of one line, which is not cached.
fn text(status: StatusCode, line: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, format!("{line}\n")).into_response()
}
