//! The handle of a badge, with which an app reads the state and the groups, and reloads them.

use super::{state::State, visible_list::VisibleList};
use crate::{fetch::EarlyRequest, groups::Group};
use leptos::prelude::*;

/// Gives an app the state and the groups of a badge, and lets the app reload them.
///
/// An app creates the handle and passes it to [`MyGroups`](crate::MyGroups), which fills it, as an
/// element fills a `NodeRef`. Until then the state is idle, and there are no groups.
///
/// ```no_run
/// use leptos::prelude::*;
/// use my_groups_badge::{BadgeHandle, MyGroups, Options};
///
/// #[component]
/// fn Sidebar(options: Options) -> impl IntoView {
///     let handle = BadgeHandle::new();
///     view! {
///         <MyGroups options handle/>
///         <button on:click=move |_| handle.reload()>"Reload"</button>
///         <p>{move || handle.groups().len()} " groups"</p>
///     }
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct BadgeHandle {
    pub(super) state: RwSignal<State>,
    /// [`reload`](Self::reload) notifies this trigger, and the effect that loads tracks it.
    pub(super) reload_trigger: Trigger,
    /// The badge's visible list, once the badge is mounted. This is not a signal: mounting the
    /// badge changes `state` as well, which notifies the readers of the handle.
    pub(super) list: StoredValue<Option<Memo<VisibleList>>>,
    /// The request that the element's script has sent. The first load takes it over.
    pub(super) early_request: StoredValue<Option<EarlyRequest>, LocalStorage>,
}

impl Default for BadgeHandle {
    fn default() -> Self {
        Self::new()
    }
}

impl BadgeHandle {
    /// Creates the handle of a badge that is not mounted yet. The handle lives as long as the
    /// current reactive owner.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// let handle = BadgeHandle::new(); // in a component
    /// # let _ = handle;
    /// ```
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(State::Idle),
            reload_trigger: Trigger::new(),
            list: StoredValue::new(None),
            early_request: StoredValue::new_local(None),
        }
    }

    /// Returns the state of the badge. Reactive.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn has_failed(handle: BadgeHandle) -> bool {
    ///     handle.state().failure().is_some()
    /// }
    /// ```
    pub fn state(&self) -> State {
        self.state.get()
    }

    /// Returns the state in a word, as the element's property `state` does: `idle`, `loading`,
    /// `ready`, `empty` or `failed`. Reactive.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn is_ready(handle: BadgeHandle) -> bool {
    ///     handle.state_name() == "ready"
    /// }
    /// ```
    pub fn state_name(&self) -> &'static str {
        match *self.state.read() {
            State::Idle => "idle",
            State::Loading => "loading",
            State::Ready { .. } if self.with_list(|list| list.total) == Some(0) => "empty",
            State::Ready { .. } => "ready",
            State::Failed { .. } => "failed",
        }
    }

    /// Returns the visible groups in the order of the page, including those that the visitor has
    /// filtered out. Reactive.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn names(handle: BadgeHandle) -> Vec<String> {
    ///     handle.groups().into_iter().map(|group| group.name).collect()
    /// }
    /// ```
    pub fn groups(&self) -> Vec<Group> {
        self.map_groups(Group::clone)
    }

    /// Loads the groups again, bypassing the HTTP cache. Cancels a load that is in progress.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn retry(handle: BadgeHandle) {
    ///     handle.reload();
    /// }
    /// ```
    pub fn reload(&self) {
        self.reload_trigger.notify();
    }

    /// Returns the result of `map` for each visible group. Reactive.
    pub(crate) fn map_groups<T>(&self, map: impl Fn(&Group) -> T) -> Vec<T> {
        let state = self.state.read();
        let groups = state.list().map_or(&[][..], |list| &list.groups);
        let mapped = self.with_list(|list| {
            let rows = list.rows.iter();
            rows.filter_map(|row| groups.get(row.index).map(&map))
                .collect()
        });
        mapped.unwrap_or_default()
    }

    /// Returns whether a load is in progress. Reactive.
    #[cfg(feature = "element")]
    pub(crate) fn is_busy(&self) -> bool {
        self.state.read().is_busy()
    }

    /// Makes the badge's first load take over a request that has been sent already, if both have the
    /// same URL.
    #[cfg(feature = "element")]
    pub(crate) fn set_early_request(&self, early: EarlyRequest) {
        self.early_request.set_value(Some(early));
    }

    /// Returns the result of `read` for the visible list, or `None` if the badge is not mounted.
    /// Reactive.
    fn with_list<T>(&self, read: impl FnOnce(&VisibleList) -> T) -> Option<T> {
        self.list.get_value()?.try_with(read)
    }
}
