//! One request with gloo-net: the bytes of its response, or a failure.

use super::{abort::AbortOnDrop, early::EarlyRequest, policy::PolicyWatch};
use crate::{
    failure::{Failure, MAX_BODY, Network},
    page,
    request::Request,
};
use futures_util::future::{Either, select};
use gloo_net::http::{RequestBuilder, Response};
use js_sys::{Function, Object, Promise, Reflect, Symbol, Uint8Array};
use std::pin::pin;
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestInit, RequestRedirect, ResponseType,
};

#[wasm_bindgen]
extern "C" {
    /// The page may have replaced `fetch` with a function that throws or returns any value.
    #[wasm_bindgen(catch)]
    fn fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch_url(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(thread_local_v2, js_name = fetch)]
    static FETCH: Option<Function>;
    #[wasm_bindgen(thread_local_v2, js_name = Request)]
    static REQUEST: Option<Function>;
    #[wasm_bindgen(thread_local_v2, js_name = URL)]
    static URL: Option<Function>;
    #[wasm_bindgen(thread_local_v2, js_name = Headers)]
    static HEADERS: Option<Function>;

    type Body;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn get_reader(this: &Body, options: &Object) -> Result<ReadableStreamDefaultReader, JsValue>;
}

const UNREACHABLE: Failure = Failure::Network(Network::Unreachable);

/// A response with its whole body.
pub(super) struct FetchedBody {
    /// The value of `Content-Type`.
    pub(super) content_type: Option<String>,
    /// At most [`MAX_BODY`] bytes.
    pub(super) bytes: Vec<u8>,
}

/// How a request is sent.
#[derive(Clone, Copy)]
pub(super) struct FetchOptions {
    /// Seconds for the whole request, body included.
    pub(super) timeout: u32,
    /// Whether to bypass the HTTP cache.
    pub(super) is_reload: bool,
}

/// Sends a request, or takes over the `early` request, and reads the whole body of a response with
/// status 2xx. Sends neither cookies nor `Referer`. Dropping the future aborts the request.
///
/// # Errors
/// The failure for the status ([`Failure::of_status`]); [`Failure::Timeout`]; [`Failure::TooLarge`] for
/// a body of more than [`MAX_BODY`] bytes; [`Failure::Network`] if there is no response.
pub(super) async fn fetch_body(
    request: &Request,
    options: FetchOptions,
    early: Option<EarlyRequest>,
) -> Result<FetchedBody, Failure> {
    let (early, abort) = if let Some(early) = early {
        (Some(early.response), early.abort)
    } else {
        let controller = AbortController::new().map_err(|_| UNREACHABLE)?;
        (None, AbortOnDrop::new(controller))
    };
    let policy = PolicyWatch::new(&request.address);
    // A timer, unlike `AbortSignal.timeout`, also works if the page has replaced `fetch` with a
    // function that ignores signals.
    let limit = page::sleep(options.timeout.saturating_mul(1000));
    let attempt = send_and_read(request, options.is_reload, early, abort.signal());
    match select(pin!(attempt), limit).await {
        Either::Left((Err(UNREACHABLE), _)) => Err(Failure::Network(policy.reason(request).await)),
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => Err(Failure::Timeout {
            seconds: options.timeout,
        }),
    }
}

async fn send_and_read(
    request: &Request,
    is_reload: bool,
    early: Option<Promise>,
    signal: AbortSignal,
) -> Result<FetchedBody, Failure> {
    // `built` lives until the body has been read. Otherwise WebKit garbage-collects the `Request`
    // together with its signal, and the request can no longer be aborted.
    let built;
    let response = if let Some(promise) = early {
        response_of(Ok(promise.into())).await
    } else {
        built = build(request, is_reload, &signal);
        send(request, built.as_ref(), is_reload, &signal).await
    };
    let response = response.ok_or(UNREACHABLE)?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(Failure::Network(Network::Redirect));
    }
    let headers = response.headers().into_raw();
    let header = |name| headers.get(name).ok().flatten();
    let retry_after = header("Retry-After").and_then(|value| retry_after_seconds(&value));
    match Failure::of_status(response.status(), request.is_direct, retry_after) {
        Some(failure) => Err(failure),
        None => Ok(FetchedBody {
            content_type: header("Content-Type"),
            bytes: read_body(&response).await?,
        }),
    }
}

const CREDENTIALS: RequestCredentials = RequestCredentials::Omit;
const REFERRER: ReferrerPolicy = ReferrerPolicy::NoReferrer;

/// Returns how the request handles redirects. In direct mode the badge does not follow redirects.
/// With "manual" it can distinguish a redirect from an unreachable host, which it cannot with
/// "error".
fn redirect(request: &Request) -> RequestRedirect {
    if request.is_direct {
        RequestRedirect::Manual
    } else {
        RequestRedirect::Follow
    }
}

fn cache(is_reload: bool) -> RequestCache {
    if is_reload {
        RequestCache::Reload
    } else {
        RequestCache::Default
    }
}

/// Builds the browser's request. Returns `None` if the page has replaced a constructor that gloo-net
/// calls, or has extended `Object.prototype`.
fn build(request: &Request, is_reload: bool, signal: &AbortSignal) -> Option<web_sys::Request> {
    let is_native = REQUEST.with(is_native) && URL.with(is_native) && HEADERS.with(is_native);
    if !is_native || is_object_prototype_extended() {
        return None;
    }
    let builder = RequestBuilder::new(&request.address)
        .credentials(CREDENTIALS)
        .referrer_policy(REFERRER)
        .redirect(redirect(request))
        .cache(cache(is_reload))
        .abort_signal(Some(signal));
    Some(builder.build().ok()?.into())
}

/// Removes the prototype of an options object. Otherwise the browser would read a property that the
/// page has added to `Object.prototype` as an option.
fn remove_prototype(options: &Object) {
    Object::set_prototype_of(options, &JsValue::NULL.unchecked_into());
}

/// Returns whether the page has added properties to `Object.prototype`. gloo-net's builder passes an
/// options object to the browser, which would read such a property as an option.
fn is_object_prototype_extended() -> bool {
    let prototype = Object::get_prototype_of(&Object::new());
    Object::keys(&prototype).length() > 0
}

/// Sends a request through the page's `fetch`.
///
/// gloo-net's own `send` panics if the page's `fetch` throws, rejects with a value that is not an
/// `Error`, or resolves to a value that is not a `Response`.
async fn send(
    request: &Request,
    built: Option<&web_sys::Request>,
    is_reload: bool,
    signal: &AbortSignal,
) -> Option<Response> {
    if let Some(built) = built {
        let response = response_of(fetch(built)).await;
        if response.is_some() || FETCH.with(is_native) {
            return response;
        }
    }
    // A `fetch` of the page may accept only a URL.
    let init = RequestInit::new();
    remove_prototype(&init);
    init.set_credentials(CREDENTIALS);
    init.set_referrer_policy(REFERRER);
    init.set_redirect(redirect(request));
    init.set_cache(cache(is_reload));
    init.set_signal(Some(signal));
    response_of(fetch_url(&request.address, &init)).await
}

/// Returns the response that a call of `fetch` resolves to, or `None` if the call throws, rejects or
/// resolves to another value.
async fn response_of(call: Result<JsValue, JsValue>) -> Option<Response> {
    let value = JsFuture::from(Promise::resolve(&call.ok()?)).await;
    let value = value.ok()?;
    is_of_class(&value, "Response").then(|| value.unchecked_into::<web_sys::Response>().into())
}

/// Returns whether a value is an object of one of the browser's classes. `instanceof` would compare
/// with the page's globals, and some pages declare classes with these names: `MooTools` replaces
/// `Request`.
fn is_of_class(value: &JsValue, class: &str) -> bool {
    let tag = Reflect::get(value, &Symbol::to_string_tag());
    tag.is_ok_and(|tag| tag == class)
}

/// Returns whether a function is the browser's own. A native function has no source text:
/// <https://tc39.es/ecma262/#prod-NativeFunction>
#[expect(clippy::ref_option, reason = "the signature of `with`")]
fn is_native(function: &Option<Function>) -> bool {
    let source = function
        .as_ref()
        .map(|function| String::from(function.to_string()));
    source.is_some_and(|source| source.contains("[native code]"))
}

/// Reads the body in chunks, so that an endless body is read only up to the limit.
async fn read_body(response: &Response) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else {
        return Ok(bytes);
    };
    // Without options, WebKit reads `mode` from an object with the page's `Object.prototype`.
    let options = Object::new();
    remove_prototype(&options);
    let reader = stream.unchecked_into::<Body>().get_reader(&options);
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

/// Returns the seconds to wait according to a `Retry-After` header, whose value is a number of seconds
/// or a date.
/// <https://www.rfc-editor.org/rfc/rfc9110#name-retry-after>
fn retry_after_seconds(retry_after: &str) -> Option<u32> {
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
