//! The heading, and with it the name of the region.

use crate::badge::{
    BadgeHandle,
    model::{Content, Model},
};
use leptos::{html::custom, prelude::*};

/// The author's text, or that of the language; also where no heading is seen, since a region needs
/// a name.
pub(super) fn text(model: &Model) -> String {
    let own = model.options.heading.as_deref();
    let own = own.filter(|heading| !heading.trim().is_empty());
    own.map_or_else(|| model.language.words().heading.to_string(), str::to_owned)
}

#[component]
pub(super) fn Heading(handle: BadgeHandle) -> impl IntoView {
    move || {
        handle.with(|model| {
            let is_wanted = model.options.heading.as_deref() != Some("");
            let is_shown = is_wanted && model.content() != Content::Fallback;
            is_shown.then(|| {
                custom(tag(model.options.heading_level))
                    .attr("part", "heading")
                    .class("heading")
                    .child(text(model))
            })
        })
    }
}

/// The element's name in capitals, as Leptos compares it when it decides whether the element stays.
fn tag(level: u8) -> &'static str {
    match level {
        1 => "H1",
        3 => "H3",
        4 => "H4",
        5 => "H5",
        6 => "H6",
        _ => "H2",
    }
}
