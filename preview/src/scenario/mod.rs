//! The states of a badge, and the responses that cause them. This module is pure: `simulator` sends the
//! responses.

mod lists;

#[cfg(test)]
mod tests;

use crate::{release_files::SAMPLE, snippet::Attributes};
use lists::{hostile, numbered, private};
use my_groups_core::{
    failure::MAX_BODY,
    options::{API_KEY, ENDPOINT, SRC, TOKEN},
};
use serde_json::{Value, json};

/// The folder beside the page that does not exist: `simulator` responds to its URLs.
pub(crate) const FOLDER: &str = "simulator/";

/// The behaviour of the server or the browser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// The documented sample, a file.
    #[default]
    List,
    Empty,
    One,
    Thousand,
    Private,
    Hostile,
    Slow,
    /// The first response is a list, every later one a failure.
    Stale,
    Config,
    Token,
    ApiKey,
    RateLimited,
    Server,
    Http,
    Network,
    Timeout,
    Format,
    Api,
    TooLarge,
    /// The browser has no WebAssembly.
    Unsupported,
}

/// All scenarios, each with its name in a link and its label. The name of a failure is its
/// `detail.kind`.
pub(crate) const ALL: [(Scenario, &str, &str); 20] = [
    (Scenario::List, "list", "The documented sample"),
    (Scenario::Empty, "empty", "No groups"),
    (Scenario::One, "one", "One group"),
    (Scenario::Thousand, "thousand", "A thousand groups"),
    (Scenario::Private, "private", "Private groups among them"),
    (Scenario::Hostile, "hostile", "Hostile names"),
    (Scenario::Slow, "slow", "A slow server (4 s)"),
    (Scenario::Stale, "stale", "A list, then a failing reload"),
    (Scenario::Config, "config", "No address set"),
    (Scenario::Token, "token", "A wrong token (403)"),
    (Scenario::ApiKey, "api-key", "A wrong api_key (404)"),
    (
        Scenario::RateLimited,
        "rate-limited",
        "Too many requests (429)",
    ),
    (Scenario::Server, "server", "A broken server (503)"),
    (Scenario::Http, "http", "Gone (410)"),
    (Scenario::Network, "network", "No response"),
    (
        Scenario::Timeout,
        "timeout",
        "No response in time (see timeout)",
    ),
    (Scenario::Format, "format", "An HTML page instead"),
    (Scenario::Api, "api", "A failure from the API"),
    (Scenario::TooLarge, "too-large", "More than 4 MiB"),
    (
        Scenario::Unsupported,
        "unsupported",
        "A browser without WebAssembly",
    ),
];

/// A response, or the reason why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// A response.
    Response {
        /// The HTTP status.
        status: u16,
        /// The header `Retry-After`.
        retry_after: Option<&'static str>,
        /// The body.
        body: String,
        /// The delay in milliseconds.
        after: u32,
    },
    /// The connection fails.
    Refused,
    /// The server accepts the request and never responds.
    Never,
}

impl Scenario {
    /// Returns whether the scenario ends in a failure.
    pub(crate) fn is_failure(self) -> bool {
        !matches!(
            self,
            Self::List
                | Self::Empty
                | Self::One
                | Self::Thousand
                | Self::Private
                | Self::Hostile
                | Self::Slow
                | Self::Stale
        )
    }

    /// Returns the scenario with a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        ALL.iter()
            .find(|(_, known, _)| *known == name)
            .map(|(scenario, ..)| *scenario)
    }

    /// Returns the name.
    pub(crate) fn name(self) -> &'static str {
        ALL.iter()
            .find(|(scenario, ..)| *scenario == self)
            .map_or("list", |(_, name, _)| name)
    }

    /// Returns the attributes of a badge in this state. A 404 is about the key only in direct mode.
    pub(crate) fn source(self) -> Attributes {
        let address = format!("{FOLDER}{}", self.name());
        match self {
            Self::List | Self::Unsupported => vec![(SRC.name, SAMPLE.into())],
            Self::Config => Vec::new(),
            Self::Token | Self::ApiKey => vec![
                (ENDPOINT.name, address),
                (API_KEY.name, "KEY".into()),
                (TOKEN.name, "TOKEN".into()),
            ],
            _ => vec![(SRC.name, address)],
        }
    }

    /// Returns the response to the request after `earlier` others.
    pub(crate) fn reply(self, earlier: u32) -> Reply {
        const MOMENT: u32 = 250;
        let response = |status, body: String| Reply::Response {
            status,
            retry_after: None,
            body,
            after: MOMENT,
        };
        let list = |groups: Vec<Value>| {
            let list = json!({"rsp": {"stat": "ok", "version": 1, "group": groups}});
            response(200, list.to_string())
        };
        match self {
            Self::Empty => list(Vec::new()),
            Self::One => list(numbered(1)),
            Self::Thousand => list(numbered(1000)),
            Self::Private => list(private()),
            Self::Hostile => list(hostile()),
            Self::Slow => match list(numbered(7)) {
                Reply::Response { status, body, .. } => Reply::Response {
                    status,
                    retry_after: None,
                    body,
                    after: 4000,
                },
                other => other,
            },
            Self::Stale if earlier == 0 => list(numbered(7)),
            Self::Stale | Self::Server => response(503, String::new()),
            Self::Token => response(403, String::new()),
            Self::ApiKey => response(404, String::new()),
            Self::RateLimited => Reply::Response {
                status: 429,
                retry_after: Some("120"),
                body: String::new(),
                after: MOMENT,
            },
            Self::Http => response(410, String::new()),
            Self::Timeout => Reply::Never,
            Self::Format => response(200, "<!doctype html><title>Log in</title>".into()),
            Self::Api => response(
                200,
                json!({"rsp": {"stat": "fail", "error": {"msg": "The service is down for maintenance"}}})
                    .to_string(),
            ),
            Self::TooLarge => response(200, " ".repeat(MAX_BODY + 1)),
            Self::List | Self::Config | Self::Unsupported | Self::Network => Reply::Refused,
        }
    }
}
