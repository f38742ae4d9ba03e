//! The handle of a badge: what its owner may ask of it, and the one way in which it changes.

use super::{
    focus::Focus,
    load::{Event, Load, Work},
    model::{Content, Model},
    state::State,
};
use crate::{cache, groups::Group, language::Language, options::Options};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;
use web_sys::HtmlElement;

/// A badge, for whoever wants more of it than to show it: its state, its groups, a reload.
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
///     }
/// }
/// ```
#[derive(Clone, Copy)]
pub struct BadgeHandle {
    pub(super) model: RwSignal<Model, LocalStorage>,
    /// Of the model's changes those of its content, each of which replaces a whole view.
    content_changes: Trigger,
}

impl Default for BadgeHandle {
    fn default() -> Self {
        Self::new()
    }
}

impl BadgeHandle {
    /// The handle of a badge that is still to be mounted. It lives as long as the reactive owner
    /// that it is made under.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// let handle = BadgeHandle::new(); // under an owner: in a component, or in an effect
    /// # let _ = handle;
    /// ```
    pub fn new() -> Self {
        Self {
            content_changes: Trigger::new(),
            model: RwSignal::new_local(Model::new(Options::default(), Language::new("en"))),
        }
    }

    /// Where the badge stands. Reactive.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn is_failed(handle: BadgeHandle) -> bool {
    ///     handle.state().failure().is_some()
    /// }
    /// ```
    pub fn state(&self) -> State {
        self.with(|model| model.state.clone())
    }

    /// The same in a word, as the element's `state` has it: `idle`, `loading`, `ready`, `empty` or
    /// `failed`. Reactive.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn is_ready(handle: BadgeHandle) -> bool {
    ///     handle.state_name() == "ready"
    /// }
    /// ```
    pub fn state_name(&self) -> &'static str {
        self.with(Model::state_name)
    }

    /// The groups that are shown, in their order. What the visitor has filtered out is among them.
    /// Reactive.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn names(handle: BadgeHandle) -> Vec<String> {
    ///     handle.groups().into_iter().map(|group| group.name).collect()
    /// }
    /// ```
    pub fn groups(&self) -> Vec<Group> {
        self.with(|model| model.groups().cloned().collect())
    }

    /// Whether an answer is awaited. Reactive.
    #[cfg(feature = "element")]
    pub(crate) fn is_busy(&self) -> bool {
        self.with(|model| model.state.is_busy())
    }

    /// What becomes of each group that is shown, in their order, under the options of the badge.
    #[cfg(feature = "element")]
    pub(crate) fn map_groups<T>(&self, map: impl Fn(&Group, &Options) -> T) -> Vec<T> {
        self.model.with_untracked(|model| {
            let groups = model.groups();
            groups.map(|group| map(group, &model.options)).collect()
        })
    }

    /// Loads again, whatever is under way.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn retry(handle: BadgeHandle) {
    ///     handle.reload();
    /// }
    /// ```
    pub fn reload(&self) {
        self.want(Load::Again);
    }

    /// Says whether the fallback has anything in it; where not, a skeleton or a quiet line is shown
    /// in its place. A badge without a fallback has nothing in it either way.
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn without_fallback(handle: BadgeHandle) {
    ///     handle.set_has_fallback(false);
    /// }
    /// ```
    pub fn set_has_fallback(&self, has_fallback: bool) {
        if self.model.with_untracked(|model| model.has_fallback) != has_fallback {
            self.change(|model| model.has_fallback = has_fallback);
        }
    }

    /// Has words, numbers and dates in another language. (The property `language` of the component does so by tag.)
    ///
    /// ```no_run
    /// use my_groups_badge::{BadgeHandle, language::Language};
    ///
    /// fn in_german(handle: BadgeHandle) {
    ///     handle.set_language(Language::new("de"));
    /// }
    /// ```
    pub fn set_language(&self, language: Language) {
        if self
            .model
            .with_untracked(|model| model.language != language)
        {
            self.change(|model| model.set_language(language));
        }
    }

    /// Has something else loaded, or shown otherwise. (The property `options` of the component does so.)
    ///
    /// ```no_run
    /// use my_groups_badge::{BadgeHandle, Options, options::Theme};
    ///
    /// fn darken(handle: BadgeHandle, options: Options) {
    ///     handle.set_options(Options { theme: Theme::Dark, ..options });
    /// }
    /// ```
    pub fn set_options(&self, options: Options) {
        let changed = self.model.with_untracked(|model| {
            let before = &model.options;
            let is_other_source = before.source != options.source;
            let is_other_refresh = before.refresh != options.refresh;
            (*before != options).then_some((is_other_source, is_other_refresh))
        });
        let Some((is_other_source, is_other_refresh)) = changed else {
            return;
        };
        self.change(|model| model.set_options(options));
        if is_other_source {
            self.want(Load::First);
        }
        if is_other_refresh {
            self.refresh_later();
        }
    }

    /// Tells `on_event` of every load. (The property `on_event` of the component does so.)
    ///
    /// ```no_run
    /// use my_groups_badge::BadgeHandle;
    ///
    /// fn listen(handle: BadgeHandle) {
    ///     handle.set_on_event(|event| leptos::logging::log!("{event:?}"));
    /// }
    /// ```
    pub fn set_on_event(&self, on_event: impl Fn(Event) + 'static) {
        let on_event: Rc<dyn Fn(Event)> = Rc::new(on_event);
        self.with_work(|work| work.on_event = Some(on_event));
    }

    /// Reads or changes what is under way; `None` where the badge is gone.
    pub(super) fn with_work<T>(&self, change: impl FnOnce(&mut Work) -> T) -> Option<T> {
        self.model
            .try_update_untracked(|model| change(&mut model.work))
    }

    /// Reads the model, reactively.
    pub(super) fn with<T>(&self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with(read)
    }

    /// What the badge shows below its heading, reactively.
    pub(super) fn content(self) -> Content {
        self.content_changes.track();
        self.model.with_untracked(Model::content)
    }

    /// Changes the model. What has the focus keeps it, and a list that takes the place of taller
    /// content keeps its height, so that nothing below it jumps.
    pub(super) fn change(self, change: impl FnOnce(&mut Model)) {
        self.apply(Box::new(change));
    }

    /// The one compiled function behind every call of [`change`](Self::change).
    fn apply(self, change: Box<dyn FnOnce(&mut Model) + '_>) {
        let start = cache::now();
        let section = self.with_work(|work| work.section.clone()).flatten();
        self.model.update(|model| {
            let before = model.content();
            let height = section.as_ref().filter(|_| before == Content::Fallback);
            let height = height.map(HtmlElement::offset_height);
            change(model);
            let now = model.content();
            if now != before {
                self.content_changes.notify();
                if let Some(section) = &section {
                    keep_height(section, height.filter(|_| now == Content::List));
                }
            }
        });
        if let Some(focus) = section.and_then(Focus::of) {
            spawn_local(focus.restore());
        }
        self.render_rest(start);
    }
}

/// Has the badge be no lower than `height`, in pixels.
fn keep_height(section: &HtmlElement, height: Option<i32>) {
    let height = height.map(|height| format!("{height}px"));
    // It fails for the style of a rule that may not change, and this is an element's.
    let _ = section
        .style()
        .set_property("min-block-size", &height.unwrap_or_default());
}
