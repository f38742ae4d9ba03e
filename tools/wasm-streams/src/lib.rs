//! Streams of the browser as streams of Rust, and back: what `server_fn`, which comes with Leptos,
//! uses of the crate of this name on crates.io.
//!
//! That crate exports its classes to JavaScript, also from a program that uses no server function,
//! and an export keeps its code: 4 KB of the badge after brotli. Here the same objects are made of
//! closures, which the linker leaves out where nothing makes them.

use futures_util::{
    Stream, StreamExt,
    stream::{LocalBoxStream, unfold},
};
use js_sys::{Function, Promise};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{
    ReadableStreamDefaultController, ReadableStreamDefaultReader, ReadableStreamReadResult,
    UnderlyingSource,
};

/// A [`web_sys::ReadableStream`].
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps the browser's stream.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// The browser's stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Makes a stream of the browser that takes an item of `stream` whenever it has room for one; an
    /// `Err` ends it with that error. Who cancels it drops `stream`.
    ///
    /// # Panics
    /// Where the page has taken the browser's own constructor away.
    #[expect(
        clippy::expect_used,
        reason = "the signature of the crate that it stands in for"
    )]
    pub fn from_stream(stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        let stream = Rc::new(RefCell::new(Some(stream.boxed_local())));
        let source = UnderlyingSource::new();
        source.set_pull(&pull(Rc::clone(&stream)));
        source.set_cancel(&Closure::once_into_js(move || drop(stream.take())).unchecked_into());
        let raw = web_sys::ReadableStream::new_with_underlying_source(&source);
        Self(raw.expect("a constructor of the browser's"))
    }

    /// The chunks of the stream until it ends; an error is the last of them. To drop what this
    /// returns cancels the stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        let reader: Result<ReadableStreamDefaultReader, _> =
            ReadableStreamDefaultReader::new(&self.0);
        unfold(Some(reader.map(CancelOnDrop)), |reader| async {
            let reader = match reader? {
                Ok(reader) => reader,
                Err(error) => return Some((Err(error), None)),
            };
            let step: ReadableStreamReadResult = match JsFuture::from(reader.0.read()).await {
                Ok(step) => step.unchecked_into(),
                Err(error) => return Some((Err(error), None)),
            };
            let is_done = step.get_done().unwrap_or(false);
            (!is_done).then(|| (Ok(step.get_value()), Some(Ok(reader))))
        })
    }
}

type Items = LocalBoxStream<'static, Result<JsValue, JsValue>>;

/// The function that the browser calls for the next chunk, and not again before its promise settles.
/// <https://streams.spec.whatwg.org/#dom-underlyingsource-pull>
fn pull(items: Rc<RefCell<Option<Items>>>) -> Function {
    let pull = move |controller: ReadableStreamDefaultController| {
        let items = Rc::clone(&items);
        future_to_promise(async move {
            // Taken out for as long as it is waited for: it may be cancelled meanwhile.
            let Some(mut stream) = items.take() else {
                return Ok(JsValue::UNDEFINED);
            };
            if let Some(item) = stream.next().await {
                controller.enqueue_with_chunk(&item?)?;
                items.replace(Some(stream));
            } else {
                controller.close()?;
            }
            Ok(JsValue::UNDEFINED)
        })
    };
    let pull: Closure<dyn Fn(ReadableStreamDefaultController) -> Promise> = Closure::new(pull);
    pull.into_js_value().unchecked_into()
}

/// Tells the browser that nobody reads on.
struct CancelOnDrop(ReadableStreamDefaultReader);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        // What has ended or failed already has nothing to cancel.
        let settled = JsFuture::from(self.0.cancel());
        spawn_local(async { drop(settled.await) });
    }
}
