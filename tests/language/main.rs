//! Languages: the words of every language, the `lang` of pages, and the browser's numbers, dates and
//! sort order.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod formats;
mod pages;
mod tags;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
