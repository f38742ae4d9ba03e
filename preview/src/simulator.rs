//! Responds to the requests of the simulator's badge inside the page, so that a static host can show every state. It replaces
//! the page's `fetch` for the URLs of one folder that does not exist, and passes on all other requests.

use crate::scenario::{FOLDER, Reply, Scenario};
use futures_util::future::{Either, pending, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use std::{cell::RefCell, pin::pin, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortSignal, AddEventListenerOptions, Headers, Request, Response, ResponseInit};

/// The simulated requests since the scenario was chosen.
#[derive(Clone, Default)]
pub(crate) struct RequestLog(Rc<RefCell<Vec<Scenario>>>);

impl RequestLog {
    /// Resets the count of requests.
    pub(crate) fn forget(&self) {
        self.0.take();
    }

    /// Counts a request. Returns the number of earlier requests of the same scenario.
    fn note(&self, scenario: Scenario) -> u32 {
        let mut log = self.0.borrow_mut();
        let earlier = log.iter().filter(|logged| **logged == scenario).count();
        log.push(scenario);
        u32::try_from(earlier).unwrap_or(u32::MAX)
    }
}

/// The replacement of `fetch`. Dropping it restores the page's own.
#[must_use = "dropping it ends the simulation"]
pub(crate) struct Simulator {
    own: JsValue,
    _fetch: Closure<dyn Fn(JsValue, JsValue) -> JsValue>,
}

impl Simulator {
    /// Replaces the page's `fetch`.
    pub(crate) fn start(log: RequestLog) -> Self {
        let window = js_sys::global();
        let name = JsValue::from("fetch");
        let own = Reflect::get(&window, &name).unwrap_or_default();
        let fetch = Closure::new({
            let own = own.clone();
            move |input: JsValue, init: JsValue| match scenario_of(&input) {
                Some(scenario) => {
                    let reply = scenario.reply(log.note(scenario));
                    future_to_promise(give(reply, signal_of(&input, &init))).into()
                }
                None => own
                    .dyn_ref::<Function>()
                    .map_or(Ok(JsValue::UNDEFINED), |own| {
                        own.call2(&js_sys::global(), &input, &init)
                    })
                    .unwrap_or_else(|error| Promise::reject(&error).into()),
            }
        });
        // If the page's objects are frozen, only the simulator does not work.
        let _ = Reflect::set(&window, &name, fetch.as_ref());
        Self { own, _fetch: fetch }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = Reflect::set(&js_sys::global(), &"fetch".into(), &self.own);
    }
}

/// Returns the scenario that a URL of that folder names.
fn scenario_of(input: &JsValue) -> Option<Scenario> {
    let address = match input.dyn_ref::<Request>() {
        Some(request) => request.url(),
        None => input.as_string()?,
    };
    let base = leptos::prelude::document().base_uri().ok()??;
    let folder = web_sys::Url::new_with_base(FOLDER, &base).ok()?.href();
    let rest = address.strip_prefix(&folder)?;
    Scenario::named(rest.split(['?', '#']).next()?)
}

fn signal_of(input: &JsValue, init: &JsValue) -> Option<AbortSignal> {
    let stated = Reflect::get(init, &"signal".into())
        .ok()
        .and_then(|signal| signal.dyn_into().ok());
    stated.or_else(|| input.dyn_ref::<Request>().map(Request::signal))
}

/// Resolves to the response, unless the request is aborted before.
async fn give(reply: Reply, signal: Option<AbortSignal>) -> Result<JsValue, JsValue> {
    let replied = async {
        match reply {
            Reply::Response {
                status,
                retry_after,
                body,
                after,
            } => {
                TimeoutFuture::new(after).await;
                response(status, retry_after, &body)
            }
            Reply::Refused => Err(js_sys::TypeError::new("Failed to fetch").into()),
            Reply::Never => pending().await,
        }
    };
    match select(pin!(replied), pin!(aborted(signal))).await {
        Either::Left((response, _)) => response,
        Either::Right((reason, _)) => Err(reason),
    }
}

fn response(status: u16, retry_after: Option<&str>, body: &str) -> Result<JsValue, JsValue> {
    let headers = Headers::new()?;
    if let Some(retry_after) = retry_after {
        headers.set("Retry-After", retry_after)?;
    }
    let init = ResponseInit::new();
    init.set_status(status);
    init.set_headers(&headers);
    Ok(Response::new_with_opt_str_and_init(Some(body), &init)?.into())
}

/// Resolves to the abort reason when the request is aborted.
async fn aborted(signal: Option<AbortSignal>) -> JsValue {
    let Some(signal) = signal else {
        return pending().await;
    };
    if !signal.aborted() {
        let options = AddEventListenerOptions::new();
        options.set_once(true);
        let heard = Promise::new(&mut |resolve, _| {
            let heard = signal.add_event_listener_with_callback_and_add_event_listener_options(
                "abort", &resolve, &options,
            );
            debug_assert!(heard.is_ok(), "a signal takes listeners");
        });
        // It never rejects.
        let _ = JsFuture::from(heard).await;
    }
    signal.reason()
}
