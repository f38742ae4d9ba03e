//! What stands where the list will be: rows of its size, so that nothing jumps when it comes.

use crate::{badge::BadgeHandle, options::Options};
use leptos::prelude::*;

/// What gives an empty line its height. It is put in as a value: Leptos writes an element that is
/// static altogether as HTML, which Trusted Types forbid.
const BLANK: &str = "\u{a0}";

/// The skeleton, with a line for those who do not see it.
#[component]
pub(super) fn LoadingSkeleton(handle: BadgeHandle) -> impl IntoView {
    move || {
        handle.with(|model| {
            view! {
                <p class="unseen">{model.language.words().loading}</p>
                <div part="skeleton" aria-hidden={"true"}>{rows(&model.options)}</div>
            }
        })
    }
}

/// The rows, as many and as high as the list's may be.
pub(super) fn rows(options: &Options) -> impl IntoView + use<> {
    /// The rows of a list whose length is not known yet.
    const DEFAULT_ROWS: u32 = 5;
    /// More rows than any window shows; a longer list keeps what is in view in its place as well.
    const MAX_ROWS: u32 = 30;
    let show = options.show;
    let rows = (0..options.limit.unwrap_or(DEFAULT_ROWS).min(MAX_ROWS))
        .map(|_| {
            let meta = (show.topics || show.founded).then(|| line("meta"));
            let description = show.description.then(|| line("description"));
            view! { <div class="group">{line("name")} {line("count")} {meta} {description}</div> }
        })
        .collect_view();
    let more = options
        .limit
        .map(|_| view! { <div class="more">{BLANK}</div> });
    view! {
        <div class="skeleton">
            <div class="list">{rows}</div>
            {more}
        </div>
    }
}

fn line(class: &'static str) -> impl IntoView {
    view! { <div class=class><span class="bar">{BLANK}</span></div> }
}
