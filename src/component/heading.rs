//! The heading, which also names the region.

use super::visible_list::ContentKind;
use crate::{language::Language, options::Options};
use leptos::{html::custom, prelude::*};

/// Returns the author's heading. If the author has set no heading or an empty heading, returns the
/// default of the language, because a region needs a name.
pub(super) fn heading_text(options: &Options, language: &Language) -> String {
    let heading = options.heading.as_deref();
    let heading = heading.filter(|heading| !heading.trim().is_empty());
    heading.map_or_else(|| language.words().heading.to_owned(), str::to_owned)
}

/// The heading. It is not rendered if the author has set `heading=""`, or while the fallback content
/// is visible.
#[component]
pub(super) fn Heading(
    options: Signal<Options>,
    language: Signal<Language, LocalStorage>,
    content: Memo<ContentKind>,
) -> impl IntoView {
    move || {
        let options = options.read();
        let is_visible =
            options.heading.as_deref() != Some("") && content.get() != ContentKind::Fallback;
        is_visible.then(|| {
            custom(tag(options.heading_level))
                .attr("part", "heading")
                .class("heading")
                // A text node would not be updated any more after a translator has replaced it.
                .prop("textContent", heading_text(&options, &language.read()))
        })
    }
}

/// Returns the name of the element. It is in capitals because Leptos compares it with `tagName`, to
/// decide whether it can reuse the element.
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
