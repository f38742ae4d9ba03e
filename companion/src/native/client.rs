//! Asks services: within limits of time, size and pages, and never handing a credential on.

use crate::{
    fault::Fault,
    native::now,
    source::{Answer, Ask, Gathered, Http, Settings, Step},
};
use reqwest::{Method, header, redirect::Policy};
use std::{
    error::Error,
    path::Path,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::io::{AsyncRead, AsyncReadExt};
use url::Url;

/// The most that is read of one answer, in bytes.
pub const MAX_BODY: usize = 16 << 20;
/// The most that is read of all answers of a source.
const MAX_TOTAL: usize = 64 << 20;
/// The most pages that are asked for.
pub const MAX_PAGES: usize = 1000;
/// Redirects that are followed, within one origin.
const MAX_REDIRECTS: usize = 3;
/// The longest pause, in seconds, that a service may ask for within one run; a longer one ends it.
const MAX_PAUSE: u64 = 60;
/// How often a request is made again after such a pause.
const MAX_PAUSES: usize = 3;

/// Called for each page with the source's label and the page's number.
pub type Progress = Arc<dyn Fn(&str, usize) + Send + Sync>;

/// The client of all sources.
#[derive(Clone)]
pub struct Client {
    /// Built at the first request: a source without network needs no certificates.
    http: Arc<OnceLock<Result<reqwest::Client, String>>>,
    progress: Progress,
}

impl Client {
    /// Creates a client.
    pub fn new(progress: Progress) -> Self {
        Self {
            http: Arc::default(),
            progress,
        }
    }

    /// Returns the HTTP client, which trusts the system's certificates.
    fn http(&self) -> Result<&reqwest::Client, Fault> {
        self.http
            .get_or_init(http)
            .as_ref()
            .map_err(|message| Fault::Network(message.clone()))
    }

    /// Runs a source to its end.
    ///
    /// # Errors
    /// Why it gave no list.
    pub async fn gather(&self, settings: &Settings, seconds: u64) -> Result<Gathered, Fault> {
        let run = self.run(settings, seconds);
        let limit = Duration::from_secs(seconds);
        let outcome = tokio::time::timeout(limit, run)
            .await
            .unwrap_or(Err(Fault::Timeout { seconds }));
        settings.concealed(outcome)
    }

    async fn run(&self, settings: &Settings, seconds: u64) -> Result<Gathered, Fault> {
        let label = settings.label();
        let mut source = settings.start();
        let mut answer = None;
        let mut total = 0;
        for page in 1..=MAX_PAGES {
            match source.step(answer.take())? {
                Step::Done(gathered) => return Ok(gathered),
                Step::Ask(ask) => {
                    (self.progress)(&label, page);
                    let came = self.answer(&ask, seconds).await?;
                    total += came.body.len();
                    if total > MAX_TOTAL {
                        return Err(Fault::TooLarge { limit: MAX_TOTAL });
                    }
                    answer = Some(came);
                }
            }
        }
        Err(Fault::TooManyPages { limit: MAX_PAGES })
    }

    async fn answer(&self, ask: &Ask, seconds: u64) -> Result<Answer, Fault> {
        match ask {
            Ask::Http(request) => self.patient(request, seconds).await,
            Ask::File(path) => file(path).await,
            Ask::Command { command, folder } => {
                let body = super::program::output(command, folder).await?;
                Ok(Answer {
                    status: 200,
                    headers: Vec::new(),
                    body,
                    at: now(),
                })
            }
        }
    }

    /// Requests again after each pause that the service asks for.
    async fn patient(&self, request: &Http, seconds: u64) -> Result<Answer, Fault> {
        for _ in 0..MAX_PAUSES {
            let answer = self.redirected(request).await?;
            let pause = answer.fault().and_then(|fault| fault.retry_after());
            match pause.filter(|pause| *pause <= MAX_PAUSE && *pause < seconds) {
                Some(pause) => tokio::time::sleep(Duration::from_secs(pause.max(1))).await,
                None => return Ok(answer),
            }
        }
        self.redirected(request).await
    }

    /// Follows redirects within the request's own origin: a credential goes nowhere else.
    async fn redirected(&self, request: &Http) -> Result<Answer, Fault> {
        let mut request = request.clone();
        for _ in 0..=MAX_REDIRECTS {
            let (answer, location) = self.exchange(&request).await?;
            let Some(location) = location else {
                return Ok(answer);
            };
            let target = request.url.join(&location).map_err(|_| Fault::Redirect)?;
            if target.origin() != request.url.origin() || request.json.is_some() {
                return Err(Fault::Redirect);
            }
            request.url = target;
        }
        Err(Fault::Redirect)
    }

    /// Makes one request; returns the answer and the `Location` of a redirect.
    async fn exchange(&self, request: &Http) -> Result<(Answer, Option<String>), Fault> {
        let method = if request.json.is_some() {
            Method::POST
        } else {
            Method::GET
        };
        let mut builder = self
            .http()?
            .request(method, Url::clone(&request.url))
            .header(
                header::ACCEPT,
                "application/json, application/xml;q=0.9, */*;q=0.1",
            );
        if let Some((name, value)) = &request.credential {
            let mut value = header::HeaderValue::from_str(value.reveal()).map_err(|_| {
                Fault::Network("the credential has characters that no header may have".into())
            })?;
            value.set_sensitive(true);
            builder = builder.header(*name, value);
        }
        if let Some(json) = &request.json {
            builder = builder
                .header(header::CONTENT_TYPE, "application/json")
                .body(json.clone());
        }
        let mut response = builder.send().await.map_err(network)?;
        let status = response.status().as_u16();
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let location = header("location")
            .filter(|_| matches!(status, 301 | 302 | 303 | 307 | 308))
            .map(str::to_owned);
        let headers = Answer::HEADERS
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), header(name)?.to_owned())))
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(network)? {
            if body.len() + chunk.len() > MAX_BODY {
                return Err(Fault::TooLarge { limit: MAX_BODY });
            }
            body.extend_from_slice(&chunk);
        }
        Ok((
            Answer {
                status,
                headers,
                body,
                at: now(),
            },
            location,
        ))
    }
}

fn http() -> Result<reqwest::Client, String> {
    // Fails if a provider is installed already, which is then the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(concat!("my-groups/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .connect_timeout(Duration::from_secs(10))
        .pool_max_idle_per_host(1)
        .pool_idle_timeout(Duration::from_secs(10))
        .build()
        .map_err(|error| {
            let cause = innermost(&error);
            format!("TLS cannot be used, for instance without the system's certificates: {cause}")
        })
}

/// Describes why there was no answer, without the URL, which may hold a token.
#[allow(clippy::needless_pass_by_value)] // as `map_err` hands it over
fn network(error: reqwest::Error) -> Fault {
    let error = error.without_url();
    let at = if error.is_connect() {
        "it cannot be reached: "
    } else {
        ""
    };
    Fault::Network(format!("{at}{}", innermost(&error)))
}

/// Returns the message of an error's innermost cause.
fn innermost(error: &dyn Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

async fn file(path: &Path) -> Result<Answer, Fault> {
    let fault = |error: std::io::Error| Fault::File(format!("{}: {error}", path.display()));
    let file = tokio::fs::File::open(path).await.map_err(fault)?;
    let body = limited(file)
        .await
        .map_err(fault)?
        .ok_or(Fault::TooLarge { limit: MAX_BODY })?;
    Ok(Answer {
        status: 200,
        headers: Vec::new(),
        body,
        at: now(),
    })
}

/// Reads to the end; `None` if there are more than [`MAX_BODY`] bytes.
pub(super) async fn limited(from: impl AsyncRead + Unpin) -> std::io::Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    let limit = u64::try_from(MAX_BODY).unwrap_or(u64::MAX);
    from.take(limit + 1).read_to_end(&mut body).await?;
    Ok((body.len() <= MAX_BODY).then_some(body))
}
