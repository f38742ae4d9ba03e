//! Bytes, or a failure: the one room that performs a request. It knows nothing of what the bytes mean.

use crate::{
    failure::{Config, Failure, MAX_BODY, Network},
    options::Source,
    page,
    request::Request,
};
use futures_util::future::{Either, select};
use gloo_events::EventListener;
use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Promise, Reflect, Uint8Array};
use std::{cell::Cell, pin::pin, rc::Rc};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials,
    RequestRedirect, ResponseType, SecurityPolicyViolationEvent,
    SecurityPolicyViolationEventDisposition, Url,
};

#[wasm_bindgen]
extern "C" {
    /// The page's `fetch`, which the page may have replaced: it can throw, and return anything.
    #[wasm_bindgen(catch)]
    fn fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;

    type Body;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn get_reader(this: &Body) -> Result<ReadableStreamDefaultReader, JsValue>;
}

/// The request for a source, its URL resolved against the page's.
///
/// # Errors
/// [`Failure::Config`] where the URL is none, or holds a user name or password, which `fetch` refuses.
pub fn request(source: &Result<Source, Config>) -> Result<Request, Failure> {
    let base = base_uri();
    let resolve = |url: &str| {
        let url = match &base {
            Some(base) => Url::new_with_base(url, base),
            None => Url::new(url),
        }
        .ok()?;
        let is_plain = url.username().is_empty() && url.password().is_empty();
        is_plain.then(|| url.href())
    };
    source
        .as_ref()
        .map_err(Config::clone)
        .and_then(|source| Request::new(source, resolve))
        .map_err(Failure::Config)
}

fn base_uri() -> Option<String> {
    page::document()?.base_uri().ok().flatten()
}

/// Performs a request and reads the whole body of a 2xx answer, at most [`MAX_BODY`] bytes in `timeout` seconds.
/// It sends neither cookies nor a `Referer`. Dropping the future aborts the request.
///
/// # Errors
/// Whatever keeps the body away, each by its kind.
pub async fn get(request: &Request, timeout: u32) -> Result<Vec<u8>, Failure> {
    let abort = AbortOnDrop::new().ok_or(Failure::Network(Network::Unreachable))?;
    // A timer of our own and not `AbortSignal.timeout`: it also ends a page's own `fetch` that heeds no signal.
    let limit = TimeoutFuture::new(timeout.saturating_mul(1000));
    let policy = PolicyWatch::new(&request.address);
    match select(pin!(exchange(request, &abort.signal())), pin!(limit)).await {
        Either::Left((Err(Failure::Network(Network::Unreachable)), _)) => {
            Err(Failure::Network(if policy.has_forbidden().await {
                Network::Policy
            } else {
                Network::Unreachable
            }))
        }
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => Err(Failure::Timeout { seconds: timeout }),
    }
}

async fn exchange(request: &Request, signal: &AbortSignal) -> Result<Vec<u8>, Failure> {
    let response = send(request, signal)
        .await
        .ok_or(Failure::Network(Network::Unreachable))?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(Failure::Network(Network::Redirect));
    }
    let retry_after = response.headers().get("Retry-After");
    match Failure::of_status(
        response.status(),
        request.is_direct,
        retry_after.as_deref().and_then(seconds_until),
    ) {
        Some(failure) => Err(failure),
        None => body(&response).await,
    }
}

/// Sends by the page's `fetch` rather than by gloo's `send`, which panics where a replaced one
/// rejects with something that is no `Error`, or resolves to something that is no `Response`.
async fn send(request: &Request, signal: &AbortSignal) -> Option<Response> {
    let request: web_sys::Request = RequestBuilder::new(&request.address)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        // "manual" is as safe as "error" and, unlike it, can be told from a dead host.
        .redirect(if request.is_direct {
            RequestRedirect::Manual
        } else {
            RequestRedirect::Follow
        })
        .abort_signal(Some(signal))
        .build()
        .ok()?
        .into();
    let answer = JsFuture::from(Promise::resolve(&fetch(&request).ok()?)).await;
    let response: web_sys::Response = answer.ok()?.dyn_into().ok()?;
    Some(response.into())
}

/// Reads the body chunk by chunk, so that an endless one ends at the limit.
async fn body(response: &Response) -> Result<Vec<u8>, Failure> {
    const BROKEN: Failure = Failure::Network(Network::Unreachable);
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else {
        return Ok(bytes);
    };
    let reader = stream
        .unchecked_into::<Body>()
        .get_reader()
        .map_err(|_| BROKEN)?;
    loop {
        let step = JsFuture::from(reader.read()).await.map_err(|_| BROKEN)?;
        if Reflect::get(&step, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            return Ok(bytes);
        }
        let chunk: Uint8Array = Reflect::get(&step, &"value".into())
            .ok()
            .and_then(|value| value.dyn_into().ok())
            .ok_or(BROKEN)?;
        if bytes.len() + chunk.length() as usize > MAX_BODY {
            return Err(Failure::TooLarge);
        }
        bytes.extend(chunk.to_vec());
    }
}

/// Watches whether the page's Content-Security-Policy forbids a request, which its error does not tell.
struct PolicyWatch {
    violated: Rc<Cell<bool>>,
    _listener: Option<EventListener>,
}

impl PolicyWatch {
    fn new(address: &str) -> Self {
        let violated = Rc::new(Cell::new(false));
        let listener = page::document().map(|document| {
            let (violated, address) = (Rc::clone(&violated), address.to_owned());
            EventListener::new(&document, "securitypolicyviolation", move |event| {
                let event: &SecurityPolicyViolationEvent = event.unchecked_ref();
                // Browsers report the whole address or just its origin.
                let is_ours = address.starts_with(&event.blocked_uri());
                let is_enforced =
                    event.disposition() == SecurityPolicyViolationEventDisposition::Enforce;
                if is_ours && is_enforced {
                    violated.set(true);
                }
            })
        });
        Self {
            violated,
            _listener: listener,
        }
    }

    /// The report comes as a task of its own, just behind the error.
    async fn has_forbidden(&self) -> bool {
        const MOMENT: u32 = 20;
        TimeoutFuture::new(MOMENT).await;
        self.violated.get()
    }
}

/// `Retry-After`: seconds, or a date. <https://www.rfc-editor.org/rfc/rfc9110#name-retry-after>
fn seconds_until(retry_after: &str) -> Option<u32> {
    let value = retry_after.trim();
    if let Ok(seconds) = value.parse() {
        return Some(seconds);
    }
    let seconds = ((js_sys::Date::parse(value) - js_sys::Date::now()) / 1000.0).ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates"
    )]
    (!seconds.is_nan()).then_some(seconds as u32)
}

/// Aborts what is under way when it goes.
#[must_use = "dropping it aborts the request"]
struct AbortOnDrop(AbortController);

impl AbortOnDrop {
    fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    fn signal(&self) -> AbortSignal {
        self.0.signal()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
