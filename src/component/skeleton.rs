//! The skeleton: rows with the size of the list's rows, so that nothing moves when the list replaces
//! them.

use crate::{language::Language, options::Options};
use leptos::prelude::*;

/// A no-break space, which gives an empty line its height.
const BLANK: &str = "\u{a0}";

/// The skeleton, with a line for screen readers.
#[component]
pub(super) fn LoadingSkeleton(
    options: Signal<Options>,
    language: Signal<Language, LocalStorage>,
) -> impl IntoView {
    view! {
        <p class="unseen" prop:textContent=move || language.read().words().loading></p>
        <div part="skeleton" aria-hidden={"true"}>{move || rows(&options.read())}</div>
    }
}

/// Returns as many rows as the list may have, each as high as a row of the list.
pub(super) fn rows(options: &Options) -> impl IntoView + use<> {
    /// The number of rows for a list without a limit, whose length is not known yet.
    const DEFAULT_ROWS: u32 = 5;
    /// The maximum number of rows: no window shows more.
    const MAX_ROWS: u32 = 30;
    let show = options.show;
    let rows = (0..options.limit.unwrap_or(DEFAULT_ROWS).min(MAX_ROWS))
        .map(|_| {
            let meta = (show.topics || show.founded).then(|| line("meta"));
            let description = show.description.then(|| line("description"));
            view! { <div class="group">{line("name")} {line("count")} {meta} {description}</div> }
        })
        .collect_view();
    let button = options
        .limit
        .map(|_| view! { <div class="more">{BLANK}</div> });
    view! {
        <div class="skeleton">
            <div class="list">{rows}</div>
            {button}
        </div>
    }
}

fn line(class: &'static str) -> impl IntoView {
    view! { <div class=class><span class="bar">{BLANK}</span></div> }
}
