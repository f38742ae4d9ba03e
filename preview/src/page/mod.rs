//! The page: the badge on a sample page, the form with its attributes, and the snippet to paste.
//! Nothing typed is stored, and nothing is requested but what the badge asks for.

mod badge;
mod clipboard;
mod control;
mod form;
mod notes;
mod parts;
mod paste;
mod sample_page;

use crate::{
    link::{from_fragment, to_fragment},
    maker::Files,
    settings::{Attributes, Settings},
    simulator::{RequestLog, Simulator},
    snippet::WasmFile,
};
use badge::{Outcome, Shown};
use leptos::{ev, mount, prelude::*, wasm_bindgen::JsCast};
use wasm_bindgen::JsValue;

/// The state that the page's parts share.
#[derive(Clone, Copy)]
struct App {
    /// What the page is set to.
    settings: RwSignal<Settings>,
    /// The author's own source while it is tried for real.
    own: RwSignal<Option<Attributes>>,
    /// The last event of the badge.
    outcome: RwSignal<Outcome>,
    /// What the badge shows.
    shown: RwSignal<Shown>,
    /// The requests that the simulator has answered.
    log: StoredValue<RequestLog, LocalStorage>,
    /// The files of the release that the page belongs to.
    files: StoredValue<Files>,
    /// Whether the page's address is one of this machine alone.
    is_local: bool,
}

/// The files of this release, as the page's own tags name them.
fn files() -> Files {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let resolve = |path: &str| {
        web_sys::Url::new_with_base(path, &base)
            .map(|url| url.href())
            .unwrap_or_default()
    };
    let script = PageTag::find("script[src$='/my-groups-badge.js']");
    // Not the preload that trunk writes for this app's own wasm file.
    let preload = PageTag::find("link[rel='preload'][as='fetch'][href*='/my-groups-badge-']");
    Files {
        base: resolve("./"),
        script: resolve(&script.value("src").unwrap_or_default()),
        integrity: script.value("integrity"),
        wasm: preload.value("href").map(|address| WasmFile {
            address: resolve(&address),
            integrity: preload.value("integrity"),
        }),
    }
}

/// A tag of the page itself, where it is there.
struct PageTag(Option<web_sys::Element>);

impl PageTag {
    fn find(selector: &str) -> Self {
        Self(document().query_selector(selector).ok().flatten())
    }

    /// An attribute's value; `None` where it is absent or empty.
    fn value(&self, name: &str) -> Option<String> {
        let value = self.0.as_ref()?.get_attribute(name)?;
        Some(value).filter(|value| !value.is_empty())
    }
}

impl App {
    /// Part of the settings, told anew only when it changes.
    fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Settings) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.settings.with(&read))
    }

    /// The address of this setting.
    fn link(self) -> String {
        let fragment = self.settings.with(to_fragment);
        let page = location().href().unwrap_or_default();
        let page = page.split('#').next().unwrap_or_default();
        match fragment.as_str() {
            "" => page.to_owned(),
            fragment => format!("{page}#{fragment}"),
        }
    }

    /// Makes the address that of the settings, as a new entry of the history.
    fn push_history(self) {
        let link = untrack(|| self.link());
        if location().href().is_ok_and(|href| href != link)
            && let Ok(history) = window().history()
        {
            // A browser refuses only a flood of entries; then the address stays behind for a while.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&link));
        }
    }

    /// Takes the settings from the address.
    fn apply_fragment(self) {
        let fragment = location().hash().unwrap_or_default();
        self.own.set(None);
        self.settings
            .update(|settings| *settings = from_fragment(&fragment, settings));
    }
}

pub(crate) fn mount() {
    let Some(place) = document().get_element_by_id("app") else {
        return;
    };
    place.replace_children_with_node_0();
    mount::mount_to(place.unchecked_into(), Page).forget();
}

#[component]
fn Page() -> impl IntoView {
    let log = RequestLog::default();
    let app = App {
        settings: RwSignal::new(Settings::default()),
        own: RwSignal::new(None),
        outcome: RwSignal::new(Outcome::Loading),
        shown: RwSignal::new(Shown::default()),
        log: StoredValue::new_local(log.clone()),
        files: StoredValue::new(files()),
        is_local: my_groups_badge::is_local_page(),
    };
    app.apply_fragment();
    let simulator = StoredValue::new_local(Some(Simulator::start(log)));
    let popstate = window_event_listener(ev::popstate, move |_| app.apply_fragment());
    on_cleanup(move || {
        popstate.remove();
        simulator.dispose();
    });
    // A text field fires `change` when it loses the focus: one history entry for a word, not for
    // each letter.
    view! {
        <div class="app" on:change=move |_| app.push_history()>
            <div class="columns">
                {sample_page::section(app)}
                {form::form(app)}
            </div>
            {paste::section(app)}
        </div>
    }
}
