//! Converts streams into streams of the browser, and back.

use futures_util::{
    Stream, StreamExt,
    stream::{iter, pending},
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wasm_streams::ReadableStream;

wasm_bindgen_test_configure!(run_in_browser);

async fn timeout(millis: u32) {
    gloo_timers::future::TimeoutFuture::new(millis).await;
}

/// Counts how often a value is dropped.
struct Dropped(Rc<Cell<u32>>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

/// Returns a stream of 0, 1, 2 and so on, and a counter of its drops.
fn endless() -> (impl Stream<Item = Result<JsValue, JsValue>>, Rc<Cell<u32>>) {
    let drops = Rc::new(Cell::new(0));
    let guard = Dropped(Rc::clone(&drops));
    let numbers = iter(0..).map(move |number| {
        let _ = &guard;
        Ok(number.into())
    });
    (numbers, drops)
}

#[wasm_bindgen_test]
async fn what_goes_in_comes_out_in_its_order() {
    let there = ReadableStream::from_stream(iter(1..4).map(|number| Ok(number.into()))).into_raw();
    let back = ReadableStream::from_raw(there).into_stream();
    let items: Vec<_> = back.collect().await;
    assert_eq!(items, [1, 2, 3].map(|number| Ok(JsValue::from(number))));
}

#[wasm_bindgen_test]
async fn an_error_is_the_last_item() {
    let items = [Ok("one".into()), Err("broken".into()), Ok("two".into())];
    let there = ReadableStream::from_stream(iter(items));
    let back: Vec<_> = there.into_stream().collect().await;
    assert_eq!(back.last(), Some(&Err(JsValue::from("broken"))));
    assert!(!back.contains(&Ok("two".into())));
}

#[wasm_bindgen_test]
async fn a_stream_that_somebody_reads_cannot_be_read_by_another() {
    let raw = ReadableStream::from_stream(pending()).into_raw();
    let first = ReadableStream::from_raw(raw.clone()).into_stream();
    let second: Vec<_> = ReadableStream::from_raw(raw).into_stream().collect().await;
    assert!(matches!(second.as_slice(), [Err(_)]));
    drop(first);
}

#[wasm_bindgen_test]
async fn who_cancels_the_browsers_stream_drops_that_of_rust() {
    let (endless, drops) = endless();
    let raw = ReadableStream::from_stream(endless).into_raw();
    assert_eq!(drops.get(), 0);
    assert!(JsFuture::from(raw.cancel()).await.is_ok());
    timeout(0).await;
    assert_eq!(drops.get(), 1);
}

#[wasm_bindgen_test]
async fn who_drops_the_stream_of_rust_cancels_the_browsers() {
    let (endless, drops) = endless();
    let mut back = Box::pin(ReadableStream::from_stream(endless).into_stream());
    assert_eq!(back.next().await, Some(Ok(0.into())));
    assert_eq!(drops.get(), 0);
    drop(back);
    timeout(0).await;
    assert_eq!(drops.get(), 1);
}
