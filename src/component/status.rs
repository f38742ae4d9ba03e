//! The live region, in which the badge reports its state. It exists from the start, so that screen
//! readers announce every change once.

use super::{
    state::State,
    visible_list::{ContentKind, VisibleList},
};
use crate::language::Language;
use leptos::prelude::*;

/// The live region.
#[component]
pub(super) fn Status(
    state: RwSignal<State>,
    list: Memo<VisibleList>,
    content: Memo<ContentKind>,
    language: Signal<Language, LocalStorage>,
    filter: RwSignal<String>,
) -> impl IntoView {
    let line = move || {
        let language = language.read();
        let words = language.words();
        // The number of groups is for screen readers only, so this line is not visible.
        let (text, is_visible) = match content.get() {
            ContentKind::Fallback | ContentKind::Skeleton => (String::new(), false),
            ContentKind::Empty => (words.empty.to_owned(), true),
            ContentKind::Unavailable => (words.unavailable.to_owned(), true),
            ContentKind::List => match list.read().count_matches(&filter.read()) {
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
    // If a reload has failed, the time at which the visible list was loaded.
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
