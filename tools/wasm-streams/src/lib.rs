//! Converts streams of the browser into Rust streams, and back. This crate replaces `wasm-streams` of
//! crates.io, and has only the items that `server_fn`, a dependency of Leptos, uses.
//!
//! The original crate exports classes to JavaScript. The linker keeps exports, even in a program
//! without server functions: they would add 4 KB to the badge after brotli. This crate uses closures,
//! which the linker removes if no code creates them.

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

    /// Returns the browser's stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Returns a stream of the browser that takes an item from `stream` whenever its queue has room.
    /// An `Err` ends it with that error. Cancelling it drops `stream`.
    ///
    /// # Panics
    /// The page has removed or replaced the browser's constructor.
    #[expect(
        clippy::expect_used,
        reason = "the signature of the replaced crate has no error"
    )]
    pub fn from_stream(stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        let stream = Rc::new(RefCell::new(Some(stream.boxed_local())));
        let source = UnderlyingSource::new();
        source.set_pull(&pull(Rc::clone(&stream)));
        source.set_cancel(&Closure::once_into_js(move || drop(stream.take())).unchecked_into());
        let raw = web_sys::ReadableStream::new_with_underlying_source(&source);
        Self(raw.expect("the browser has the constructor"))
    }

    /// Returns the chunks of the stream. An error is the last item. Dropping the returned stream
    /// cancels the browser's stream.
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

/// Returns the function that the browser calls for the next chunk. The browser does not call it again
/// before its promise settles.
/// <https://streams.spec.whatwg.org/#dom-underlyingsource-pull>
fn pull(items: Rc<RefCell<Option<Items>>>) -> Function {
    let pull = move |controller: ReadableStreamDefaultController| {
        let items = Rc::clone(&items);
        future_to_promise(async move {
            // The stream is moved out while this waits for an item, because it may be cancelled meanwhile.
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

/// Cancels the browser's stream when it is dropped.
struct CancelOnDrop(ReadableStreamDefaultReader);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        // The promise rejects if the stream has failed, which needs no handling.
        let settled = JsFuture::from(self.0.cancel());
        spawn_local(async { drop(settled.await) });
    }
}
