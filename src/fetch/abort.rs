//! Aborts a request when a Rust value is dropped.

use web_sys::{AbortController, AbortSignal};

/// Aborts a request when this value is dropped. Aborting a request that has ended does nothing.
#[must_use = "dropping this value aborts the request"]
pub(super) struct AbortOnDrop(AbortController);

impl AbortOnDrop {
    pub(super) fn new(controller: AbortController) -> Self {
        Self(controller)
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.0.signal()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
