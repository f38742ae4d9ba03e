//! Everything that can go wrong: one variant for each `detail.kind` of the element's `error` event.
//! A failure never contains the token or a URL, because a URL may contain the token. The module
//! [`owner`](crate::owner) turns a failure into a message.

/// The reason why a list could not be loaded.
///
/// ```
/// use my_groups_core::failure::Failure;
///
/// let failure = Failure::Timeout { seconds: 10 };
/// assert_eq!((failure.kind(), failure.status()), ("timeout", 0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A required attribute is missing, or a URL is invalid.
    Config(Config),
    /// HTTP 403: the token is missing, not found or deactivated.
    Token,
    /// HTTP 404 in direct mode: the `api_key` is missing, inactive or not found, or the endpoint is not
    /// the API's URL.
    ApiKey,
    /// HTTP 429, or 999, which services with this API send when they are overloaded.
    RateLimited {
        /// The HTTP status.
        status: u16,
        /// Seconds until the next request is allowed; `None` if the response has no `Retry-After`, or
        /// if its CORS headers do not let the page read that header.
        retry_after: Option<u32>,
    },
    /// HTTP 5xx.
    Server {
        /// The HTTP status.
        status: u16,
    },
    /// Any other status outside 2xx.
    Http {
        /// The HTTP status.
        status: u16,
    },
    /// There was no response.
    Network(Network),
    /// The request, including its body, was not finished in time.
    Timeout {
        /// The time limit in seconds.
        seconds: u32,
    },
    /// The body is not a getMyGroups response.
    Format(Format),
    /// The response is well-formed, and its `stat` is "fail". Or it has an `error`, and its `stat`
    /// is not "ok".
    Api {
        /// The API's own message as plain text; empty if the response has no message.
        message: String,
    },
    /// The body is larger than [`MAX_BODY`].
    TooLarge,
}

/// The size limit of a body in bytes: 4 MiB.
///
/// ```
/// assert_eq!(my_groups_core::failure::MAX_BODY, 4_194_304);
/// ```
pub const MAX_BODY: usize = 4 * 1024 * 1024;

/// The reason why the attributes do not describe a request.
///
/// ```
/// use my_groups_core::{failure::Config, options::Options};
///
/// let (options, _) = Options::read(|name| (name == "endpoint").then(|| "https://api.example/".into()));
/// assert_eq!(options.source, Err(Config::Missing(vec!["api-key", "token"])));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Config {
    /// `src` is not set, and at least one of `endpoint`, `api-key` and `token` is not set. The
    /// value has the missing attributes, or only `src` if none of the four is set.
    Missing(Vec<&'static str>),
    /// The value of this attribute is not a URL that can be requested.
    BadUrl(&'static str),
}

/// The reason for a missing response, as far as a badge can find it out.
///
/// ```
/// use my_groups_core::failure::{Failure, Network};
///
/// assert_eq!(Failure::Network(Network::Policy).kind(), "network");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// The host is unreachable, the connection failed, or CORS headers are missing. A browser does
    /// not report which of these happened.
    Unreachable,
    /// The page's Content-Security-Policy forbids the request.
    Policy,
    /// An https page may not load from an http URL.
    MixedContent,
    /// A redirect in direct mode. The badge does not follow it, because the new request would contain
    /// the token.
    Redirect,
}

/// The reason why a body is not a getMyGroups response.
///
/// ```
/// use my_groups_core::{failure::{Failure, Format}, wire::{self, Native}};
///
/// let read = |body: &str| wire::read(body.as_bytes(), None, &Native);
/// assert_eq!(read("  "), Err(Failure::Format(Format::Empty)));
/// assert_eq!(read("<!DOCTYPE html>"), Err(Failure::Format(Format::Html)));
/// assert_eq!(read("{}"), Err(Failure::Format(Format::NoRsp)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// The body is empty or contains only white space.
    Empty,
    /// An HTML page.
    Html,
    /// Neither JSON nor XML.
    Unknown,
    /// JSON or XML that is cut off.
    Truncated,
    /// Invalid JSON; line and column count from 1.
    Json {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// Invalid XML.
    Xml,
    /// XML on a page whose Trusted Types policy forbids the XML parser.
    XmlForbidden,
    /// The body is well-formed, but has no `rsp`.
    NoRsp,
    /// `rsp` has neither a `stat` of "ok" or "fail" nor groups.
    NoStat,
    /// `rsp.group` is neither a list nor a group.
    NoList,
    /// The list has entries, but no entry has a usable id and name.
    NoUsableGroup,
}

impl Failure {
    /// Returns the failure for an HTTP status, or `None` for 2xx. Status 404 means [`ApiKey`] in
    /// direct mode only.
    ///
    /// [`ApiKey`]: Self::ApiKey
    ///
    /// ```
    /// use my_groups_core::failure::Failure;
    ///
    /// assert_eq!(Failure::of_status(204, true, None), None);
    /// assert_eq!(Failure::of_status(404, true, None), Some(Failure::ApiKey));
    /// assert_eq!(Failure::of_status(404, false, None), Some(Failure::Http { status: 404 }));
    /// ```
    pub fn of_status(status: u16, direct: bool, retry_after: Option<u32>) -> Option<Self> {
        match status {
            200..=299 => None,
            403 => Some(Self::Token),
            404 if direct => Some(Self::ApiKey),
            429 | 999 => Some(Self::RateLimited {
                status,
                retry_after,
            }),
            500..=599 => Some(Self::Server { status }),
            _ => Some(Self::Http { status }),
        }
    }

    /// Returns `detail.kind` of the `error` event.
    ///
    /// ```
    /// assert_eq!(my_groups_core::failure::Failure::TooLarge.kind(), "too-large");
    /// ```
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Config(_) => "config",
            Self::Token => "token",
            Self::ApiKey => "api-key",
            Self::RateLimited { .. } => "rate-limited",
            Self::Server { .. } => "server",
            Self::Http { .. } => "http",
            Self::Network(_) => "network",
            Self::Timeout { .. } => "timeout",
            Self::Format(_) => "format",
            Self::Api { .. } => "api",
            Self::TooLarge => "too-large",
        }
    }

    /// Returns `detail.status` of the `error` event: the HTTP status, or 0 if there was no response
    /// (as in `XMLHttpRequest`). The badge reads a body only if the status is 2xx, so a failure
    /// that comes from the body has the status 200.
    ///
    /// ```
    /// use my_groups_core::failure::Failure;
    ///
    /// assert_eq!(Failure::Token.status(), 403);
    /// assert_eq!(Failure::Timeout { seconds: 10 }.status(), 0);
    /// ```
    pub fn status(&self) -> u16 {
        match self {
            Self::Token => 403,
            Self::ApiKey => 404,
            Self::RateLimited { status, .. } | Self::Server { status } | Self::Http { status } => {
                *status
            }
            Self::Format(_) | Self::Api { .. } | Self::TooLarge => 200,
            Self::Config(_) | Self::Network(_) | Self::Timeout { .. } => 0,
        }
    }
}
