//! What the page around a badge tells; see `page.js`. What is to be done later is a call: futures and what runs them
//! would be a twentieth of what every visitor downloads.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/page.js")]
extern "C" {
    /// The host of the page's address, without its port.
    pub(crate) fn host() -> String;
    /// Whether nobody looks at the page.
    #[wasm_bindgen(js_name = isHidden)]
    pub(crate) fn is_hidden() -> bool;
    /// A warning in the console.
    pub(crate) fn warn(message: &str);
    #[wasm_bindgen(js_name = soon)]
    fn call_soon(callback: &JsValue);
    #[wasm_bindgen(js_name = after)]
    fn call_after(milliseconds: u32, callback: &JsValue);
    #[wasm_bindgen(js_name = whenVisible)]
    fn call_when_visible(callback: &JsValue);
    #[wasm_bindgen(js_name = onReturn)]
    fn watch(callback: &Closure<dyn FnMut()>) -> Watch;

    type Watch;
    #[wasm_bindgen(method)]
    fn abort(this: &Watch);
}

/// What is done once, later.
pub(crate) type Then = Box<dyn FnOnce()>;

/// Does something when what runs now is done.
pub(crate) fn soon(then: impl FnOnce() + 'static) {
    call_soon(&once(Box::new(then)));
}

/// Does something after so many milliseconds, at most 2^31. Nothing ends it before; what may have to end is a `Timeout` of
/// gloo's.
pub(crate) fn after(milliseconds: u32, then: impl FnOnce() + 'static) {
    call_after(milliseconds, &once(Box::new(then)));
}

/// Does something when the page is looked at; at once if it is.
pub(crate) fn when_visible(then: impl FnOnce() + 'static) {
    call_when_visible(&once(Box::new(then)));
}

/// A function for the browser to call once; one that it never calls is never freed.
pub(crate) fn once(then: Then) -> JsValue {
    Closure::once_into_js(then)
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
