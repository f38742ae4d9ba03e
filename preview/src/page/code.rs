//! A block of code with a button that copies it.

use super::clipboard::{BY_KEYS, copy_button};
use leptos::prelude::*;

/// Returns code in a region that scrolls, and a button that copies it.
pub(super) fn code_block(
    class: &'static str,
    label: &'static str,
    code: Memo<String>,
) -> impl IntoView {
    let shown = NodeRef::new();
    view! {
        <div class=format!("code-block {class}")>
            // It scrolls, so the keyboard must reach it.
            <pre tabindex="0" role="region" aria-label=label><code node_ref=shown>{code}</code></pre>
            <div class="buttons">
                {copy_button("Copy", Some(label), move || code.get(), shown, BY_KEYS)}
            </div>
        </div>
    }
}
