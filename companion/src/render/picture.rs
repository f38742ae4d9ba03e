//! The lines that show the images: a screen reader is told of an image by its `alt` alone.

use super::{Escaped, View};

/// How many names an `alt` tells.
const NAMES: usize = 12;

/// The list in one sentence: "My Groups: 17 groups – SXSW 2007, …".
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

/// The `<picture>` with both images, as a link to the list as HTML. `base` is what the files' names
/// begin with.
pub fn snippet(view: &View<'_>, base: &str) -> String {
    let base = Escaped(base);
    format!(
        "<a href=\"{base}.html\">\n  <picture>\n    \
         <source media=\"(prefers-color-scheme: dark)\" srcset=\"{base}-dark.svg\">\n    \
         <img src=\"{base}.svg\" alt=\"{}\">\n  </picture>\n</a>\n",
        Escaped(&alt(view)),
    )
}
