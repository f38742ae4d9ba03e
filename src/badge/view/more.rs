//! The button for the groups beyond the limit. It is one element whatever it says, so that it keeps
//! the focus.

use crate::badge::{BadgeHandle, model::Model};
use leptos::prelude::*;

#[component]
pub(super) fn More(handle: BadgeHandle) -> impl IntoView {
    move || {
        handle.with(label).map(|label| {
            view! {
                <button
                    type="button"
                    part="more"
                    class="more"
                    on:click:capture=move |_| handle.change(Model::toggle_limit)
                >
                    {label}
                </button>
            }
        })
    }
}

/// What the button says; `None` where the limit hides nothing.
fn label(model: &Model) -> Option<String> {
    model
        .options
        .limit
        .filter(|limit| model.total > *limit as usize)?;
    Some(if model.is_expanded {
        model.language.words().show_fewer.to_string()
    } else {
        model.language.show_all(model.total)
    })
}
