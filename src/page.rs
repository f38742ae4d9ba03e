//! What the page around a badge tells: whether it is looked at, online, back from the back/forward cache.

use gloo_events::EventListener;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, PageTransitionEvent, Window};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: u32);
}

pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// A promise that resolves after so many milliseconds, at most 2^31.
pub(crate) fn after(milliseconds: u32) -> Promise {
    Promise::new(&mut |resolve, _| set_timeout(&resolve, milliseconds))
}

/// Waits so many milliseconds, at most 2^31. Nothing ends it before; what may have to end is a `Timeout` of gloo's.
pub(crate) async fn pause(milliseconds: u32) {
    // It never rejects.
    let _ = JsFuture::from(after(milliseconds)).await;
}

/// Waits until the page is looked at; at once if it is.
pub(crate) async fn visible() {
    while let Some(document) = document().filter(Document::hidden) {
        let mut listener = None;
        let change = Promise::new(&mut |resolve, _| {
            listener = Some(EventListener::once(
                &document,
                "visibilitychange",
                move |_| {
                    // A promise's own function does not throw.
                    let _ = resolve.call0(&JsValue::UNDEFINED);
                },
            ));
        });
        // It never rejects.
        let _ = JsFuture::from(change).await;
    }
}

/// Calls back when the page is online again, or is shown again from the back/forward cache: what failed, or was
/// cut off, may work now. Dropping the listeners ends it.
#[must_use = "dropping the listeners ends it"]
pub(crate) fn on_return(callback: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = window() else {
        return Vec::new();
    };
    let online = callback.clone();
    vec![
        EventListener::new(&window, "online", move |_| online()),
        EventListener::new(&window, "pageshow", move |event| {
            if event
                .dyn_ref::<PageTransitionEvent>()
                .is_some_and(PageTransitionEvent::persisted)
            {
                callback();
            }
        }),
    ]
}

/// The host of the page's address, without its port.
pub(crate) fn host() -> String {
    window()
        .and_then(|window| window.location().hostname().ok())
        .unwrap_or_default()
}
