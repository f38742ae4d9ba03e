//! Language: the words of every language, the tags of pages, and numbers, dates and order as the
//! browser has them.
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
