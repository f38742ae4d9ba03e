//! The badge on a sample page of the reader's choice, in the state of their choice.

use super::{
    App,
    badge::{Outcome, badge, reload},
};
use crate::{
    scenario::{self, Scenario},
    settings::{Host, Settings, languages},
};
use leptos::{prelude::*, wasm_bindgen::JsCast};

/// The sample page with its settings and the outcome of the last request.
pub(super) fn section(app: App) -> impl IntoView {
    let host = app.part(|settings| settings.host);
    let lang = app.part(|settings| settings.lang.clone());
    let dir = app.part(Settings::dir);
    view! {
        <section class="see" aria-labelledby="see">
            <h2 id="see">"See it"</h2>
            <div class="window">
                <div class="settings">
                    {state_select(app)}
                    {page_select(app)}
                    {language_select(app)}
                    {viewer_select(app)}
                </div>
                // It scrolls, so the keyboard must reach it.
                <div
                    class=move || format!("sample-page {}", host.get().name())
                    lang=move || lang.get()
                    dir=move || dir.get()
                    tabindex="0"
                    role="region"
                    aria-label="A page with the badge"
                >
                    <div class="page-content" aria-hidden="true" lang="en" dir=move || dir.get()>
                        {move || page_content(host.get())}
                    </div>
                    {badge(app)}
                </div>
                <div class="outcome">
                    <p role="status">{outcome(app)}</p>
                    <div>
                        <button type="button" on:click=move |_| reload()>"Reload"</button>
                        <button type="button" on:click=move |_| go_to_paste()>"Get the snippet"</button>
                    </div>
                </div>
            </div>
        </section>
    }
}

/// Goes down to the snippet. Not by a link: the fragment is the setting's.
fn go_to_paste() {
    if let Some(heading) = document().get_element_by_id("paste") {
        heading.scroll_into_view();
        let heading: Option<web_sys::HtmlElement> = heading.dyn_into().ok();
        // A heading takes the focus since it says so; where not, the page has scrolled at least.
        let _ = heading.map(|heading| heading.focus());
    }
}

/// The outcome of the last request, in the words for the owner.
pub(super) fn outcome(app: App) -> impl IntoView {
    move || match app.outcome.get() {
        Outcome::Loading => view! { <span class="dot busy"></span> "Loading…" }.into_any(),
        Outcome::Loaded { count } => {
            let noun = if count == 1 { "group" } else { "groups" };
            view! { <span class="dot good"></span> <code>"load"</code> {format!(" {count} {noun}")} }
                .into_any()
        }
        Outcome::Failed {
            kind,
            status,
            message,
        } => {
            let status = if status == 0 {
                String::new()
            } else {
                format!(" {status}")
            };
            view! {
                <span class="dot bad"></span>
                <code>{format!("error {kind}{status}")}</code>
                " "
                {message}
            }
            .into_any()
        }
    }
}

fn state_select(app: App) -> impl IntoView {
    let scenario = app.part(|settings| settings.scenario);
    let is_own = Memo::new(move |_| app.own.with(Option::is_some));
    let options = |is_failure| {
        scenario::ALL
            .into_iter()
            .filter(move |(scenario, ..)| scenario.is_failure() == is_failure)
            .map(move |(each, name, label)| {
                view! {
                    <option value=name prop:selected=move || !is_own.get() && scenario.get() == each>
                        {label}
                    </option>
                }
            })
            .collect_view()
    };
    let choose = move |scenario: Scenario| {
        app.log.with_value(crate::simulator::RequestLog::forget);
        app.own.set(None);
        app.settings.update(|settings| settings.scenario = scenario);
    };
    view! {
        <label>
            <span>"Answer"</span>
            <select
                name="state"
                autocomplete="off"
                on:change=move |ev| {
                    if let Some(scenario) = Scenario::named(&event_target_value(&ev)) {
                        choose(scenario);
                    }
                }
            >
                {move || is_own.get().then(|| view! { <option value="own" selected=true>"Your own source"</option> })}
                <optgroup label="A list">{options(false)}</optgroup>
                <optgroup label="A failure">{options(true)}</optgroup>
            </select>
        </label>
    }
}

fn page_select(app: App) -> impl IntoView {
    let host = app.part(|settings| settings.host);
    let options = Host::ALL.map(|(each, name, label)| {
        view! { <option value=name prop:selected=move || host.get() == each>{label}</option> }
    });
    view! {
        <label>
            <span>"Page"</span>
            <select
                name="page"
                autocomplete="off"
                on:change=move |ev| {
                    let value = event_target_value(&ev);
                    if let Some((host, ..)) = Host::ALL.iter().find(|(_, name, _)| *name == value) {
                        app.settings.update(|settings| settings.host = *host);
                    }
                }
            >
                {options.into_iter().collect_view()}
            </select>
        </label>
    }
}

/// The languages that the badge has words for, each with the badge's heading in it.
fn language_select(app: App) -> impl IntoView {
    let lang = app.part(|settings| settings.lang.clone());
    let options = languages().map(|(tag, heading)| {
        view! {
            <option value=tag lang=tag prop:selected=move || lang.get() == tag>
                {format!("{tag} · {heading}")}
            </option>
        }
    });
    view! {
        <label>
            <span>"Language"</span>
            <select
                name="lang"
                autocomplete="off"
                on:change=move |ev| {
                    app.settings.update(|settings| settings.lang = event_target_value(&ev));
                }
            >
                {options.collect_view()}
            </select>
        </label>
    }
}

fn viewer_select(app: App) -> impl IntoView {
    let is_owner = app.part(|settings| settings.is_owner);
    let options = [
        (false, "visitor", "A visitor"),
        (true, "owner", "Its owner"),
    ]
    .map(|(each, name, label)| {
        view! {
            <option value=name prop:selected=move || is_owner.get() == each>{label}</option>
        }
    });
    view! {
        <label>
            <span>"Outcome by"</span>
            <select
                name="view"
                autocomplete="off"
                on:change=move |ev| {
                    let is_owner = event_target_value(&ev) == "owner";
                    app.settings.update(|settings| settings.is_owner = is_owner);
                }
            >
                {options.into_iter().collect_view()}
            </select>
        </label>
    }
}

/// The sample page's own text.
fn page_content(host: Host) -> impl IntoView {
    let (title, text) = match host {
        Host::Light | Host::Dark => return ().into_any(),
        Host::Blog => (
            "Notes from the road",
            "It rained all the way to Lisbon, and the last train had left. So we stayed, and that is how I found the choir.",
        ),
        Host::Forum => ("em_travels", "Posts: 1,204 · Member since 2006"),
        Host::Sidebar => (
            "A page with a sidebar",
            "The text of the page runs here, as wide as it likes, and the badge stands beside it in a column that is narrow.",
        ),
        Host::Rtl => (
            "صفحتي",
            "أهلًا بكم في صفحتي، وهذه هي المجموعات التي أشارك فيها.",
        ),
    };
    view! {
        <p class="title">{title}</p>
        <p class="text">{text}</p>
    }
    .into_any()
}
