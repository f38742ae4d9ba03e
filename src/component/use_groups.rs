//! Loads the groups of a badge: when the badge is mounted, when the source changes, when `reload` is
//! called, after the refresh interval, and when a failed load may succeed.

use super::{handle::BadgeHandle, rendered_rows::RenderedRows, state::State};
use crate::{
    cache, console,
    failure::Failure,
    fetch::{EarlyRequest, Outcome, fetch_groups},
    options::Options,
    owner, page,
    reactive::{effect, spawn_until_cleanup},
    request::Request,
};
use futures_util::FutureExt;
use leptos::prelude::*;
use std::sync::Arc;

/// An event of a badge. The names are those of the events of `<img>`.
///
/// ```no_run
/// use leptos::prelude::*;
/// use my_groups_badge::{Event, MyGroups, Options};
///
/// #[component]
/// fn Sidebar(options: Options) -> impl IntoView {
///     let on_event = |event| {
///         if let Event::Load { count } = event {
///             leptos::logging::log!("{count} groups");
///         }
///     };
///     view! { <MyGroups options on_event/> }
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A load starts.
    LoadStart,
    /// The load succeeded, and the list is in the page.
    Load {
        /// How many groups are visible.
        count: usize,
    },
    /// The load failed for this reason.
    Error(Failure),
    /// The load has ended. This event follows `Load` or `Error`.
    LoadEnd,
}

/// Loads the groups of one badge.
#[derive(Clone, Copy)]
struct Loader {
    handle: BadgeHandle,
    options: Signal<Options>,
    rendered: RenderedRows,
    on_event: Option<Callback<Event>>,
}

/// Loads the groups from the source in `options` into the state of `handle`, until the current owner
/// is cleaned up.
pub(super) fn use_groups(
    handle: BadgeHandle,
    options: Signal<Options>,
    rendered: RenderedRows,
    on_event: Option<Callback<Event>>,
) {
    let loader = Loader {
        handle,
        options,
        rendered,
        on_event,
    };

    let source = Memo::new(move |_| options.read().source.clone());
    let mut previous = None;
    effect(Box::new(move || {
        handle.reload_trigger.track();
        let source = Some(source.get());
        let is_reload = previous == source;
        // If the effect runs again, the previous load is cancelled.
        spawn_until_cleanup(loader.load(is_reload).boxed_local());
        previous = source;
    }));

    let refresh = Memo::new(move |_| options.read().refresh);
    effect(Box::new(move || {
        let is_busy = handle.state.read().is_busy();
        if let Some(seconds) = refresh.get().filter(|_| !is_busy) {
            spawn_until_cleanup(loader.reload_after(seconds).boxed_local());
        }
    }));

    let listeners = page::on_online_or_restored(move || loader.reload_unless_ready());
    StoredValue::new_local(listeners);
}

impl Loader {
    /// Loads the groups once, and emits the events from `LoadStart` to `LoadEnd`.
    async fn load(self, is_reload: bool) {
        let Self { handle, .. } = self;
        let (request, timeout, cache) = self
            .options
            .with_untracked(|options| (request(options), options.timeout, options.cache));
        let stored = || {
            let list = cache::load(request.as_ref().ok()?, cache?)?;
            Some(Arc::new(list))
        };
        let state = if is_reload {
            handle.state.get_untracked().reloading()
        } else {
            State::starting(stored())
        };
        handle.state.set(state);
        self.emit(Event::LoadStart);

        let early = handle
            .early_request
            .try_update_value(Option::take)
            .flatten();
        let outcome = fetch_and_store(request, timeout, cache, is_reload, early)
            .boxed_local()
            .await;

        let failure = outcome.as_ref().err().cloned();
        if let Some(failure) = &failure {
            self.warn_of(failure);
        }
        handle
            .state
            .set(handle.state.get_untracked().after(outcome));
        // A listener of `load` may read the whole list from the page.
        self.rendered.wait_until_complete().await;
        self.emit(match failure {
            Some(failure) => Event::Error(failure),
            None => Event::Load {
                count: self.rendered.total(),
            },
        });
        self.emit(Event::LoadEnd);
    }

    /// Reloads after `seconds`, or later when the page is visible again.
    async fn reload_after(self, seconds: u32) {
        let pause = seconds.saturating_mul(1000).min(i32::MAX.unsigned_abs());
        page::sleep(pause).await;
        page::until_visible().await;
        self.handle.reload();
    }

    /// Reloads if the last load failed or is still in progress.
    fn reload_unless_ready(self) {
        let is_ready = matches!(
            *self.handle.state.read_untracked(),
            State::Ready {
                is_reloading: false,
                ..
            }
        );
        if !is_ready {
            self.handle.reload();
        }
    }

    fn emit(self, event: Event) {
        if let Some(on_event) = self.on_event {
            on_event.run(event);
        }
    }

    /// Warns the site's owner about a failure. The same warning is not repeated at each reload.
    fn warn_of(self, failure: &Failure) {
        let is_owner = self.options.read_untracked().debug.is_on(page::is_local());
        let is_known = self.handle.state.read_untracked().failure() == Some(failure);
        if is_owner && !is_known {
            console::warn(&format!("{}: {}", failure.kind(), owner::explain(failure)));
        }
    }
}

/// Returns the request for the source in the options. Its URL is resolved against the page's base
/// URL.
fn request(options: &Options) -> Result<Request, Failure> {
    let source = options.source.as_ref().map_err(Clone::clone);
    let request = source.and_then(|source| Request::new(source, page::resolve));
    request.map_err(Failure::Config)
}

/// Sends the request, and stores the list for `cache` seconds if `cache` is set.
async fn fetch_and_store(
    request: Result<Request, Failure>,
    timeout: u32,
    cache: Option<u32>,
    is_reload: bool,
    early: Option<EarlyRequest>,
) -> Outcome {
    let request = request?;
    let early = early.filter(|early| early.url == request.address);
    let list = fetch_groups(request.clone(), timeout, is_reload, early).await?;
    if let Some(seconds) = cache {
        cache::save(&request, &list, seconds);
    }
    Ok(list)
}
