//! The author's fallback content. If `limit` is set, it takes as much space as the list.

use super::{skeleton, state::State, visible::Content};
use crate::options::Options;
use leptos::prelude::*;

/// The fallback content. Empty content is in the page, but hidden, so that the badge notices when a
/// script fills it.
#[component]
pub(super) fn Fallback(
    options: Signal<Options>,
    state: RwSignal<State>,
    content: Memo<Content>,
    /// The author's view.
    view: AnyView,
) -> impl IntoView {
    let is_visible = move || content.get() == Content::Fallback;
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
