//! The view: the visitor's groups, the preview and its settings, the snippet to copy, and the
//! simulator. Nothing that the visitor types is stored. The page sends requests only to the service
//! or the URL that the visitor asks it to load.

mod badge;
mod checklist;
mod clipboard;
mod code;
mod control;
mod copy;
mod direct;
mod download;
mod fetch;
mod groups;
mod looks;
mod notes;
mod outcome;
mod parts;
mod place;
mod preview;
mod segments;
mod service_form;
mod simulator_section;
mod snippet_list;
mod table;
mod text_field;

use crate::{
    link::{from_fragment, to_fragment},
    own_list::{Cells, group},
    release_files::Files,
    service::Account,
    settings::{Settings, Source},
    simulator::{RequestLog, Simulator},
    snippet::{Attributes, WasmFile},
    upkeep::Upkeep,
};
use badge::LiveBadge;
use leptos::{ev, mount, prelude::*, wasm_bindgen::JsCast};
use my_groups_core::groups::Group;
use service_form::LoadState;
use wasm_bindgen::JsValue;

/// The state that the parts of the page share.
#[derive(Clone, Copy)]
struct App {
    /// The settings of the page.
    settings: RwSignal<Settings>,
    /// The visitor's input for each service.
    account: RwSignal<Account>,
    /// The state of loading from a service.
    load_state: RwSignal<LoadState>,
    /// The groups of the service.
    loaded: RwSignal<Vec<LoadedGroup>>,
    /// The rows of the table.
    rows: RwSignal<Vec<Row>>,
    /// The public groups of the visitor's own list, loaded or typed.
    own: Memo<Vec<Group>>,
    /// The document or API that the visitor tries.
    tried: RwSignal<Option<Attributes>>,
    /// The badge in the preview.
    preview: LiveBadge,
    /// Whether the simulator is open.
    is_simulating: RwSignal<bool>,
    /// The files of the release that the page belongs to.
    files: StoredValue<Files>,
    /// Whether the page's host is this machine, so that other people cannot reach it.
    is_local: bool,
}

/// A group of a service, and whether the visitor publishes it.
#[derive(Debug, Clone, PartialEq)]
struct LoadedGroup {
    group: Group,
    is_published: bool,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    /// A number that no other row of this visit has.
    key: usize,
    cells: Cells,
}

/// Returns the files of this release, as the page's own tags name them.
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

/// A tag of the page, if the page has it.
struct PageTag(Option<web_sys::Element>);

impl PageTag {
    fn find(selector: &str) -> Self {
        Self(document().query_selector(selector).ok().flatten())
    }

    /// Returns an attribute's value; `None` if it is missing or empty.
    fn value(&self, name: &str) -> Option<String> {
        let value = self.0.as_ref()?.get_attribute(name)?;
        Some(value).filter(|value| !value.is_empty())
    }
}

/// Returns whether the page is on this machine's own host.
fn is_local_page() -> bool {
    let host = location().hostname().unwrap_or_default();
    let is_localhost = host == "localhost" || host.ends_with(".localhost");
    is_localhost || host.starts_with("127.") || host == "[::1]"
}

impl App {
    fn new() -> Self {
        let settings = RwSignal::new(Settings::default());
        let loaded = RwSignal::new(Vec::<LoadedGroup>::new());
        let rows = RwSignal::new(Vec::<Row>::new());
        let source = Memo::new(move |_| settings.with(|settings| settings.source));
        let own = Memo::new(move |_| match source.get() {
            Source::Service => loaded.with(|loaded| published(loaded)),
            Source::Typed => rows.with(|rows| typed(rows)),
            Source::Document | Source::Api | Source::Sample => Vec::new(),
        });
        Self {
            settings,
            account: RwSignal::default(),
            load_state: RwSignal::default(),
            loaded,
            rows,
            own,
            tried: RwSignal::new(None),
            preview: LiveBadge::new(),
            is_simulating: RwSignal::new(false),
            files: StoredValue::new(files()),
            is_local: is_local_page(),
        }
    }

    /// Returns a part of the settings, as a memo.
    fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Settings) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.settings.with(&read))
    }

    /// Returns whether the snippet shows the sample.
    fn is_sample(self) -> bool {
        self.own
            .with(|own| self.settings.with(|settings| settings.is_sample(own)))
    }

    /// Returns what the companion needs for the list.
    fn upkeep(self) -> Upkeep {
        let excluded = self.loaded.with(|loaded| {
            loaded
                .iter()
                .filter(|loaded| !loaded.is_published && !loaded.group.is_private)
                .map(|loaded| loaded.group.id.clone())
                .collect()
        });
        Upkeep {
            account: self.account.get(),
            excluded,
        }
    }

    /// Returns the URL of this setting.
    fn link(self) -> String {
        let fragment = self.settings.with(to_fragment);
        let page = location().href().unwrap_or_default();
        let page = page.split('#').next().unwrap_or_default();
        match fragment.as_str() {
            "" => page.to_owned(),
            fragment => format!("{page}#{fragment}"),
        }
    }

    /// Writes the settings into the page's URL, as a new entry of the history.
    fn push_history(self) {
        let link = untrack(|| self.link());
        if location().href().is_ok_and(|href| href != link)
            && let Ok(history) = window().history()
        {
            // A browser refuses only too many entries in a short time. The URL is then out of date for a while.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&link));
        }
    }

    /// Takes the settings from the page's URL.
    fn apply_fragment(self) {
        let fragment = location().hash().unwrap_or_default();
        self.tried.set(None);
        let before = self.settings.with_untracked(|settings| settings.service);
        self.settings
            .update(|settings| *settings = from_fragment(&fragment, settings));
        let service = self.settings.with_untracked(|settings| settings.service);
        if service != before {
            service_form::forget(self);
        }
    }
}

fn published(loaded: &[LoadedGroup]) -> Vec<Group> {
    loaded
        .iter()
        .filter(|loaded| loaded.is_published && !loaded.group.is_private)
        .map(|loaded| loaded.group.clone())
        .collect()
}

fn typed(rows: &[Row]) -> Vec<Group> {
    rows.iter()
        .filter_map(|row| group(row.key, &row.cells))
        .collect()
}

/// Runs an action after the view has been updated, because a node that was moved loses the focus.
fn after_update(action: impl FnOnce() + 'static) {
    set_timeout(action, std::time::Duration::ZERO);
}

/// Scrolls to an element and moves the focus to it. This is not a link, because the fragment of the URL
/// contains the settings.
fn go_to(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
    focus(id);
}

/// Moves the focus to an element.
fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // If the element cannot have the focus, the focus does not move.
        let _ = element.focus();
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
    let app = App::new();
    app.apply_fragment();
    let simulator = StoredValue::new_local(Some(Simulator::start(log.clone())));
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
                {groups::section(app)}
                <div class="shape">
                    {preview::section(app)}
                    {looks::section(app)}
                </div>
                {copy::section(app)}
            </div>
            {simulator_section::section(app, log)}
        </div>
    }
}
