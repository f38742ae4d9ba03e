//! The badge's state over time: which request is under way, what came of it, and what may be shown of that.

use super::load::{Shown, load};
use crate::{
    failure::{Config, Failure},
    groups::{Group, sorted, visible},
    language::{Language, owner},
    options::{Options, Source},
    page,
    request::Request,
    store::{self, Kept},
    transport,
};
use futures_util::future::{AbortHandle, abortable};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task};
use std::sync::Arc;

/// Where a badge stands. A view is a function of it.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Nothing has been asked for yet.
    Idle,
    /// The first answer is awaited.
    Loading,
    /// There is a list, private groups and all; while `reloading`, a fresh one is on its way.
    Ready {
        /// The list.
        shown: Arc<Shown>,
        /// Whether a reload is under way.
        reloading: bool,
    },
    /// The last attempt failed.
    Failed {
        /// Why.
        failure: Failure,
        /// The last good list from the same address, which stays in sight.
        last: Option<Arc<Shown>>,
        /// Whether a reload is under way.
        reloading: bool,
    },
}

impl State {
    /// The list that there is, fresh or not.
    pub fn shown(&self) -> Option<&Arc<Shown>> {
        match self {
            Self::Idle | Self::Loading => None,
            Self::Ready { shown, .. } => Some(shown),
            Self::Failed { last, .. } => last.as_ref(),
        }
    }

    /// Why there is no fresh list.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// Whether an answer is awaited.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Idle => false,
            Self::Loading => true,
            Self::Ready { reloading, .. } | Self::Failed { reloading, .. } => *reloading,
        }
    }

    /// The state in which a request for the same address starts: what is shown stays.
    fn reloading(&self) -> Self {
        let mut state = self.clone();
        match &mut state {
            Self::Idle => state = Self::Loading,
            Self::Loading => {}
            Self::Ready { reloading, .. } | Self::Failed { reloading, .. } => *reloading = true,
        }
        state
    }

    /// The state in which a request for another address starts: with the list kept from an earlier visit, if any.
    fn starting(kept: Option<Kept>) -> Self {
        match kept {
            Some(Kept { groups, at }) => Self::Ready {
                shown: Arc::new(Shown { groups, at }),
                reloading: true,
            },
            None => Self::Loading,
        }
    }

    /// The state after an attempt.
    fn after(&self, outcome: Result<Arc<Shown>, Failure>) -> Self {
        match outcome {
            Ok(shown) => Self::Ready {
                shown,
                reloading: false,
            },
            Err(failure) => Self::Failed {
                failure,
                last: self.shown().cloned(),
                reloading: false,
            },
        }
    }
}

/// What happens to a badge, named after the events of `<img>`.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A request starts.
    LoadStart,
    /// A list is there, and rendered.
    Load {
        /// How many groups are shown.
        count: usize,
    },
    /// There is none.
    Error(Failure),
    /// The request has ended either way.
    LoadEnd,
}

/// A badge's signals. Made under a reactive owner, which ends what is under way when it is disposed of.
#[derive(Clone, Copy)]
pub struct Model {
    /// What the author asked for.
    pub options: Signal<Options>,
    /// Where the badge stands.
    pub state: ReadSignal<State>,
    /// The groups that are shown, in their order, as many as the limit allows unless all are asked for; `None` while
    /// there is no list. What the visitor filters out still counts as shown.
    pub groups: Memo<Option<Arc<[Group]>>>,
    /// Whether the visitor asked for the groups beyond the limit.
    pub is_expanded: RwSignal<bool>,
    all: Memo<Option<Arc<[Group]>>>,
    set_state: WriteSignal<State>,
    reload: Trigger,
}

impl Model {
    /// A model at rest. The language is that of the order of names.
    pub fn new(options: Signal<Options>, language: Signal<Language>) -> Self {
        let state = RwSignal::new(State::Idle);
        let all = Memo::new(move |_| {
            let (show_private, sort) = options.with(|options| (options.show_private, options.sort));
            let by_name =
                |one: &str, other: &str| language.with(|language| language.compare(one, other));
            let list = state.with(|state| {
                let shown = state.shown()?;
                Some(visible(&shown.groups, show_private))
            })?;
            Some(Arc::from(sorted(&list, sort, by_name)))
        });
        let is_expanded = RwSignal::new(false);
        let groups = Memo::new(move |_| {
            let limit = options.with(|options| options.limit);
            let limit = limit.filter(|_| !is_expanded.get());
            all.with(|all: &Option<Arc<[Group]>>| {
                let all = all.as_ref()?;
                let shown = limit.and_then(|limit| all.get(..limit as usize));
                Some(shown.map_or_else(|| Arc::clone(all), Arc::from))
            })
        });
        Self {
            options,
            state: state.read_only(),
            groups,
            is_expanded,
            all,
            set_state: state.write_only(),
            reload: Trigger::new(),
        }
    }

    /// Loads what the options ask for: now, whenever that changes, and every so often if they say so.
    pub fn run(self, on_event: impl Fn(Event) + Clone + 'static) {
        let source = Memo::new(move |_| self.options.with(|options| options.source.clone()));
        let running = StoredValue::new_local(None::<AbortOnDrop>);
        Effect::new(move |previous: Option<Result<Source, Config>>| {
            self.reload.track();
            let source = source.get();
            let request = transport::request(&source);
            let is_same = previous.as_ref() == Some(&source);
            self.set_state.update(|state| {
                *state = if is_same {
                    state.reloading()
                } else {
                    State::starting(self.kept(&request))
                };
            });
            // The one before is aborted even where it asks for the same address.
            running.set_value(None);
            running.set_value(Some(spawn(self.attempt(
                request,
                is_same,
                on_event.clone(),
            ))));
            source
        });
        self.refresh();
        self.reload_on_return();
    }

    /// One load, from its first event to its last.
    async fn attempt(
        self,
        request: Result<Request, Failure>,
        reload: bool,
        on_event: impl Fn(Event),
    ) {
        on_event(Event::LoadStart);
        let (timeout, cache) = self
            .options
            .with_untracked(|options| (options.timeout, options.cache));
        let outcome = match &request {
            Ok(request) => load(request.clone(), timeout, reload).await,
            Err(failure) => Err(failure.clone()),
        };
        if let (Ok(request), Ok(shown), Some(seconds)) = (&request, &outcome, cache) {
            store::save(
                request,
                &Kept {
                    groups: shown.groups.clone(),
                    at: shown.at,
                },
                seconds,
            );
        }
        let failure = outcome.as_ref().err().cloned();
        self.explain_once(failure.as_ref());
        self.set_state.update(|state| *state = state.after(outcome));
        // A listener finds the list in place.
        task::tick().await;
        on_event(match failure {
            Some(failure) => Event::Error(failure),
            None => Event::Load {
                count: untrack(|| self.count()),
            },
        });
        on_event(Event::LoadEnd);
    }

    /// The list of an earlier visit, where the author lets one be kept.
    fn kept(self, request: &Result<Request, Failure>) -> Option<Kept> {
        let seconds = self.options.with_untracked(|options| options.cache)?;
        store::load(request.as_ref().ok()?, seconds)
    }

    /// Tells the owner of a failure in the console, but not of the same one again and again.
    fn explain_once(self, failure: Option<&Failure>) {
        let is_known = self
            .state
            .with_untracked(|state| state.failure() == failure);
        if let Some(failure) = failure.filter(|_| !is_known && untrack(|| self.is_owner_here())) {
            super::warn(&format!("{}: {}", failure.kind(), owner::explain(failure)));
        }
    }

    /// Whether failures are explained in place.
    pub fn is_owner_here(self) -> bool {
        self.options
            .with(|options| options.debug.is_on(&page::host()))
    }

    /// Loads again every `refresh` seconds after the last load, but not before somebody looks at the page.
    fn refresh(self) {
        let seconds = Memo::new(move |_| self.options.with(|options| options.refresh));
        let is_busy = Memo::new(move |_| self.state.with(State::is_busy));
        let waiting = StoredValue::new_local(None::<AbortOnDrop>);
        Effect::new(move |_| {
            waiting.set_value(None);
            let (Some(seconds), false) = (seconds.get(), is_busy.get()) else {
                return;
            };
            waiting.set_value(Some(spawn(async move {
                TimeoutFuture::new(seconds.saturating_mul(1000).min(i32::MAX.unsigned_abs())).await;
                page::visible().await;
                self.reload();
            })));
        });
    }

    /// Loads again what failed, or was cut off, when the page is online or in sight again.
    fn reload_on_return(self) {
        StoredValue::new_local(page::on_return(move || {
            let is_at_odds = self.state.try_with_untracked(|state| {
                !matches!(
                    state,
                    State::Ready {
                        reloading: false,
                        ..
                    }
                )
            });
            if is_at_odds == Some(true) {
                self.reload();
            }
        }));
    }

    /// Loads again, whatever is under way.
    pub fn reload(&self) {
        self.reload.notify();
    }

    /// The element's `state`: one of `idle`, `loading`, `ready`, `empty` and `failed`.
    pub fn word(&self) -> &'static str {
        let is_empty = self
            .groups
            .with(|groups| groups.as_ref().is_some_and(|groups| groups.is_empty()));
        self.state.with(|state| match state {
            State::Idle => "idle",
            State::Loading => "loading",
            State::Ready { .. } if is_empty => "empty",
            State::Ready { .. } => "ready",
            State::Failed { .. } => "failed",
        })
    }

    /// How many groups are shown.
    pub fn count(&self) -> usize {
        self.groups
            .with(|groups| groups.as_ref().map_or(0, |groups| groups.len()))
    }

    /// How many groups there are, those beyond the limit included.
    pub fn total(&self) -> usize {
        self.all.with(|all| all.as_ref().map_or(0, |all| all.len()))
    }
}

/// Runs a future until it ends, or its handle is dropped.
fn spawn(run: impl Future<Output = ()> + 'static) -> AbortOnDrop {
    let (run, handle) = abortable(run);
    task::spawn_local(async {
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
