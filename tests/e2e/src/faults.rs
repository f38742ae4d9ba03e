//! A server that fails in every way that the badge handles. It writes its responses byte by byte, because an HTTP library
//! would not produce invalid ones.

use crate::site::{fixture, listen};
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

const CORS: &str = "Access-Control-Allow-Origin: *\r\n";

/// The server's response to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The documented sample.
    Sample,
    /// A status, further header lines, and a body.
    Status(u16, &'static str, &'static str),
    /// This body, with status 200.
    Body(String),
    /// The server accepts the connection, and never sends the response's header.
    SlowHeaders,
    /// A body that never ends.
    SlowBody,
    /// A connection that is cut in the middle of a body of unknown length.
    Reset,
    /// A body that is shorter than its `Content-Length`.
    TooShort,
    /// A response that pages of other origins may not read.
    NoCors,
    /// A body of 4 MiB and one byte, which is over the badge's limit.
    TooLarge,
    /// No response: the port is closed.
    DeadPort,
}

/// The server. A test sets the response for each path `/NAME`; without one it is status 404.
#[derive(Clone)]
pub struct Faults {
    origin: String,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
    asked: Arc<Mutex<HashMap<String, usize>>>,
    listening: Arc<Mutex<Option<AbortHandle>>>,
}

impl Faults {
    /// Starts the server on its own origin.
    pub async fn open() -> Self {
        let (listener, origin) = listen().await;
        let faults = Self {
            origin,
            answers: Arc::default(),
            asked: Arc::default(),
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
    pub fn answer(&self, name: &str, answer: Answer) -> String {
        self.answers
            .lock()
            .expect("no task panics")
            .insert(name.to_owned(), answer);
        format!("{}/{name}", self.origin)
    }

    /// Closes the port permanently.
    pub fn close(&self) {
        if let Some(listening) = self.listening.lock().expect("no task panics").take() {
            listening.abort();
        }
    }

    /// Returns the number of requests for `/name`.
    pub fn asked(&self, name: &str) -> usize {
        self.asked
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
        let answer = self
            .answers
            .lock()
            .expect("no task panics")
            .get(name)
            .cloned();
        *self
            .asked
            .lock()
            .expect("no task panics")
            .entry(name.to_owned())
            .or_default() += 1;
        write(&mut stream, answer.unwrap_or(Answer::Status(404, CORS, ""))).await?;
        stream.shutdown().await
    }
}

async fn write(stream: &mut TcpStream, answer: Answer) -> std::io::Result<()> {
    const FOREVER: Duration = Duration::from_secs(60);
    let whole = |status: u16, headers: &str, body: &str| {
        format!(
            "HTTP/1.1 {status} X\r\n{headers}Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let half = &fixture("get-my-groups.json")[..400];
    match answer {
        Answer::Sample => {
            stream
                .write_all(whole(200, CORS, &fixture("get-my-groups.json")).as_bytes())
                .await
        }
        Answer::Status(status, headers, body) => {
            stream
                .write_all(whole(status, &format!("{CORS}{headers}"), body).as_bytes())
                .await
        }
        Answer::Body(body) => stream.write_all(whole(200, CORS, &body).as_bytes()).await,
        Answer::SlowHeaders => {
            sleep(FOREVER).await;
            Ok(())
        }
        Answer::SlowBody => {
            stream
                .write_all(
                    format!("HTTP/1.1 200 X\r\n{CORS}Content-Length: 11316\r\n\r\n{half}")
                        .as_bytes(),
                )
                .await?;
            sleep(FOREVER).await;
            Ok(())
        }
        Answer::Reset => {
            let chunk = format!("{:x}\r\n{half}\r\n", half.len());
            stream
                .write_all(
                    format!("HTTP/1.1 200 X\r\n{CORS}Transfer-Encoding: chunked\r\n\r\n{chunk}")
                        .as_bytes(),
                )
                .await?;
            sleep(Duration::from_millis(50)).await;
            stream.set_zero_linger()
        }
        Answer::TooShort => {
            stream
                .write_all(
                    format!("HTTP/1.1 200 X\r\n{CORS}Content-Length: 11316\r\n\r\n{half}")
                        .as_bytes(),
                )
                .await
        }
        Answer::NoCors => {
            stream
                .write_all(whole(200, "", &fixture("get-my-groups.json")).as_bytes())
                .await
        }
        Answer::DeadPort => Ok(()),
        Answer::TooLarge => {
            let sample = fixture("get-my-groups.json");
            let padding = " ".repeat(4 * 1024 * 1024 + 1 - sample.len());
            stream
                .write_all(whole(200, CORS, &(sample + &padding)).as_bytes())
                .await
        }
    }
}
