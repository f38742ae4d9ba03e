//! Requests that a source makes, and the responses to them.

use crate::{
    fault::Fault,
    secret::{Secret, has_user},
    time,
    time::UnixTime,
};
use serde_json::Value;
use std::path::PathBuf;
use url::{Host, Url};

/// The next input that a source needs.
#[derive(Debug, Clone)]
pub enum Request {
    /// An HTTP response.
    Http(HttpRequest),
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

impl Request {
    /// Returns whether the request has a credential.
    pub fn has_credential(&self) -> bool {
        match self {
            Self::Http(request) => request.has_credential(),
            Self::File(_) | Self::Command { .. } => false,
        }
    }
}

/// An HTTP request: a POST if it has a body, otherwise a GET.
#[derive(Clone)]
pub struct HttpRequest {
    /// The URL. It may hold a token: no message shows it.
    pub url: Url,
    /// The header with the credential: its name and value.
    pub credential: Option<(&'static str, Secret)>,
    /// Whether the URL itself holds the credential.
    pub has_credential_in_url: bool,
    /// A JSON body.
    pub json: Option<String>,
}

impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpRequest")
            .field("host", &self.url.host_str())
            .finish_non_exhaustive()
    }
}

impl HttpRequest {
    /// Creates a GET without a credential, except for a user name or password in the URL.
    pub fn get(url: Url) -> Self {
        Self {
            has_credential_in_url: has_user(&url),
            url,
            credential: None,
            json: None,
        }
    }

    /// Adds a bearer token if there is one.
    #[must_use]
    pub fn bearer(mut self, token: Option<&Secret>) -> Self {
        let header = |token: &Secret| Secret::new(format!("Bearer {}", token.reveal()));
        self.credential = token.map(|token| ("authorization", header(token)));
        self
    }

    /// Returns whether the request has a credential, in a header or in its URL.
    pub fn has_credential(&self) -> bool {
        self.credential.is_some() || self.has_credential_in_url
    }

    /// Returns whether a redirect to `target`, or a link to it, may be followed.
    ///
    /// A request with a credential stays on its host; it may only change from http to https there.
    /// A request without one may be sent to the site's canonical host. It is never sent from a
    /// public host to an IP address or to this machine, and never from https to http.
    pub fn may_follow(&self, target: &Url) -> bool {
        let source = &self.url;
        if self.json.is_some() || !matches!(target.scheme(), "http" | "https") {
            return false;
        }
        if source.origin() == target.origin() {
            return true;
        }
        if source.scheme() == "https" && target.scheme() == "http" {
            return false;
        }
        let is_same_host = source.host() == target.host();
        if self.has_credential() {
            let are_default_ports = source.port().is_none() && target.port().is_none();
            return is_same_host && are_default_ports;
        }
        is_same_host || is_public_name(target)
    }
}

/// Returns whether the host of a URL is a domain name that may be public. A name without a dot is a name
/// of the local network, and `localhost` is this machine.
fn is_public_name(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name.contains('.') && !name.ends_with(".localhost")
        }
        Some(Host::Ipv4(_) | Host::Ipv6(_)) | None => false,
    }
}

/// Appends a path and a query to a service's address.
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

/// The response to a [`Request`].
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// The HTTP status; 200 for a file or a program.
    pub status: u16,
    /// The headers whose names are in [`Response::HEADERS`], in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, without a content encoding.
    pub body: Vec<u8>,
    /// When the response was received.
    pub at: UnixTime,
    /// Whether the request had a credential; [`Session`](super::Session) sets it.
    pub(super) with_credential: bool,
}

impl Response {
    /// The headers that sources read.
    pub const HEADERS: [&'static str; 7] = [
        "cf-mitigated",
        "content-type",
        "link",
        "retry-after",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-wp-totalpages",
    ];

    /// Creates a response that was received at a time, in seconds since 1970.
    pub fn new(
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
        received_at: UnixTime,
    ) -> Self {
        Self {
            status,
            headers,
            body,
            at: received_at,
            with_credential: false,
        }
    }

    /// Returns a header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the fault that the status and the body of a failure stand for, or `None` if the
    /// status is 2xx.
    ///
    /// A 401 or 403 proves that a credential is wrong only if one was sent, and if the body is not a
    /// rate limit, a bot check or an outage.
    pub fn fault(&self) -> Option<Fault> {
        let retry_after = self.retry_after();
        let is_missing = matches!(self.status, 404 | 410);
        let is_client_error = (400..500).contains(&self.status) && !is_missing;
        if is_client_error && (retry_after.is_some() || self.is_rate_limit()) {
            return Some(Fault::RateLimited { retry_after });
        }
        if is_client_error && self.is_html() {
            return Some(Fault::HtmlPage {
                status: self.status,
            });
        }
        match self.status {
            401 | 403 if self.with_credential && !self.is_outage() => Some(Fault::Refused {
                status: self.status,
            }),
            401 | 403 => Some(self.denied()),
            status => match Fault::of_status(status, retry_after) {
                Some(Fault::Status { status, .. }) => Some(Fault::Status {
                    status,
                    message: self.message().unwrap_or_default(),
                }),
                fault => fault,
            },
        }
    }

    /// Returns the fault of a refusal that may be temporary, with the service's message.
    pub(super) fn denied(&self) -> Fault {
        Fault::Denied {
            status: self.status,
            with_credential: self.with_credential,
            message: self.message().unwrap_or_default(),
        }
    }

    /// Returns the message of a JSON body, as services write it.
    pub(super) fn message(&self) -> Option<String> {
        const PLACES: [&str; 5] = [
            "/message",
            "/error/message",
            "/error",
            "/errors/0/message",
            "/errors/0",
        ];
        let body: Value = serde_json::from_slice(&self.body).ok()?;
        let text = |place: &&str| super::text(&body, place).map(str::to_owned);
        PLACES.iter().find_map(text)
    }

    /// Returns the seconds that the service asks to wait.
    fn retry_after(&self) -> Option<u64> {
        let header = self
            .header("retry-after")
            .and_then(|header| time::retry_after(header, self.at));
        let reset = || {
            let is_exhausted = self.header("x-ratelimit-remaining")?.trim() == "0";
            let reset = self.header("x-ratelimit-reset").filter(|_| is_exhausted)?;
            // A time, as GitHub writes it, or the seconds until then.
            let reset: u64 = reset.trim().parse().ok()?;
            let pause = match reset {
                0..=time::LONGEST_PAUSE => reset,
                at => at.saturating_sub(self.at).min(time::LONGEST_PAUSE),
            };
            (pause > 0).then_some(pause)
        };
        header.or_else(reset)
    }

    /// Returns whether a failure is a rate limit. GitHub's secondary limits and Lemmy's limits have
    /// no header that says so.
    fn is_rate_limit(&self) -> bool {
        let is_exhausted = self.header("x-ratelimit-remaining") == Some("0");
        is_exhausted
            || self.says(&[
                "rate limit",
                "rate_limit",
                "rate-limit",
                "ratelimit",
                "too many requests",
                "too_many_requests",
                "abuse detection",
            ])
    }

    /// Returns whether a 401 or 403 is an outage or a bot check.
    fn is_outage(&self) -> bool {
        self.header("cf-mitigated").is_some()
            || self.says(&[
                "unavailable",
                "maintenance",
                "try again",
                "captcha",
                "challenge",
                "cloudflare",
                "error code: 1",
            ])
    }

    /// Returns whether the start of the body contains one of these words, which are in lower case.
    fn says(&self, words: &[&str]) -> bool {
        const START: usize = 4096;
        let start = self.body.get(..START).unwrap_or(&self.body);
        let text = String::from_utf8_lossy(start).to_lowercase();
        words.iter().any(|word| text.contains(word))
    }

    /// Returns whether the body is an HTML page.
    pub(super) fn is_html(&self) -> bool {
        let body = self.body.trim_ascii_start();
        let starts_with = |start: &str| {
            body.get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
        };
        let is_declared = self
            .header("content-type")
            .is_some_and(|kind| kind.trim_start().starts_with("text/html"));
        let is_tag = body.first() == Some(&b'<') && !starts_with("<?xml") && !starts_with("<rsp");
        ["<!doctype html", "<html"]
            .iter()
            .any(|start| starts_with(start))
            || (is_declared && is_tag)
    }

    /// Returns the response if its status is 2xx.
    pub(super) fn ok(self) -> Result<Self, Fault> {
        match self.fault() {
            Some(fault) => Err(fault),
            None => Ok(self),
        }
    }

    /// Parses the JSON body of a response with status 2xx.
    pub(super) fn json(self, expected: &'static str) -> Result<Value, Fault> {
        let response = self.ok()?;
        let status = response.status;
        let value = serde_json::from_slice(&response.body).ok();
        value.ok_or(if response.is_html() {
            Fault::HtmlPage { status }
        } else {
            Fault::Shape { expected }
        })
    }
}

/// Returns the URL of the first link with a relation in a `Link` header.
/// <https://www.rfc-editor.org/rfc/rfc8288#section-3>
pub(super) fn link<'a>(header: &'a str, relation: &str) -> Option<&'a str> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (url, after) = after.split_once('>')?;
        let (parameters, next) = match after.split_once('<') {
            Some((parameters, _)) => (parameters, after.get(parameters.len()..)?),
            None => (after, ""),
        };
        let is_wanted = parameters.split([';', ',']).any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            let is_relation = name.trim().eq_ignore_ascii_case("rel");
            is_relation && value.trim().trim_matches('"') == relation
        });
        if is_wanted {
            return Some(url);
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn a_link_is_found_by_its_relation() {
        let header = "<https://a.example/x?a=1,2>; rel=shortlink, \
            <https://a.example/index.php?rest_route=/>; rel=\"https://api.w.org/\"; title=\"a, b\"";
        assert_eq!(
            link(header, "https://api.w.org/"),
            Some("https://a.example/index.php?rest_route=/")
        );
        assert_eq!(link(header, "shortlink"), Some("https://a.example/x?a=1,2"));
        assert_eq!(link(header, "next"), None);
        for broken in ["", "<", "<a", "<a>", "rel=next", "<a>; rel"] {
            assert_eq!(link(broken, "next"), None, "{broken}");
        }
    }

    #[test]
    fn a_request_without_a_credential_goes_to_the_canonical_host() {
        let follows = |from: &str, to: &str| HttpRequest::get(url(from)).may_follow(&url(to));
        assert!(follows("http://a.example/", "https://www.a.example/b"));
        assert!(follows("https://a.example/", "https://www.a.example/b"));
        assert!(follows("http://127.0.0.1:1/", "http://127.0.0.1:2/"));
        for target in [
            "http://www.a.example/",
            "https://169.254.169.254/",
            "https://[::1]/",
            "https://localhost/",
            "https://x.localhost/",
            "https://router/",
            "ftp://a.example/",
        ] {
            assert!(!follows("https://a.example/", target), "{target}");
        }
    }

    #[test]
    fn a_credential_stays_on_its_host() {
        let secret = Secret::new("s3cret");
        let follows = |from: &str, to: &str| {
            let request = HttpRequest::get(url(from)).bearer(Some(&secret));
            request.may_follow(&url(to))
        };
        assert!(follows("https://a.example/x", "https://a.example/y"));
        assert!(follows("http://a.example/x", "https://a.example/y"));
        for target in [
            "https://www.a.example/",
            "https://a.example:8443/",
            "http://a.example/",
        ] {
            assert!(!follows("https://a.example/", target), "{target}");
        }
        for user in ["user:pass@", "user@", ":pass@"] {
            let in_url = HttpRequest::get(url(&format!("https://{user}a.example/")));
            assert!(!in_url.may_follow(&url("https://b.example/")), "{user}");
        }
    }

    #[test]
    fn an_html_page_is_known_by_its_start() {
        for (content_type, body, is_html) in [
            ("text/html", "<p>Log in</p>", true),
            ("text/html; charset=utf-8", "\n <p>", true),
            ("", "<!DOCTYPE html>", true),
            ("application/json", " <HTML>", true),
            ("", "<p>", false),
            ("application/xml", "<p>", false),
            ("text/html", "<?xml version=\"1.0\"?>", false),
            ("text/html", "<rsp stat=\"ok\">", false),
            ("text/html", "{}", false),
            ("text/html", "", false),
        ] {
            let headers = vec![("content-type".to_owned(), content_type.to_owned())];
            let response = Response::new(200, headers, body.into(), 0);
            assert_eq!(response.is_html(), is_html, "{content_type} {body}");
        }
    }
}
