//! Functions for the page around the badge: its host and scheme, its visibility, time and timers,
//! events, and the resolution of URLs.

use futures_util::future::{FutureExt, LocalBoxFuture};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::future::TimeoutFuture;
use std::{
    cell::RefCell,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Document, Event, HtmlAnchorElement, PageTransitionEvent, Window};

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

/// Returns whether the page is on its author's own machine: whether its host is `localhost`,
/// `*.localhost` or a loopback address. On such a page `debug="auto"` means `on`.
///
/// ```no_run
/// let shows_errors = my_groups_badge::is_local_page();
/// # let _ = shows_errors;
/// ```
pub fn is_local() -> bool {
    let host = window().and_then(|window| window.location().hostname().ok());
    host.is_some_and(|host| is_local_host(&host))
}

/// Returns whether the page was loaded over https.
pub(crate) fn is_https() -> bool {
    let protocol = window().and_then(|window| window.location().protocol().ok());
    protocol.as_deref() == Some("https:")
}

/// Returns whether the page is hidden.
pub(crate) fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Returns the time in milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates"
)]
pub(crate) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Waits for `millis` milliseconds.
///
/// The future is boxed. Otherwise the code that polls it would be compiled into every function that
/// awaits a timer.
pub(crate) fn sleep(millis: u32) -> LocalBoxFuture<'static, ()> {
    TimeoutFuture::new(millis).boxed_local()
}

/// Listens to an event of the document. The listener is a capturing listener of the window, because
/// an image with the name `addEventListener` hides the function of the document.
#[must_use = "dropping the listener removes it"]
pub(crate) fn on_document_event(
    name: &'static str,
    callback: impl FnMut(&Event) + 'static,
) -> Option<EventListener> {
    let window = window()?;
    let options = EventListenerOptions::run_in_capture_phase();
    Some(EventListener::new_with_options(
        &window, name, options, callback,
    ))
}

/// Waits until the page is visible. Returns at once if it is visible now.
pub(crate) async fn until_visible() {
    let waker = Rc::new(RefCell::new(None::<Waker>));
    let _listener = on_document_event("visibilitychange", {
        let waker = Rc::clone(&waker);
        move |_| {
            if let Some(waker) = waker.take() {
                waker.wake();
            }
        }
    });
    poll_fn(|context| {
        if is_hidden() {
            waker.replace(Some(context.waker().clone()));
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
}

/// Calls back when the browser is online again, or when the page returns from the back/forward
/// cache. A request that failed or was aborted may succeed then.
#[must_use = "dropping the listeners removes them"]
pub(crate) fn on_online_or_restored(
    callback: impl Fn() + Clone + 'static,
) -> Option<[EventListener; 2]> {
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

/// Returns a URL made absolute against the page's base, or `None` if it is invalid or contains a
/// user name or a password, which `fetch` refuses.
///
/// A link parses the URL, because some pages replace `URL`.
pub(crate) fn resolve(url: &str) -> Option<String> {
    let link: HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(url);
    // The protocol of an invalid URL is ":":
    // https://html.spec.whatwg.org/multipage/links.html#dom-hyperlink-protocol
    let is_valid = link.protocol() != ":";
    let has_credentials = !link.username().is_empty() || !link.password().is_empty();
    (is_valid && !has_credentials).then(|| link.href())
}
