//! An upstream server whose responses a test sets, a server of this crate, and settings for both.
#![allow(dead_code, unreachable_pub)] // each test file uses some of it

use my_groups::{
    config::{Config, Input},
    list::List,
    native::{
        client::Client,
        server::{self, App},
    },
    source::SourceGroups,
};
use std::{
    collections::BTreeMap,
    io,
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

/// The documented sample response.
pub const SAMPLE: &str = include_str!("../../../tests/fixtures/get-my-groups.json");

/// An HTTP server whose every answer is the bytes that a test makes of the request's head and body.
pub struct Upstream {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Upstream {
    pub async fn open(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, log) = (Arc::new(answer), Arc::clone(&asked));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                tokio::spawn(async move {
                    let _ = exchange(stream, &*answer, &log).await;
                });
            }
        });
        Self { address, asked }
    }

    /// The heads of all requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn exchange(
    mut stream: TcpStream,
    answer: &(dyn Fn(&str) -> Vec<u8> + Send + Sync),
    log: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let count = stream.read(&mut chunk).await?;
        request.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let length = text
            .to_ascii_lowercase()
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.split("\r\n").next()?.parse().ok())
            .unwrap_or(0);
        let is_whole = text
            .split_once("\r\n\r\n")
            .is_some_and(|(_, body)| body.len() >= length);
        if is_whole || count == 0 {
            break;
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    log.lock().unwrap().push(request.clone());
    stream.write_all(&answer(&request)).await?;
    stream.shutdown().await
}

/// An answer of that status, with a body.
pub fn http(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} x\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}").into_bytes()
}

/// The settings of a file's text.
pub fn config(file: &str) -> Config {
    let input = Input {
        file: Some(file.as_bytes()),
        folder: Path::new("/"),
        flags: BTreeMap::new(),
        variables: BTreeMap::new(),
        read_file: &|path| std::fs::read_to_string(path),
    };
    Config::read(input).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// A configuration of one list, `me`, of these sources.
pub fn listed(sources: &str) -> Config {
    config(&format!(
        "[lists.me]\ntimeout = \"5s\"\nsources = [{sources}]\n"
    ))
}

pub fn client() -> Client {
    Client::new(Arc::new(|_, _| {}))
}

/// The documented sample as a list.
pub fn sample() -> List {
    let groups = SourceGroups::from_response(SAMPLE.as_bytes(), None).unwrap();
    List {
        entries: groups.entries,
        as_of: None,
    }
}

/// Keys and tokens of the server: one token sees private groups, one does not.
pub const KEYS: &str = r#"
[[keys]]
api_key = "k3y-of-app"
tokens = [{ token = "pr1vate-t0ken", list = "me", private = true }, { token = "publ1c-t0ken", list = "me" }]
"#;

/// A server of this crate.
pub struct Served {
    pub address: SocketAddr,
    pub app: Arc<App>,
    end: Option<oneshot::Sender<()>>,
    ended: tokio::task::JoinHandle<()>,
}

impl Served {
    /// Serves a configuration; `me` is the documented sample, other lists are not loaded yet.
    pub async fn open(file: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let config = config(&file.replace("PUBLIC", &format!("http://{address}")));
        let app = Arc::new(App::new(&config).unwrap());
        if let Some(list) = app.lists.get("me") {
            list.publish(sample(), 0, &app.server);
        }
        let (end, signal) = oneshot::channel();
        let router = server::router(Arc::clone(&app));
        let served = Arc::clone(&app);
        let ended = tokio::spawn(async move {
            server::listen(listener, router, served, async {
                let _ = signal.await;
            })
            .await;
        });
        Self {
            address,
            app,
            end: Some(end),
            ended,
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.ask(reqwest::Method::GET, path, &[]).await
    }

    pub async fn ask(
        &self,
        method: reqwest::Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> reqwest::Response {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let request = headers.iter().fold(
            client.request(method, self.url(path)),
            |request, (name, value)| request.header(*name, *value),
        );
        request.send().await.unwrap()
    }

    /// Ends it, and waits until it has ended.
    pub async fn end(mut self) {
        let _ = self.end.take().unwrap().send(());
        self.ended.await.unwrap();
    }
}
