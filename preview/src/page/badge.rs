//! The one live badge: the shipped element, set by its attributes and observed by its events as on
//! any page.

use super::App;
use crate::{
    scenario::Scenario,
    settings::{Attributes, Settings},
    snippet::{Content, Snippet},
};
use js_sys::{Array, Reflect};
use leptos::{prelude::*, task::spawn_local};
use my_groups_core::{groups::Timestamp, options::TABLE};
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, HtmlElement};

/// The last event of the badge.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// An answer is awaited.
    Loading,
    /// `load`.
    Loaded {
        /// `detail.count`.
        count: u32,
    },
    /// `error`.
    Failed {
        /// `detail.kind`.
        kind: String,
        /// `detail.status`.
        status: u16,
        /// `detail.message`.
        message: String,
    },
}

/// The list that the badge shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shown {
    /// The groups that are not private.
    pub(super) groups: Vec<Group>,
    /// How many there are, with the private ones.
    pub(super) rows: usize,
    /// Whether there is a button for more.
    pub(super) has_more: bool,
}

/// A group that the badge shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) members: Option<u64>,
    pub(super) topics: Option<u64>,
    pub(super) created: Option<Timestamp>,
    pub(super) description: String,
    pub(super) url: String,
}

/// Whether the scenario is the one that no badge of this page can be in: it has WebAssembly.
pub(super) fn is_framed(app: App) -> Memo<bool> {
    Memo::new(move |_| {
        let scenario = app.settings.with(|settings| settings.scenario);
        scenario == Scenario::Unsupported && app.own.with(Option::is_none)
    })
}

/// The attributes of the badge in sight.
fn live(app: App) -> Memo<Attributes> {
    Memo::new(move |_| {
        app.settings.with(|settings| {
            let source = app.own.get().unwrap_or_else(|| settings.scenario.source());
            settings.live_attributes(source)
        })
    })
}

/// What stands inside its tag, as the snippet has it.
fn content(app: App) -> Memo<Content> {
    app.part(Settings::content)
}

/// The badge in its container on the sample page.
pub(super) fn badge(app: App) -> impl IntoView {
    let is_framed = is_framed(app);
    let container = NodeRef::<leptos::html::Div>::new();
    let live = live(app);
    let content = content(app);
    let listener = StoredValue::new_local(None);
    Effect::new(move |made: Option<Option<(HtmlElement, String)>>| {
        let container = container.get()?;
        let (badge, before) = if let Some(made) = made.flatten() {
            made
        } else {
            let (badge, on_event) = make(app)?;
            listener.set_value(Some(on_event));
            (badge, String::new())
        };
        set_attributes(&badge, &live.get());
        let html = content.with(Content::html);
        if before != html {
            badge.set_inner_html(&html);
        }
        if is_framed.get() {
            badge.remove();
        } else if !badge.is_connected() {
            // The badge was made here, so it cannot contain its container.
            let _ = container.append_child(&badge);
        }
        // The badge reads its attributes in a microtask; sorting or hiding makes no event.
        let reads = badge.clone();
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(0).await;
            read_groups(app, &reads);
        });
        Some((badge, html))
    });
    view! {
        <div class="badge-container" node_ref=container></div>
        {move || is_framed.get().then(|| frame(app, live.get(), content.get()))}
    }
}

type Listener = Closure<dyn FnMut(CustomEvent)>;

fn make(app: App) -> Option<(HtmlElement, Listener)> {
    let badge: HtmlElement = document()
        .create_element("my-groups-badge")
        .ok()?
        .dyn_into()
        .ok()?;
    let on_event: Listener = Closure::new({
        let badge = badge.clone();
        move |event: CustomEvent| {
            handle(app, &event.type_(), &event.detail());
            read_groups(app, &badge);
        }
    });
    for name in ["loadstart", "load", "error"] {
        badge
            .add_event_listener_with_callback(name, on_event.as_ref().unchecked_ref())
            .ok()?;
    }
    Some((badge, on_event))
}

fn set_attributes(badge: &HtmlElement, attributes: &Attributes) {
    for attribute in TABLE {
        let value = attributes
            .iter()
            .find(|(name, _)| *name == attribute.name)
            .map(|(_, value)| value);
        // The table's names are names of attributes, so neither can fail.
        let _ = match value {
            Some(value) => badge.set_attribute(attribute.name, value),
            None => badge.remove_attribute(attribute.name),
        };
    }
}

fn handle(app: App, name: &str, detail: &JsValue) {
    let field = |name: &str| Reflect::get(detail, &name.into()).unwrap_or_default();
    let number = |name: &str| field(name).as_f64().unwrap_or_default();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts and statuses are small whole numbers"
    )]
    app.outcome.set(match name {
        "load" => Outcome::Loaded {
            count: number("count") as u32,
        },
        "error" => Outcome::Failed {
            kind: field("kind").as_string().unwrap_or_default(),
            status: number("status") as u16,
            message: field("message").as_string().unwrap_or_default(),
        },
        _ => Outcome::Loading,
    });
}

/// Reads the groups that the badge shows. A private one never gets into the snippet, not even where
/// the badge shows it.
fn read_groups(app: App, badge: &HtmlElement) {
    let groups = Reflect::get(badge, &"groups".into()).unwrap_or_default();
    let Some(groups) = groups.dyn_ref::<Array>() else {
        return;
    };
    let public = groups.iter().filter_map(|group| {
        let field = |name: &str| Reflect::get(&group, &name.into()).unwrap_or_default();
        let text = |name| field(name).as_string().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count is a whole number of at most 2^53"
        )]
        let count = |name| field(name).as_f64().map(|count| count as u64);
        (field("isPrivate") == JsValue::FALSE).then(|| Group {
            name: text("name"),
            members: count("memberCount"),
            topics: count("topicCount"),
            created: Timestamp::parse(&text("created")),
            description: text("description"),
            url: text("url"),
        })
    });
    let more = badge
        .shadow_root()
        .map(|root| root.query_selector("[part=more]"));
    let shown = Shown {
        groups: public.collect(),
        rows: groups.length() as usize,
        has_more: matches!(more, Some(Ok(Some(_)))),
    };
    if app.shown.with_untracked(|before| *before != shown) {
        app.shown.set(shown);
    }
}

/// Loads again.
pub(super) fn reload() {
    let badge = document().query_selector("my-groups-badge").ok().flatten();
    let Some(badge) = badge else { return };
    let reload = Reflect::get(&badge, &"reload".into()).unwrap_or_default();
    if let Some(reload) = reload.dyn_ref::<js_sys::Function>() {
        // Its promise never rejects, and what comes of it is told by events.
        let _ = reload.call0(&badge);
    }
}

/// A page of its own without WebAssembly, with the snippet in it.
fn frame(app: App, live: Attributes, content: Content) -> impl IntoView {
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
    app.outcome.set(Outcome::Loading);
    app.shown.set(Shown::default());
    view! {
        <iframe
            class="frame"
            title="The badge in a browser without WebAssembly"
            srcdoc=page
            on:badgeerror=move |event: CustomEvent| handle(app, "error", &event.detail())
        ></iframe>
    }
}
