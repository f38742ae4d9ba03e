//! A live badge: the shipped element. The page sets its attributes and listens to its events, like any
//! other page.

use crate::snippet::{Attributes, Content};
use js_sys::{Array, Reflect};
use leptos::{prelude::*, task::spawn_local};
use my_groups_core::{groups::Timestamp, options::TABLE};
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, HtmlElement};

/// The last event of a badge.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// The list is loading.
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

/// The list that a badge shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shown {
    /// The groups that are not private.
    pub(super) groups: Vec<ShownGroup>,
    /// The number of rows, private groups included.
    pub(super) rows: usize,
    /// Whether the badge has a button for more groups.
    pub(super) has_more: bool,
}

/// A group that a badge shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ShownGroup {
    pub(super) name: String,
    pub(super) members: Option<u64>,
    pub(super) topics: Option<u64>,
    pub(super) created: Option<Timestamp>,
    pub(super) description: String,
    pub(super) url: String,
}

/// A badge on this page, as its events describe it.
#[derive(Clone, Copy)]
pub(super) struct LiveBadge {
    /// The last event.
    pub(super) outcome: RwSignal<Outcome>,
    /// The list that it shows.
    pub(super) shown: RwSignal<Shown>,
    element: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl LiveBadge {
    /// Creates the state of a badge that is not on the page yet.
    pub(super) fn new() -> Self {
        Self {
            outcome: RwSignal::new(Outcome::Loading),
            shown: RwSignal::new(Shown::default()),
            element: StoredValue::new_local(None),
        }
    }

    /// Returns the badge in a container. While `is_hidden`, the badge is not on the page.
    pub(super) fn view(
        self,
        attributes: Memo<Attributes>,
        content: Memo<Content>,
        is_hidden: Signal<bool>,
    ) -> impl IntoView {
        let container = NodeRef::<leptos::html::Div>::new();
        let listener = StoredValue::new_local(None::<Listener>);
        on_cleanup(move || {
            // The badge may fire an event after its part of the page is gone.
            listener.try_with_value(|listener| self.stop_listening(listener.as_ref()));
        });
        Effect::new(move |made: Option<Option<(HtmlElement, String)>>| {
            let container = container.get()?;
            let (badge, before) = if let Some(made) = made.flatten() {
                made
            } else {
                let (badge, on_event) = self.create()?;
                listener.set_value(Some(on_event));
                (badge, String::new())
            };
            set_attributes(&badge, &attributes.get());
            let html = content.with(Content::html);
            if before != html {
                badge.set_inner_html(&html);
            }
            if is_hidden.get() {
                badge.remove();
            } else if !badge.is_connected() {
                // The badge is a new element, so it cannot contain its container.
                let _ = container.append_child(&badge);
            }
            // The badge reads its attributes in a microtask; sorting or hiding makes no event.
            let reads = badge.clone();
            spawn_local(async move {
                gloo_timers::future::TimeoutFuture::new(0).await;
                self.read_groups(&reads);
            });
            Some((badge, html))
        });
        view! { <div class="badge-container" node_ref=container></div> }
    }

    fn create(self) -> Option<(HtmlElement, Listener)> {
        let badge: HtmlElement = document()
            .create_element("my-groups-badge")
            .ok()?
            .dyn_into()
            .ok()?;
        let on_event: Listener = Closure::new({
            let badge = badge.clone();
            move |event: CustomEvent| {
                self.handle(&event.type_(), &event.detail());
                self.read_groups(&badge);
            }
        });
        for name in EVENTS {
            badge
                .add_event_listener_with_callback(name, on_event.as_ref().unchecked_ref())
                .ok()?;
        }
        self.element.set_value(Some(badge.clone()));
        Some((badge, on_event))
    }

    fn stop_listening(self, listener: Option<&Listener>) {
        let badge = self.element.try_get_value().flatten();
        let (Some(badge), Some(listener)) = (badge, listener) else {
            return;
        };
        for name in EVENTS {
            let listener = listener.as_ref().unchecked_ref();
            // It fails only for an object that is no event target.
            let _ = badge.remove_event_listener_with_callback(name, listener);
        }
    }

    /// Records an event.
    pub(super) fn handle(self, name: &str, detail: &JsValue) {
        let field = |name: &str| Reflect::get(detail, &name.into()).unwrap_or_default();
        let number = |name: &str| field(name).as_f64().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "counts and statuses are small whole numbers"
        )]
        let outcome = match name {
            "load" => Outcome::Loaded {
                count: number("count") as u32,
            },
            "error" => Outcome::Failed {
                kind: field("kind").as_string().unwrap_or_default(),
                status: number("status") as u16,
                message: field("message").as_string().unwrap_or_default(),
            },
            _ => Outcome::Loading,
        };
        // The part of the page may be gone when the badge's last event is fired.
        let _ = self.outcome.try_set(outcome);
    }

    /// Reads the groups that the badge shows. A private group never gets into the snippet, not even
    /// if the badge shows it.
    fn read_groups(self, badge: &HtmlElement) {
        let groups = Reflect::get(badge, &"groups".into()).unwrap_or_default();
        let Some(groups) = groups.dyn_ref::<Array>() else {
            return;
        };
        let public = groups
            .iter()
            .filter(|group| field(group, "isPrivate") == JsValue::FALSE);
        let more = badge
            .shadow_root()
            .map(|root| root.query_selector("[part=more]"));
        let shown = Shown {
            groups: public.map(|group| ShownGroup::read(&group)).collect(),
            rows: groups.length() as usize,
            has_more: matches!(more, Some(Ok(Some(_)))),
        };
        let is_same = self.shown.try_with_untracked(|before| *before == shown);
        if is_same == Some(false) {
            self.shown.set(shown);
        }
    }

    /// Loads again.
    pub(super) fn reload(self) {
        let Some(badge) = self.element.get_value() else {
            return;
        };
        let reload = Reflect::get(&badge, &"reload".into()).unwrap_or_default();
        if let Some(reload) = reload.dyn_ref::<js_sys::Function>() {
            // The promise never rejects, and events report the result.
            let _ = reload.call0(&badge);
        }
    }
}

/// The events that report the state of a badge.
const EVENTS: [&str; 3] = ["loadstart", "load", "error"];

type Listener = Closure<dyn FnMut(CustomEvent)>;

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

impl ShownGroup {
    fn read(group: &JsValue) -> Self {
        let text = |name| field(group, name).as_string().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count is a whole number of at most 2^53"
        )]
        let count = |name| field(group, name).as_f64().map(|count| count as u64);
        Self {
            name: text("name"),
            members: count("memberCount"),
            topics: count("topicCount"),
            created: Timestamp::parse(&text("created")),
            description: text("description"),
            url: text("url"),
        }
    }
}

fn set_attributes(badge: &HtmlElement, attributes: &Attributes) {
    for attribute in TABLE {
        let value = attributes
            .iter()
            .find(|(name, _)| *name == attribute.name)
            .map(|(_, value)| value);
        // The names in the table are valid attribute names, so neither call can fail.
        let _ = match value {
            Some(value) => badge.set_attribute(attribute.name, value),
            None => badge.remove_attribute(attribute.name),
        };
    }
}
