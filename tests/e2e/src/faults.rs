//! A server that fails in every way there is. It writes its answers byte by byte, since no honest server can.

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

/// How the server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The documented sample.
    Sample,
    /// A status, with more header lines and a body.
    Status(u16, &'static str, &'static str),
    /// A whole body with 200.
    Body(String),
    /// Headers that never come.
    SlowHeaders,
    /// A body that never ends.
    SlowBody,
    /// A connection that is cut in the middle of a body of unknown length.
    Reset,
    /// A body that is shorter than it says.
    TooShort,
    /// An answer that no page of another origin may read.
    NoCors,
    /// More than 4 MiB, by one byte.
    TooLarge,
    /// None: the whole port is dead.
    DeadPort,
}

/// The server: `/NAME/…` is answered as the test says of NAME.
#[derive(Clone)]
pub struct Faults {
    origin: String,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
    asked: Arc<Mutex<HashMap<String, usize>>>,
    listening: Arc<Mutex<Option<AbortHandle>>>,
}

impl Faults {
    /// Opens the server on an origin of its own.
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
                // A browser that goes away in the middle is no fault of ours.
                tokio::spawn(async move { server.serve(stream).await.ok() });
            }
        });
        *faults.listening.lock().expect("no task panics") = Some(listening.abort_handle());
        faults
    }

    /// Says how an address is answered from now on; gives the address.
    pub fn answer(&self, name: &str, answer: Answer) -> String {
        self.answers
            .lock()
            .expect("no task panics")
            .insert(name.to_owned(), answer);
        format!("{}/{name}", self.origin)
    }

    /// Closes the port for good.
    pub fn close(&self) {
        if let Some(listening) = self.listening.lock().expect("no task panics").take() {
            listening.abort();
        }
    }

    /// How often an address was asked for.
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
