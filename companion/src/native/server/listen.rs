//! Accepts connections, with limits on their number and duration, on the size of a request's header,
//! and on the time for reading and writing. `axum::serve` has no settings for these.

use super::{App, rest::Peer};
use axum::{Router, body::Body};
use bytes::Bytes;
use http_body_util::{Either, Full};
use hyper::{
    Method, Request, Response, StatusCode, Version,
    body::Incoming,
    header::{self, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{
    convert::Infallible,
    future::Future,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

/// The limit on the bytes of a request's header, its query included.
const MAX_HEADER: usize = 16 << 10;
/// The limit on the header fields of a request.
const MAX_FIELDS: usize = 64;
/// The limit on the duration of a connection, in seconds: a client that reads slowly must not
/// occupy a connection.
const MAX_CONNECTION: u64 = 300;
/// The limit on the seconds that unfinished responses may take after the signal to end.
const GRACE: u64 = 10;

/// Serves until `end`, and then finishes the responses that have started.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    app: Arc<App>,
    end: impl Future<Output = ()>,
) {
    let connections = Arc::new(Semaphore::new(app.server.connections));
    let graceful = GracefulShutdown::new();
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(app.server.timeout))
        .max_buf_size(MAX_HEADER)
        .max_headers(MAX_FIELDS);
    let mut end = std::pin::pin!(end);
    loop {
        let accept = async {
            let permit = Arc::clone(&connections).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            () = &mut end => break,
            accepted = accept => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // The usual reason is that the process has no free file descriptor until other
                // connections end.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let (router, served) = (router.clone(), Arc::clone(&app));
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer.ip()));
            respond(router.clone(), Arc::clone(&served), request)
        });
        // A client that does not read must not occupy a connection.
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(Duration::from_secs(app.server.timeout)));
        let io = TokioIo::new(Box::pin(stream));
        let connection = graceful.watch(builder.serve_connection(io, service));
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            let _permit = permit;
            app.metrics.connections.fetch_add(1, Ordering::Relaxed);
            // Errors are caused by the client: a reset, a timeout, or invalid HTTP.
            let _ = tokio::time::timeout(Duration::from_secs(MAX_CONNECTION), connection).await;
            app.metrics.connections.fetch_sub(1, Ordering::Relaxed);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(Duration::from_secs(GRACE), graceful.shutdown()).await;
}

/// Returns why a request is invalid, if two servers could understand it differently. hyper removes
/// the `Content-Length` of a request with `Transfer-Encoding`; no request to this server needs either.
/// <https://www.rfc-editor.org/rfc/rfc9112#section-3.2>
fn invalid(request: &Request<Incoming>) -> Option<&'static str> {
    let hosts = request.headers().get_all(header::HOST).iter().count();
    if hosts > 1 {
        Some("The request has several Host headers.")
    } else if hosts == 0 && request.version() >= Version::HTTP_11 {
        Some("The request has no Host header.")
    } else if request.headers().contains_key(header::TRANSFER_ENCODING) {
        Some("The request has a Transfer-Encoding, which no method here needs.")
    } else {
        None
    }
}

/// Responds to a request: with a document directly, otherwise by its route.
async fn respond(
    router: Router,
    app: Arc<App>,
    request: Request<Incoming>,
) -> Result<Response<Either<Full<Bytes>, Body>>, Infallible> {
    if let Some(message) = invalid(&request) {
        app.metrics.count(StatusCode::BAD_REQUEST);
        let mut response = super::text(StatusCode::BAD_REQUEST, message);
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
        return Ok(response.map(Either::Right));
    }
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let document = request
        .uri()
        .path()
        .strip_prefix('/')
        .filter(|_| is_read)
        .and_then(|path| app.document(path, request.headers()));
    let path = tracing::enabled!(tracing::Level::DEBUG).then(|| request.uri().path().to_owned());
    let response = match document {
        Some(document) => document.map(Either::Left),
        None => router
            .oneshot(request.map(Body::new))
            .await
            .unwrap_or_default()
            .map(Either::Right),
    };
    app.metrics.count(response.status());
    if let Some(path) = path {
        tracing::debug!(path, status = response.status().as_u16(), "responded");
    }
    Ok(response)
}
