//! Keeps the height of the badge when its list replaces taller fallback content, so that the
//! content below the badge does not jump. The height is released when another change alters it
//! anyway.

use super::{
    size_observer::SizeObserver,
    visible::{Content, VisibleList},
};
use crate::{
    options::Options,
    reactive::{before_change, effect},
};
use leptos::{html, prelude::*};
use web_sys::HtmlElement;

/// The height that is kept at the moment, if there is one.
pub(super) type KeptHeight = StoredValue<Option<Kept>, LocalStorage>;

/// Keeps the height of `section` when the list replaces the fallback content, and releases it when
/// the list, the options, the filter or the width of the badge changes. A view whose height changes
/// for another reason sets the returned value to `None`.
pub(super) fn use_kept_height(
    section: NodeRef<html::Section>,
    options: Signal<Options>,
    list: Memo<VisibleList>,
    content: Memo<Content>,
    filter: RwSignal<String>,
) -> KeptHeight {
    let kept = KeptHeight::new_local(None);
    let mut content_before = Content::Fallback;
    before_change(content, move || {
        let content = content.get_untracked();
        if content_before == Content::Fallback && content == Content::List {
            let section = section.get_untracked();
            kept.set_value(section.and_then(|section| Kept::new(section, kept)));
        }
        content_before = content;
    });
    let mut was_list = false;
    effect(Box::new(move || {
        options.track();
        list.track();
        filter.track();
        // The change that shows the list does not release the height.
        if was_list {
            kept.set_value(None);
        }
        was_list = content.get_untracked() == Content::List;
    }));
    kept
}

/// A height that is kept until this value is dropped.
pub(super) struct Kept {
    section: HtmlElement,
    _observer: SizeObserver,
}

const PROPERTY: &str = "min-block-size";

impl Kept {
    /// Makes `section` keep its present height. A change of its width clears `kept`.
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

impl Drop for Kept {
    fn drop(&mut self) {
        // Setting a property fails only for the styles of a rule that may not change.
        let _ = self.section.style().remove_property(PROPERTY);
    }
}
