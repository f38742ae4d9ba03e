//! The author's own content, in the place that the list will take if `limit` says how much that is.

use super::skeleton;
use crate::badge::{
    BadgeHandle,
    model::{Content, Model},
    state::State,
};
use leptos::prelude::*;

#[component]
pub(super) fn Fallback(handle: BadgeHandle, content: AnyView) -> impl IntoView {
    let reserved = move || {
        handle.with(|model| {
            let has_heading = model.options.heading.as_deref() != Some("");
            is_reserved(model).then(|| {
                let heading = has_heading.then(|| view! { <div class="heading">{"\u{a0}"}</div> });
                let rows = skeleton::rows(&model.options);
                view! { <div class="reserved" aria-hidden={"true"}>{heading} {rows}</div> }
            })
        })
    };
    // Where there is a skeleton the author's content is empty, but there to be seen if it is filled.
    // `hidden` is a text, as `aria-busy` is, and shares its code.
    view! {
        <div
            class="stack"
            hidden=move || handle.with(is_hidden).then(String::new)
        >
            <div>{content}</div>
            {reserved}
        </div>
    }
}

fn is_reserved(model: &Model) -> bool {
    let is_awaited = matches!(model.state, State::Idle | State::Loading);
    is_awaited && model.options.limit.is_some() && model.content() == Content::Fallback
}

fn is_hidden(model: &Model) -> bool {
    model.content() != Content::Fallback
}
