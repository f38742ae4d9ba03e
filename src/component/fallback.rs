//! The author's fallback content. While the list loads, `limit` reserves the height of that many rows.

use super::{skeleton, state::State, visible_list::ContentKind};
use crate::options::Options;
use leptos::prelude::*;

/// The fallback content. If it is empty, it is hidden but stays in the page, so that the badge
/// notices when a script adds content.
#[component]
pub(super) fn Fallback(
    options: Signal<Options>,
    state: RwSignal<State>,
    content: Memo<ContentKind>,
    /// The author's view.
    view: AnyView,
) -> impl IntoView {
    let is_visible = move || content.get() == ContentKind::Fallback;
    let reserved = move || {
        let options = options.read();
        let is_loading = matches!(*state.read(), State::Idle | State::Loading);
        let is_reserved = is_loading && options.limit.is_some() && is_visible();
        is_reserved.then(|| {
            let has_heading = options.heading.as_deref() != Some("");
            let heading = has_heading.then(|| view! { <div class="heading">{"\u{a0}"}</div> });
            let rows = skeleton::rows(&options);
            view! { <div class="reserved" aria-hidden={"true"}>{heading} {rows}</div> }
        })
    };
    view! {
        <div class="stack" hidden=move || !is_visible()>
            <div>{view}</div>
            {reserved}
        </div>
    }
}
