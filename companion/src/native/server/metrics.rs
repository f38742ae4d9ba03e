//! `/healthz`, `/readyz` and `/metrics`.

use super::{App, Published, text};
use crate::native::now;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    fmt::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Counters of the server.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    /// Responses by the first digit of their status, from 1.
    responses: [AtomicU64; 5],
    /// Responses with status 304.
    unchanged: AtomicU64,
    /// Open connections.
    pub(super) connections: AtomicU64,
}

impl Metrics {
    /// Counts a response.
    pub(super) fn count(&self, status: StatusCode) {
        if status == StatusCode::NOT_MODIFIED {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        }
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(counter) = self.responses.get(class) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// `GET /healthz`: 200 while the process can serve.
pub(super) async fn healthz() -> Response {
    text(StatusCode::OK, "ok")
}

/// `GET /readyz`: 200 if every list is loaded.
pub(super) async fn readyz(State(app): State<Arc<App>>) -> Response {
    let is_missing = |list: &&Arc<Published>| list.current().is_none();
    match app.lists.values().filter(is_missing).count() {
        0 => text(StatusCode::OK, "ok"),
        1 => text(StatusCode::SERVICE_UNAVAILABLE, "1 list is not loaded yet"),
        count => text(
            StatusCode::SERVICE_UNAVAILABLE,
            &format!("{count} lists are not loaded yet"),
        ),
    }
}

/// `GET /metrics`: the counters in Prometheus' text format.
pub(super) async fn metrics(State(app): State<Arc<App>>) -> Response {
    let mut out = String::from("# TYPE my_groups_responses_total counter\n");
    for (class, counter) in app.metrics.responses.iter().enumerate() {
        let _ = writeln!(
            out,
            "my_groups_responses_total{{status=\"{}xx\"}} {}",
            class + 1,
            counter.load(Ordering::Relaxed)
        );
    }
    let _ = writeln!(
        out,
        "# TYPE my_groups_unchanged_total counter\nmy_groups_unchanged_total {}",
        app.metrics.unchanged.load(Ordering::Relaxed)
    );
    let _ = writeln!(
        out,
        "# TYPE my_groups_connections gauge\nmy_groups_connections {}",
        app.metrics.connections.load(Ordering::Relaxed)
    );
    out.push_str("# TYPE my_groups_groups gauge\n# TYPE my_groups_stale_seconds gauge\n");
    for (name, list) in &app.lists {
        if let Some(current) = list.current() {
            let stale = current.list.as_of.map_or(0, |at| now().saturating_sub(at));
            let _ = writeln!(out, "my_groups_groups{{list=\"{name}\"}} {}", current.count);
            let _ = writeln!(out, "my_groups_stale_seconds{{list=\"{name}\"}} {stale}");
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/plain; version=0.0.4"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, out).into_response()
}
