//! The front door: ties the badge to the custom element whose class stands in `element.js`.
//! Attributes come in here; states, events and properties go out. It never writes to the host element.

use crate::{
    badge::{Event, Fallback, Model, State, badge},
    groups::Group,
    language::{Language, owner},
    options::{Malformed, Options, TOKEN},
};
use js_sys::{Array, Function, Object, Reflect};
use leptos::{mount::mount_to, prelude::*};
use std::{any::Any, cell::RefCell, panic, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, Node, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// The private side of an element: what its class lets the badge see and say, and no page.
    pub type Port;
    /// The element itself.
    #[wasm_bindgen(method, getter)]
    fn host(this: &Port) -> HtmlElement;
    /// Its shadow root.
    #[wasm_bindgen(method, getter)]
    fn root(this: &Port) -> ShadowRoot;
    /// The token set as a property, which is not in the page.
    #[wasm_bindgen(method, getter)]
    fn token(this: &Port) -> Option<String>;
    /// The element's new state.
    #[wasm_bindgen(method)]
    fn changed(this: &Port, state: &str, is_busy: bool);
    /// An event without a detail.
    #[wasm_bindgen(method)]
    fn event(this: &Port, name: &str);
    #[wasm_bindgen(method)]
    fn load(this: &Port, count: usize);
    #[wasm_bindgen(method)]
    fn error(this: &Port, kind: &str, status: u16, message: &str);
}

/// Has a callback told of a panic, which leaves this instance of the wasm unfit for use. Nothing is logged:
/// a visitor has no use for a stack trace.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(callback: Function) {
    thread_local! {
        static CALLBACK: RefCell<Option<Function>> = const { RefCell::new(None) };
    }
    CALLBACK.set(Some(callback));
    panic::set_hook(Box::new(|_| {
        if let Some(callback) = CALLBACK.take() {
            // It does not throw.
            let _ = callback.call0(&JsValue::UNDEFINED);
        }
    }));
}

/// One element's badge, from the moment it stands in a page to the moment it leaves it (`free()`).
#[wasm_bindgen]
pub struct Badge {
    port: Rc<Port>,
    model: Model,
    options: RwSignal<Options>,
    language: RwSignal<Language>,
    malformed: RefCell<Vec<Malformed>>,
    // Dropping the view empties the root and ends what is under way; the signals go after it.
    _view: Box<dyn Any>,
    _signals: Owner,
}

#[wasm_bindgen]
impl Badge {
    /// Renders the badge of an element into its shadow root, and starts to load.
    #[wasm_bindgen(constructor)]
    pub fn new(port: Port) -> Self {
        let port = Rc::new(port);
        let (read, malformed) = read_options(&port);
        warn(&malformed, &[]);
        let signals = Owner::new();
        let (options, language, model) = signals.with(|| {
            let options = RwSignal::new(read);
            let language = RwSignal::new(Language::new(&language_of(&port.host())));
            let model = Model::new(options.into(), language.into());
            (options, language, model)
        });
        let view = signals.with(|| {
            let port = Rc::clone(&port);
            mount_to(port.root().unchecked_into(), move || {
                view(&port, model, language)
            })
        });
        Self {
            port,
            model,
            options,
            language,
            malformed: RefCell::new(malformed),
            _view: Box::new(view),
            _signals: signals,
        }
    }

    /// Reads the attributes anew: those that alter the request reload, the others only render.
    pub fn update(&self) {
        let (options, malformed) = read_options(&self.port);
        warn(&malformed, &self.malformed.replace(Vec::new()));
        self.malformed.replace(malformed);
        if self.options.with_untracked(|current| *current != options) {
            self.options.set(options);
        }
        let tag = language_of(&self.port.host());
        if self.language.with_untracked(|current| current.tag() != tag) {
            self.language.set(Language::new(&tag));
        }
    }

    /// Loads again.
    pub fn reload(&self) {
        self.model.reload();
    }

    /// The groups rendered, in rendered order, as the element's `groups` has them.
    pub fn groups(&self) -> Array {
        let options = self.options.read_untracked();
        let groups = self.model.groups.get_untracked().unwrap_or_default();
        groups
            .iter()
            .map(|group| group_object(group, &options))
            .collect()
    }
}

fn view(port: &Rc<Port>, model: Model, language: RwSignal<Language>) -> impl IntoView + use<> {
    model.run({
        let port = Rc::clone(port);
        move |event| tell(&port, model, event)
    });
    // A change of options alone can change the state: the only group may be private.
    Effect::new({
        let port = Rc::clone(port);
        move |_| {
            model.groups.track();
            tell_state(&port, model);
        }
    });
    let host = port.host();
    let is_filled = RwSignal::new(has_content(&host));
    let host = StoredValue::new_local(host);
    let slot = move || {
        let look = move |()| host.with_value(|host| is_filled.set(has_content(host)));
        look(());
        view! { <slot on:slotchange=move |_| look(()) hidden=move || !is_filled.get()></slot> }
    };
    badge(
        model,
        language.into(),
        Fallback {
            content: ViewFn::from(slot),
            is_filled: is_filled.into(),
        },
    )
}

fn tell_state(port: &Port, model: Model) {
    let is_busy = model.state.with(State::is_busy);
    port.changed(model.word(), is_busy);
}

fn tell(port: &Port, model: Model, event: Event) {
    untrack(|| tell_state(port, model));
    match event {
        Event::LoadStart => port.event("loadstart"),
        Event::LoadEnd => port.event("loadend"),
        Event::Load { count } => port.load(count),
        Event::Error(failure) => {
            port.error(failure.kind(), failure.status(), &owner::explain(&failure));
        }
    }
}

fn read_options(port: &Port) -> (Options, Vec<Malformed>) {
    let host = port.host();
    Options::read(|name| {
        let property = if name == TOKEN.name {
            port.token()
        } else {
            None
        };
        property.or_else(|| host.get_attribute(name))
    })
}

/// Warns of each malformed value once, for as long as it stands there.
fn warn(malformed: &[Malformed], known: &[Malformed]) {
    for malformed in malformed
        .iter()
        .filter(|malformed| !known.contains(malformed))
    {
        crate::badge::warn(&owner::malformed(malformed));
    }
}

/// The nearest `lang`, the element's own included, out through the shadow roots around it.
/// A page that states none is read in the visitor's language.
fn language_of(host: &HtmlElement) -> String {
    let mut element: Option<web_sys::Element> = Some(host.clone().into());
    while let Some(inner) = element {
        if let Ok(Some(stated)) = inner.closest("[lang]") {
            return stated.get_attribute("lang").unwrap_or_default();
        }
        let root = inner.get_root_node().dyn_into::<ShadowRoot>();
        element = root.ok().map(|root| root.host());
    }
    web_sys::window()
        .and_then(|window| window.navigator().language())
        .unwrap_or_default()
}

/// Whether the author put anything into the tag but white space and comments.
fn has_content(host: &HtmlElement) -> bool {
    let children = host.child_nodes();
    (0..children.length())
        .filter_map(|index| children.item(index))
        .any(|child| match child.node_type() {
            Node::ELEMENT_NODE => true,
            Node::TEXT_NODE => child
                .text_content()
                .is_some_and(|text| !text.trim().is_empty()),
            _ => false,
        })
}

fn group_object(group: &Group, options: &Options) -> JsValue {
    let url = options
        .group_url
        .as_ref()
        .map(|template| template.fill(&group.id, &group.name));
    let object = Object::new();
    let set = |key: &str, value: JsValue| {
        // A plain object takes any property.
        let _ = Reflect::set(&object, &key.into(), &value);
    };
    set("id", id_value(&group.id));
    set("name", (&group.name).into());
    set("memberCount", count_value(group.member_count));
    set("description", (&group.description).into());
    set("topicCount", count_value(group.topic_count));
    set(
        "created",
        group
            .created
            .as_ref()
            .map_or(JsValue::NULL, |created| created.as_str().into()),
    );
    set("isPrivate", group.is_private.into());
    set("url", url.map_or(JsValue::NULL, JsValue::from));
    Object::freeze(&object).into()
}

/// An integer as a number, as the API documents ids; any other id, or one that a number cannot hold, as text.
fn id_value(id: &str) -> JsValue {
    let number = id
        .parse::<u64>()
        .ok()
        .filter(|number| *number <= MAX_SAFE && number.to_string() == id);
    number.map_or_else(|| id.into(), |number| count_value(Some(number)))
}

const MAX_SAFE: u64 = (1 << 53) - 1;

fn count_value(count: Option<u64>) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "counts are at most 2^53")]
    count.map_or(JsValue::NULL, |count| (count as f64).into())
}
