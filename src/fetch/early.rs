//! The request that the element's script sends while the wasm is still loading.

use super::abort::AbortOnDrop;
use js_sys::Promise;

/// A request that the element's script has sent, and that the first load of a badge takes over.
/// Dropping this value aborts the request.
pub(crate) struct EarlyRequest {
    /// The absolute URL that was requested.
    pub(crate) url: String,
    /// Resolves to the response.
    pub(super) response: Promise,
    pub(super) abort: AbortOnDrop,
}

#[cfg(feature = "element")]
impl EarlyRequest {
    /// Takes over a request. `abort` aborts it.
    pub(crate) fn new(url: String, response: Promise, abort: web_sys::AbortController) -> Self {
        Self {
            url,
            response,
            abort: AbortOnDrop::new(abort),
        }
    }
}
