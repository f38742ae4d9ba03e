//! Sends the requests of sources, with limits on time, size and pages. It never sends a credential to
//! another host.

use crate::{
    fault::Fault,
    native::{
        body::{MAX_BODY, read_body},
        compression::decompressed,
        now,
    },
    source::{HttpRequest, Request, Response, Settings, SourceGroups, Step},
};
use reqwest::{Method, header, redirect::Policy};
use std::{
    error::Error,
    path::Path,
    sync::{Arc, OnceLock},
    time::Duration,
};
use url::Url;

/// The maximum number of redirects that are followed for one request. Most sites need at most three: to
/// https, to the canonical host, and to the canonical path.
const MAX_REDIRECTS: usize = 5;
/// The longest pause, in seconds, for which a run waits. A longer pause ends the loading of the source.
const MAX_PAUSE: u64 = 60;
/// The maximum number of pauses after which a request is sent again.
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

    /// Loads a source.
    ///
    /// # Errors
    /// The source could not be loaded.
    pub async fn load(&self, settings: &Settings, seconds: u64) -> Result<SourceGroups, Fault> {
        let run = self.run(settings, seconds);
        let limit = Duration::from_secs(seconds);
        tokio::time::timeout(limit, run)
            .await
            .unwrap_or(Err(Fault::Timeout { seconds }))
    }

    async fn run(&self, settings: &Settings, seconds: u64) -> Result<SourceGroups, Fault> {
        let label = settings.label();
        let mut session = settings.start();
        let mut response = None;
        for page in 1.. {
            match session.step(response.take())? {
                Step::Done(groups) => return Ok(groups),
                Step::Request(request) => {
                    (self.progress)(&label, page);
                    response = Some(self.response(&request, seconds).await?);
                }
            }
        }
        // The session limits the number of requests, so this is never reached.
        Err(Fault::TooManyPages { limit: usize::MAX })
    }

    async fn response(&self, request: &Request, seconds: u64) -> Result<Response, Fault> {
        match request {
            Request::Http(request) => self.patient(request, seconds).await,
            Request::File(path) => file(path).await,
            Request::Command { command, folder } => {
                let body = super::program::output(command, folder).await?;
                Ok(Response::new(200, Vec::new(), body, now()))
            }
        }
    }

    /// Repeats a request after each pause that the service asks for.
    async fn patient(&self, request: &HttpRequest, seconds: u64) -> Result<Response, Fault> {
        for _ in 0..MAX_PAUSES {
            let response = self.redirected(request).await?;
            let pause = response.fault().and_then(|fault| fault.retry_after());
            match pause.filter(|pause| *pause <= MAX_PAUSE && *pause < seconds) {
                Some(pause) => tokio::time::sleep(Duration::from_secs(pause)).await,
                None => return Ok(response),
            }
        }
        self.redirected(request).await
    }

    /// Follows the redirects that [`HttpRequest::may_follow`] allows.
    async fn redirected(&self, request: &HttpRequest) -> Result<Response, Fault> {
        let mut request = request.clone();
        for _ in 0..=MAX_REDIRECTS {
            let (response, location) = self.exchange(&request).await?;
            let Some(location) = location else {
                return Ok(response);
            };
            let target = request.url.join(&location).map_err(|_| Fault::Redirect)?;
            if !request.may_follow(&target) {
                return Err(Fault::Redirect);
            }
            request.url = target;
        }
        Err(Fault::RedirectLoop)
    }

    /// Sends one request; returns the response and the `Location` of a redirect.
    async fn exchange(&self, request: &HttpRequest) -> Result<(Response, Option<String>), Fault> {
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
                let message =
                    "The credential has a character that an HTTP header cannot have. Check it.";
                Fault::Unsupported(message.to_owned())
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
            let values = response.headers().get_all(name).iter();
            let values: Vec<_> = values.filter_map(|value| value.to_str().ok()).collect();
            (!values.is_empty()).then(|| values.join(", "))
        };
        let location = header("location").filter(|_| matches!(status, 301 | 302 | 303 | 307 | 308));
        let encoding = header("content-encoding");
        let headers = Response::HEADERS
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), header(name)?)))
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(network)? {
            if body.len() + chunk.len() > MAX_BODY {
                return Err(Fault::TooLarge { limit: MAX_BODY });
            }
            body.extend_from_slice(&chunk);
        }
        let body = decompressed(body, encoding.as_deref(), MAX_BODY)?;
        Ok((Response::new(status, headers, body, now()), location))
    }
}

fn http() -> Result<reqwest::Client, String> {
    // This fails if a provider is already installed. It is then the same provider.
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

/// Describes why there is no response, without the URL, which may hold a token.
#[allow(clippy::needless_pass_by_value)] // as `map_err` hands it over
fn network(error: reqwest::Error) -> Fault {
    let error = error.without_url();
    let at = if error.is_connect() {
        "the host cannot be reached: "
    } else {
        "the connection failed: "
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

async fn file(path: &Path) -> Result<Response, Fault> {
    let fault = |error: std::io::Error| Fault::File(format!("{}: {error}", path.display()));
    let file = tokio::fs::File::open(path).await.map_err(fault)?;
    let body = read_body(file, fault).await?;
    Ok(Response::new(200, Vec::new(), body, now()))
}
