//! The badge's state over time: which request is under way, what came of it, and what may be shown of that.

use crate::{
    failure::{Config, Failure},
    groups::{Group, sorted, visible},
    language::{Language, owner},
    options::{Options, Source},
    transport,
    wire::{self, Listing},
};
use futures_util::future::{AbortHandle, abortable};
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
        /// The groups of the response, in its order.
        groups: Arc<[Group]>,
        /// Whether a reload is under way.
        reloading: bool,
    },
    /// The last attempt failed.
    Failed {
        /// Why.
        failure: Failure,
        /// The last list from the same address, which stays in sight.
        last: Option<Arc<[Group]>>,
        /// Whether a reload is under way.
        reloading: bool,
    },
}

impl State {
    /// The list that there is, fresh or not.
    pub fn list(&self) -> Option<&Arc<[Group]>> {
        match self {
            Self::Idle | Self::Loading => None,
            Self::Ready { groups, .. } => Some(groups),
            Self::Failed { last, .. } => last.as_ref(),
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
            let list = state.with(|state| state.list().map(|list| visible(list, show_private)))?;
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

    /// Loads what the options ask for, now and whenever that changes.
    pub fn run(self, on_event: impl Fn(Event) + Clone + 'static) {
        let Self {
            options, set_state, ..
        } = self;
        let source = Memo::new(move |_| options.with(|options| options.source.clone()));
        let running = StoredValue::new_local(None::<AbortOnDrop>);
        Effect::new(move |previous: Option<Result<Source, Config>>| {
            self.reload.track();
            let source = source.get();
            let is_same = previous.as_ref() == Some(&source);
            set_state.update(|state| {
                *state = if is_same {
                    state.reloading()
                } else {
                    State::Loading
                };
            });
            let timeout = options.with_untracked(|options| options.timeout);
            let (run, handle) = abortable({
                let source = source.clone();
                let on_event = on_event.clone();
                async move {
                    on_event(Event::LoadStart);
                    let event = match load(&source, timeout).await {
                        Ok(groups) => {
                            set_state.set(State::Ready {
                                groups,
                                reloading: false,
                            });
                            None
                        }
                        Err(failure) => {
                            set_state.update(|state| {
                                let last = state.list().cloned();
                                *state = State::Failed {
                                    failure: failure.clone(),
                                    last,
                                    reloading: false,
                                };
                            });
                            Some(Event::Error(failure))
                        }
                    };
                    // A listener finds the list in place.
                    task::tick().await;
                    on_event(event.unwrap_or_else(|| Event::Load {
                        count: untrack(|| self.count()),
                    }));
                    on_event(Event::LoadEnd);
                }
            });
            running.set_value(Some(AbortOnDrop(handle)));
            task::spawn_local(async {
                // An aborted run has nothing to say.
                let _ = run.await;
            });
            source
        });
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

/// The way from a source to its groups.
async fn load(source: &Result<Source, Config>, timeout: u32) -> Result<Arc<[Group]>, Failure> {
    let request = transport::request(source)?;
    let body = transport::get(&request, timeout).await?;
    let Listing { groups, left_out } = wire::read(&body, wire::xml::read)?;
    if left_out > 0 {
        web_sys::console::warn_1(&format!("my-groups-badge: {}", owner::left_out(left_out)).into());
    }
    Ok(groups.into())
}

/// Ends a run when a newer one takes its place, or its badge goes.
struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
