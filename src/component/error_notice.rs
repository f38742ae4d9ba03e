//! The explanation of a failure, for the site's owner only.

use super::state::State;
use crate::{options::Options, owner, page};
use leptos::prelude::*;

/// The kind of the failure and what to do about it, if the option `debug` is on. The text is in
/// English on every page.
#[component]
pub(super) fn ErrorNotice(options: Signal<Options>, state: RwSignal<State>) -> impl IntoView {
    move || {
        let state = state.read();
        let is_owner = options.read().debug.is_on(page::is_local());
        let failure = state.failure().filter(|_| is_owner)?;
        let (kind, text) = (failure.kind(), owner::explain(failure));
        Some(view! {
            <p part="status" class="notice" dir={"ltr"}>
                <b prop:textContent=kind></b>
                <span prop:textContent=format!(": {text}")></span>
            </p>
        })
    }
}
