//! The reasons why a source could not be loaded, with advice for the owner. No message contains a
//! secret or a URL.

use crate::words::counted;
use my_groups_core::{failure::Failure, owner};
use std::fmt;

/// The reason why a source could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// HTTP 401 or 403: the service refused the credential. No further request is sent until the
    /// source's settings change or a check succeeds.
    Refused {
        /// The HTTP status, or 0 if the refusal is stored from an earlier run.
        status: u16,
    },
    /// HTTP 404.
    NotFound,
    /// HTTP 429, or the non-standard status 999 of some overloaded services.
    RateLimited {
        /// The seconds until the next request may be sent, if the response has them.
        retry_after: Option<u64>,
    },
    /// HTTP 5xx.
    Server {
        /// The HTTP status.
        status: u16,
        /// The seconds until the next request may be sent, if the response has them.
        retry_after: Option<u64>,
    },
    /// Any other status that is not 2xx.
    Status {
        /// The HTTP status.
        status: u16,
        /// The service's own message; may be empty.
        message: String,
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
    /// An HTML page instead of data: a bot check, a login page, or an error page of a proxy.
    HtmlPage {
        /// The HTTP status.
        status: u16,
    },
    /// A redirect that is not followed, because the target could read what is sent.
    Redirect,
    /// The redirects form a loop, or there are too many of them.
    RedirectLoop,
    /// No response: the host is unknown, the connection failed, or its certificate is invalid.
    Network(String),
    /// The source, with all its pages, was not finished in time.
    Timeout {
        /// The limit, in seconds.
        seconds: u64,
    },
    /// A response is larger than the limit.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The source has more pages than the limit.
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// The response is not a getMyGroups response, or its `stat` is "fail".
    Wire(Failure),
    /// The response is not what the service documents.
    Shape {
        /// What was expected.
        expected: &'static str,
    },
    /// The service's own message about a failure.
    Service(String),
    /// The service, its version or its response cannot be used. The text says why, in complete
    /// sentences.
    Unsupported(String),
    /// The list had groups, and is empty now. The empty list is published if it is also empty in the
    /// next run.
    SuddenlyEmpty {
        /// How many groups the last good list has.
        before: usize,
    },
    /// A file that cannot be read.
    File(String),
    /// A program that cannot be started, or failed.
    Command(String),
}

impl Fault {
    /// Returns the kind in one word, for logs and `--json`.
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

    /// Returns the seconds that the service asks to wait.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after } | Self::Server { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Returns the fault for an HTTP status, or `None` for 2xx.
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
            _ => Some(Self::Status {
                status,
                message: String::new(),
            }),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { status: 0 } => f.write_str(
                "The service refused the credential in an earlier run. No request is sent until this source's settings \
                 change. `my-groups check` tries it once more.",
            ),
            Self::Refused { status } => write!(
                f,
                "The service refused the credential (status {status}): it is wrong, expired or lacks a permission. Set a new \
                 one. No request is sent until then."
            ),
            Self::NotFound => f.write_str(
                "The service sent status 404 (not found): the user, the key or the address does not exist. Check the source's settings.",
            ),
            Self::RateLimited { retry_after: Some(seconds) } => write!(
                f,
                "The service received too many requests. The next request is sent in {seconds} s at the earliest."
            ),
            Self::RateLimited { retry_after: None } => {
                f.write_str("The service received too many requests. The source is tried again on the next run.")
            }
            Self::Server { status, .. } => write!(
                f,
                "The service has a problem (status {status}). The source is tried again on the next run."
            ),
            Self::Status { status, message } => {
                write!(f, "The request failed (status {status}).")?;
                if !message.is_empty() {
                    write!(f, " The service says: {message}.")?;
                }
                f.write_str(" Check the source's address.")
            }
            Self::Denied { status, with_credential, message } => {
                let why = if *with_credential {
                    "but did not say that the credential is wrong. It may be a limit, or the credential lacks a permission"
                } else {
                    "and no credential was sent. It may be for members only, or a proxy or firewall blocks programs"
                };
                f.write_str("The service refused the request")?;
                // GraphQL refuses with status 200.
                if *status >= 300 {
                    write!(f, " (status {status})")?;
                }
                write!(f, ", {why}.")?;
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
            Self::Redirect => f.write_str(
                "The service redirects to an address that is not followed, because it may read what is sent. Set the final \
                 address if you trust it.",
            ),
            Self::RedirectLoop => f.write_str("The service redirects in a loop, or too many times. Set the final address."),
            Self::Network(what) => write!(f, "The request has no usable response: {what}."),
            Self::Timeout { seconds } => write!(
                f,
                "The source was not finished within {seconds} s. Try again later, or set a longer `timeout`."
            ),
            Self::TooLarge { limit } => write!(f, "The response is larger than the limit of {} MiB.", limit >> 20),
            Self::TooManyPages { limit } => write!(f, "The source has more pages than the limit of {limit}."),
            Self::Wire(failure) => f.write_str(&owner::explain(failure)),
            Self::Shape { expected } => write!(
                f,
                "The response is not what the service documents: expected {expected}. Check the source's address and `type`."
            ),
            Self::Service(message) => write!(f, "The service says: {message}"),
            Self::Unsupported(sentences) => f.write_str(sentences),
            Self::SuddenlyEmpty { before } => {
                let groups = counted(*before, "group");
                write!(
                    f,
                    "The list is empty, and the last good list has {groups}. That list stays until the next run finds \
                     the list empty again. To publish the empty list now, pass --allow-empty."
                )
            }
            Self::File(what) => write!(f, "The file cannot be read: {what}. Check `path`."),
            Self::Command(what) => write!(f, "The command returned no list: {what}."),
        }
    }
}

impl std::error::Error for Fault {}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self::Wire(failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_its_fault() {
        let retry_after = Some(7);
        for (status, kind, pause) in [
            (200, None, None),
            (299, None, None),
            (301, Some("redirect"), None),
            (401, Some("refused"), None),
            (403, Some("refused"), None),
            (404, Some("not-found"), None),
            (410, Some("not-found"), None),
            (418, Some("status"), None),
            (429, Some("rate-limited"), retry_after),
            (500, Some("server"), retry_after),
            (599, Some("server"), retry_after),
            (999, Some("rate-limited"), retry_after),
        ] {
            let fault = Fault::of_status(status, retry_after);
            assert_eq!(fault.as_ref().map(Fault::kind), kind, "{status}");
            assert_eq!(
                fault.and_then(|fault| fault.retry_after()),
                pause,
                "{status}"
            );
        }
    }

    #[test]
    fn a_message_has_the_status_and_the_services_words_if_there_are_any() {
        let status = |status, message: &str| Fault::Status {
            status,
            message: message.to_owned(),
        };
        let denied = |status, message: &str| Fault::Denied {
            status,
            with_credential: true,
            message: message.to_owned(),
        };
        for (fault, has_status, has_words) in [
            (status(418, ""), true, false),
            (status(418, "teapot"), true, true),
            (denied(403, ""), true, false),
            (denied(403, "teapot"), true, true),
            // GraphQL refuses with status 200.
            (denied(200, "teapot"), false, true),
        ] {
            let text = fault.to_string();
            assert_eq!(text.contains("(status "), has_status, "{text}");
            assert_eq!(text.contains("teapot"), has_words, "{text}");
            assert_eq!(text.contains("The service says"), has_words, "{text}");
        }
    }
}
