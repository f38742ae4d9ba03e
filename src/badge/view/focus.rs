//! The keyboard's place in a badge whose content changes: it is never lost.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What had the focus before the content changed.
pub(super) struct Focus(Option<HtmlElement>);

impl Focus {
    pub(super) fn of(section: &Element) -> Self {
        let focused = section.query_selector(":focus").ok().flatten();
        Self(focused.map(JsCast::unchecked_into))
    }

    /// To be called when the content has changed. What had the focus keeps it, even if it has moved; if it is gone, the
    /// badge itself takes the focus, so that the next Tab starts from here and not from the top of the page.
    pub(super) fn restore(self, section: &HtmlElement) {
        let Some(focused) = self.0 else { return };
        if focused.matches(":focus").unwrap_or(true) {
            return;
        }
        let heir = if section.contains(Some(&focused)) {
            &focused
        } else {
            section
        };
        // An element that cannot have the focus leaves it where it is.
        let _ = heir.focus();
    }
}
