//! Whether the badge scrolls, which makes it reachable by keyboard.

use super::{size_observer::SizeObserver, visible::Content};
use crate::reactive::effect;
use leptos::{html, prelude::*};
use web_sys::{Element, HtmlElement};

/// Returns whether the content of `section` is higher than `section`, which `--mgb-max-height` can
/// limit.
pub(super) fn use_is_scrolling(
    section: NodeRef<html::Section>,
    content: Memo<Content>,
) -> RwSignal<bool> {
    let is_scrolling = RwSignal::new(false);
    let observer = StoredValue::new_local(None::<SizeObserver>);
    effect(Box::new(move || {
        content.track();
        let section = section.get();
        observer.set_value(section.and_then(|section| observe(section, is_scrolling)));
    }));
    is_scrolling
}

/// Updates `is_scrolling` whenever the size of the section or of one of its parts changes. The parts
/// are observed because the height of a section that scrolls does not change when a part grows.
fn observe(section: HtmlElement, is_scrolling: RwSignal<bool>) -> Option<SizeObserver> {
    /// Two equal heights can differ by this much, because each of them is rounded.
    const ROUNDING_PX: i32 = 1;

    let children = section.children();
    let mut observed: Vec<Element> = (0..children.length())
        .filter_map(|index| children.item(index))
        .collect();
    observed.push(section.clone().into());
    SizeObserver::new(&observed, move || {
        let scrolls = section.scroll_height() > section.client_height() + ROUNDING_PX;
        // The badge may be gone by now.
        if is_scrolling.try_get_untracked() == Some(!scrolls) {
            is_scrolling.set(scrolls);
        }
    })
}
