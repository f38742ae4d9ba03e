//! Elements by hand: typed views of everything here would be the larger part of what a visitor downloads, and rows that
//! are copied from a pattern are made in half the time. Text is only ever set as text.

use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

// What the DOM refuses only for names that are none, or for nodes that are not where they are said to be, is declared
// here without an error: each would be handled, and its handling downloaded, at every call. Names here are ours, and
// where a node is, is asked just before.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create(name: &str) -> Element;

    #[wasm_bindgen(extends = Element)]
    type Own;
    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_attribute(this: &Own, name: &str, value: &str);
    #[wasm_bindgen(method, js_name = removeAttribute)]
    fn remove_attribute(this: &Own, name: &str);
    #[wasm_bindgen(method, js_name = cloneNode)]
    fn clone_node(this: &Own, deep: bool) -> Element;

    #[wasm_bindgen(extends = Node)]
    type Place;
    #[wasm_bindgen(method, js_name = insertBefore)]
    fn insert_before(this: &Place, child: &Node, next: Option<&Node>);
    #[wasm_bindgen(method)]
    fn remove(this: &Place);
    #[wasm_bindgen(method, js_name = replaceWith)]
    fn replace_with(this: &Place, other: &Node);
    #[wasm_bindgen(method, setter, js_name = textContent)]
    fn set_text_content(this: &Place, text: &str);
    #[wasm_bindgen(method, setter, js_name = textContent)]
    fn set_text_at_hand(this: &Place, text: &JsString);
}

/// An element.
pub(super) fn bare(name: &str) -> Element {
    create(name)
}

/// An element of a class.
pub(super) fn element(name: &str, class: &str) -> Element {
    let element = create(name);
    element.set_class_name(class);
    element
}

/// The same, as a part that a page's own style sheet can reach; its name is its class.
pub(super) fn part(name: &str, part: &str) -> Element {
    let element = element(name, part);
    set(&element, "part", Some(part));
    element
}

/// A copy of an element and all that is in it.
pub(super) fn copy(element: &Element) -> Element {
    element.unchecked_ref::<Own>().clone_node(true)
}

/// Sets an attribute, or takes it away; one that is so already is not touched.
pub(super) fn set(element: &Element, name: &str, value: Option<&str>) {
    let own = element.unchecked_ref::<Own>();
    match value {
        Some(value) if element.get_attribute(name).as_deref() == Some(value) => {}
        Some(value) => own.set_attribute(name, value),
        None => own.remove_attribute(name),
    }
}

/// Sets the text; one that is so already is not touched, or a screen reader would say it again.
pub(super) fn set_text(node: &Node, text: &str) {
    if node.text_content().as_deref() != Some(text) {
        fill(node, text);
    }
}

/// Sets the text of an element that has none yet.
pub(super) fn fill(node: &Node, text: &str) {
    node.unchecked_ref::<Place>().set_text_content(text);
}

/// The same with a text that is in the browser's hands already.
pub(super) fn fill_at_hand(node: &Node, text: &JsString) {
    node.unchecked_ref::<Place>().set_text_at_hand(text);
}

/// An element of a class that holds a text.
pub(super) fn filled(name: &str, class: &str, text: &str) -> Element {
    let element = element(name, class);
    fill(&element, text);
    element
}

/// Puts an element before another, or last.
pub(super) fn insert(parent: &Node, child: &Node, next: Option<&Node>) {
    parent.unchecked_ref::<Place>().insert_before(child, next);
}

/// Puts an element last.
pub(super) fn append(parent: &Node, child: &Node) {
    insert(parent, child, None);
}

/// Takes a node out of where it is.
pub(super) fn remove(node: &Node) {
    node.unchecked_ref::<Place>().remove();
}

/// Puts a node where another one is.
pub(super) fn replace(node: &Node, other: &Node) {
    node.unchecked_ref::<Place>().replace_with(other);
}

/// Makes these the children, in this order. What is in its place already is not touched.
pub(super) fn arrange<'a>(parent: &Node, wanted: impl Iterator<Item = &'a Element>) {
    let mut next = parent.first_child();
    for child in wanted {
        next = step(parent, child, next);
    }
    while let Some(rest) = next {
        next = rest.next_sibling();
        remove(&rest);
    }
}

/// Puts a child before `next`, unless it is that itself; gives what follows it.
fn step(parent: &Node, child: &Node, next: Option<Node>) -> Option<Node> {
    let mut next = next;
    let follower = next.as_ref().and_then(Node::next_sibling);
    if follower.as_ref() == Some(child) {
        // One that comes later stands in the way of all the others: it goes, and comes back in its turn.
        next.iter().for_each(remove);
        next = follower;
    }
    if next.as_ref() == Some(child) {
        return child.next_sibling();
    }
    insert(parent, child, next.as_ref());
    next
}
