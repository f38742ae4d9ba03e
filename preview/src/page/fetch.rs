//! Loads the groups of a service in the browser: a session of the companion returns the requests, and
//! gloo-net sends them.

use futures_util::future::{Either, select};
use gloo_net::http;
use gloo_timers::future::TimeoutFuture;
use my_groups::{
    fault::Fault,
    source::{HttpRequest, Request, Response, Settings, Step},
};
use my_groups_core::groups::Group;
use std::pin::pin;
use web_sys::{AbortController, AbortSignal, ReferrerPolicy, RequestCredentials};

/// The time limit for a whole list, in seconds.
const TIMEOUT_S: u32 = 30;
/// The most requests for one list.
const MAX_REQUESTS: usize = 50;
/// The most bytes of one response.
const MAX_BODY: usize = 4 << 20;

/// A list that was loaded.
#[derive(Debug, Clone, Default)]
pub(super) struct LoadedList {
    /// The groups, private ones included.
    pub(super) groups: Vec<Group>,
    /// Warnings for the visitor although the list could be loaded, as complete sentences.
    pub(super) warnings: Vec<String>,
    /// How many more requests the service allows, if it says so.
    pub(super) remaining: Option<String>,
}

/// Loads all groups of a source. Calls `progress` with the number of each request.
///
/// # Errors
/// A request failed, or its response could not be read.
pub(super) async fn load(
    settings: &Settings,
    controller: &AbortController,
    progress: impl Fn(usize),
) -> Result<LoadedList, Fault> {
    let loading = pin!(run(settings, controller.signal(), progress));
    let timeout = pin!(TimeoutFuture::new(TIMEOUT_S * 1000));
    match select(loading, timeout).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => {
            controller.abort();
            Err(Fault::Timeout {
                seconds: TIMEOUT_S.into(),
            })
        }
    }
}

async fn run(
    settings: &Settings,
    signal: AbortSignal,
    progress: impl Fn(usize),
) -> Result<LoadedList, Fault> {
    let mut session = settings.start();
    let mut response = None;
    let mut remaining = None;
    for number in 1..=MAX_REQUESTS {
        match session.step(response.take())? {
            Step::Done(loaded) => {
                let entries = loaded.entries.iter();
                return Ok(LoadedList {
                    groups: entries.map(|entry| entry.group.clone()).collect(),
                    warnings: loaded.warnings,
                    remaining,
                });
            }
            Step::Request(Request::Http(request)) => {
                progress(number);
                let received = exchange(&request, &signal).await?;
                remaining = received.header("x-ratelimit-remaining").map(str::to_owned);
                response = Some(received);
            }
            Step::Request(Request::File(_) | Request::Command { .. }) => {
                return Err(unreachable_service());
            }
        }
    }
    Err(Fault::TooManyPages {
        limit: MAX_REQUESTS,
    })
}

/// Makes one request, without cookies and without a `Referer`.
async fn exchange(request: &HttpRequest, signal: &AbortSignal) -> Result<Response, Fault> {
    let url = request.url.as_str();
    let builder = match request.json {
        Some(_) => http::Request::post(url),
        None => http::Request::get(url),
    };
    let builder = builder
        .abort_signal(Some(signal))
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .header("Accept", "application/json");
    let response = send(builder, request.json.as_deref())
        .await
        .map_err(|_| unreachable_service())?;
    let headers = Response::HEADERS
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), response.headers().get(name)?)))
        .collect();
    let body = response.binary().await.map_err(|_| unreachable_service())?;
    if body.len() > MAX_BODY {
        return Err(Fault::TooLarge { limit: MAX_BODY });
    }
    Ok(Response::new(response.status(), headers, body, now()))
}

async fn send(
    builder: http::RequestBuilder,
    json: Option<&str>,
) -> Result<http::Response, gloo_net::Error> {
    match json {
        Some(json) => {
            let builder = builder.header("Content-Type", "application/json");
            builder.body(json)?.send().await
        }
        None => builder.send().await,
    }
}

/// Returns the fault of a failed request. It names the possible causes, because a browser does not report
/// the cause.
fn unreachable_service() -> Fault {
    Fault::Network(
        "the browser cannot reach the service, or the service does not allow requests from web pages"
            .to_owned(),
    )
}

/// Returns the seconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a time is a positive number far below 2^53"
)]
fn now() -> u64 {
    (js_sys::Date::now() / 1000.0) as u64
}
