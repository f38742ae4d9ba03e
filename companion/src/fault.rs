//! Why a source gave no fresh list, and what its owner can do. None of it holds a secret or an
//! address.

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
    /// A redirect to another host, or one with a credential in the request.
    Redirect,
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
            Self::Redirect => "redirect",
            Self::Network(_) => "network",
            Self::Timeout { .. } => "timeout",
            Self::TooLarge { .. } => "too-large",
            Self::TooManyPages { .. } => "too-many-pages",
            Self::Wire(_) | Self::Shape { .. } => "format",
            Self::Service(_) => "service",
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
                "It redirects elsewhere, which is not followed: a credential would be handed on. Set the final address.",
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
