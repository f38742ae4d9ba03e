//! The front door: ties the badge to the custom element whose class stands in `element.js`.
//! Attributes come in here; states, events and properties go out. It never writes to the host element.

use crate::{
    badge::{Event, Host, Model, Scene, badge},
    groups::Group,
    language::{Language, owner},
    options::{Malformed, Options, TOKEN},
    transport::Sent,
};
use js_sys::{Array, Object, Reflect};
use leptos::{html, mount::mount_to};
use std::{any::Any, cell::RefCell, rc::Rc};
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
    /// The badge cannot go on, and with it no other: they share one wasm.
    #[wasm_bindgen(method)]
    fn broken(this: &Port);
    /// The request for an address that the element sent while the wasm was on its way; it hands it out once.
    #[wasm_bindgen(method)]
    fn sent(this: &Port, address: &str) -> Option<Sent>;
}

/// One element's badge, from the moment it stands in a page to the moment it leaves it (`free()`).
#[wasm_bindgen]
pub struct Badge {
    port: Rc<Port>,
    model: Rc<Model>,
    malformed: RefCell<Vec<Malformed>>,
    // Dropping the view empties the root and ends what is under way.
    _view: Box<dyn Any>,
}

#[wasm_bindgen]
impl Badge {
    /// Renders the badge of an element into its shadow root, and starts to load.
    #[wasm_bindgen(constructor)]
    pub fn new(port: Port) -> Self {
        let port = Rc::new(port);
        let (options, malformed) = read_options(&port);
        warn(&malformed, &[]);
        let language = Language::new(&language_of(&port.host()));
        let model = Model::new(options, language, Element(Rc::clone(&port)));
        let view = mount_to(port.root().unchecked_into(), {
            let (host, model) = (port.host(), Rc::clone(&model));
            move || badge(model, html::slot(), move || has_content(&host))
        });
        Self {
            port,
            model,
            malformed: RefCell::new(malformed),
            _view: Box::new(view),
        }
    }

    /// Reads the attributes anew: those that alter the request reload, the others only render.
    pub fn update(&self) {
        let (options, malformed) = read_options(&self.port);
        warn(&malformed, &self.malformed.replace(Vec::new()));
        self.malformed.replace(malformed);
        self.model.set_options(options);
        self.model.set_language(&language_of(&self.port.host()));
    }

    /// Loads again.
    pub fn reload(&self) {
        self.model.reload();
    }

    /// The groups rendered, in rendered order, as the element's `groups` has them.
    pub fn groups(&self) -> Array {
        let scene = self.model.scene().borrow();
        let groups = scene.groups();
        groups
            .map(|group| group_object(group, scene.options()))
            .collect()
    }
}

/// The element, as the badge sees it. What it is told may come back as a call: no scene is borrowed meanwhile.
struct Element(Rc<Port>);

impl Host for Element {
    fn tell(&self, scene: &RefCell<Scene>, event: Event) {
        self.rendered(scene);
        match event {
            Event::LoadStart => self.0.event("loadstart"),
            Event::LoadEnd => self.0.event("loadend"),
            Event::Load { count } => self.0.load(count),
            Event::Error(failure) => {
                let message = owner::explain(&failure);
                self.0.error(failure.kind(), failure.status(), &message);
            }
        }
    }

    /// A change of options alone can change the state: the only group may be private.
    fn rendered(&self, scene: &RefCell<Scene>) {
        let (word, is_busy) = {
            let scene = scene.borrow();
            (scene.word(), scene.state().is_busy())
        };
        self.0.changed(word, is_busy);
    }

    fn broken(&self) {
        self.0.broken();
    }

    fn sent(&self, address: &str) -> Option<Sent> {
        self.0.sent(address)
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
