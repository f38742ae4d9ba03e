//! What the tests in a browser share: waiting, and looking into a badge.
#![allow(dead_code, reason = "each test file uses its part")]

use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// The documented sample, as the test runner serves it.
pub(crate) const SAMPLE: &str = "/tests/fixtures/get-my-groups.json";

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Waits until something holds, for at most five seconds.
pub(crate) async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..500 {
        if holds() {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("waited in vain until {what}");
}

/// A function with this body. Scripts of the tests are no modules: the runner's server is at times stuck for minutes when a
/// browser asks for more than four files at once, and the crate has four.
pub(crate) fn script(body: &str) -> Function {
    Function::new_no_args(body)
}

/// An element in the page that goes away with its guard.
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

/// The texts of the parts of that name, in order.
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
