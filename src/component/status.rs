//! The live region, in which the badge reports its state. It exists from the start, so that screen
//! readers announce every change once.

use super::{
    state::State,
    visible::{Content, VisibleList},
};
use crate::language::Language;
use leptos::prelude::*;

/// The live region.
#[component]
pub(super) fn Status(
    state: RwSignal<State>,
    list: Memo<VisibleList>,
    content: Memo<Content>,
    language: Signal<Language, LocalStorage>,
    filter: RwSignal<String>,
) -> impl IntoView {
    let line = move || {
        let language = language.read();
        let words = language.words();
        // The length of the list is for screen readers only, so that line is not visible.
        let (text, is_visible) = match content.get() {
            Content::Fallback | Content::Skeleton => (String::new(), false),
            Content::Empty => (words.empty.to_owned(), true),
            Content::Unavailable => (words.unavailable.to_owned(), true),
            Content::List => match list.read().count_matches(&filter.read()) {
                0 => (words.no_match.to_owned(), true),
                matches => (language.groups(matches), false),
            },
        };
        let (part, class) = if is_visible {
            (Some("status"), "status")
        } else {
            (None, "unseen")
        };
        view! { <p part=part class=class prop:textContent=text></p> }
    };
    // The time of a list that is not fresh, because reloading it failed.
    let as_of = move || match &*state.read() {
        State::Failed {
            last: Some(list), ..
        } => {
            let text = language.read().as_of(list.loaded_at);
            Some(view! { <p part="status" class="status" prop:textContent=text></p> })
        }
        _ => None,
    };
    view! { <div role={"status"}>{line} {as_of}</div> }
}
