//! Helpers for the tests in a browser: waiting, and inspecting a badge.
#![allow(dead_code, reason = "each test file uses its part")]

use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement};

/// The URL of the documented sample on the server of the test runner.
pub(crate) const SAMPLE: &str = "/tests/fixtures/get-my-groups.json";

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Waits for at most five seconds until a condition is true.
pub(crate) async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..500 {
        if holds() {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("waited in vain until {what}");
}

/// Returns a function with this body. The tests do not use module scripts: the runner's server sometimes hangs for minutes if
/// a browser requests more than four files at the same time, and the crate already has four.
pub(crate) fn script(body: &str) -> Function {
    Function::new_no_args(body)
}

/// An element in the page. Dropping the guard removes it.
pub(crate) struct Place(pub(crate) HtmlElement);

impl Place {
    pub(crate) fn new() -> Self {
        let place = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        Self(place.unchecked_into())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// Returns the texts of the parts with a name, in document order.
pub(crate) fn parts(root: &web_sys::Node, part: &str) -> Vec<String> {
    let selector = format!("[part={part}]");
    let found = match root.dyn_ref::<Element>() {
        Some(element) => element.query_selector_all(&selector),
        None => root
            .unchecked_ref::<web_sys::DocumentFragment>()
            .query_selector_all(&selector),
    }
    .unwrap();
    (0..found.length())
        .map(|at| found.item(at).unwrap().text_content().unwrap())
        .collect()
}

/// Replaces the texts of a page as translators in browsers do: an element with another text replaces
/// each text node.
pub(crate) fn translate(root: &web_sys::Node) {
    let translate = Function::new_with_args(
        "root",
        "const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) texts.push(walker.currentNode);
        for (const text of texts) {
            if (!text.data.trim()) continue;
            const outer = document.createElement('font');
            const inner = document.createElement('font');
            inner.textContent = `[${text.data}]`;
            outer.append(inner);
            text.replaceWith(outer);
        }",
    );
    translate.call1(&JsValue::UNDEFINED, root).unwrap();
}

#[wasm_bindgen]
extern "C" {
    type HeldRequests;
    #[wasm_bindgen(method)]
    fn count(this: &HeldRequests) -> usize;
    #[wasm_bindgen(method)]
    fn respond(this: &HeldRequests, index: usize, name: &str);
    #[wasm_bindgen(method, js_name = isAborted)]
    fn is_aborted(this: &HeldRequests, index: usize) -> bool;
    #[wasm_bindgen(method)]
    fn cache(this: &HeldRequests, index: usize) -> String;
    #[wasm_bindgen(method)]
    fn restore(this: &HeldRequests);
}

/// Replaces the page's `fetch` by one that responds only when the test tells it to. It ignores abort
/// signals, like the replacements of some pages.
pub(crate) struct HeldFetch(HeldRequests);

impl HeldFetch {
    pub(crate) fn new() -> Self {
        let held = script(
            "const { fetch } = window;
            const requests = [];
            window.fetch = (request) => new Promise((resolve) => requests.push({ request, resolve }));
            return {
                count: () => requests.length,
                respond(index, name) {
                    const group = [{ id: 1, name, member_count: 1 }];
                    requests[index].resolve(Response.json({ rsp: { stat: 'ok', group } }));
                },
                isAborted: (index) => requests[index].request.signal.aborted,
                cache: (index) => requests[index].request.cache,
                restore() { window.fetch = fetch; },
            };",
        );
        let held = held.call0(&JsValue::UNDEFINED).unwrap();
        Self(held.unchecked_into())
    }

    /// Waits until the page has sent exactly this number of requests.
    pub(crate) async fn sent(&self, count: usize) {
        until("the request is sent", || self.0.count() >= count).await;
        assert_eq!(self.0.count(), count);
    }

    /// Responds to a request with a list that contains one group with this name.
    pub(crate) fn respond(&self, index: usize, name: &str) {
        self.0.respond(index, name);
    }

    pub(crate) fn is_aborted(&self, index: usize) -> bool {
        self.0.is_aborted(index)
    }

    /// Returns the cache mode of a request.
    pub(crate) fn cache(&self, index: usize) -> String {
        self.0.cache(index)
    }
}

impl Drop for HeldFetch {
    fn drop(&mut self) {
        self.0.restore();
    }
}
