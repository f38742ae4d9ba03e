//! What the author asked for: the one table of attributes, and the validated options that they make.
//! Pure: it knows texts, neither an element nor a page.

mod read;
mod table;

pub use table::*;

use crate::{failure::Config, groups::Group, request::encode};
use std::fmt;

/// What the author asked for, validated: the badge's every choice.
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
    pub fn url_of(&self, group: &Group) -> Option<String> {
        let template = self.group_url.as_ref();
        let filled = template.map(|template| template.fill(&group.id, &group.name));
        filled.or_else(|| group.url.clone())
    }
}

/// The order of the groups.
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
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for the request alone.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// An http or https address with `{id}` and/or `{name}` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(String);

impl Template {
    /// Reads a template; `None` where it is no http(s) address or names neither `{id}` nor `{name}`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_web = ["http://", "https://"].iter().any(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        let is_template = ["{id}", "{name}"].iter().any(|place| text.contains(place));
        (is_web && is_template).then(|| Self(text.to_owned()))
    }

    /// The address of one group, its id and name percent-encoded.
    pub fn fill(&self, id: &str, name: &str) -> String {
        self.0
            .replace("{id}", &encode(id))
            .replace("{name}", &encode(name))
    }
}

impl Debug {
    /// Whether it is on for a page that is, or is not, on the author's own machine.
    pub fn is_on(self, is_local: bool) -> bool {
        match self {
            Self::Auto => is_local,
            Self::On => true,
            Self::Off => false,
        }
    }
}

/// An attribute whose value is not among those allowed; the default counts in its place.
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
