//! A Leptos app with the badge in it: the component, its style, and a handle that reads and reloads
//! it. `trunk serve`, in this folder, shows it on <http://127.0.0.1:8080/>.

use leptos::prelude::*;
use my_groups_badge::{BadgeHandle, Event, MyGroups, Options, STYLE, Source, language::Language};

/// The badge, and below it a button that loads its groups again.
#[component]
pub fn App(
    /// The URL of a getMyGroups response, JSON or XML.
    #[prop(into)]
    src: String,
) -> impl IntoView {
    let options = Options {
        source: Ok(Source::Src(src)),
        limit: Some(5),
        ..Options::default()
    };
    let handle = BadgeHandle::new();
    let loads = RwSignal::new(0);
    let on_event = move |event| {
        if matches!(event, Event::Load { .. }) {
            loads.update(|loads| *loads += 1);
        }
    };
    view! {
        <style>{STYLE}</style>
        <MyGroups
            options
            language=Language::new("en")
            handle
            on_event
            fallback=|| view! { <a href="https://events.example/user/7/groups">"My groups"</a> }
        />
        <button on:click=move |_| handle.reload()>"Reload"</button>
        <p>
            {move || handle.state_name()} ": " {move || handle.groups().len()} " groups shown, "
            {loads} " loads"
        </p>
    }
}
