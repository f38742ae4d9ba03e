//! Hostile requests, slow clients, and a signal to end during a request.

use super::*;
use std::sync::Arc;
use tokio::time::Instant as Clock;
use tower::ServiceExt;

/// Sends bytes, and returns the response.
async fn raw(served: &Served, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    // The server may respond and close before it has read everything.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn ten_thousand_hostile_requests_break_nothing_and_get_no_secret() {
    let served = served().await;
    let mut runner = TestRunner::deterministic();
    let noise = proptest::collection::vec(proptest::arbitrary::any::<u8>(), 0..300);
    let path = proptest::string::string_regex(
        "(/|/me|/me\\.json|/services/rest/|/oembed|/embed/)[?&=%a-z0-9./;:@\\-\u{80}-\u{ff}]{0,60}",
    )
    .unwrap();
    let naughty = naughty_strings::BLNS;
    for round in 0..10_000_usize {
        let mut new = || noise.new_tree(&mut runner).unwrap().current();
        let request = match round % 5 {
            0 => new(),
            1 => [
                b"GET /me.json HTTP/1.1\r\nhost: x\r\n".as_slice(),
                &new(),
                b"\r\n\r\n",
            ]
            .concat(),
            2 => format!(
                "GET {} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
                path.new_tree(&mut runner).unwrap().current()
            )
            .into_bytes(),
            3 => {
                let name: String =
                    url::form_urlencoded::byte_serialize(naughty[round % naughty.len()].as_bytes())
                        .collect();
                let client = std::net::Ipv4Addr::from_bits(u32::try_from(round).unwrap());
                format!("GET {}api_key={name}&token={name}&format=json HTTP/1.1\r\nhost: x\r\nx-forwarded-for: {client}\r\nconnection: close\r\n\r\n", rest("")).into_bytes()
            }
            _ => {
                let name: String =
                    url::form_urlencoded::byte_serialize(naughty[round % naughty.len()].as_bytes())
                        .collect();
                format!("GET /{name}.json HTTP/1.1\r\nhost: x\r\nif-none-match: {name}\r\naccept-encoding: {name}\r\nconnection: close\r\n\r\n").into_bytes()
            }
        };
        let answer = raw(&served, &request).await;
        assert!(!answer.starts_with("HTTP/1.1 5"), "{answer}");
        for secret in &SECRETS[1..] {
            assert!(!answer.contains(secret), "{answer}");
        }
    }
    assert_eq!(served.get("/me.json").await.status(), 200);
    served.end().await;
}

#[tokio::test]
async fn a_header_that_is_too_large_is_refused() {
    let served = served().await;
    let long = "x".repeat(20_000);
    for request in [
        format!("GET /{long} HTTP/1.1\r\nhost: x\r\n\r\n"),
        format!("GET /me.json HTTP/1.1\r\nhost: x\r\nx: {long}\r\n\r\n"),
        format!("GET /me.json HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(100)),
    ] {
        let answer = raw(&served, request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    // A body is not read: the server responds and closes the connection.
    let answer = raw(
        &served,
        format!("GET /me.json HTTP/1.1\r\nhost: x\r\ncontent-length: 100000000\r\n\r\n{long}")
            .as_bytes(),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_request_that_two_servers_could_read_differently_is_refused() {
    let served = served().await;
    let get = "GET /me.json HTTP/1.1\r\n";
    let rest = "connection: close\r\n\r\n";
    let invalid = [
        format!("{get}{rest}"),
        format!("{get}host: a\r\nhost: b\r\n{rest}"),
        format!("{get}host: a\r\nHost: a\r\n{rest}"),
        format!(
            "{get}host: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n{rest}0\r\n\r\n"
        ),
        format!(
            "{get}host: a\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n{rest}0\r\n\r\n"
        ),
        format!("{get}host: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n{rest}hello"),
        format!("{get}host: a\r\ntransfer-encoding: gzip\r\n{rest}"),
        "GET /healthz HTTP/1.1\r\n\r\n".to_owned(),
        "HEAD /me.json HTTP/1.1\r\n\r\n".to_owned(),
        "GET /me.json HTTP/1.0\r\nhost: a\r\nhost: b\r\n\r\n".to_owned(),
    ];
    for request in invalid {
        let answer = raw(&served, request.as_bytes()).await;
        assert!(
            answer.starts_with("HTTP/1.1 400") || answer.starts_with("HTTP/1.0 400"),
            "{request}{answer}"
        );
    }
    let valid = [
        format!("{get}host: a\r\n{rest}"),
        format!("{get}host:\r\n{rest}"),
        format!("{get}host: a\r\ncontent-length: 0\r\n{rest}"),
        "GET /me.json HTTP/1.0\r\n\r\n".to_owned(),
        format!("GET http://a/me.json HTTP/1.1\r\nhost: a\r\n{rest}"),
    ];
    for request in valid {
        let answer = raw(&served, request.as_bytes()).await;
        assert!(answer.contains(" 200 OK"), "{request}{answer}");
    }
}

/// Keeps the paused clock of a test from moving while clients and server exchange bytes. tokio does not
/// advance a paused clock while a blocking task runs.
struct HeldClock(std::sync::mpsc::Sender<()>);

impl HeldClock {
    fn new() -> Self {
        let (sender, receiver) = std::sync::mpsc::channel();
        tokio::task::spawn_blocking(move || receiver.recv());
        Self(sender)
    }

    /// Lets the clock jump to the next timer as soon as no task can continue.
    fn release(self) {
        drop(self.0);
    }
}

/// The number of connections that the server has accepted and not closed.
async fn connections(served: &Served) -> u64 {
    let request = axum::extract::Request::get("/metrics");
    let request = request.body(axum::body::Body::empty()).unwrap();
    let router = server::router(Arc::clone(&served.app));
    let response = router.oneshot(request).await.unwrap();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    let text = String::from_utf8(body.unwrap().into()).unwrap();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("my_groups_connections "));
    line.unwrap().parse().unwrap()
}

/// Occupies all connections, and then sends a request that the server can only accept after it has closed
/// one of them. `occupy` uses a connection until the server closes it. Returns the response, and the time
/// that passed on the test's clock.
async fn next_response<Used: Future<Output = ()> + Send + 'static>(
    occupy: impl Fn(TcpStream) -> Used,
) -> (String, Duration) {
    let served = served().await;
    let clock = HeldClock::new();
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..served.app.server.connections {
        let stream = TcpStream::connect(served.address).await.unwrap();
        clients.spawn(occupy(stream));
    }
    while connections(&served).await < u64::try_from(served.app.server.connections).unwrap() {
        tokio::task::yield_now().await;
    }
    let mut next = TcpStream::connect(served.address).await.unwrap();
    next.write_all(b"GET /me.json HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let started = Clock::now();
    clock.release();
    let limit = Duration::from_secs(60);
    let mut response = Vec::new();
    let read = tokio::time::timeout(limit, next.read_to_end(&mut response));
    read.await.expect("the connections stay occupied").unwrap();
    let passed = started.elapsed();
    let all = tokio::time::timeout(limit, clients.join_all()).await;
    assert!(all.is_ok(), "a client is still connected");
    (String::from_utf8_lossy(&response).into_owned(), passed)
}

/// Clients that send endless requests, and read no response, occupy all connections. A client is dropped
/// if nothing could be written to it for the server's `timeout`.
#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_read_is_dropped() {
    let requests = "GET /me.json HTTP/1.1\r\nhost: x\r\n\r\n".repeat(100);
    let occupy = move |mut stream: TcpStream| {
        let requests = requests.clone();
        async move { while stream.write_all(requests.as_bytes()).await.is_ok() {} }
    };
    let (response, passed) = next_response(occupy).await;
    assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    assert!(passed >= Duration::from_secs(1), "{passed:?}");
}

/// A client is dropped if it does not send a whole header within the server's `timeout`.
#[tokio::test(start_paused = true)]
async fn a_slow_client_is_cut_off_and_does_not_block_others() {
    let occupy = async |mut stream: TcpStream| {
        let part = b"GET /me.json HTTP/1.1\r\nhost:";
        stream.write_all(part).await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    };
    let (response, passed) = next_response(occupy).await;
    assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    assert!(passed >= Duration::from_secs(1), "{passed:?}");
}

#[tokio::test]
async fn a_signal_to_end_finishes_the_started_responses() {
    let served = served().await;
    let mut open = TcpStream::connect(served.address).await.unwrap();
    open.write_all(b"GET /me.json HTTP/1.1\r\nhost: x\r\n")
        .await
        .unwrap();
    // The connection is accepted as soon as it is counted.
    let connections = async || {
        let metrics = served.get("/metrics").await.text().await.unwrap();
        metrics.contains("my_groups_connections 2\n")
    };
    while !connections().await {}
    let address = served.address;
    let ended = tokio::spawn(served.end());
    // No new connection is accepted.
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let _ = open.write_all(b"\r\n").await;
    let mut answer = Vec::new();
    let _ = open.read_to_end(&mut answer).await;
    assert!(
        String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    tokio::time::timeout(Duration::from_secs(5), ended)
        .await
        .unwrap()
        .unwrap();
}
