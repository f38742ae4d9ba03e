//! Connects the component with the custom element, whose class is in `my-groups-badge.js`. Attributes
//! come in here; states, events and properties go out. The element itself is never changed.

mod detail;

use crate::{
    badge::{BadgeHandle, Event, MyGroups},
    fetch::EarlyRequest,
    language::Language,
    object,
    options::{Malformed, Options, TOKEN},
    owner, page,
};
use js_sys::Promise;
use leptos::{mount::mount_to, prelude::*};
use std::{any::Any, cell::RefCell};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// What the element's class gives to its badge alone, and not to the page.
    pub type Port;
    /// The element's shadow root.
    #[wasm_bindgen(method, getter)]
    fn root(this: &Port) -> ShadowRoot;
    /// Returns the value of one of the element's attributes.
    #[wasm_bindgen(method)]
    fn attribute(this: &Port, name: &str) -> Option<String>;
    /// Returns the token that was set as a property, which is not in the page.
    #[wasm_bindgen(method)]
    fn token(this: &Port) -> Option<String>;
    /// Returns the element's language. It is English until its words have loaded.
    #[wasm_bindgen(method)]
    fn language(this: &Port) -> Spoken;
    /// Returns whether a visitor can see anything of the tag's own content.
    #[wasm_bindgen(method, js_name = hasContent)]
    fn has_content(this: &Port) -> bool;
    /// Returns whether the tag has a list, as the recommended snippet has it.
    #[wasm_bindgen(method, js_name = holdsList)]
    fn holds_list(this: &Port) -> bool;
    /// Returns whether the tag was not closed, so that it has parts of the page in it.
    #[wasm_bindgen(method, js_name = isUnclosed)]
    fn is_unclosed(this: &Port) -> bool;
    /// Sets the element's state.
    #[wasm_bindgen(method)]
    fn changed(this: &Port, state: &str, is_busy: bool);
    /// Dispatches an event of the element, with its `detail` as JSON.
    #[wasm_bindgen(method)]
    fn tell(this: &Port, name: &str, detail: Option<String>);

    /// A language and its words.
    type Spoken;
    #[wasm_bindgen(method, getter)]
    fn tag(this: &Spoken) -> String;
    #[wasm_bindgen(method, getter)]
    fn words(this: &Spoken) -> Option<String>;

    /// The request that the script sent while the wasm was loading.
    pub type Early;
    #[wasm_bindgen(method, getter)]
    fn url(this: &Early) -> String;
    #[wasm_bindgen(method, getter)]
    fn response(this: &Early) -> Promise;
    #[wasm_bindgen(method, getter)]
    fn abort(this: &Early) -> AbortController;
}

/// One element's badge, from the moment it is in a page to the moment it leaves it (`free()`).
#[wasm_bindgen]
pub struct Badge {
    port: StoredValue<Port, LocalStorage>,
    handle: BadgeHandle,
    malformed: RefCell<Vec<Malformed>>,
    // Dropping the view empties the root and ends what is under way; what it reads goes after it.
    _view: Box<dyn Any>,
    _owner: Owner,
}

#[wasm_bindgen]
impl Badge {
    /// Mounts the component into the element's shadow root, and starts to load. The first load uses
    /// the `early` request.
    #[wasm_bindgen(constructor)]
    pub fn new(port: Port, early: Option<Early>) -> Self {
        if let Some(early) = early {
            let (response, abort) = (early.response(), early.abort());
            EarlyRequest { response, abort }.keep(early.url());
        }
        let (read, malformed) = read_options(&port);
        warn(&malformed, &[]);
        if read.debug.is_on(page::is_local()) && port.is_unclosed() {
            crate::badge::warn(owner::UNCLOSED);
        }
        let (language, root) = (language_of(&port), port.root());
        let owner = Owner::new();
        let (port, handle) = owner.with(|| (StoredValue::new_local(port), BadgeHandle::new()));
        handle.set_language(language);
        let view = owner.with(|| {
            mount_to(root.unchecked_into(), move || {
                handle.set_options(read);
                mounted(port, handle)
            })
        });
        Self {
            port,
            handle,
            malformed: RefCell::new(malformed),
            _view: Box::new(view),
            _owner: owner,
        }
    }

    /// Reads the attributes anew: those that alter the request reload, the others only render.
    pub fn update(&self) {
        let (options, malformed, language) = self.port.with_value(|port| {
            let (options, malformed) = read_options(port);
            (options, malformed, language_of(port))
        });
        warn(&malformed, &self.malformed.borrow());
        self.malformed.replace(malformed);
        self.handle.set_options(options);
        self.handle.set_language(language);
        // Options alone can change the state: the only group may be private.
        tell_state(self.port, self.handle);
    }

    /// Loads again.
    pub fn reload(&self) {
        self.handle.reload();
    }

    /// The groups rendered, in rendered order, as the element's `groups` has them: a list in JSON.
    pub fn groups(&self) -> String {
        let groups = self.handle.map_groups(detail::group);
        object::json(&groups)
    }
}

/// The component, and what ties it to the element.
fn mounted(port: StoredValue<Port, LocalStorage>, handle: BadgeHandle) -> impl IntoView {
    handle.set_on_event(move |event| {
        tell_state(port, handle);
        port.with_value(|port| tell(port, event));
    });
    let look = move || handle.set_has_fallback(port.with_value(Port::has_content));
    look();
    let class = port.with_value(Port::holds_list).then_some("listed");
    let slot = move || view! { <slot class=class on:slotchange:capture=move |_| look()></slot> };
    view! { <MyGroups fallback=slot handle/> }
}

fn tell_state(port: StoredValue<Port, LocalStorage>, handle: BadgeHandle) {
    let (name, is_busy) = untrack(|| (handle.state_name(), handle.is_busy()));
    port.with_value(|port| port.changed(name, is_busy));
}

fn tell(port: &Port, event: Event) {
    let (name, detail) = match event {
        Event::LoadStart => ("loadstart", None),
        Event::LoadEnd => ("loadend", None),
        Event::Load { count } => ("load", Some(object::json(&detail::load(count)))),
        Event::Error(failure) => ("error", Some(object::json(&detail::error(&failure)))),
    };
    port.tell(name, detail);
}

fn language_of(port: &Port) -> Language {
    let spoken = port.language();
    Language::with(&spoken.tag(), spoken.words().as_deref())
}

fn read_options(port: &Port) -> (Options, Vec<Malformed>) {
    Options::read(|name| {
        let property = (name == TOKEN.name).then(|| port.token()).flatten();
        property.or_else(|| port.attribute(name))
    })
}

/// Warns of each malformed value once, for as long as it is there.
fn warn(malformed: &[Malformed], known: &[Malformed]) {
    let news = malformed.iter().filter(|value| !known.contains(value));
    for value in news {
        crate::badge::warn(&owner::malformed(value));
    }
}
