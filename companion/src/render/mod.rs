//! The published documents of a list. Equal lists result in equal bytes.

mod html;
mod json;
mod measure;
mod picture;
mod svg;
mod xml;

pub use html::{fragment as html, page};
pub use json::{failure as json_failure, method as json_method, published as json};
pub use picture::{alt, snippet};
pub use svg::{Theme, svg};
pub use xml::{failure as xml_failure, method as xml_method, published as xml};

use crate::{list::Entry, time::UnixTime, words::Language};
use std::fmt;

/// The content of the documents.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The published groups.
    pub entries: &'a [&'a Entry],
    /// The time at which the list was loaded, if it may be out of date.
    pub as_of: Option<UnixTime>,
    /// The language of HTML and SVG.
    pub language: &'a Language,
    /// The heading of HTML and SVG: `None` for "My Groups" in the language, an empty text for no
    /// heading.
    pub heading: Option<&'a str>,
    /// The largest number of groups in an image.
    pub image_rows: usize,
}

impl View<'_> {
    /// Returns the heading, if there is one.
    pub fn heading(&self) -> &str {
        self.heading.unwrap_or(self.language.words.heading)
    }

    /// Returns the name of the list for screen readers: the heading, or "My Groups" in the language if
    /// there is no heading.
    fn title(&self) -> &str {
        match self.heading() {
            "" => self.language.words.heading,
            heading => heading,
        }
    }
}

/// The kinds of documents, in the order in which they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The documented JSON response.
    Json,
    /// The documented XML response.
    Xml,
    /// A fragment to paste or include: no script, inline styles.
    Html,
    /// An image for light pages. It becomes dark if the system is dark.
    Svg,
    /// An image for dark pages.
    DarkSvg,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Json, Self::Xml, Self::Html, Self::Svg, Self::DarkSvg];

    /// Returns the end of the file's name.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Json => ".json",
            Self::Xml => ".xml",
            Self::Html => ".html",
            Self::Svg => ".svg",
            Self::DarkSvg => "-dark.svg",
        }
    }

    /// Returns the `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xml => "application/xml; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Svg | Self::DarkSvg => "image/svg+xml",
        }
    }

    /// Returns the `Cache-Control`. Images have no `stale-while-revalidate`: image proxies would show an
    /// old image.
    pub fn cache_control(self) -> &'static str {
        match self {
            Self::Json | Self::Xml | Self::Html => {
                "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800"
            }
            Self::Svg | Self::DarkSvg => "public, max-age=3600, s-maxage=3600",
        }
    }

    /// Renders the document.
    pub fn render(self, view: &View<'_>) -> String {
        match self {
            Self::Json => json(view.entries, view.as_of),
            Self::Xml => xml(view.entries, view.as_of),
            Self::Html => html(view),
            Self::Svg => svg(view, Theme::Light),
            Self::DarkSvg => svg(view, Theme::Dark),
        }
    }
}

/// Escapes a text for the place between tags, and for attributes in quotes.
pub fn escaped(text: &str) -> String {
    Escaped(text).to_string()
}

/// Escapes a text for HTML and XML, between tags and in attributes in quotes. Line breaks in attributes
/// are kept, and characters that XML does not allow are left out.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\r' | '\t' => write!(f, "&#{};", u32::from(character))?,
                '\0'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => {}
                character => write!(f, "{character}")?,
            }
        }
        Ok(())
    }
}
