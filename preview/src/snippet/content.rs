//! The content of the tag: the link alone, or the list as static HTML. Phrasing content only.

use super::{
    escape::{attribute, text},
    place::Look,
};

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
    /// Whether a button will stand below them.
    pub(crate) has_more: bool,
    /// How the badge looks.
    pub(crate) look: Look,
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
    /// What else is shown of it, a line each.
    pub(crate) details: Vec<Detail>,
}

/// A line below a group's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Detail {
    /// A text that stands there as a whole.
    Text(String),
    /// The start of a text that the badge has behind a button of one line.
    Start(String),
}

impl Detail {
    /// A description as the badge shows it: a long one waits behind a button.
    pub(crate) fn of(description: &str) -> Self {
        /// Where the badge parts long from short, and what surely fills a line.
        const LONG: usize = 160;
        const LINE: usize = 120;
        if !description.contains('\n') && description.chars().nth(LONG).is_none() {
            return Self::Text(description.to_owned());
        }
        let start: String = description.chars().take(LINE).collect();
        Self::Start(start.trim_end().to_owned() + "…")
    }
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
        let look = self.look;
        let items = self.groups.iter().map(|group| group.html(look));
        let list = span(
            &look.list(self.has_more),
            " role=\"list\"",
            &items.collect::<String>(),
        );
        span(&look.outer(), "", &(self.first_line() + &list))
    }

    /// The heading, linked if there is a link; else the link; else nothing.
    fn first_line(&self) -> String {
        match &self.heading {
            Some(heading) => format!(
                "<strong role=\"heading\"{}{}>{}<br></strong>",
                attribute("aria-level", &heading.level.to_string()),
                attribute("style", &self.look.heading()),
                anchor(&self.link, &text(&heading.text))
            ),
            None if self.link.is_empty() => String::new(),
            None => anchor(&self.link, &text(&self.text)) + "<br>",
        }
    }
}

impl Entry {
    /// A `<br>` ends the line where a policy of the page has the styles left out; with them it has no effect.
    fn html(&self, look: Look) -> String {
        let name = anchor(&self.url, &isolated(&self.name));
        let mut parts = vec![(look.name().to_owned(), name)];
        if !self.members.is_empty() {
            parts.push((look.count().to_owned(), text(&self.members)));
        }
        for detail in &self.details {
            parts.push(match detail {
                Detail::Text(detail) => (look.detail().to_owned(), isolated(detail)),
                Detail::Start(detail) => (look.start(), isolated(detail)),
            });
        }
        let last = parts.len() - 1;
        let parts = parts.iter().enumerate().map(|(at, (style, html))| {
            let end = if at == last { "<br>" } else { " " };
            span(style, "", &format!("{html}{end}"))
        });
        let is_detailed = !self.details.is_empty();
        span(
            look.group(is_detailed),
            " role=\"listitem\"",
            &parts.collect::<String>(),
        )
    }
}

/// A text of whatever direction.
fn isolated(value: &str) -> String {
    format!("<bdi>{}</bdi>", text(value))
}

/// A span with these attributes, and a style if there is one.
fn span(style: &str, attributes: &str, html: &str) -> String {
    let style = match style {
        "" => String::new(),
        style => attribute("style", style),
    };
    format!("<span{attributes}{style}>{html}</span>")
}

/// A link around `html`, or `html` alone where there is no address.
fn anchor(url: &str, html: &str) -> String {
    if url.is_empty() {
        html.to_owned()
    } else {
        format!("<a{}>{html}</a>", attribute("href", url))
    }
}
