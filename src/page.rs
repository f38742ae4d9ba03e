//! What the page around a badge tells; see `page.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/page.js")]
extern "C" {
    /// The host of the page's address, without its port.
    pub(crate) fn host() -> String;
    fn after(milliseconds: u32) -> Promise;
    #[wasm_bindgen(js_name = visible)]
    fn seen() -> Promise;
    #[wasm_bindgen(js_name = onReturn)]
    fn watch(callback: &Closure<dyn FnMut()>) -> Watch;

    type Watch;
    #[wasm_bindgen(method)]
    fn abort(this: &Watch);
}

/// Waits so many milliseconds, at most 2^31. Nothing ends it before; what may have to end is a `Timeout` of gloo's.
pub(crate) async fn pause(milliseconds: u32) {
    done(after(milliseconds)).await;
}

/// Waits until what was to be done next has been done, such as to show a change.
pub(crate) async fn tick() {
    done(Promise::resolve(&JsValue::UNDEFINED)).await;
}

/// Waits until the page is looked at; at once if it is.
pub(crate) async fn visible() {
    done(seen()).await;
}

async fn done(promise: Promise) {
    // None of them ever rejects.
    let _ = JsFuture::from(promise).await;
}

/// Calls back for as long as it is there.
#[must_use = "dropping it ends it"]
pub(crate) struct Returns {
    watch: Watch,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Returns {
    fn drop(&mut self) {
        self.watch.abort();
    }
}

/// Calls back when the page is online again, or is shown again from the back/forward cache: what failed, or was
/// cut off, may work now.
pub(crate) fn on_return(callback: impl FnMut() + 'static) -> Returns {
    let callback = Closure::new(callback);
    Returns {
        watch: watch(&callback),
        _callback: callback,
    }
}
