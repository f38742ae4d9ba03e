//! The API as it is documented: it checks the arguments of a request, responds with status 200, 403 or 404, and allows
//! requests from every origin.

use crate::site::{fixture, serve};
use axum::{
    Router,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

/// The only application key that the API accepts.
pub const API_KEY: &str = "k3y";
/// The only token that the API accepts.
pub const TOKEN: &str = "t0k3n";

/// A request that the API received.
#[derive(Debug, Clone)]
pub struct ApiRequest {
    /// The query of the URL, still percent-encoded.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
}

/// The API, on its own origin.
pub struct Api {
    origin: String,
    requests: Arc<Mutex<Vec<ApiRequest>>>,
}

impl Api {
    /// Starts the API.
    pub async fn open() -> Self {
        let requests = Arc::new(Mutex::new(Vec::new()));
        let router = Router::new()
            .route("/services/rest/", get(rest))
            .route("/get-my-groups.xml", get(xml))
            .route("/moved", get(moved))
            .with_state(Arc::clone(&requests));
        Self {
            origin: serve(router).await,
            requests,
        }
    }

    /// Returns the URL of the REST endpoint.
    pub fn endpoint(&self) -> String {
        format!("{}/services/rest/", self.origin)
    }

    /// Returns the URL of the documented XML sample.
    pub fn xml(&self) -> String {
        format!("{}/get-my-groups.xml", self.origin)
    }

    /// Returns the origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the requests that the endpoint has received so far.
    pub fn requests(&self) -> Vec<ApiRequest> {
        self.requests.lock().expect("no handler panics").clone()
    }
}

async fn rest(
    State(requests): State<Arc<Mutex<Vec<ApiRequest>>>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let arguments: BTreeMap<_, _> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let argument = |name| arguments.get(name).copied();
    let response =
        if argument("method") != Some("group.getMyGroups") || argument("format") != Some("json") {
            (
                StatusCode::BAD_REQUEST,
                "text/plain",
                "no such method or format".to_owned(),
            )
        } else if argument("api_key") != Some(API_KEY) {
            (
                StatusCode::NOT_FOUND,
                "text/plain",
                "api_key missing, inactive or not found".to_owned(),
            )
        } else if argument("token") != Some(TOKEN) {
            (
                StatusCode::FORBIDDEN,
                "text/plain",
                "token not found or deactivated".to_owned(),
            )
        } else {
            (
                StatusCode::OK,
                "application/json",
                fixture("get-my-groups.json"),
            )
        };
    requests
        .lock()
        .expect("no handler panics")
        .push(ApiRequest { query, headers });
    let (status, kind, body) = response;
    (
        status,
        [
            (header::CONTENT_TYPE, kind),
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        ],
        body,
    )
        .into_response()
}

async fn xml() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/xml"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, fixture("get-my-groups.xml")).into_response()
}

/// Redirects to the endpoint, with the same query.
async fn moved(RawQuery(query): RawQuery) -> Response {
    let location = format!("/services/rest/?{}", query.unwrap_or_default());
    let headers = [
        (header::LOCATION, location.as_str()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (StatusCode::FOUND, headers).into_response()
}
