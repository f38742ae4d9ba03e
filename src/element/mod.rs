//! Connects the component with the custom element, whose class is in `my-groups-badge.js`. This
//! module reads the attributes, and passes states, events and groups to the class. It renders into
//! the element's shadow root, and never changes the element itself.

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
    /// Private functions of the element's class. The class passes them to the badge, so the page
    /// cannot call them.
    pub type Port;
    /// The element's shadow root.
    #[wasm_bindgen(method, getter)]
    fn root(this: &Port) -> ShadowRoot;
    /// Returns the value of one of the element's attributes.
    #[wasm_bindgen(method)]
    fn attribute(this: &Port, name: &str) -> Option<String>;
    /// Returns the token that was set as a property. It is not an attribute in the page.
    #[wasm_bindgen(method)]
    fn token(this: &Port) -> Option<String>;
    /// Returns the element's language. It is English until the words of the language have loaded.
    #[wasm_bindgen(method)]
    fn language(this: &Port) -> ElementLanguage;
    /// Returns whether the content of the tag is visible to visitors.
    #[wasm_bindgen(method, js_name = hasContent)]
    fn has_content(this: &Port) -> bool;
    /// Returns whether the tag contains a list, as the recommended snippet does.
    #[wasm_bindgen(method, js_name = holdsList)]
    fn holds_list(this: &Port) -> bool;
    /// Returns whether the tag was not closed, so that it contains other parts of the page.
    #[wasm_bindgen(method, js_name = isUnclosed)]
    fn is_unclosed(this: &Port) -> bool;
    /// Sets the element's state, a word such as `ready`.
    #[wasm_bindgen(method, js_name = setState)]
    fn set_state(this: &Port, state: &str, is_busy: bool);
    /// Dispatches an event of the element. `detail` is JSON.
    #[wasm_bindgen(method)]
    fn dispatch(this: &Port, name: &str, detail: Option<String>);

    /// The language of an element: the tag for the formatters, and the JSON of the words file.
    type ElementLanguage;
    #[wasm_bindgen(method, getter)]
    fn tag(this: &ElementLanguage) -> String;
    #[wasm_bindgen(method, getter)]
    fn words(this: &ElementLanguage) -> Option<String>;

    /// The request that the script sent while the wasm was loading.
    pub type ScriptRequest;
    #[wasm_bindgen(method, getter)]
    fn url(this: &ScriptRequest) -> String;
    #[wasm_bindgen(method, getter)]
    fn response(this: &ScriptRequest) -> Promise;
    #[wasm_bindgen(method, getter)]
    fn abort(this: &ScriptRequest) -> AbortController;
}

/// The badge of one element. The element's class creates it when the wasm has loaded, and frees it
/// (`free()`) when the element has left the page.
#[wasm_bindgen]
pub struct Badge {
    port: StoredValue<Port, LocalStorage>,
    options: RwSignal<Options>,
    language: RwSignal<Language, LocalStorage>,
    handle: BadgeHandle,
    malformed: RefCell<Vec<Malformed>>,
    // Dropping the view removes the content of the root and cancels tasks. Fields are dropped in
    // this order, so the view is dropped before the owner of the signals that it reads.
    _view: Box<dyn Any>,
    _owner: Owner,
}

#[wasm_bindgen]
impl Badge {
    /// Mounts the component into the element's shadow root, and starts to load. The first load takes
    /// over the `early` request.
    #[wasm_bindgen(constructor)]
    pub fn new(port: Port, early: Option<ScriptRequest>) -> Self {
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

    /// Reads all attributes again. A change of the source reloads the list. Every other change only
    /// renders the list again.
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
        // An option can change the state: if the only group is private, `private="show"` makes the
        // state `ready` instead of `empty`.
        update_state(self.port, self.handle);
    }

    /// Loads the groups again.
    pub fn reload(&self) {
        self.handle.reload();
    }

    /// Returns the rendered groups in rendered order, as JSON for the element's property `groups`.
    pub fn groups(&self) -> String {
        let options = self.options.read_untracked();
        let groups = untrack(|| {
            self.handle
                .map_groups(|group| detail::group(group, &options))
        });
        object::json(&groups)
    }
}

/// Returns the component. Its events are dispatched at the element, and its fallback content is a
/// slot for the content of the tag.
fn view(
    port: StoredValue<Port, LocalStorage>,
    handle: BadgeHandle,
    options: RwSignal<Options>,
    language: RwSignal<Language, LocalStorage>,
) -> impl IntoView {
    let on_event = move |event| {
        update_state(port, handle);
        port.with_value(|port| dispatch(port, event));
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

fn update_state(port: StoredValue<Port, LocalStorage>, handle: BadgeHandle) {
    let (name, is_busy) = untrack(|| (handle.state_name(), handle.is_busy()));
    port.with_value(|port| port.set_state(name, is_busy));
}

fn dispatch(port: &Port, event: Event) {
    let (name, detail) = match event {
        Event::LoadStart => ("loadstart", None),
        Event::LoadEnd => ("loadend", None),
        Event::Load { count } => ("load", Some(object::json(&detail::load(count)))),
        Event::Error(failure) => ("error", Some(object::json(&detail::error(&failure)))),
    };
    port.dispatch(name, detail);
}

fn language_of(port: &Port) -> Language {
    let language = port.language();
    Language::resolved(&language.tag(), language.words().as_deref())
}

fn read_options(port: &Port) -> (Options, Vec<Malformed>) {
    Options::read(|name| {
        let property = (name == TOKEN.name).then(|| port.token()).flatten();
        property.or_else(|| port.attribute(name))
    })
}

/// Warns about the malformed values that are not in `known`, so that each value is reported once.
fn warn(malformed: &[Malformed], known: &[Malformed]) {
    let unreported = malformed.iter().filter(|value| !known.contains(value));
    for value in unreported {
        console::warn(&owner::malformed(value));
    }
}
