//! The content of the tag: the link alone, or the list as static HTML. Phrasing content only.

use super::escape::{attribute, text};
use std::fmt::Write;

/// What whoever sees no badge sees in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Content {
    /// The address of the author's own page of groups; empty for no link.
    pub(crate) link: String,
    /// The link's text, where no heading stands for it.
    pub(crate) text: String,
    /// The heading of the static list; `None` where the badge has none.
    pub(crate) heading: Option<Heading>,
    /// The groups to list; empty for the link alone.
    pub(crate) groups: Vec<Entry>,
    /// Whether the groups stand in a line and not one below the other.
    pub(crate) is_inline: bool,
}

/// The badge's heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Its text.
    pub(crate) text: String,
    /// Its level, 1 to 6.
    pub(crate) level: u8,
}

/// One group of the static list. There is none for a private group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The group's name.
    pub(crate) name: String,
    /// Its size in words, such as "131 members"; may be empty.
    pub(crate) members: String,
    /// The address that its name links to; empty for none.
    pub(crate) url: String,
}

impl Content {
    /// The content as HTML on one line; empty where there is none.
    ///
    /// Headings and list items are roles on phrasing elements: `<h2>`, `<ul>` and `<li>` end a
    /// paragraph, and wpautop puts `<p>` around each.
    pub(crate) fn html(&self) -> String {
        if self.groups.is_empty() {
            return match self.link.as_str() {
                "" => String::new(),
                link => anchor(link, &text(&self.text)),
            };
        }
        let items: Vec<_> = self.groups.iter().map(Entry::html).collect();
        let separator = if self.is_inline { " · " } else { "<br>" };
        let mut html = self.first_line();
        // Writing into a string cannot fail.
        let _ = write!(html, "<span role=\"list\">{}</span>", items.join(separator));
        html
    }

    /// The heading, linked if there is a link; else the link; else nothing.
    fn first_line(&self) -> String {
        match &self.heading {
            Some(heading) => format!(
                "<strong role=\"heading\"{}>{}</strong><br>",
                attribute("aria-level", &heading.level.to_string()),
                anchor(&self.link, &text(&heading.text))
            ),
            None if self.link.is_empty() => String::new(),
            None => anchor(&self.link, &text(&self.text)) + "<br>",
        }
    }
}

impl Entry {
    fn html(&self) -> String {
        let name = format!("<bdi>{}</bdi>", text(&self.name));
        let item = format!("{} {}", anchor(&self.url, &name), text(&self.members));
        format!("<span role=\"listitem\">{}</span>", item.trim_end())
    }
}

/// A link around `html`, or `html` alone where there is no address.
fn anchor(url: &str, html: &str) -> String {
    if url.is_empty() {
        html.to_owned()
    } else {
        format!("<a{}>{html}</a>", attribute("href", url))
    }
}
