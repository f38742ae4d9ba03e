//! What the page is made of: the badge on a page of its own kind, the form that shapes it, and the lines to paste.
//! Nothing typed is stored, and nothing is requested but what the badge asks for.

mod badge;
mod clipboard;
mod control;
mod form;
mod paste;
mod stage;

use crate::{
    link::{from_fragment, to_fragment},
    settings::{Attributes, Settings},
    simulator::{Asked, Simulator},
};
use badge::{Group, Seen};
use leptos::{ev, mount, prelude::*, wasm_bindgen::JsCast};
use my_groups_badge::options::Debug;
use wasm_bindgen::JsValue;

/// Everything that the page's parts share.
#[derive(Clone, Copy)]
struct App {
    /// What the page is set to.
    settings: RwSignal<Settings>,
    /// The author's own source while it is tried for real.
    own: RwSignal<Option<Attributes>>,
    /// What the badge last said.
    seen: RwSignal<Seen>,
    /// The groups that the badge shows, without the private ones.
    groups: RwSignal<Vec<Group>>,
    /// The requests that the simulator has answered.
    asked: StoredValue<Asked, LocalStorage>,
    /// Where the page and its files are.
    place: StoredValue<Place>,
}

/// Where the page and its files are.
#[derive(Clone)]
struct Place {
    /// The page's folder, with a slash at its end.
    base: String,
    /// The badge's script, as the page itself names it.
    script: String,
    /// The hash that the build wrote to the page's own script tag.
    integrity: Option<String>,
    /// Whether that is an address of this machine alone.
    is_local: bool,
}

impl Place {
    fn find() -> Self {
        let base = document().base_uri().ok().flatten().unwrap_or_default();
        let resolve = |path: &str| {
            web_sys::Url::new_with_base(path, &base)
                .map(|url| url.href())
                .unwrap_or_default()
        };
        let tag = document()
            .query_selector("script[src$='/my-groups-badge.js']")
            .ok()
            .flatten();
        let stated = |name: &str| tag.as_ref().and_then(|tag| tag.get_attribute(name));
        let host = location().hostname().unwrap_or_default();
        Self {
            base: resolve("./"),
            script: resolve(&stated("src").unwrap_or_default()),
            integrity: stated("integrity").filter(|hash| !hash.is_empty()),
            is_local: Debug::Auto.is_on(&host),
        }
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
    fn remember(self) {
        let link = untrack(|| self.link());
        if location().href().is_ok_and(|href| href != link)
            && let Ok(history) = window().history()
        {
            // A browser refuses only a flood of entries; then the address stays behind for a while.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&link));
        }
    }

    /// Takes the settings from the address.
    fn recall(self) {
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
    let asked = Asked::default();
    let app = App {
        settings: RwSignal::new(Settings::default()),
        own: RwSignal::new(None),
        seen: RwSignal::new(Seen::Loading),
        groups: RwSignal::new(Vec::new()),
        asked: StoredValue::new_local(asked.clone()),
        place: StoredValue::new(Place::find()),
    };
    app.recall();
    let simulator = StoredValue::new_local(Some(Simulator::start(asked)));
    let popstate = window_event_listener(ev::popstate, move |_| app.recall());
    on_cleanup(move || {
        popstate.remove();
        simulator.dispose();
    });
    // A text field says `change` when it is left, so that a word is one entry of the history and not one a letter.
    view! {
        <div class="app" on:change=move |_| app.remember()>
            <div class="bench">
                {stage::stage(app)}
                {form::form(app)}
            </div>
            {paste::paste(app)}
        </div>
    }
}
