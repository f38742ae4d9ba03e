//! The keyboard's place in a badge whose content changes: it is never lost.

use leptos::{html, prelude::*, task};
use wasm_bindgen::JsCast;

/// Watches over the focus inside one badge.
#[derive(Clone, Copy)]
pub(super) struct Focus(NodeRef<html::Section>);

impl Focus {
    pub(super) fn new(section: NodeRef<html::Section>) -> Self {
        Self(section)
    }

    /// To be called before the content changes. What has the focus keeps it, even if it moves; if it goes, the badge
    /// itself takes the focus, so that the next Tab starts from here and not from the top of the page.
    pub(super) fn keep(self) {
        let Some(section) = self.0.get_untracked() else {
            return;
        };
        let Ok(Some(focused)) = section.query_selector(":focus") else {
            return;
        };
        task::spawn_local(async move {
            task::tick().await;
            if focused.matches(":focus").unwrap_or(true) {
                return;
            }
            let heir = if section.contains(Some(&focused)) {
                focused.unchecked_into()
            } else {
                section
            };
            // An element that cannot have the focus leaves it where it is.
            let _ = heir.focus();
        });
    }
}
