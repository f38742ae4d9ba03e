//! What the page around a badge tells: whether it is visible, online, back from the back/forward
//! cache.

use futures_util::future::{FutureExt, LocalBoxFuture};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use std::{
    cell::RefCell,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Document, HtmlAnchorElement, PageTransitionEvent, Window};

pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

#[wasm_bindgen(module = "/src/element/surroundings.js")]
extern "C" {
    #[wasm_bindgen(js_name = isLocalHost)]
    fn is_local_host(host: &str) -> bool;
}

/// Whether the page is on its author's own machine.
///
/// ```no_run
/// let shows_reasons = my_groups_badge::is_local_page();
/// # let _ = shows_reasons;
/// ```
pub fn is_local() -> bool {
    let host = window().and_then(|window| window.location().hostname().ok());
    host.is_some_and(|host| is_local_host(&host))
}

/// Whether the page is hidden.
pub(crate) fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Waits for a time in milliseconds. It is boxed, since the code that polls a timer stands in each
/// function that awaits one, otherwise.
pub(crate) fn timeout(millis: u32) -> LocalBoxFuture<'static, ()> {
    TimeoutFuture::new(millis).boxed_local()
}

/// Waits until the page is visible; not at all if it is.
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

/// Calls back when the page is online again, or is shown again from the back/forward cache: what
/// failed, or was cut off, may work now.
#[must_use = "dropping the listeners ends it"]
pub(crate) fn on_return(callback: impl Fn() + Clone + 'static) -> Option<[EventListener; 2]> {
    let window = window()?;
    let online = callback.clone();
    Some([
        EventListener::new(&window, "online", move |_| online()),
        EventListener::new(&window, "pageshow", move |event| {
            let event: &PageTransitionEvent = event.unchecked_ref();
            if event.persisted() {
                callback();
            }
        }),
    ])
}

/// A URL made absolute against the page's base; `None` where it is no URL, or holds a user name or
/// password, which `fetch` refuses. A link parses it, since pages replace `URL`.
pub(crate) fn resolve(url: &str) -> Option<String> {
    let link: HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(url);
    // The scheme of what is no URL: https://html.spec.whatwg.org/multipage/links.html#dom-hyperlink-protocol
    let is_url = link.protocol() != ":";
    let has_credentials = !link.username().is_empty() || !link.password().is_empty();
    (is_url && !has_credentials).then(|| link.href())
}
