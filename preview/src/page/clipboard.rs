//! Copying to the clipboard, with the older way for pages without access to it.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long a button confirms the copy, in milliseconds.
const CONFIRMATION_MS: u32 = 2500;

/// Copies a text. If the browser does not allow it, selects the text in `shown`, so that the visitor can
/// copy it by keyboard. Returns whether the text was copied.
async fn copy(text: &str, shown: Option<web_sys::HtmlElement>) -> bool {
    if write(text).await.is_some() {
        return true;
    }
    let Some(shown) = shown else {
        return false;
    };
    let selection = window().get_selection().ok().flatten();
    let Some(selection) = selection.filter(|it| it.select_all_children(&shown).is_ok()) else {
        return false;
    };
    drop(selection);
    call(&document(), "execCommand", &"copy".into()).is_some_and(|done| done.is_truthy())
}

/// Writes to the clipboard. Only pages on https and localhost have access to it.
async fn write(text: &str) -> Option<()> {
    let navigator: JsValue = window().navigator().into();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let written = call(&clipboard, "writeText", &text.into())?;
    let written: Promise = written.dyn_into().ok()?;
    JsFuture::from(written).await.ok().map(|_| ())
}

fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    method.call1(object, argument).ok()
}

/// The label of the button if the text could only be selected.
pub(super) const BY_KEYS: &str = "Press Ctrl+C or ⌘C";

/// Returns a button that copies, and then confirms it for a while or says what to do `otherwise`.
/// `what` completes the label for screen readers.
pub(super) fn copy_button(
    label: &'static str,
    what: Option<&'static str>,
    text: impl Fn() -> String + Clone + Send + 'static,
    shown: NodeRef<leptos::html::Code>,
    otherwise: &'static str,
) -> impl IntoView {
    let said = RwSignal::new(None::<&'static str>);
    let press = move |_| {
        let text = untrack(&text);
        let shown = shown.get_untracked();
        spawn_local(async move {
            let is_done = copy(&text, shown.map(JsCast::unchecked_into)).await;
            let words = if is_done { "Copied" } else { otherwise };
            // The page may be gone by now.
            let _ = said.try_set(Some(words));
            gloo_timers::future::TimeoutFuture::new(CONFIRMATION_MS).await;
            let _ = said.try_set(None);
        });
    };
    view! {
        <button type="button" class="copy" on:click=press>
            <span class="label" class:gone=move || said.get().is_some()>
                {label}
                {what.map(|what| view! { <span class="visually-hidden">" "{what}</span> })}
            </span>
            <span class="said" role="status">{move || said.get()}</span>
        </button>
    }
}
