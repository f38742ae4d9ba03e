//! Bytes, or a failure: performs a request with gloo-net. It knows nothing of what the bytes mean.

mod platform;
mod xml;

pub use platform::Browser;

use crate::{
    failure::{Failure, MAX_BODY, Network},
    page,
    request::Request,
};
use futures_util::future::{Either, select};
use gloo_events::EventListener;
use gloo_net::http::{RequestBuilder, Response};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    pin::pin,
    rc::Rc,
};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials,
    RequestInit, RequestRedirect, ResponseType, SecurityPolicyViolationEvent,
    SecurityPolicyViolationEventDisposition,
};

#[wasm_bindgen]
extern "C" {
    /// The page's `fetch`, which the page may have replaced: it can throw, and return anything.
    #[wasm_bindgen(catch)]
    fn fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch_address(address: &str, init: &RequestInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(thread_local_v2, js_name = fetch)]
    static FETCH: Option<Function>;

    type Body;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn get_reader(this: &Body) -> Result<ReadableStreamDefaultReader, JsValue>;
}

const UNREACHABLE: Failure = Failure::Network(Network::Unreachable);

/// What a response says, and its body.
pub(crate) struct Answer {
    /// The value of `Content-Type`.
    pub(crate) content_type: Option<String>,
    /// The whole body, at most [`MAX_BODY`] bytes.
    pub(crate) body: Vec<u8>,
}

/// Performs a request and reads the whole body of a 2xx answer, at most [`MAX_BODY`] bytes in
/// `timeout` seconds. Sends neither cookies nor `Referer`. Dropping the future aborts the request.
///
/// # Errors
/// Whatever keeps the body away, each by its kind.
pub(crate) async fn get(request: &Request, timeout: u32) -> Result<Answer, Failure> {
    let (early, abort) = match EarlyRequest::take(&request.address) {
        Some(EarlyRequest { response, abort }) => (Some(response), abort),
        None => (None, AbortController::new().map_err(|_| UNREACHABLE)?),
    };
    let abort = AbortOnDrop(abort);
    let policy = PolicyWatch::new(&request.address);
    // A timer, not `AbortSignal.timeout`: it also ends a page's own `fetch` that ignores signals.
    let limit = page::timeout(timeout.saturating_mul(1000));
    let exchange = exchange(request, early, abort.0.signal());
    match select(pin!(exchange), limit).await {
        Either::Left((Err(UNREACHABLE), _)) if policy.is_violated().await => {
            Err(Failure::Network(Network::Policy))
        }
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => Err(Failure::Timeout { seconds: timeout }),
    }
}

async fn exchange(
    request: &Request,
    early: Option<Promise>,
    signal: AbortSignal,
) -> Result<Answer, Failure> {
    // Held until the body is there: WebKit collects a `Request`, and with it the signal that aborts it.
    let built;
    let response = if let Some(promise) = early {
        settled(Ok(promise.into())).await
    } else {
        built = build(request, &signal);
        send(request, built.as_ref(), &signal).await
    };
    let response = response.ok_or(UNREACHABLE)?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(Failure::Network(Network::Redirect));
    }
    let headers = response.headers().into_raw();
    let header = |name| headers.get(name).ok().flatten();
    let retry_after = header("Retry-After").and_then(|value| seconds_until(&value));
    match Failure::of_status(response.status(), request.is_direct, retry_after) {
        Some(failure) => Err(failure),
        None => Ok(Answer {
            content_type: header("Content-Type"),
            body: read(&response).await?,
        }),
    }
}

const CREDENTIALS: RequestCredentials = RequestCredentials::Omit;
const REFERRER: ReferrerPolicy = ReferrerPolicy::NoReferrer;

/// "manual" is as safe as "error" and, unlike it, can be told from a dead host.
fn redirect(request: &Request) -> RequestRedirect {
    if request.is_direct {
        RequestRedirect::Manual
    } else {
        RequestRedirect::Follow
    }
}

/// The request as the browser has it; `None` where the page has replaced what makes one.
fn build(request: &Request, signal: &AbortSignal) -> Option<web_sys::Request> {
    let builder = RequestBuilder::new(&request.address)
        .credentials(CREDENTIALS)
        .referrer_policy(REFERRER)
        .redirect(redirect(request))
        .abort_signal(Some(signal));
    Some(builder.build().ok()?.into())
}

/// Sends through the page's `fetch`; gloo's own `send` panics where that throws, rejects with
/// something that is no `Error`, or resolves to something that is no `Response`.
async fn send(
    request: &Request,
    built: Option<&web_sys::Request>,
    signal: &AbortSignal,
) -> Option<Response> {
    if let Some(built) = built {
        let response = settled(fetch(built)).await;
        if response.is_some() || is_fetch_native() {
            return response;
        }
    }
    // The page's own `fetch` may take nothing but an address.
    let init = RequestInit::new();
    init.set_credentials(CREDENTIALS);
    init.set_referrer_policy(REFERRER);
    init.set_redirect(redirect(request));
    init.set_signal(Some(signal));
    settled(fetch_address(&request.address, &init)).await
}

/// The response that a call of `fetch` comes to, if it comes to one.
async fn settled(call: Result<JsValue, JsValue>) -> Option<Response> {
    let value = JsFuture::from(Promise::resolve(&call.ok()?)).await;
    let response: web_sys::Response = value.ok()?.dyn_into().ok()?;
    Some(response.into())
}

/// Whether the page has left `fetch` to the browser. A native function has no source text:
/// <https://tc39.es/ecma262/#prod-NativeFunction>
fn is_fetch_native() -> bool {
    FETCH.with(|fetch| {
        let source = fetch.as_ref().map(|fetch| String::from(fetch.to_string()));
        source.is_some_and(|source| source.contains("[native code]"))
    })
}

/// Reads the body chunk by chunk, so that an endless one ends at the limit.
async fn read(response: &Response) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else {
        return Ok(bytes);
    };
    let reader = stream.unchecked_into::<Body>().get_reader();
    let reader = reader.map_err(|_| UNREACHABLE)?;
    loop {
        let step = JsFuture::from(reader.read()).await;
        let step = step.map_err(|_| UNREACHABLE)?;
        let field = |name: &str| Reflect::get(&step, &name.into()).unwrap_or_default();
        if field("done").is_truthy() {
            return Ok(bytes);
        }
        let chunk: Uint8Array = field("value").dyn_into().map_err(|_| UNREACHABLE)?;
        let chunk = chunk.to_vec();
        if bytes.len() + chunk.len() > MAX_BODY {
            return Err(Failure::TooLarge);
        }
        bytes.extend(chunk);
    }
}

thread_local! {
    static EARLY: RefCell<Vec<(String, EarlyRequest)>> = const { RefCell::new(Vec::new()) };
}

/// A request that the custom element's script sent while the wasm was on its way.
pub(crate) struct EarlyRequest {
    /// Resolves to the response.
    pub(crate) response: Promise,
    /// Ends the request.
    pub(crate) abort: AbortController,
}

impl EarlyRequest {
    /// Has the first request for `address` take this one over.
    #[cfg(feature = "element")]
    pub(crate) fn keep(self, address: String) {
        EARLY.with_borrow_mut(|early| early.push((address, self)));
    }

    fn take(address: &str) -> Option<Self> {
        EARLY.with_borrow_mut(|early| {
            let place = early.iter().position(|(kept, _)| kept == address)?;
            Some(early.swap_remove(place).1)
        })
    }
}

/// Watches whether the page's Content-Security-Policy forbids a request, which its error does not
/// tell.
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
                violated.set(violated.get() || (is_ours && is_enforced));
            })
        });
        Self {
            violated,
            _listener: listener,
        }
    }

    async fn is_violated(&self) -> bool {
        /// The report is a task of its own, just behind the error.
        const REPORT_DELAY_MS: u32 = 20;
        page::timeout(REPORT_DELAY_MS).await;
        self.violated.get()
    }
}

/// The seconds that a `Retry-After` asks to wait: a number, or a date.
/// <https://www.rfc-editor.org/rfc/rfc9110#name-retry-after>
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

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
