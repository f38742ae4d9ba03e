//! Elements by hand: typed views of everything here would be the larger part of what a visitor downloads, and rows that
//! are copied from a pattern are made in half the time. What it does is in `dom.js`.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

#[wasm_bindgen(module = "/src/badge/view/dom.js")]
extern "C" {
    #[wasm_bindgen(js_name = element)]
    fn make(name: &str, class: &str, is_part: bool) -> Element;
    /// Sets an attribute, or takes it away; one that is so already is not touched.
    pub(super) fn set(element: &Element, name: &str, value: Option<&str>);
    /// Sets the text; one that is so already is not touched, or a screen reader would say it again.
    #[wasm_bindgen(js_name = setText)]
    pub(super) fn set_text(node: &Node, text: &str);
    /// Copies a row for each of some places: with a name and a size, one a line, or no size where that is empty.
    pub(super) fn copy(
        pattern: &Element,
        rows: &Array,
        places: &[usize],
        names: &str,
        members: &str,
    );
    /// The rows at some places; none where there is no such place.
    pub(super) fn picked(rows: &Array, places: &[usize]) -> Array;
    /// For each id of a list, one a line, its place in another list; a place beyond any list where it has none.
    pub(super) fn places(before: &str, ids: &str) -> Vec<usize>;
    /// Hides the rows at some places, or shows them.
    pub(super) fn hide(rows: &Array, places: &[usize], is_hidden: bool);
    /// Has an element keep the height that it has, so that nothing below it jumps; or no longer.
    #[wasm_bindgen(js_name = keepHeight)]
    pub(super) fn keep_height(element: &Element, is_kept: bool);
    /// What has the focus in the badge.
    pub(super) fn focused(section: &Element) -> Option<Element>;
    /// To be called when the content has changed: gives the focus back to what had it, or the badge itself if that is gone.
    pub(super) fn refocus(section: &Element, focused: &Element);
    /// Puts nodes last.
    #[wasm_bindgen(js_name = append)]
    pub(super) fn append_all(parent: &Node, children: &Array);
    /// Makes these the children, in this order. What is in its place already is not touched.
    #[wasm_bindgen(js_name = arrange)]
    pub(super) fn arrange_all(parent: &Node, children: &Array);
}

/// An element.
pub(super) fn bare(name: &str) -> Element {
    make(name, "", false)
}

/// An element of a class.
pub(super) fn element(name: &str, class: &str) -> Element {
    make(name, class, false)
}

/// The same, as a part that a page's own style sheet can reach; its name is its class.
pub(super) fn part(name: &str, part: &str) -> Element {
    make(name, part, true)
}

/// An element of a class that holds a text.
pub(super) fn filled(name: &str, class: &str, text: &str) -> Element {
    let element = element(name, class);
    set_text(&element, text);
    element
}

/// Puts nodes last.
pub(super) fn append<'a, N: AsRef<JsValue> + 'a>(
    parent: &Node,
    children: impl IntoIterator<Item = &'a N>,
) {
    append_all(parent, &array(children));
}

/// Makes these the children, in this order. What is in its place already is not touched.
pub(super) fn arrange<'a>(parent: &Node, children: impl IntoIterator<Item = &'a Element>) {
    arrange_all(parent, &array(children));
}

fn array<'a, N: AsRef<JsValue> + 'a>(nodes: impl IntoIterator<Item = &'a N>) -> Array {
    let array = Array::new();
    for node in nodes {
        array.push(node.as_ref());
    }
    array
}
