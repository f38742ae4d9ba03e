//! The API as it is documented: it checks its arguments, answers 200, 403 and 404, and allows every page to ask.

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

/// The one application key that the API knows.
pub const API_KEY: &str = "k3y";
/// The one token that the API knows.
pub const TOKEN: &str = "t0k3n";

/// One request as it arrived.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The query as it stood in the address.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
}

/// The API on an origin of its own.
pub struct Api {
    origin: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Api {
    /// Opens the API.
    pub async fn open() -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let router = Router::new()
            .route("/services/rest/", get(rest))
            .route("/get-my-groups.xml", get(xml))
            .route("/moved", get(moved))
            .with_state(Arc::clone(&asked));
        Self {
            origin: serve(router).await,
            asked,
        }
    }

    /// The REST endpoint.
    pub fn endpoint(&self) -> String {
        format!("{}/services/rest/", self.origin)
    }

    /// The documented XML sample as a document.
    pub fn xml(&self) -> String {
        format!("{}/get-my-groups.xml", self.origin)
    }

    /// The origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Every request to the endpoint so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no handler panics").clone()
    }
}

async fn rest(
    State(asked): State<Arc<Mutex<Vec<Asked>>>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let arguments: BTreeMap<_, _> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let argument = |name| arguments.get(name).copied();
    let answer =
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
    asked
        .lock()
        .expect("no handler panics")
        .push(Asked { query, headers });
    let (status, kind, body) = answer;
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

/// A redirect to the endpoint, arguments and all.
async fn moved(RawQuery(query): RawQuery) -> Response {
    let location = format!("/services/rest/?{}", query.unwrap_or_default());
    let headers = [
        (header::LOCATION, location.as_str()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (StatusCode::FOUND, headers).into_response()
}
