//! Keeps the height of the badge when its list replaces taller fallback content, so that the
//! content below the badge does not jump. The height is released when another change would move
//! that content anyway.

use super::{
    size_observer::SizeObserver,
    visible_list::{ContentKind, VisibleList},
};
use crate::{
    options::Options,
    reactive::{before_change, effect},
};
use leptos::{html, prelude::*};
use web_sys::HtmlElement;

/// The kept height, or `None` if no height is kept.
pub(super) type KeptHeight = StoredValue<Option<HeightGuard>, LocalStorage>;

/// Keeps the height of `section` when the list replaces the fallback content, and releases it when
/// the list, the options, the filter or the width of the badge changes. To release the height for
/// another reason, set the returned value to `None`.
pub(super) fn use_kept_height(
    section: NodeRef<html::Section>,
    options: Signal<Options>,
    list: Memo<VisibleList>,
    content: Memo<ContentKind>,
    filter: RwSignal<String>,
) -> KeptHeight {
    let kept = KeptHeight::new_local(None);
    let mut content_before = ContentKind::Fallback;
    before_change(content, move || {
        let content = content.get_untracked();
        if content_before == ContentKind::Fallback && content == ContentKind::List {
            let section = section.get_untracked();
            kept.set_value(section.and_then(|section| HeightGuard::new(section, kept)));
        }
        content_before = content;
    });
    let mut was_list = false;
    effect(Box::new(move || {
        options.track();
        list.track();
        filter.track();
        // The effect also runs when the list replaces the fallback content. This run must not
        // release the height.
        if was_list {
            kept.set_value(None);
        }
        was_list = content.get_untracked() == ContentKind::List;
    }));
    kept
}

/// Keeps the height of a section until this value is dropped.
pub(super) struct HeightGuard {
    section: HtmlElement,
    _observer: SizeObserver,
}

/// The CSS property that keeps the height.
const PROPERTY: &str = "min-block-size";

impl HeightGuard {
    /// Makes `section` keep its present height. Sets `kept` to `None` when the width of `section`
    /// changes.
    fn new(section: HtmlElement, kept: KeptHeight) -> Option<Self> {
        let width = section.offset_width();
        let observer = SizeObserver::new([section.as_ref()], {
            let section = section.clone();
            move || {
                if section.offset_width() != width {
                    kept.set_value(None);
                }
            }
        })?;
        let height = format!("{}px", section.offset_height());
        section.style().set_property(PROPERTY, &height).ok()?;
        Some(Self {
            section,
            _observer: observer,
        })
    }
}

impl Drop for HeightGuard {
    fn drop(&mut self) {
        // Removing a property fails only if a style is read-only. An element's own style is not.
        let _ = self.section.style().remove_property(PROPERTY);
    }
}
