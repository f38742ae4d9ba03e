//! What the page around a badge tells: whether it is looked at, online, back from the back/forward cache.

use gloo_events::EventListener;
use std::{
    cell::RefCell,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};
use wasm_bindgen::JsCast;
use web_sys::{Document, PageTransitionEvent, Window};

pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// Waits until the page is looked at; at once if it is.
pub(crate) async fn visible() {
    let Some(document) = document() else { return };
    let waiting = Rc::new(RefCell::new(None::<Waker>));
    let _listener = EventListener::new(&document, "visibilitychange", {
        let waiting = Rc::clone(&waiting);
        move |_| {
            if let Some(waker) = waiting.take() {
                waker.wake();
            }
        }
    });
    poll_fn(|context| {
        if document.hidden() {
            waiting.replace(Some(context.waker().clone()));
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
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
