//! The table of attributes, and the validated options that are read from the attributes.
//!
//! [`TABLE`] is the only list of attributes: the element's properties, the types, the manifest, the
//! documentation and the preview page come from it.

mod help;
mod keyword;
mod read;
mod table;
mod template;

pub use keyword::{Debug, Keyword, Layout, Loading, Private, Sort, Theme};
pub use table::*;
pub use template::Template;

use crate::{failure::Config, groups::Group};
use std::fmt;

/// The validated options of a badge.
///
/// ```
/// use my_groups_core::options::{Layout, Options, Source};
///
/// let options = Options {
///     source: Ok(Source::Src("/my-groups.json".into())),
///     layout: Layout::Compact,
///     limit: Some(5),
///     ..Options::default()
/// };
/// assert_eq!(options.timeout, 10);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The source of the groups, or the reason why the attributes do not name a source.
    pub source: Result<Source, Config>,
    /// The heading: `None` for "My Groups" in the page's language, an empty text for no heading.
    pub heading: Option<String>,
    /// The heading's level, 1 to 6.
    pub heading_level: u8,
    /// The URL that names link to.
    pub group_url: Option<Template>,
    /// The order of the groups.
    pub sort: Sort,
    /// How many groups are shown before a "Show all" button; `None` for all.
    pub limit: Option<u32>,
    /// The further details that a row shows.
    pub show: Show,
    /// Whether private groups are shown.
    pub show_private: bool,
    /// How the groups are laid out.
    pub layout: Layout,
    /// The colours.
    pub theme: Theme,
    /// Seconds between reloads while the page is visible, at least 30; `None` for no reloads.
    pub refresh: Option<u32>,
    /// The time limit of a whole request in seconds, 1 to 120.
    pub timeout: u32,
    /// For how many seconds the last good list may be stored in the visitor's browser; `None` if it
    /// must not be stored.
    pub cache: Option<u32>,
    /// Whether failures are explained in place.
    pub debug: Debug,
}

impl Options {
    /// Returns the URL that a group's name links to: the author's template filled in, otherwise the
    /// group's own URL.
    ///
    /// ```
    /// use my_groups_core::{failure::Failure, options::{Options, Template}, wire::{self, Native}};
    ///
    /// let body = br#"{"rsp": {"group": [{"id": 101, "name": "Runners", "url": "https://r.example/"}]}}"#;
    /// let groups = wire::read(body, None, &Native)?.groups;
    /// let mut options = Options::default();
    /// assert_eq!(options.url_of(&groups[0]).as_deref(), Some("https://r.example/"));
    /// options.group_url = Template::parse("https://events.example/group/{id}");
    /// assert_eq!(options.url_of(&groups[0]).as_deref(), Some("https://events.example/group/101"));
    /// # Ok::<(), Failure>(())
    /// ```
    pub fn url_of(&self, group: &Group) -> Option<String> {
        let template = self.group_url.as_ref();
        let filled = template.map(|template| template.fill(&group.id, &group.name));
        filled.or_else(|| group.url.clone())
    }
}

/// The further details that a row shows.
///
/// ```
/// use my_groups_core::options::{Options, Show};
///
/// let (options, _) = Options::read(|name| (name == "show").then(|| "topics founded".into()));
/// assert_eq!(options.show, Show { topics: true, founded: true, ..Show::default() });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Show {
    /// The description.
    pub description: bool,
    /// The number of topics.
    pub topics: bool,
    /// The date when the group was created.
    pub founded: bool,
}

impl Show {
    /// The words that the attribute accepts.
    pub const WORDS: &'static [&'static str] = &["description", "topics", "founded"];
}

/// The source of the groups.
///
/// ```
/// use my_groups_core::options::{Secret, Source};
///
/// let document = Source::Src("/my-groups.json".into());
/// let api = Source::Direct {
///     endpoint: "https://api.example/services/rest/".into(),
///     api_key: "KEY".into(),
///     token: Secret::new("TOKEN"),
/// };
/// assert_ne!(document, api);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The URL of a saved response.
    Src(String),
    /// Direct mode: the badge calls the API itself.
    Direct {
        /// The REST endpoint's URL.
        endpoint: String,
        /// The application key.
        api_key: String,
        /// The user's token.
        token: Secret,
    },
}

/// A text that must not appear in a log: its `Debug` form hides it.
///
/// ```
/// use my_groups_core::options::Secret;
///
/// assert_eq!(format!("{:?}", Secret::new("TOKEN")), "Secret(…)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    ///
    /// ```
    /// let token = my_groups_core::options::Secret::new("TOKEN");
    /// assert_eq!(token.reveal(), "TOKEN");
    /// ```
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// Returns the secret text. Only the request may contain it.
    ///
    /// ```
    /// assert_eq!(my_groups_core::options::Secret::new("TOKEN").reveal(), "TOKEN");
    /// ```
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// An attribute with an invalid value. The badge uses the default in its place.
///
/// ```
/// use my_groups_core::options::Options;
///
/// let (options, warnings) = Options::read(|name| (name == "sort").then(|| "size".into()));
/// assert_eq!((warnings[0].attribute.name, &*warnings[0].value), ("sort", "size"));
/// assert_eq!(options.sort, Options::default().sort);
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The attribute.
    pub attribute: &'static Attribute,
    /// The invalid value.
    pub value: String,
}

impl Default for Options {
    fn default() -> Self {
        Self::read(|_| None).0
    }
}
