//! The content of the tag: a link, or the list as static HTML. It is phrasing content only.

use super::{
    escape::{attribute, text},
    look::Look,
};

/// The content of the tag, which is visible until the badge has loaded, and without JavaScript.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Content {
    /// The URL of the author's page of groups; empty for no link.
    pub(crate) link: String,
    /// The text of the link, if the list has no heading.
    pub(crate) text: String,
    /// The heading of the static list; `None` if the badge has no heading.
    pub(crate) heading: Option<Heading>,
    /// The groups of the list; empty for the link only.
    pub(crate) groups: Vec<Entry>,
    /// Whether the badge will have a "Show all" button below them.
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

/// One public group of the static list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The group's name.
    pub(crate) name: String,
    /// The number of members in words, such as "131 members"; may be empty.
    pub(crate) members: String,
    /// The URL that the name links to; empty for no link.
    pub(crate) url: String,
    /// The further details of the group, one line each.
    pub(crate) details: Vec<Detail>,
}

/// A line below a group's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Detail {
    /// A complete text.
    Text(String),
    /// The start of a text that the badge shows behind a button with one line.
    Start(String),
}

impl Detail {
    /// Returns a description as the badge shows it: a long one is behind a button.
    pub(crate) fn of(description: &str) -> Self {
        /// The badge shows descriptions up to this length as a whole. A line has at most `LINE`
        /// characters of a longer one.
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
    /// Returns the content as HTML on one line; empty if there is none.
    ///
    /// Headings and list items are roles on phrasing elements, because `<h2>`, `<ul>` and `<li>` end a
    /// paragraph, and wpautop puts a `<p>` around each.
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

    /// Returns the heading, with the link if there is one; otherwise the link, if there is one.
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
    /// A `<br>` ends the line if a policy of the page forbids inline styles. With the styles it has no
    /// effect.
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

/// Returns a text whose direction does not affect the text around it.
fn isolated(value: &str) -> String {
    format!("<bdi>{}</bdi>", text(value))
}

/// Returns a span with these attributes, and with a style unless it is empty.
fn span(style: &str, attributes: &str, html: &str) -> String {
    let style = match style {
        "" => String::new(),
        style => attribute("style", style),
    };
    format!("<span{attributes}{style}>{html}</span>")
}

/// Returns a link around `html`, or only `html` if the URL is empty.
fn anchor(url: &str, html: &str) -> String {
    if url.is_empty() {
        html.to_owned()
    } else {
        format!("<a{}>{html}</a>", attribute("href", url))
    }
}
