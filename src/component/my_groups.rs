//! The badge: a labelled region with a heading, the list or its replacement, and a live region.

use super::{
    error_notice::ErrorNotice,
    fallback::Fallback,
    focus::use_kept_focus,
    handle::BadgeHandle,
    heading::{Heading, heading_text},
    kept_height::use_kept_height,
    list::List,
    rendered_rows::use_rendered_rows,
    scrolling::use_is_scrolling,
    skeleton::LoadingSkeleton,
    status::Status,
    use_groups::{Event, use_groups},
    visible_list::{ContentKind, VisibleList},
};
use crate::{
    groups::{Group, GroupList},
    language::Language,
    options::{Layout, Options, Theme},
};
use leptos::{either::EitherOf3, prelude::*};
use std::sync::Arc;

/// The *My Groups* badge.
///
/// ```no_run
/// use leptos::prelude::*;
/// use my_groups_badge::{MyGroups, Options, STYLE, Source, language::Language};
///
/// #[component]
/// fn Sidebar() -> impl IntoView {
///     let options = Options {
///         source: Ok(Source::Src("/my-groups.json".into())),
///         ..Options::default()
///     };
///     view! {
///         <style>{STYLE}</style>
///         <MyGroups
///             options
///             language=Language::new("de")
///             fallback=|| view! { <a href="/groups">"Meine Gruppen"</a> }
///         />
///     }
/// }
/// ```
#[component]
pub fn MyGroups(
    /// The source of the groups, and how they are shown. A change of the source loads the groups
    /// again. Every other change only renders them again.
    #[prop(into)]
    options: Signal<Options>,
    /// The language of words, numbers and dates. The default is English.
    #[prop(optional, into)]
    language: Option<Signal<Language, LocalStorage>>,
    /// The content that is shown while the list loads, and if loading fails.
    #[prop(optional, into)]
    fallback: Option<ViewFn>,
    /// Whether `fallback` has visible content. If not, the badge shows a skeleton or a quiet line
    /// instead. The default is `true` if `fallback` is set.
    #[prop(optional, into)]
    has_fallback: Option<Signal<bool>>,
    /// Called for each step of each load.
    #[prop(optional, into)]
    on_event: Option<Callback<Event>>,
    /// Receives the state and the groups of the badge, and can reload them.
    #[prop(optional)]
    handle: Option<BadgeHandle>,
) -> impl IntoView {
    let language = language.unwrap_or_else(|| Signal::stored_local(Language::english()));
    let has_fallback = has_fallback.unwrap_or_else(|| Signal::stored(fallback.is_some()));
    let fallback = fallback.unwrap_or_default();
    let handle = handle.unwrap_or_default();

    let state = handle.state;
    let is_expanded = RwSignal::new(false);
    let filter = RwSignal::new(String::new());
    // A reload usually loads the same groups at a later time. The rows are not computed again then.
    let loaded = Memo::new_with_compare(
        move |_| state.read().list().cloned(),
        |before, now| before.map(groups_of) != now.map(groups_of),
    );
    let list = Memo::new(move |_| {
        let loaded = loaded.read();
        let groups = groups_of(&loaded);
        VisibleList::new(groups, &options.read(), &language.read(), is_expanded.get())
    });
    let content =
        Memo::new(move |_| ContentKind::new(&state.read(), &list.read(), has_fallback.get()));
    handle.list.set_value(Some(list));

    let section = NodeRef::new();
    let focus = use_kept_focus(section, list, content);
    let kept_height = use_kept_height(section, options, list, content, filter);
    let rendered = use_rendered_rows(list);
    use_groups(handle, options, rendered, on_event);

    // A list that scrolls must be reachable by keyboard. If the badge does not scroll, only scripts
    // can focus it.
    let is_scrolling = use_is_scrolling(section, content);
    let tabindex = move || if is_scrolling.get() { "0" } else { "-1" };

    let main = move || match content.get() {
        ContentKind::List => EitherOf3::A(view! {
            <List list rendered language is_expanded filter/>
        }),
        ContentKind::Skeleton => EitherOf3::B(view! { <LoadingSkeleton options language/> }),
        ContentKind::Fallback | ContentKind::Unavailable | ContentKind::Empty => EitherOf3::C(()),
    };
    let replacement = move || {
        let is_needed = !matches!(content.get(), ContentKind::List | ContentKind::Empty);
        is_needed.then(|| view! { <Fallback options state content view=fallback.run()/> })
    };
    // Both are in one reactive view: they change together, and each reactive view adds code.
    let body = move || (main(), replacement());
    let class = move || match options.read().layout {
        Layout::List => "badge as-list",
        Layout::Compact => "badge as-compact",
        Layout::Inline => "badge as-inline",
    };
    let theme = move || match options.read().theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    // The region has no name while it contains the author's fallback content.
    let label = move || {
        let is_ours = content.get() != ContentKind::Fallback;
        is_ours.then(|| heading_text(&options.read(), &language.read()))
    };
    let is_busy = move || state.read().is_busy().then(|| "true".to_owned());
    // The section is within another element because a shadow root has no attributes of its own, and
    // because a size container cannot query itself.
    view! {
        <div class="root">
            // `toggle` does not bubble, but it can be captured here: an opened or closed description
            // changes the height of the list.
            <section
                node_ref=section
                part="badge"
                tabindex=tabindex
                class=class
                data-theme=theme
                aria-label=label
                aria-busy=is_busy
                on:focusin:capture=move |event| focus.remember(&event)
                on:toggle:capture=move |_| kept_height.set_value(None)
            >
                <Heading options language content/>
                {body}
                <Status state list content language filter/>
            </section>
            <ErrorNotice options state/>
        </div>
    }
}

/// Returns the groups of a list, or no groups if no list has loaded.
#[expect(clippy::ref_option, reason = "the type of a memo's value")]
fn groups_of(list: &Option<Arc<GroupList>>) -> &[Group] {
    list.as_ref().map_or(&[], |list| &list.groups)
}
