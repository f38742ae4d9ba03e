//! One exchange: what a source asks for, and what came back.

use crate::{fault::Fault, secret::Secret, time, time::UnixTime};
use serde_json::Value;
use std::path::PathBuf;
use url::Url;

/// What a source asks for.
#[derive(Debug, Clone)]
pub enum Ask {
    /// An HTTP request.
    Http(Http),
    /// A file's content.
    File(PathBuf),
    /// A program's standard output.
    Command {
        /// The program and its arguments.
        command: Vec<String>,
        /// The folder in which it runs.
        folder: PathBuf,
    },
}

/// An HTTP request: a GET, or a POST where it has a body.
#[derive(Clone)]
pub struct Http {
    /// The address. It may hold a token: no message shows it.
    pub url: Url,
    /// One header with a credential: its name and value.
    pub credential: Option<(&'static str, Secret)>,
    /// A JSON body.
    pub json: Option<String>,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http")
            .field("host", &self.url.host_str())
            .finish_non_exhaustive()
    }
}

impl Http {
    /// Creates a GET without a credential.
    pub fn get(url: Url) -> Self {
        Self {
            url,
            credential: None,
            json: None,
        }
    }

    /// Adds a bearer token, if there is one.
    #[must_use]
    pub fn bearer(mut self, token: Option<&Secret>) -> Self {
        let header = |token: &Secret| Secret::new(format!("Bearer {}", token.reveal()));
        self.credential = token.map(|token| ("authorization", header(token)));
        self
    }
}

/// Appends `path` and a query to a service's address.
pub(super) fn below(base: &Url, path: &str, query: &[(&str, &str)]) -> Url {
    let mut url = base.clone();
    let base_path = base.path().trim_end_matches('/').to_owned();
    url.set_path(&format!("{base_path}{path}"));
    url.set_query(None);
    url.set_fragment(None);
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    url
}

/// What came back.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The HTTP status; 200 for a file or a program.
    pub status: u16,
    /// The headers that matter, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// When it came.
    pub at: UnixTime,
}

impl Answer {
    /// The headers that sources look at.
    pub const HEADERS: [&'static str; 5] = [
        "content-type",
        "retry-after",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-wp-totalpages",
    ];

    /// Returns a header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the fault that the status stands for. A 403 may also mean "too many requests", as
    /// GitHub's does.
    pub fn fault(&self) -> Option<Fault> {
        let is_exhausted = self.header("x-ratelimit-remaining") == Some("0");
        let reset = self
            .header("x-ratelimit-reset")
            .and_then(|reset| reset.parse::<u64>().ok());
        let reset = reset
            .filter(|_| is_exhausted)
            .map(|reset| reset.saturating_sub(self.at));
        let header = self
            .header("retry-after")
            .and_then(|header| time::retry_after(header, self.at));
        let retry_after = header.or(reset);
        match self.status {
            403 if is_exhausted || retry_after.is_some() => {
                Some(Fault::RateLimited { retry_after })
            }
            status => Fault::of_status(status, retry_after),
        }
    }

    /// Returns the answer if its status is 2xx.
    pub(super) fn ok(self) -> Result<Self, Fault> {
        match self.fault() {
            Some(fault) => Err(fault),
            None => Ok(self),
        }
    }

    /// Parses the JSON body of an answer with status 2xx.
    pub(super) fn json(self, expected: &'static str) -> Result<Value, Fault> {
        serde_json::from_slice(&self.ok()?.body).map_err(|_| Fault::Shape { expected })
    }
}
