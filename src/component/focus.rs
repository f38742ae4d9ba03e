//! The keyboard focus in a badge whose content changes: it is never lost to the page.

use super::visible::{Content, Row, VisibleList};
use crate::reactive::effect_before_view;
use any_spawner::Executor;
use leptos::{html, prelude::*, task::spawn_local};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Keeps the focus within `section` whenever the list or the kind of content changes.
pub(super) fn use_kept_focus(
    section: NodeRef<html::Section>,
    list: Memo<VisibleList>,
    content: Memo<Content>,
) {
    let mut rows_before = Arc::default();
    effect_before_view(move || {
        content.track();
        let rows = Arc::clone(&list.read().rows);
        let focus = section
            .get_untracked()
            .and_then(|section| Focus::of(section, &rows_before));
        rows_before = Arc::clone(&rows);
        if let Some(focus) = focus {
            spawn_local(focus.restore(rows));
        }
    });
}

/// What had the focus in a badge before its content changed.
struct Focus {
    section: HtmlElement,
    element: Element,
    /// The id of the group whose row contains the element.
    group: Option<String>,
}

impl Focus {
    /// Returns the focus if it is in the badge, which shows these `rows`.
    fn of(section: HtmlElement, rows: &[Row]) -> Option<Self> {
        let element = section.query_selector(":focus").ok().flatten()?;
        let list_item = element.closest("[part=group]").ok().flatten();
        let group = list_item.and_then(|list_item| {
            let siblings = list_item.parent_element()?.children();
            let position = (0..siblings.length())
                .position(|at| siblings.item(at).as_ref() == Some(&list_item));
            Some(rows.get(position?)?.content.id.clone())
        });
        Some(Self {
            section,
            element,
            group,
        })
    }

    /// Restores the focus once the change to these `rows` is in the page: to the same element, or
    /// else to the same part of the group's new row, or else to the badge itself, so that the next
    /// Tab starts there and not at the top of the page.
    async fn restore(self, rows: Arc<[Row]>) {
        Executor::tick().await;
        if self.element.matches(":focus").unwrap_or(true) {
            return;
        }
        let target = if self.section.contains(Some(&self.element)) {
            self.element.unchecked_into()
        } else {
            self.replacement(&rows).unwrap_or(self.section)
        };
        // If the element cannot have the focus, the focus stays where it is.
        let _ = target.focus();
    }

    /// Returns the element that replaces the focused one in the group's new row.
    fn replacement(&self, rows: &[Row]) -> Option<HtmlElement> {
        let group = self.group.as_ref()?;
        let position = rows.iter().position(|row| row.content.id == *group)?;
        let selector = format!(
            "[part=group]:nth-child({}) {}",
            position + 1,
            self.element.local_name()
        );
        let element = self.section.query_selector(&selector).ok().flatten()?;
        element.dyn_into().ok()
    }
}
