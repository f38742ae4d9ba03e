//! The text field that filters a long list.

use crate::language::{Language, folded};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// The text field. It sets `filter` to the visitor's text, after folding it like the names (see
/// [`folded`]).
///
/// The listeners are capturing listeners. For other listeners Leptos uses event delegation, whose
/// code costs each visitor 1.3 KB and does not work in a shadow root.
#[component]
pub(super) fn Filter(
    language: Signal<Language, LocalStorage>,
    filter: RwSignal<String>,
) -> impl IntoView {
    // The text field is removed when the list becomes too short for it. Then nothing is filtered.
    on_cleanup(move || filter.set(String::new()));
    let label = move || language.read().words().filter;
    view! {
        <input
            type="search"
            class="filter"
            aria-label=label
            placeholder=label
            on:keydown:capture=stop_typed_keys
            on:keypress:capture=stop_typed_keys
            on:keyup:capture=stop_typed_keys
            on:input:capture=move |event| filter.set(folded(event_target_value(&event).trim()))
        />
    }
}

/// Keeps typed characters from the page's single-key shortcuts. A listener outside the shadow root
/// cannot see that the visitor typed the key into a text field.
fn stop_typed_keys(event: impl AsRef<web_sys::Event>) {
    // Browsers that fill in forms dispatch `keydown` events that are not keyboard events.
    let Some(event) = event.as_ref().dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let is_command = event.ctrl_key() || event.meta_key() || event.alt_key();
    if event.key().chars().count() == 1 && !is_command {
        event.stop_propagation();
    }
}
