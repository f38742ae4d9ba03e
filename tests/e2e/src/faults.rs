//! A server that fails in every way that the badge handles. It writes its responses byte by byte, because an HTTP library
//! would not produce invalid ones.

use crate::site::{fixture, listen};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::AbortHandle,
    time::sleep,
};

/// The header line by which the server allows pages of every origin to read a response.
const CORS: &str = "Access-Control-Allow-Origin: *\r\n";
/// The number of bytes of the sample that the server sends of a body that it does not complete.
const PARTIAL_LENGTH: usize = 400;
/// The largest body that the badge reads, in bytes.
const BADGE_LIMIT: usize = 4 * 1024 * 1024;
/// The time for which a slow response stays incomplete. It is longer than the `timeout` of every badge in the tests.
const SLOW: Duration = Duration::from_secs(60);

/// The server's response to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// The documented sample.
    Sample,
    /// A response with this status, these further header lines, and this body.
    Status(u16, &'static str, &'static str),
    /// A response with this body and status 200.
    Body(String),
    /// The server accepts the connection, and does not send the header of a response.
    SlowHeaders,
    /// The server sends the header and a part of the body, and keeps the connection open.
    SlowBody,
    /// The server resets the connection in the middle of a chunked body.
    Reset,
    /// The server closes the connection before the body has the length that `Content-Length` states.
    TooShort,
    /// The sample, without the header by which pages of other origins may read it.
    NoCors,
    /// A body that is one byte larger than the badge's limit of 4 MiB.
    TooLarge,
    /// No response, because the test has closed the port.
    DeadPort,
}

impl Response {
    /// Returns a getMyGroups response with these groups.
    pub fn groups(groups: impl IntoIterator<Item = Value>) -> Self {
        let groups: Vec<_> = groups.into_iter().collect();
        Self::Body(json!({"rsp": {"stat": "ok", "group": groups}}).to_string())
    }

    /// Returns a getMyGroups response with this number of groups: "Group 0", "Group 1" and so on.
    pub fn numbered_groups(count: usize) -> Self {
        Self::groups((0..count).map(|id| json!({"id": id, "name": format!("Group {id}")})))
    }
}

/// The server. A test sets the response for each path `/NAME`. The response for every other path has status 404.
#[derive(Clone)]
pub struct Faults {
    origin: String,
    responses: Arc<Mutex<HashMap<String, Response>>>,
    request_counts: Arc<Mutex<HashMap<String, usize>>>,
    listening: Arc<Mutex<Option<AbortHandle>>>,
}

impl Faults {
    /// Starts the server on its own origin.
    pub async fn open() -> Self {
        let (listener, origin) = listen().await;
        let faults = Self {
            origin,
            responses: Arc::default(),
            request_counts: Arc::default(),
            listening: Arc::default(),
        };
        let server = faults.clone();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                // An error means that the browser has closed the connection, which a test may intend.
                tokio::spawn(async move { server.serve(stream).await.ok() });
            }
        });
        *faults.listening.lock().expect("no task panics") = Some(listening.abort_handle());
        faults
    }

    /// Sets the response for `/name`, whatever its query is; returns the URL.
    pub fn set_response(&self, name: &str, response: Response) -> String {
        self.responses
            .lock()
            .expect("no task panics")
            .insert(name.to_owned(), response);
        format!("{}/{name}", self.origin)
    }

    /// Closes the port permanently.
    pub fn close(&self) {
        if let Some(listening) = self.listening.lock().expect("no task panics").take() {
            listening.abort();
        }
    }

    /// Returns the number of requests for `/name`.
    pub fn request_count(&self, name: &str) -> usize {
        self.request_counts
            .lock()
            .expect("no task panics")
            .get(name)
            .copied()
            .unwrap_or_default()
    }

    async fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(stream.read_u8().await?);
        }
        let request = String::from_utf8_lossy(&request).into_owned();
        let path = request.split(' ').nth(1).unwrap_or_default();
        let name = path
            .trim_start_matches('/')
            .split('?')
            .next()
            .unwrap_or_default();
        let response = self
            .responses
            .lock()
            .expect("no task panics")
            .get(name)
            .cloned();
        *self
            .request_counts
            .lock()
            .expect("no task panics")
            .entry(name.to_owned())
            .or_default() += 1;
        let response = response.unwrap_or(Response::Status(404, "", ""));
        write(&mut stream, response).await?;
        stream.shutdown().await
    }
}

/// Sends a response, or the part of it that the server sends.
async fn write(stream: &mut TcpStream, response: Response) -> std::io::Result<()> {
    let sample = fixture("get-my-groups.json");
    let part = &sample[..PARTIAL_LENGTH];
    let incomplete = format!(
        "HTTP/1.1 200 X\r\n{CORS}Content-Length: {}\r\n\r\n{part}",
        sample.len()
    );
    let whole = match response {
        Response::Sample => complete(200, CORS, &sample),
        Response::Status(status, headers, body) => {
            complete(status, &format!("{CORS}{headers}"), body)
        }
        Response::Body(body) => complete(200, CORS, &body),
        Response::NoCors => complete(200, "", &sample),
        Response::TooLarge => {
            let padding = " ".repeat(BADGE_LIMIT + 1 - sample.len());
            complete(200, CORS, &(sample + &padding))
        }
        Response::TooShort => incomplete,
        Response::SlowHeaders => {
            sleep(SLOW).await;
            return Ok(());
        }
        Response::SlowBody => {
            stream.write_all(incomplete.as_bytes()).await?;
            sleep(SLOW).await;
            return Ok(());
        }
        Response::Reset => {
            let chunk = format!("{:x}\r\n{part}\r\n", part.len());
            let start =
                format!("HTTP/1.1 200 X\r\n{CORS}Transfer-Encoding: chunked\r\n\r\n{chunk}");
            stream.write_all(start.as_bytes()).await?;
            // The browser reads the header before the reset discards it.
            sleep(Duration::from_millis(50)).await;
            return stream.set_zero_linger();
        }
        Response::DeadPort => return Ok(()),
    };
    stream.write_all(whole.as_bytes()).await
}

/// Returns the text of a complete response with these header lines.
fn complete(status: u16, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} X\r\n{headers}Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
