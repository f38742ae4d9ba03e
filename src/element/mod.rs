//! Connects the component with the custom element, whose class is in `my-groups-badge.js`. Attributes
//! come in here; states, events and properties go out. The element itself is never changed.

mod detail;

use crate::{
    BadgeHandle, Event, MyGroups, console,
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
    options: RwSignal<Options>,
    language: RwSignal<Language, LocalStorage>,
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
        let (read, malformed) = read_options(&port);
        warn(&malformed, &[]);
        if read.debug.is_on(page::is_local()) && port.is_unclosed() {
            console::warn(owner::UNCLOSED);
        }
        let owner = Owner::new();
        owner.with(|| {
            let language = RwSignal::new_local(language_of(&port));
            let options = RwSignal::new(read);
            let handle = BadgeHandle::new();
            if let Some(early) = early {
                let request = EarlyRequest::new(early.url(), early.response(), early.abort());
                handle.set_early_request(request);
            }
            let root = port.root();
            let port = StoredValue::new_local(port);
            let view = mount_to(root.unchecked_into(), move || {
                view(port, handle, options, language)
            });
            Self {
                port,
                options,
                language,
                handle,
                malformed: RefCell::new(malformed),
                _view: Box::new(view),
                _owner: owner.clone(),
            }
        })
    }

    /// Reads the attributes anew: those that alter the request reload, the others only render.
    pub fn update(&self) {
        let (options, malformed, language) = self.port.with_value(|port| {
            let (options, malformed) = read_options(port);
            (options, malformed, language_of(port))
        });
        warn(&malformed, &self.malformed.borrow());
        self.malformed.replace(malformed);
        if *self.options.read_untracked() != options {
            self.options.set(options);
        }
        if *self.language.read_untracked() != language {
            self.language.set(language);
        }
        // Options alone can change the state: the only group may be private.
        tell_state(self.port, self.handle);
    }

    /// Loads again.
    pub fn reload(&self) {
        self.handle.reload();
    }

    /// The groups rendered, in rendered order, as the element's `groups` has them: a list in JSON.
    pub fn groups(&self) -> String {
        let options = self.options.read_untracked();
        let groups = untrack(|| {
            self.handle
                .map_groups(|group| detail::group(group, &options))
        });
        object::json(&groups)
    }
}

/// The component, and what ties it to the element.
fn view(
    port: StoredValue<Port, LocalStorage>,
    handle: BadgeHandle,
    options: RwSignal<Options>,
    language: RwSignal<Language, LocalStorage>,
) -> impl IntoView {
    let on_event = move |event| {
        tell_state(port, handle);
        port.with_value(|port| tell(port, event));
    };
    let has_content = move || port.with_value(Port::has_content);
    let has_fallback = RwSignal::new(has_content());
    let class = port.with_value(Port::holds_list).then_some("listed");
    let slot = move || {
        view! {
            <slot class=class on:slotchange:capture=move |_| has_fallback.set(has_content())></slot>
        }
    };
    view! { <MyGroups options language fallback=slot has_fallback on_event handle/> }
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
    Language::resolved(&spoken.tag(), spoken.words().as_deref())
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
        console::warn(&owner::malformed(value));
    }
}
