//! What stands where the list will be: rows of its size, so that nothing jumps when it comes.

use super::dom;
use crate::{badge::Scene, options::Show};
use web_sys::Element;

/// The rows of a list whose length nobody knows yet.
const FEW: u32 = 5;
/// More rows than any window shows; a larger `limit` needs no more room to keep what is in sight in its place.
const ENOUGH: u32 = 30;
/// What gives an empty line its height.
const BLANK: &str = "\u{a0}";

/// Rows as wide and as high as the list's may be.
#[derive(Default)]
pub(super) struct Skeleton {
    of: Option<(Option<u32>, Show)>,
    element: Option<Element>,
}

impl Skeleton {
    pub(super) fn show(&mut self, scene: &Scene) -> Option<&Element> {
        let options = scene.options();
        let of = Some((options.limit, options.show));
        if self.of != of {
            self.of = of;
            self.element = Some(rows(options.limit, options.show));
        }
        self.element.as_ref()
    }
}

/// The room that a list with a `limit` will take, under the author's content.
pub(super) fn room(scene: &Scene) -> Element {
    let room = dom::element("div", "room");
    let options = scene.options();
    if options.heading.as_deref() != Some("") {
        dom::append(&room, &dom::filled("div", "heading", BLANK));
    }
    let rows = rows(options.limit, options.show);
    rows.set_class_name("skeleton unseeable");
    dom::append(&room, &rows);
    room
}

fn rows(limit: Option<u32>, show: Show) -> Element {
    let row = dom::element("div", "group");
    let lines = [
        (true, "name"),
        (true, "count"),
        (show.topics || show.founded, "meta"),
        (show.description, "description"),
    ];
    for (_, class) in lines.iter().filter(|(is_shown, _)| *is_shown) {
        let line = dom::element("div", class);
        dom::append(&line, &dom::filled("span", "bar", BLANK));
        dom::append(&row, &line);
    }
    let list = dom::element("div", "list");
    for _ in 0..limit.unwrap_or(FEW).min(ENOUGH) {
        dom::append(&list, &dom::copy(&row));
    }
    let skeleton = dom::part("div", "skeleton");
    dom::set(&skeleton, "aria-hidden", Some("true"));
    dom::append(&skeleton, &list);
    if limit.is_some() {
        dom::append(&skeleton, &dom::filled("div", "more", BLANK));
    }
    skeleton
}
