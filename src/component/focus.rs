//! Keeps the keyboard focus in the badge when the content of the badge changes.

use super::visible_list::{ContentKind, Row, VisibleList};
use crate::reactive::before_change;
use any_spawner::Executor;
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement};

/// The focus in a badge.
#[derive(Clone, Copy)]
pub(super) struct KeptFocus {
    section: NodeRef<html::Section>,
    list: Memo<VisibleList>,
    /// The id of the group whose row last contained the focus. It is not a signal, because no view
    /// depends on it.
    group: StoredValue<Option<String>>,
}

/// Keeps the focus within `section` whenever the list or the kind of content changes. The section
/// calls [`KeptFocus::remember`] when an element in it receives the focus.
pub(super) fn use_kept_focus(
    section: NodeRef<html::Section>,
    list: Memo<VisibleList>,
    content: Memo<ContentKind>,
) -> KeptFocus {
    let focus = KeptFocus {
        section,
        list,
        group: StoredValue::new(None),
    };
    before_change(list, move || focus.restore_after_change());
    before_change(content, move || focus.restore_after_change());
    focus
}

impl KeptFocus {
    /// Remembers the group whose row contains the element that receives the focus.
    pub(super) fn remember(self, event: &FocusEvent) {
        let element = event.target();
        let element = element.and_then(|target| target.dyn_into::<Element>().ok());
        let row = element.and_then(|element| element.closest("[part=group]").ok().flatten());
        let list = self.list.read_untracked();
        let group = row.and_then(|row| list.rows.get(position(&row)?));
        self.group
            .set_value(group.map(|row: &Row| row.content.id.clone()));
    }

    /// If an element of the badge has the focus, restores the focus after the view has changed. The
    /// focus moves to the first of these elements that is in the page:
    ///
    /// - the same element
    /// - the same part of the group's new row
    /// - the badge itself, so that the next Tab does not start at the top of the page
    fn restore_after_change(self) {
        let Some(section) = self.section.get_untracked() else {
            return;
        };
        let Some(element) = section.query_selector(":focus").ok().flatten() else {
            return;
        };
        let group = self.group.get_value();
        spawn_local(async move {
            Executor::tick().await;
            if element.matches(":focus").unwrap_or(true) {
                return;
            }
            let target = if section.contains(Some(&element)) {
                element.unchecked_into()
            } else {
                let replacement = self.replacement(&section, &element, group);
                replacement.unwrap_or(section)
            };
            // If the element cannot receive the focus, the focus does not move.
            let _ = target.focus();
        });
    }

    /// Returns the element in the group's new row that corresponds to `element`.
    fn replacement(
        self,
        section: &HtmlElement,
        element: &Element,
        group: Option<String>,
    ) -> Option<HtmlElement> {
        let group = group?;
        // The badge may have been removed by now.
        let list = self.list.try_read_untracked()?;
        let position = list.rows.iter().position(|row| row.content.id == group)?;
        let selector = format!(
            "[part=group]:nth-child({}) {}",
            position + 1,
            element.local_name()
        );
        let element = section.query_selector(&selector).ok().flatten()?;
        element.dyn_into().ok()
    }
}

/// Returns the position of an element among its siblings.
fn position(element: &Element) -> Option<usize> {
    let siblings = element.parent_element()?.children();
    let mut siblings = (0..siblings.length()).map(|index| siblings.item(index));
    siblings.position(|sibling| sibling.as_ref() == Some(element))
}
