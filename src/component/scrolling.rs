//! Whether the badge scrolls, which makes it reachable by keyboard.

use super::visible::Content;
use crate::reactive::effect;
use leptos::{html, prelude::*};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ResizeObserver};

/// Returns whether the content of `section` is higher than `section`, which `--mgb-max-height` can
/// limit.
pub(super) fn use_is_scrolling(
    section: NodeRef<html::Section>,
    content: Memo<Content>,
) -> RwSignal<bool> {
    let is_scrolling = RwSignal::new(false);
    let observed = StoredValue::new_local(None::<Observed>);
    effect(Box::new(move || {
        content.track();
        let section = section.get();
        observed.set_value(section.and_then(|section| Observed::new(&section, is_scrolling)));
    }));
    is_scrolling
}

/// Two equal heights can differ by this much, because each of them is rounded.
const ROUNDING_PX: i32 = 1;

/// A section whose size is observed until this value is dropped.
struct Observed {
    observer: ResizeObserver,
    _on_resize: Closure<dyn FnMut()>,
}

impl Observed {
    /// Observes the section and its parts. The parts are observed because the height of a section
    /// that scrolls does not change when a part grows.
    fn new(section: &HtmlElement, is_scrolling: RwSignal<bool>) -> Option<Self> {
        let parts = section.children();
        // The browser has just laid out the page, so that reading sizes costs nothing.
        let on_resize = Closure::new({
            let section = section.clone();
            move || {
                let scrolls = section.scroll_height() > section.client_height() + ROUNDING_PX;
                if is_scrolling.get_untracked() != scrolls {
                    is_scrolling.set(scrolls);
                }
            }
        });
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        observer.observe(section);
        for part in (0..parts.length()).filter_map(|at| parts.item(at)) {
            observer.observe(&part);
        }
        Some(Self {
            observer,
            _on_resize: on_resize,
        })
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
