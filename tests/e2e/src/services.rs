//! Stand-ins for services that a page can load groups from. Their responses have the shapes that the
//! services document.

use crate::site::serve;
use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// GitHub, a `WordPress` site with `BuddyPress`, and Open Collective, on one origin.
pub struct Services {
    origin: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Services {
    /// Starts the services.
    pub async fn open() -> Self {
        let requests = Arc::new(Mutex::new(Vec::new()));
        let router = Router::new()
            .route("/users/{user}/orgs", get(github))
            .route("/wp-json/buddypress/v2/groups", get(buddypress))
            .route("/graphql/v2", post(open_collective).options(preflight))
            .with_state(Arc::clone(&requests));
        Self {
            origin: serve(router).await,
            requests,
        }
    }

    /// Returns the origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the requests so far: method, path, and whether the request had a cookie or a `Referer`.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no handler panics").clone()
    }
}

type Requests = State<Arc<Mutex<Vec<String>>>>;

fn record(requests: &Mutex<Vec<String>>, method: &Method, path: &str, headers: &HeaderMap) {
    let mut words = vec![method.as_str(), path];
    let extra = ["cookie", "referer", "authorization"];
    words.extend(extra.iter().filter(|name| headers.contains_key(**name)));
    let line = words.join(" ");
    requests.lock().expect("no handler panics").push(line);
}

/// The headers by which the services allow every page to read their responses.
const CORS: [(&str, &str); 2] = [
    ("access-control-allow-origin", "*"),
    (
        "access-control-expose-headers",
        "X-RateLimit-Remaining, X-WP-TotalPages, Retry-After, Link",
    ),
];

fn response(
    status: StatusCode,
    headers: &[(&'static str, &'static str)],
    body: &Value,
) -> Response {
    let mut response = (status, CORS, Json(body)).into_response();
    for (name, value) in headers {
        let value = value.parse().expect("a header value");
        response.headers_mut().insert(*name, value);
    }
    response
}

async fn github(
    State(requests): Requests,
    Path(user): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    record(&requests, &method, &format!("/users/{user}/orgs"), &headers);
    let organization = |id: u32, login: &str, description: &str| {
        json!({
            "login": login,
            "id": id,
            "node_id": "MDEyOk9yZ2FuaXphdGlvbjE=",
            "url": format!("https://api.github.com/orgs/{login}"),
            "avatar_url": "https://avatars.githubusercontent.com/u/1?v=4",
            "description": description,
        })
    };
    match user.as_str() {
        "octocat" => response(
            StatusCode::OK,
            &[("x-ratelimit-remaining", "58")],
            &json!([
                organization(1, "choir-of-berlin", "We sing <b>& more</b>."),
                organization(9919, "github", "How people build software."),
                organization(2, "rust-lang", ""),
            ]),
        ),
        "limited" => response(
            StatusCode::FORBIDDEN,
            &[("x-ratelimit-remaining", "0"), ("retry-after", "1800")],
            &json!({"message": "API rate limit exceeded for 127.0.0.1."}),
        ),
        _ => response(StatusCode::NOT_FOUND, &[], &json!({"message": "Not Found"})),
    }
}

async fn buddypress(
    State(requests): Requests,
    Query(query): Query<HashMap<String, String>>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    record(
        &requests,
        &method,
        "/wp-json/buddypress/v2/groups",
        &headers,
    );
    let has_extras = query
        .get("populate_extras")
        .is_some_and(|value| value == "true");
    let group = |id: u32, name: &str, status: &str, count: u32| {
        json!({
            "id": id,
            "creator_id": 7,
            "parent_id": 0,
            "date_created": "2026-01-02T03:04:05",
            "date_created_gmt": "2026-01-02T03:04:05",
            "description": {"raw": "We meet.", "rendered": "<p>We meet.</p>"},
            "enable_forum": false,
            "link": format!("https://blog.example/groups/{id}/"),
            "name": name,
            "slug": id.to_string(),
            "status": status,
            "types": [],
            "total_member_count": if has_extras { count } else { 0 },
        })
    };
    response(
        StatusCode::OK,
        &[("x-wp-totalpages", "1")],
        &json!([
            group(1, "Gardeners", "public", 1234),
            group(2, "Surprise Party", "private", 3),
        ]),
    )
}

async fn preflight() -> Response {
    let allowed = [
        ("access-control-allow-headers", "content-type, accept"),
        ("access-control-allow-methods", "POST"),
    ];
    (StatusCode::NO_CONTENT, CORS, allowed).into_response()
}

async fn open_collective(
    State(requests): Requests,
    method: Method,
    headers: HeaderMap,
    body: String,
) -> Response {
    record(&requests, &method, "/graphql/v2", &headers);
    if !body.contains("\"somebody\"") {
        let error = json!({"message": "No account found", "extensions": {"code": "NotFound"}});
        return response(
            StatusCode::OK,
            &[],
            &json!({"errors": [error], "data": {"account": null}}),
        );
    }
    let account = json!({
        "slug": "webpack",
        "name": "webpack",
        "description": "A bundler",
        "createdAt": "2016-03-01T00:00:00.000Z",
        "isPrivate": false,
        "isIncognito": false,
        "isArchived": false,
        "contributors": {"totalCount": 1043},
    });
    let memberships = json!({"totalCount": 1, "nodes": [{"account": account}]});
    response(
        StatusCode::OK,
        &[],
        &json!({"data": {"account": {"memberOf": memberships}}}),
    )
}
