//! Why a source gave no fresh list, and what its owner can do. None of it holds a secret or an
//! address.

use crate::words::counted;
use my_groups_core::{failure::Failure, owner};
use std::fmt;

/// Why a source gave no fresh list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// HTTP 401 or 403: the credential is wrong. The source is not asked again until its
    /// configuration changes.
    Refused {
        /// The HTTP status, or 0 where an earlier refusal is remembered.
        status: u16,
    },
    /// HTTP 404.
    NotFound,
    /// HTTP 429, or the 999 of overloaded services.
    RateLimited {
        /// Seconds until it may be asked again, where the answer says so.
        retry_after: Option<u64>,
    },
    /// HTTP 5xx.
    Server {
        /// The HTTP status.
        status: u16,
        /// Seconds until it may be asked again, where the answer says so.
        retry_after: Option<u64>,
    },
    /// Any other status that is not 2xx.
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// HTTP 401 or 403 (or a failure with the same meaning) that does not prove that the credential
    /// is wrong. The source is tried again on the next run.
    Denied {
        /// The HTTP status.
        status: u16,
        /// Whether the request had a credential.
        with_credential: bool,
        /// The service's own message; may be empty.
        message: String,
    },
    /// The service did not recognize the credential and treated the request as anonymous.
    LoggedOut,
    /// An HTML page in place of data: a bot check, a login page or an error page of a proxy.
    HtmlPage {
        /// The HTTP status.
        status: u16,
    },
    /// A redirect to another host, or one with a credential in the request.
    Redirect,
    /// Redirects that lead back to where they started, or too many of them.
    RedirectLoop,
    /// No answer: no such host, refused, broken off, a certificate that does not hold.
    Network(String),
    /// Not finished in time, every page included.
    Timeout {
        /// The limit, in seconds.
        seconds: u64,
    },
    /// More than is read of one answer.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// More pages than are asked for.
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// The answer is no getMyGroups response, or one with `stat="fail"`.
    Wire(Failure),
    /// The answer is not what the service documents.
    Shape {
        /// What was expected of it.
        expected: &'static str,
    },
    /// The service itself says why not.
    Service(String),
    /// The service, its version or its answer cannot be used. The text is a complete sentence that
    /// says why.
    Unsupported(String),
    /// The list had groups and is empty now. It is published if the next run finds it empty too.
    SuddenlyEmpty {
        /// How many groups the last good list has.
        before: usize,
    },
    /// A file that cannot be read.
    File(String),
    /// A program that cannot be run, or did not end with success.
    Command(String),
}

impl Fault {
    /// One word for logs and `--json`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::NotFound => "not-found",
            Self::RateLimited { .. } => "rate-limited",
            Self::Server { .. } => "server",
            Self::Status { .. } => "status",
            Self::Denied { .. } | Self::LoggedOut => "denied",
            Self::HtmlPage { .. } => "html",
            Self::Redirect => "redirect",
            Self::RedirectLoop => "redirect-loop",
            Self::Network(_) => "network",
            Self::Timeout { .. } => "timeout",
            Self::TooLarge { .. } => "too-large",
            Self::TooManyPages { .. } => "too-many-pages",
            Self::Wire(_) | Self::Shape { .. } => "format",
            Self::Service(_) => "service",
            Self::Unsupported(_) => "unsupported",
            Self::SuddenlyEmpty { .. } => "empty",
            Self::File(_) => "file",
            Self::Command(_) => "command",
        }
    }

    /// Seconds that the service asks to be left alone.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after } | Self::Server { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// The fault that an HTTP status stands for, or `None` for 2xx.
    pub fn of_status(status: u16, retry_after: Option<u64>) -> Option<Self> {
        match status {
            200..=299 => None,
            300..=399 => Some(Self::Redirect),
            401 | 403 => Some(Self::Refused { status }),
            404 | 410 => Some(Self::NotFound),
            429 | 999 => Some(Self::RateLimited { retry_after }),
            500..=599 => Some(Self::Server {
                status,
                retry_after,
            }),
            _ => Some(Self::Status { status }),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { status: 0 } => f.write_str(
                "It refused the credential before, and is not asked again until this source's settings change. \
                 `my-groups check` asks once more.",
            ),
            Self::Refused { status } => write!(
                f,
                "It answered {status}: the credential is missing, wrong or expired, or lacks a permission. Set a new one; \
                 until then it is not asked again."
            ),
            Self::NotFound => f.write_str("It answered 404: there is no such user, key or address. Check the source's settings."),
            Self::RateLimited { retry_after: Some(seconds) } => {
                write!(f, "It answers too many requests. It is asked again in {seconds} s.")
            }
            Self::RateLimited { retry_after: None } => f.write_str("It answers too many requests. It is asked again later."),
            Self::Server { status, .. } => {
                write!(f, "It answered {status}: it has a problem of its own. It is asked again later.")
            }
            Self::Status { status } => write!(f, "It answered {status}, which is no success. Check its address."),
            Self::Redirect => f.write_str(
                "The service redirects to an address that is not followed, because it may read what is sent. Set the final \
                 address if you trust it.",
            ),
            Self::Denied { status, with_credential, message } => {
                let why = if *with_credential {
                    "but did not say that the credential is wrong. It may be a limit, or the credential lacks a permission"
                } else {
                    "and no credential was sent. It may be for members only, or something in front of it blocks programs"
                };
                write!(f, "The service refused the request (status {status}), {why}.")?;
                if !message.is_empty() {
                    write!(f, " The service says: {message}")?;
                }
                f.write_str(" The source is tried again on the next run.")
            }
            Self::LoggedOut => f.write_str(
                "The service did not recognize the token and treated the request as anonymous. The token may have expired: \
                 set a new one. The source is tried again on the next run.",
            ),
            Self::HtmlPage { status } => write!(
                f,
                "The service sent an HTML page (status {status}) in place of data: a bot check, a login page or an error page. \
                 Check the address. The source is tried again on the next run."
            ),
            Self::RedirectLoop => f.write_str("The service redirects in a loop, or too many times. Set the final address."),
            Self::Unsupported(sentence) => f.write_str(sentence),
            Self::SuddenlyEmpty { before } => write!(
                f,
                "The list is empty, and the last good list has {}. That list stays until the next run finds the \
                 list empty again. To publish the empty list now, pass --allow-empty.",
                counted(*before, "group")
            ),
            Self::Network(what) => write!(f, "No answer: {what}."),
            Self::Timeout { seconds } => {
                write!(f, "Not finished within {seconds} s. Try again later, or set a longer `timeout`.")
            }
            Self::TooLarge { limit } => write!(f, "An answer is larger than {} MiB, the most that is read.", limit >> 20),
            Self::TooManyPages { limit } => write!(f, "It has more than {limit} pages, the most that are asked for."),
            Self::Wire(failure) => f.write_str(&owner::explain(failure)),
            Self::Shape { expected } => write!(
                f,
                "The answer is not what the service documents: {expected} was expected. Check its address and `type`."
            ),
            Self::Service(message) => write!(f, "The service says: {message}"),
            Self::File(what) => write!(f, "The file cannot be read: {what}. Check `path`."),
            Self::Command(what) => write!(f, "The command gave no list: {what}."),
        }
    }
}

impl std::error::Error for Fault {}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self::Wire(failure)
    }
}
