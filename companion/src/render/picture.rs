//! The lines for a page that show the images. Screen readers read only the `alt` of an image.

use super::{Escaped, View};

/// The number of names in an `alt`.
const NAMES: usize = 12;

/// Returns the list in one sentence: "My Groups: 17 groups – SXSW 2007, …".
pub fn alt(view: &View<'_>) -> String {
    let heading = view.heading();
    let count = view.language.groups(view.entries.len());
    let mut alt = if heading.is_empty() {
        count
    } else {
        format!("{heading}: {count}")
    };
    for (place, entry) in view.entries.iter().take(NAMES).enumerate() {
        alt.push_str(if place == 0 { " – " } else { ", " });
        alt.push_str(&entry.group.name);
    }
    if view.entries.len() > NAMES {
        alt.push_str(", …");
    }
    alt
}

/// Returns the `<picture>` with both images, inside a link to the HTML document. `base` is the start of
/// the documents' names.
pub fn snippet(view: &View<'_>, base: &str) -> String {
    let base = Escaped(base);
    format!(
        "<a href=\"{base}.html\">\n  <picture>\n    \
         <source media=\"(prefers-color-scheme: dark)\" srcset=\"{base}-dark.svg\">\n    \
         <img src=\"{base}.svg\" alt=\"{}\">\n  </picture>\n</a>\n",
        Escaped(&alt(view)),
    )
}
