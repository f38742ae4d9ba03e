//! What can go wrong, from the author's attributes to the last byte: one variant for each `detail.kind`.
//! It never holds the token, nor any address (an address holds the token); `language` turns it into words.

/// Why there is no fresh list.
///
/// ```
/// use my_groups_core::failure::Failure;
///
/// let failure = Failure::Timeout { seconds: 10 };
/// assert_eq!((failure.kind(), failure.status()), ("timeout", 0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The attributes do not say where the groups are to be had.
    Config(Config),
    /// HTTP 403: the token is missing, not found or deactivated.
    Token,
    /// HTTP 404 from an endpoint: the `api_key` is missing, inactive or not found, or that is not the API's address.
    ApiKey,
    /// HTTP 429, or the 999 with which an overloaded service of this family answers.
    RateLimited {
        /// The HTTP status.
        status: u16,
        /// Seconds until it may be tried again, where the answer says and its CORS headers let a page read it.
        retry_after: Option<u32>,
    },
    /// HTTP 5xx.
    Server {
        /// The HTTP status.
        status: u16,
    },
    /// Any other status that is not 2xx.
    Http {
        /// The HTTP status.
        status: u16,
    },
    /// No answer at all.
    Network(Network),
    /// Not finished in time, body included.
    Timeout {
        /// The limit that was passed, in seconds.
        seconds: u32,
    },
    /// The body is no getMyGroups response.
    Format(Format),
    /// A well-formed response with `stat="fail"`.
    Api {
        /// The API's own message, as plain text; empty where it gave none.
        message: String,
    },
    /// The body is larger than [`MAX_BODY`].
    TooLarge,
}

/// The most that is read of a body, in bytes: 4 MiB.
///
/// ```
/// assert_eq!(my_groups_core::failure::MAX_BODY, 4_194_304);
/// ```
pub const MAX_BODY: usize = 4 * 1024 * 1024;

/// What is wrong with the attributes.
///
/// ```
/// use my_groups_core::{failure::Config, options::Options};
///
/// let (options, _) = Options::read(|name| (name == "endpoint").then(|| "https://api.example/".into()));
/// assert_eq!(options.source, Err(Config::Missing(vec!["api-key", "token"])));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Config {
    /// Neither `src` nor all of `endpoint`, `api-key` and `token`: the names of those that would complete it.
    Missing(Vec<&'static str>),
    /// The attribute of this name is no URL that can be requested.
    BadUrl(&'static str),
}

/// Why there was no answer, as far as a browser tells.
///
/// ```
/// use my_groups_core::failure::{Failure, Network};
///
/// assert_eq!(Failure::Network(Network::Policy).kind(), "network");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// Host, connection or CORS: a browser does not say which.
    Unreachable,
    /// The page's Content-Security-Policy forbids the request.
    Policy,
    /// A redirect in direct mode, refused since it would hand the token on.
    Redirect,
}

/// What was met in place of a getMyGroups response.
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
    /// Nothing but white space.
    Empty,
    /// An HTML page.
    Html,
    /// Neither JSON nor XML.
    Unknown,
    /// JSON or XML that ends too soon.
    Truncated,
    /// Broken JSON; the position as line and column, both from 1.
    Json {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// Broken XML.
    Xml,
    /// XML on a page whose Trusted Types policy keeps the browser's parser from it.
    XmlForbidden,
    /// Well-formed, but without `rsp`.
    NoRsp,
    /// `rsp` without a `stat` of "ok" or "fail" and without groups.
    NoStat,
    /// `rsp.group` is neither a list nor a group.
    NoList,
    /// A list with entries, none of which has a usable id and name.
    NoUsableGroup,
}

impl Failure {
    /// The failure that an HTTP status stands for, or `None` for 2xx.
    /// A 404 speaks of the key only where an endpoint was asked (`direct`).
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

    /// `detail.kind` of the `error` event.
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

    /// `detail.status` of the `error` event: the HTTP status, or 0 where there was none (as in `XMLHttpRequest`).
    /// A body is read only of a 2xx answer; what fails there counts as 200.
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
