//! The front door: ties the badge to the custom element whose class stands in `element.js`.
//! Attributes come in here; states, events and properties go out. It never writes to the host element.

use crate::{
    badge::{Event, Host, Model, Scene, Showing, badge_in},
    groups::Timestamp,
    language::{Language, owner},
    options::{Malformed, Options, TOKEN},
    transport::Sent,
};
use js_sys::Array;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// The private side of an element: what its class lets the badge see and say, and no page.
    pub type Port;
    /// The element itself.
    #[wasm_bindgen(method, getter)]
    fn host(this: &Port) -> HtmlElement;
    /// Where its badge stands, which shows by now that it loads.
    #[wasm_bindgen(method, getter)]
    fn section(this: &Port) -> HtmlElement;
    /// The tag of the language that the element reads in.
    #[wasm_bindgen(method)]
    fn language(this: &Port) -> String;
    /// Whether the author put anything into the tag.
    #[wasm_bindgen(method, js_name = isFilled)]
    fn is_filled(this: &Port) -> bool;
    /// The token set as a property, which is not in the page.
    #[wasm_bindgen(method, getter)]
    fn token(this: &Port) -> Option<String>;
    /// The element's new state.
    #[wasm_bindgen(method)]
    fn changed(this: &Port, state: &str, is_busy: bool);
    /// A group as the element's `groups` has it.
    #[wasm_bindgen(method)]
    fn group(
        this: &Port,
        id: &str,
        name: &str,
        member_count: Option<f64>,
        description: &str,
        topic_count: Option<f64>,
        created: Option<&str>,
        is_private: bool,
        url: Option<String>,
    ) -> JsValue;
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
    _showing: Showing,
}

#[wasm_bindgen]
impl Badge {
    /// Renders the badge of an element into its shadow root, and starts to load.
    #[wasm_bindgen(constructor)]
    pub fn new(port: Port) -> Self {
        let port = Rc::new(port);
        let (options, malformed) = read_options(&port);
        warn(&malformed, &[]);
        let language = Language::new(&port.language());
        let model = Model::new(options, language, Element(Rc::clone(&port)));
        let showing = badge_in(port.section(), Rc::clone(&model), {
            let port = Rc::clone(&port);
            move || port.is_filled()
        });
        Self {
            port,
            model,
            malformed: RefCell::new(malformed),
            _showing: showing,
        }
    }

    /// Reads the attributes anew: those that alter the request reload, the others only render.
    pub fn update(&self) {
        let (options, malformed) = read_options(&self.port);
        warn(&malformed, &self.malformed.replace(Vec::new()));
        self.malformed.replace(malformed);
        self.model.set_options(options);
        self.model.set_language(&self.port.language());
    }

    /// Loads again.
    pub fn reload(&self) {
        self.model.reload();
    }

    /// The groups rendered, in rendered order, as the element's `groups` has them.
    pub fn groups(&self) -> Array {
        #[expect(clippy::cast_precision_loss, reason = "counts are at most 2^53")]
        let count = |count: Option<u64>| count.map(|count| count as f64);
        let scene = self.model.scene().borrow();
        let template = scene.options().group_url.as_ref();
        let all = Array::new();
        for group in scene.groups() {
            all.push(&self.port.group(
                &group.id,
                &group.name,
                count(group.member_count),
                &group.description,
                count(group.topic_count),
                group.created.as_ref().map(Timestamp::as_str),
                group.is_private,
                template.map(|template| template.fill(&group.id, &group.name)),
            ));
        }
        all
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
