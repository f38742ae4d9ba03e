//! The one place where the badge says how it stands. It is there from the start, so that a screen
//! reader tells of every change once.

use crate::badge::{
    BadgeHandle,
    model::{Content, Model},
    state::State,
};
use leptos::prelude::*;

#[component]
pub(super) fn Status(handle: BadgeHandle) -> impl IntoView {
    move || {
        let (text, is_visible, as_of) = handle.with(|model| {
            let (text, is_visible) = text(model);
            (text, is_visible, as_of(model))
        });
        let class = if is_visible { "status" } else { "unseen" };
        view! {
            <div role={"status"}>
                <p part=is_visible.then_some("status") class=class>{text}</p>
                {as_of.map(|as_of| view! { <p part="status" class="status">{as_of}</p> })}
            </div>
        }
    }
}

/// The line, and whether it is there to be seen: a list tells its length to those alone who do not
/// see it.
fn text(model: &Model) -> (String, bool) {
    let words = model.language.words();
    match model.content() {
        Content::Fallback | Content::Skeleton => (String::new(), false),
        Content::Empty => (words.empty.to_string(), true),
        Content::Unavailable => (words.unavailable.to_string(), true),
        Content::List => match model.matches() {
            0 => (words.no_match.to_string(), true),
            matches => (model.language.groups(matches), false),
        },
    }
}

/// When the list was loaded, where it is not fresh.
fn as_of(model: &Model) -> Option<String> {
    match &model.state {
        State::Failed {
            last: Some(loaded), ..
        } => Some(model.language.as_of(loaded.at)),
        _ => None,
    }
}
