//! The author's own content, in the place that the list will take if `limit` says how much that is.

use super::skeleton::Skeleton;
use crate::badge::state::State;
use crate::badge::{
    BadgeHandle,
    model::{Content, Model},
};
use leptos::prelude::*;

#[component]
pub(super) fn Fallback(handle: BadgeHandle, content: AnyView) -> impl IntoView {
    let reserved = move || {
        handle.with(is_reserved).then(|| {
            let has_heading = handle.with(|model| model.options.heading.as_deref() != Some(""));
            let heading = has_heading.then(|| view! { <div class="heading">{"\u{a0}"}</div> });
            view! { <div class="reserved" aria-hidden={"true"}>{heading} <Skeleton handle/></div> }
        })
    };
    // Where there is a skeleton the author's content is empty, but there to be seen if it is filled.
    view! {
        <div
            class="stack"
            hidden=move || handle.with(|model| model.content() != Content::Fallback)
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
