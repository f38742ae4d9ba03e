//! The app in a browser: `cargo test --target wasm32-unknown-unknown -p example-leptos`.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use example_leptos::App;
use gloo_timers::future::TimeoutFuture;
use leptos::{mount::mount_to_body, prelude::*, wasm_bindgen::JsCast};
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

const SAMPLE: &str = include_str!("../../../tests/fixtures/get-my-groups.json");

fn element(selector: &str) -> Option<Element> {
    document().query_selector(selector).unwrap()
}

/// Waits for at most five seconds until an element has a text.
async fn until_text(selector: &str, wanted: &str) {
    let mut text = None;
    for _ in 0..500 {
        text = element(selector).and_then(|element| element.text_content());
        if text.as_deref() == Some(wanted) {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("{selector} is {text:?} and not {wanted:?}");
}

#[test]
async fn the_app_lists_the_sample_and_loads_it_again() {
    let sample = js_sys::encode_uri_component(SAMPLE);
    let src = format!("data:application/json,{sample}");
    mount_to_body(move || view! { <App src/> });

    assert!(element("section a[href='https://events.example/user/7/groups']").is_some());
    until_text("body > p", "ready: 5 groups shown, 1 loads").await;
    let rows = document().query_selector_all("[part=list] > [part=group]");
    assert_eq!(rows.unwrap().length(), 5);

    let reload = element("body > button").unwrap();
    reload.unchecked_into::<HtmlElement>().click();
    until_text("body > p", "ready: 5 groups shown, 2 loads").await;
}
