//! The keyboard focus in a badge whose content changes: it is never lost.

use any_spawner::Executor;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What had the focus in a badge before its content changed.
pub(super) struct Focus {
    section: HtmlElement,
    focused: Element,
}

impl Focus {
    pub(super) fn of(section: HtmlElement) -> Option<Self> {
        let focused = section.query_selector(":focus").ok().flatten()?;
        Some(Self { section, focused })
    }

    /// Gives the focus back to what had it, once the change is in the page. If that is gone, the
    /// badge itself takes the focus, so that the next Tab starts from here and not from the top of
    /// the page.
    pub(super) async fn restore(self) {
        Executor::tick().await;
        if self.focused.matches(":focus").unwrap_or(true) {
            return;
        }
        let heir = if self.section.contains(Some(&self.focused)) {
            self.focused.unchecked_into()
        } else {
            self.section
        };
        // An element that cannot have the focus leaves it where it is.
        let _ = heir.focus();
    }
}
