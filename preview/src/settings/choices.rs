//! The choices on the page that are no attribute of the badge.

use my_groups_core::{
    options::{API_KEY, Attribute, ENDPOINT, SRC, TABLE, TOKEN},
    words,
};

/// Where the groups come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Source {
    /// The documented sample.
    #[default]
    Sample,
    /// A document of the author's (`src`).
    Document,
    /// The API itself (`endpoint`, `api-key`, `token`).
    Api,
}

impl Source {
    /// Each with its name in a link, and its label.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Sample, "sample", "The sample"),
        (Self::Document, "document", "A document"),
        (Self::Api, "api", "The API"),
    ];

    /// Whether an attribute says where the groups come from, in this way.
    pub(crate) fn takes(self, name: &str) -> bool {
        match self {
            Self::Sample => false,
            Self::Document => name == SRC.name,
            Self::Api => [ENDPOINT.name, API_KEY.name, TOKEN.name].contains(&name),
        }
    }
}

/// The page around the badge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Host {
    /// Dark text on white.
    #[default]
    Light,
    /// White text on dark.
    Dark,
    /// A blog in a serif.
    Blog,
    /// A dark forum.
    Forum,
    /// A narrow column beside a text.
    Sidebar,
    /// A page that reads from right to left.
    Rtl,
}

impl Host {
    /// Each with its name in a link (and in the style sheet), and its label.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Light, "light", "Light page"),
        (Self::Dark, "dark", "Dark page"),
        (Self::Blog, "blog", "Serif blog"),
        (Self::Forum, "forum", "Dark forum"),
        (Self::Sidebar, "sidebar", "Narrow sidebar"),
        (Self::Rtl, "rtl", "Right-to-left page"),
    ];

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(host, ..)| *host == self)
            .map_or("light", |(_, name, _)| name)
    }
}

/// The groups of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Where the data comes from.
    Source,
    /// What is shown.
    Shown,
    /// How it looks.
    Looks,
    /// When it loads, and what it does then.
    Behaviour,
}

impl Section {
    /// The section of an attribute. One that is new in the table turns up among the last.
    pub(crate) fn of(attribute: &Attribute) -> Self {
        match attribute.name {
            "src" | "endpoint" | "api-key" | "token" => Self::Source,
            "heading" | "heading-level" | "group-url" | "sort" | "limit" | "show" | "private" => {
                Self::Shown
            }
            "layout" | "theme" => Self::Looks,
            _ => Self::Behaviour,
        }
    }

    /// Its attributes, in the table's order.
    pub(crate) fn attributes(self) -> impl Iterator<Item = &'static Attribute> {
        TABLE
            .iter()
            .filter(move |attribute| Self::of(attribute) == self)
    }
}

/// A line or an attribute of the snippet that lets a download start earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    /// The preload of the wasm file.
    Preload,
    /// The connection to the API.
    Preconnect,
    /// The script's priority.
    Priority,
}

impl Hint {
    /// All, in their order in the snippet.
    pub(crate) const ALL: [Self; 3] = [Self::Preload, Self::Preconnect, Self::Priority];

    /// Its name in a link.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Preload => "preload",
            Self::Preconnect => "preconnect",
            Self::Priority => "fetchpriority",
        }
    }
}

/// The languages that the badge has words for: each with its tag and the badge's heading in it.
pub(crate) fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    words::all().map(|(tag, words)| (tag, words.heading))
}
