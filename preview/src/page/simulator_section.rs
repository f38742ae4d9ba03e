//! The simulator: the badge in every possible state, on sample pages, for testing.

use super::{App, badge::LiveBadge, looks::language_select, outcome::outcome};
use crate::{
    scenario::{self, Scenario},
    settings::{Host, Settings},
    simulator::RequestLog,
    snippet::{Attributes, Content, Snippet},
    snippet_builder::link_content,
};
use leptos::prelude::*;
use web_sys::CustomEvent;

/// Returns the simulator. Its badge is on the page only while the section is open.
pub(super) fn section(app: App, log: RequestLog) -> impl IntoView {
    let is_set = app.settings.with_untracked(|settings| {
        let standard = Settings::default();
        settings.scenario != standard.scenario
            || settings.host != standard.host
            || settings.is_owner != standard.is_owner
    });
    let is_open = Memo::new(move |_| app.is_simulating.get());
    app.is_simulating.set(is_set);
    let log = StoredValue::new_local(log);
    view! {
        <section class="simulator" aria-labelledby="simulator">
            <details
                prop:open=move || is_open.get()
                on:toggle=move |ev| {
                    let details: web_sys::Element = event_target(&ev);
                    app.is_simulating.set(details.has_attribute("open"));
                }
            >
                <summary><h2 id="simulator">"Test every state"</h2></summary>
                {move || is_open.get().then(|| simulator(app, log.get_value()))}
            </details>
        </section>
    }
}

fn simulator(app: App, log: RequestLog) -> impl IntoView {
    let host = app.part(|settings| settings.host);
    let lang = app.part(|settings| settings.lang.clone());
    let dir = app.part(Settings::dir);
    let badge = LiveBadge::new();
    let attributes = app
        .part(|settings| settings.live_attributes(settings.scenario.source(), settings.is_owner));
    let content = app.part(link_content);
    let is_framed = app.part(|settings| settings.scenario == Scenario::Unsupported);
    view! {
        <p class="help">
            "A badge with your settings, in any state, on any kind of page. The responses are simulated in this page, without a request."
        </p>
        <div class="window">
            <div class="selects">
                {state_select(app, log)}
                {page_select(app)}
                <label for="simulator-lang">
                    <span>"Language"</span>
                    {language_select(app, "simulator-lang", "simulator-lang")}
                </label>
                {viewer_select(app)}
            </div>
            // It scrolls, so the keyboard must reach it.
            <div
                class=move || format!("sample-page {}", host.get().name())
                lang=move || lang.get()
                dir=move || dir.get()
                tabindex="0"
                role="region"
                aria-label="A sample page with the badge"
            >
                <div class="page-content" aria-hidden="true" lang="en" dir=move || dir.get()>
                    {move || page_content(host.get())}
                </div>
                {badge.view(attributes, content, is_framed.into())}
                {move || is_framed.get().then(|| frame(app, badge, attributes.get(), content.get()))}
            </div>
            <div class="outcome">
                <p role="status">{outcome(badge.outcome)}</p>
                <div>
                    <button type="button" class="reload" on:click=move |_| badge.reload()>"Reload"</button>
                </div>
            </div>
        </div>
    }
}

/// Returns an iframe with a separate page, in which the badge runs without WebAssembly.
fn frame(app: App, badge: LiveBadge, live: Attributes, content: Content) -> impl IntoView {
    let files = app.files.get_value();
    let snippet = Snippet {
        script: files.script,
        integrity: files.integrity,
        attributes: live,
        content,
        ..Snippet::default()
    };
    let (lang, dir, host) = app
        .settings
        .with(|settings| (settings.lang.clone(), settings.dir(), settings.host.name()));
    let page = format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\" class=\"sample-page {host}\"><meta charset=\"utf-8\"><title>A page</title>\
         <link rel=\"stylesheet\" href=\"sample-page.css\"><script>delete window.WebAssembly;\
         document.addEventListener('error', ({{ detail }}) => detail && \
         frameElement.dispatchEvent(new CustomEvent('badgeerror', {{ detail }})), true)</script>{}",
        snippet.html()
    );
    badge.handle("loadstart", &wasm_bindgen::JsValue::UNDEFINED);
    view! {
        <iframe
            class="frame"
            title="The badge in a browser without WebAssembly"
            srcdoc=page
            on:badgeerror=move |event: CustomEvent| badge.handle("error", &event.detail())
        ></iframe>
    }
}

fn state_select(app: App, log: RequestLog) -> impl IntoView {
    let scenario = app.part(|settings| settings.scenario);
    let options = |is_failure| {
        scenario::ALL
            .into_iter()
            .filter(move |(scenario, ..)| scenario.is_failure() == is_failure)
            .map(move |(each, name, label)| {
                view! {
                    <option value=name prop:selected=move || scenario.get() == each>
                        {label}
                    </option>
                }
            })
            .collect_view()
    };
    let groups = view! {
        <optgroup label="A list">{options(false)}</optgroup>
        <optgroup label="A failure">{options(true)}</optgroup>
    };
    select("Response", "state", groups, move |name| {
        if let Some(scenario) = Scenario::named(name) {
            log.forget();
            app.settings.update(|settings| settings.scenario = scenario);
        }
    })
}

fn page_select(app: App) -> impl IntoView {
    let host = app.part(|settings| settings.host);
    let options = Host::ALL.map(|(each, name, label)| {
        view! { <option value=name prop:selected=move || host.get() == each>{label}</option> }
    });
    let options = options.into_iter().collect_view();
    select("Page", "page", options, move |name| {
        if let Some((host, ..)) = Host::ALL.iter().find(|(_, known, _)| *known == name) {
            app.settings.update(|settings| settings.host = *host);
        }
    })
}

fn viewer_select(app: App) -> impl IntoView {
    let is_owner = app.part(|settings| settings.is_owner);
    let options = [
        (false, "visitor", "A visitor"),
        (true, "owner", "The owner"),
    ]
    .map(|(each, name, label)| {
        view! {
            <option value=name prop:selected=move || is_owner.get() == each>{label}</option>
        }
    });
    let options = options.into_iter().collect_view();
    select("Seen by", "view", options, move |name| {
        let is_owner = name == "owner";
        app.settings.update(|settings| settings.is_owner = is_owner);
    })
}

/// Returns a select with its label. `choose` receives the name of the chosen option.
fn select(
    label: &'static str,
    form_name: &'static str,
    options: impl IntoView + 'static,
    choose: impl Fn(&str) + 'static,
) -> impl IntoView {
    view! {
        <label>
            <span>{label}</span>
            <select
                name=form_name
                autocomplete="off"
                on:change=move |ev| choose(&event_target_value(&ev))
            >
                {options}
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
