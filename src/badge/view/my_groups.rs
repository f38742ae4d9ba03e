//! The badge: a labelled region with its heading, its list or what stands in for it, and its status.

use super::{fallback::Fallback, heading::Heading, list::List, notice::Notice, status::Status};
use crate::{
    badge::{
        BadgeHandle, Event,
        model::{Content, Model},
        use_groups::use_groups,
        view::{heading, skeleton::LoadingSkeleton},
    },
    options::{Layout, Options, Theme},
};
use leptos::{either::EitherOf3, prelude::*, tachys::renderer::types::Element};
use wasm_bindgen::JsCast;

/// The *My Groups* badge.
///
/// ```no_run
/// use leptos::prelude::*;
/// use my_groups_badge::{MyGroups, Options, STYLE, Source};
///
/// #[component]
/// fn Sidebar() -> impl IntoView {
///     let options = Options {
///         source: Ok(Source::Src("/my-groups.json".into())),
///         ..Options::default()
///     };
///     view! {
///         <style>{STYLE}</style>
///         <MyGroups options language="en" fallback=|| view! { <a href="/groups">"My groups"</a> }/>
///     }
/// }
/// ```
#[component]
pub fn MyGroups(
    /// What to load and how to show it; where absent, what the handle's `set_options` says.
    #[prop(optional, into)]
    options: Option<Signal<Options>>,
    /// The language tag of the words and numbers, such as `de-AT`; English if absent.
    #[prop(optional, into)]
    language: Option<Signal<String>>,
    /// Shown until, and unless, there is a list.
    #[prop(optional, into)]
    fallback: Option<ViewFn>,
    /// Told of every load, as the element's events tell a page.
    #[prop(optional, into)]
    on_event: Option<Callback<Event>>,
    /// Made beforehand by whoever wants to read the badge's state or to reload it.
    #[prop(optional)]
    handle: Option<BadgeHandle>,
) -> impl IntoView {
    let handle = handle.unwrap_or_default();
    if fallback.is_none() {
        handle.set_has_fallback(false);
    }
    use_groups(handle, options, language, on_event);

    let fallback = fallback.unwrap_or_default();
    let main = move || match handle.content() {
        Content::List => EitherOf3::A(view! { <List handle/> }),
        Content::Skeleton => EitherOf3::B(view! { <LoadingSkeleton handle/> }),
        Content::Fallback | Content::Unavailable | Content::Empty => EitherOf3::C(()),
    };
    let stand_in = move || {
        (!matches!(handle.content(), Content::List | Content::Empty))
            .then(|| view! { <Fallback handle content=fallback.run()/> })
    };
    // The root is one element that stays: a shadow root has no attributes to carry what the badge has.
    view! {
        <div class="root">
            <section
                use:keep_section=handle
                part="badge"
                tabindex={"-1"}
                class=move || handle.with(layout_class)
                data-theme=move || handle.with(theme)
                aria-label=move || handle.with(label)
                aria-busy=move || handle.with(|model| model.state.is_busy()).then(|| "true".to_owned())
            >
                <Heading handle/>
                {main}
                {stand_in}
                <Status handle/>
            </section>
            <Notice handle/>
        </div>
    }
}

fn keep_section(section: Element, handle: BadgeHandle) {
    handle.with_work(|work| work.section = Some(section.unchecked_into()));
}

fn layout_class(model: &Model) -> &'static str {
    match model.options.layout {
        Layout::List => "badge as-list",
        Layout::Compact => "badge as-compact",
        Layout::Inline => "badge as-inline",
    }
}

fn theme(model: &Model) -> &'static str {
    match model.options.theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

/// The region's name; the author's own content has none of ours.
fn label(model: &Model) -> Option<String> {
    (model.content() != Content::Fallback).then(|| heading::text(model))
}
