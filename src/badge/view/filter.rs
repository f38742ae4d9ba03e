//! The box that filters a long list.

use crate::badge::BadgeHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

#[component]
pub(super) fn Filter(handle: BadgeHandle) -> impl IntoView {
    let label = move || {
        handle.with(|model| {
            let label = &model.language.words().filter;
            model.has_filter().then(|| label.to_string())
        })
    };
    move || {
        label().map(|label| {
            view! {
                <input
                    type="search"
                    class="filter"
                    aria-label=label.clone()
                    placeholder=label
                    on:keydown:capture=keep_typed_keys
                    on:keypress:capture=keep_typed_keys
                    on:keyup:capture=keep_typed_keys
                    on:input:capture=move |event| {
                        let text = event_target_value(&event);
                        handle.change(|model| model.set_filter(&text));
                    }
                />
            }
        })
    }
}

/// Keeps what is typed from a page's shortcuts of one key, which do not see that it is typed into a
/// box. Browsers that fill in forms send events of no key.
fn keep_typed_keys(event: impl AsRef<web_sys::Event>) {
    let Some(event) = event.as_ref().dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let is_command = event.ctrl_key() || event.meta_key() || event.alt_key();
    if event.key().chars().count() == 1 && !is_command {
        event.stop_propagation();
    }
}
