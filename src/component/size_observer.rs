//! Observes the sizes of elements.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

/// Observes the sizes of elements until this value is dropped.
pub(super) struct SizeObserver {
    observer: ResizeObserver,
    _on_resize: Closure<dyn FnMut()>,
}

impl SizeObserver {
    /// Calls back in the next frame, and in the frame after each change of the size of one of
    /// `elements`. The last call can be after the observer is dropped.
    ///
    /// The browser's own callback is too early. If the layout changes while it runs, the browser
    /// dispatches an `error` event at the window ("`ResizeObserver` loop completed with undelivered
    /// notifications"), and the page reports an error that is not its own.
    pub(super) fn new<'a>(
        elements: impl IntoIterator<Item = &'a Element>,
        on_resize: impl Fn() + Clone + 'static,
    ) -> Option<Self> {
        let on_resize = Closure::new(move || request_animation_frame(on_resize.clone()));
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        for element in elements {
            observer.observe(element);
        }
        Some(Self {
            observer,
            _on_resize: on_resize,
        })
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
