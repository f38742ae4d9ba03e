//! The loads of a badge over time: which one is under way, what came of it, and who is told.

use super::{
    exchange::{self, Loaded, Outcome},
    handle::BadgeHandle,
    model::Model,
    state::State,
};
use crate::{cache, failure::Failure, options::Options, owner, page, request::Request};
use any_spawner::Executor;
use futures_util::future::{AbortHandle, FutureExt, LocalBoxFuture, abortable};
use gloo_events::EventListener;
use leptos::{prelude::*, task::spawn_local};
use my_groups_core::stored_list::Kept;
use std::{rc::Rc, sync::Arc};
use web_sys::HtmlElement;

/// What happens to a badge, named after the events of `<img>`.
///
/// ```no_run
/// use my_groups_badge::{BadgeHandle, Event};
///
/// fn count(handle: BadgeHandle) {
///     handle.set_on_event(|event| {
///         if let Event::Load { count } = event {
///             leptos::logging::log!("{count} groups");
///         }
///     });
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A request starts.
    LoadStart,
    /// A list is there, and in the page.
    Load {
        /// How many groups are shown.
        count: usize,
    },
    /// There is none.
    Error(Failure),
    /// The request has ended either way.
    LoadEnd,
}

/// A load that is wanted.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Load {
    /// Of an address that was not asked before.
    First,
    /// Of the same once more.
    Again,
}

/// What a badge has under way.
#[derive(Default)]
pub(super) struct Work {
    pub(super) on_event: Option<Rc<dyn Fn(Event)>>,
    /// The badge's element, once it is there.
    pub(super) section: Option<HtmlElement>,
    /// They end when the badge goes.
    pub(super) listeners: Option<[EventListener; 2]>,
    wanted: Option<Load>,
    load: Option<AbortOnDrop>,
    refresh: Option<AbortOnDrop>,
    rest: Option<AbortOnDrop>,
}

/// What a load needs to know of its options.
struct Plan {
    request: Result<Request, Failure>,
    is_reload: bool,
    timeout: u32,
    cache: Option<u32>,
}

impl BadgeHandle {
    /// Begins a load in a microtask, so that what changes until then makes one load.
    pub(super) fn want(self, load: Load) {
        let is_first = self.with_work(|work| {
            let before = work.wanted;
            work.wanted = before
                .filter(|before| *before == Load::First)
                .or(Some(load));
            before.is_none()
        });
        if is_first == Some(true) {
            spawn_local(async move { self.begin() });
        }
    }

    /// Ends what is under way.
    pub(super) fn stop(self) {
        self.with_work(std::mem::take);
    }

    fn begin(self) {
        // The load before is aborted even where it asks for the same address.
        let wanted = self.with_work(|work| {
            (work.load, work.refresh) = (None, None);
            work.wanted.take()
        });
        let Some(load) = wanted.flatten() else { return };
        let plan = self.model.with_untracked(|model| Plan {
            request: request(&model.options),
            is_reload: load == Load::Again,
            timeout: model.options.timeout,
            cache: model.options.cache,
        });
        self.change(|model| {
            let state = match load {
                Load::First => State::starting(plan.kept()),
                Load::Again => model.state.clone().reloading(),
            };
            model.set_state(state);
        });
        self.with_work(|work| work.load = Some(spawn(self.run(plan).boxed_local())));
    }

    /// One load, from its first event to its last.
    async fn run(self, plan: Plan) {
        self.emit(Event::LoadStart);
        // Boxed: as a part of this future its code is larger.
        let outcome = plan.outcome().boxed_local().await;
        let failure = outcome.as_ref().err().cloned();
        if let Some(failure) = &failure {
            self.explain_once(failure);
        }
        self.change(|model| model.set_state(model.state.after(outcome)));
        // A listener finds the list in the page.
        Executor::tick().await;
        while !self.model.with_untracked(Model::is_complete) {
            page::timeout(0).await;
        }
        let count = self.model.with_untracked(|model| model.rows().len());
        self.emit(failure.map_or(Event::Load { count }, Event::Error));
        self.emit(Event::LoadEnd);
        self.refresh_later();
    }

    /// Loads again `refresh` seconds from now, but not before the page is visible.
    pub(super) fn refresh_later(self) {
        let seconds = self.model.with_untracked(|model| {
            let is_settled = !model.state.is_busy();
            model.options.refresh.filter(|_| is_settled)
        });
        let refresh = seconds.map(|seconds| {
            let pause = seconds.saturating_mul(1000).min(i32::MAX.unsigned_abs());
            let refresh = async move {
                page::timeout(pause).await;
                page::visible().await;
                self.reload();
            }
            .boxed_local();
            spawn(refresh)
        });
        self.with_work(|work| work.refresh = refresh);
    }

    /// Loads again what failed or was cut off.
    pub(super) fn reload_unless_settled(self) {
        let is_settled = self.model.try_with_untracked(|model| {
            matches!(
                model.state,
                State::Ready {
                    is_reloading: false,
                    ..
                }
            )
        });
        if is_settled == Some(false) {
            self.reload();
        }
    }

    /// Puts the rows into the page that are not in it yet, as many a task as there is time for.
    /// `start` is when the task of now began, as [`cache::now`] has it.
    pub(super) fn render_rest(self, mut start: u64) {
        /// The rows that are put in last take some 20 ms more on a slow processor, and a task of more
        /// than 50 ms is one that a visitor notices. <https://www.w3.org/TR/longtasks-1/>
        const TASK_MS: u64 = 32;
        let is_complete = self.model.with_untracked(Model::is_complete);
        let is_running = self.with_work(|work| work.rest.is_some()) != Some(false);
        if is_complete || is_running {
            return;
        }
        let rest = async move {
            while !self.model.with_untracked(Model::is_complete) {
                Executor::tick().await;
                if cache::now().abs_diff(start) >= TASK_MS {
                    page::timeout(0).await;
                    start = cache::now();
                }
                self.model.update(Model::render_more);
            }
            self.with_work(|work| work.rest = None);
        };
        self.with_work(|work| work.rest = Some(spawn(rest.boxed_local())));
    }

    fn emit(self, event: Event) {
        if let Some(on_event) = self.with_work(|work| work.on_event.clone()).flatten() {
            on_event(event);
        }
    }

    /// Tells the owner of a failure in the console, but not of the same one again and again.
    fn explain_once(self, failure: &Failure) {
        let is_news = self
            .model
            .with_untracked(|model| model.is_owner() && model.state.failure() != Some(failure));
        if is_news {
            super::warn(&format!("{}: {}", failure.kind(), owner::explain(failure)));
        }
    }
}

/// The request that the options ask for, its URL resolved against the page's.
fn request(options: &Options) -> Result<Request, Failure> {
    let source = options.source.as_ref().map_err(Clone::clone);
    let request = source.and_then(|source| Request::new(source, page::resolve));
    request.map_err(Failure::Config)
}

impl Plan {
    /// The list of an earlier visit, where the author lets one be kept.
    fn kept(&self) -> Option<Arc<Loaded>> {
        let Kept { groups, at } = cache::load(self.request.as_ref().ok()?, self.cache?)?;
        Some(Arc::new(Loaded { groups, at }))
    }

    async fn outcome(self) -> Outcome {
        let request = self.request?;
        let loaded = exchange::load(request.clone(), self.timeout, self.is_reload).await?;
        if let Some(seconds) = self.cache {
            cache::save(&request, &loaded.groups, loaded.at, seconds);
        }
        Ok(loaded)
    }
}

/// Runs a future until it ends, or its handle is dropped.
fn spawn(run: LocalBoxFuture<'static, ()>) -> AbortOnDrop {
    let (run, handle) = abortable(run);
    spawn_local(async {
        // An aborted run has nothing to say.
        let _ = run.await;
    });
    AbortOnDrop(handle)
}

/// Ends a run when a newer one takes its place, or its badge goes.
#[must_use = "dropping it aborts the run"]
struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
