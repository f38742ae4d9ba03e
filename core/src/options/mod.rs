//! What the author asked for: the one table of attributes, and the validated options that they make.
//! Pure: it knows texts, neither an element nor a page.

mod help;
mod read;
mod table;
mod template;

pub use table::*;
pub use template::Template;

use crate::{failure::Config, groups::Group};
use std::fmt;

/// What the author asked for, validated: the badge's every choice.
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
    /// Where the groups are to be had, or what is missing to say so.
    pub source: Result<Source, Config>,
    /// The heading: `None` for "My Groups" in the page's language, an empty text for no heading.
    pub heading: Option<String>,
    /// The heading's level, 1 to 6.
    pub heading_level: u8,
    /// Where names link to.
    pub group_url: Option<Template>,
    /// The order of the groups.
    pub sort: Sort,
    /// How many groups are shown at first.
    pub limit: Option<u32>,
    /// What else is shown of each group.
    pub show: Show,
    /// Whether private groups are shown.
    pub show_private: bool,
    /// How the groups are laid out.
    pub layout: Layout,
    /// The colours.
    pub theme: Theme,
    /// Seconds between reloads, at least 30.
    pub refresh: Option<u32>,
    /// Seconds that the whole exchange may take, 1 to 120.
    pub timeout: u32,
    /// Seconds that the last good list may be kept in the visitor's browser.
    pub cache: Option<u32>,
    /// Whether failures are explained in place.
    pub debug: Debug,
}

impl Options {
    /// Where a group's name links to: by the author's template, else to the group's own address.
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

/// The order of the groups.
///
/// ```
/// use my_groups_core::options::{Sort, Options};
///
/// let (options, _) = Options::read(|name| (name == "sort").then(|| "members".into()));
/// assert_eq!(options.sort, Sort::Members);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// That of the response.
    Api,
    /// Most members first.
    Members,
    /// By name, as the language orders them.
    Name,
    /// The youngest first.
    Newest,
}

/// What else is shown of each group.
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
    /// The date of its creation.
    pub founded: bool,
}

/// How the groups are laid out.
///
/// ```
/// use my_groups_core::options::{Layout, Options};
///
/// let (options, _) = Options::read(|name| (name == "layout").then(|| "inline".into()));
/// assert_eq!(options.layout, Layout::Inline);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Name and count on a line.
    List,
    /// A list for a narrow sidebar.
    Compact,
    /// Chips that wrap.
    Inline,
}

/// The colours.
///
/// ```
/// use my_groups_core::options::{Theme, Options};
///
/// let (options, _) = Options::read(|name| (name == "theme").then(|| "dark".into()));
/// assert_eq!(options.theme, Theme::Dark);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Those of the place where the badge stands.
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Whether failures are explained in place.
///
/// ```
/// use my_groups_core::options::{Debug, Options};
///
/// let (options, _) = Options::read(|name| (name == "debug").then(|| "true".into()));
/// assert_eq!(options.debug, Debug::On);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Debug {
    /// On this machine's own hosts.
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

/// Where the groups are to be had.
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
    /// A document that holds a response.
    Src(String),
    /// The API itself.
    Direct {
        /// The REST endpoint's URL.
        endpoint: String,
        /// The application key.
        api_key: String,
        /// The user's token.
        token: Secret,
    },
}

/// A text that no log may show: its `Debug` form says only that it is there.
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

    /// The secret itself, for the request alone.
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

impl Debug {
    /// Whether it is on for a page that is, or is not, on the author's own machine.
    ///
    /// ```
    /// use my_groups_core::options::Debug;
    ///
    /// assert!(Debug::Auto.is_on(true));
    /// assert!(!Debug::Off.is_on(true));
    /// ```
    pub fn is_on(self, is_local: bool) -> bool {
        match self {
            Self::Auto => is_local,
            Self::On => true,
            Self::Off => false,
        }
    }
}

/// An attribute whose value is not among those allowed; the default counts in its place.
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
    /// The value met.
    pub value: String,
}

impl Default for Options {
    fn default() -> Self {
        Self::read(|_| None).0
    }
}
