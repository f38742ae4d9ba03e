//! The outcome of a badge's last request, in words.

use super::badge::Outcome;
use leptos::prelude::*;

/// Returns the outcome as text with a coloured dot. A failure has its kind and status, by which the
/// documentation explains it.
pub(super) fn outcome(outcome: RwSignal<Outcome>) -> impl IntoView {
    move || match outcome.get() {
        Outcome::Loading => view! { <span class="dot busy"></span> "Loading…" }.into_any(),
        Outcome::Loaded { count } => {
            let noun = if count == 1 { "group" } else { "groups" };
            view! { <span class="dot good"></span> {format!("Loaded {count} {noun}")} }.into_any()
        }
        Outcome::Failed {
            kind,
            status,
            message,
        } => {
            let status = if status == 0 {
                String::new()
            } else {
                format!(" {status}")
            };
            view! {
                <span class="dot bad"></span>
                <code>{format!("error {kind}{status}")}</code>
                " "
                {message}
            }
            .into_any()
        }
    }
}
