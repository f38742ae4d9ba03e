//! Language: the words of every language, the tags of pages, and numbers, dates and order as the
//! browser has them.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[cfg(target_arch = "wasm32")]
mod formats;
#[cfg(not(target_arch = "wasm32"))]
mod owner;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod tags;
#[cfg(not(target_arch = "wasm32"))]
mod words;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
