//! The choices on the page that are not attributes of the badge.

use my_groups_core::{
    options::{API_KEY, Attribute, ENDPOINT, SRC, TABLE, TOKEN},
    words,
};

/// The source of the groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Source {
    /// A service, such as GitHub.
    #[default]
    Service,
    /// A table that the visitor fills in.
    Typed,
    /// The visitor's own document (`src`).
    Document,
    /// The API itself (`endpoint`, `api-key`, `token`).
    Api,
    /// The documented sample.
    Sample,
}

impl Source {
    /// All sources.
    pub(crate) const ALL: [Self; 5] = [
        Self::Service,
        Self::Typed,
        Self::Document,
        Self::Api,
        Self::Sample,
    ];

    /// The name in a link to a setting.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Typed => "typed",
            Self::Document => "document",
            Self::Api => "api",
            Self::Sample => "sample",
        }
    }

    /// The label.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Service => "From a service",
            Self::Typed => "Typed by hand",
            Self::Document => "A document",
            Self::Api => "The API",
            Self::Sample => "The sample",
        }
    }

    /// Returns the source with a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }

    /// Returns whether the page itself has the groups of the list.
    pub(crate) fn is_own_list(self) -> bool {
        matches!(self, Self::Service | Self::Typed)
    }

    /// Returns whether an attribute belongs to this source.
    pub(crate) fn takes(self, name: &str) -> bool {
        match self {
            Self::Service | Self::Typed | Self::Sample => false,
            Self::Document => name == SRC.name,
            Self::Api => [ENDPOINT.name, API_KEY.name, TOKEN.name].contains(&name),
        }
    }
}

/// The place where the visitor's own list will be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the snippet, as a `data:` URL.
    #[default]
    Snippet,
    /// In a file on the visitor's site.
    Site,
    /// In a file on another host that allows requests from other origins, such as a gist.
    Hosted,
}

impl Place {
    /// All places.
    pub(crate) const ALL: [Self; 3] = [Self::Snippet, Self::Site, Self::Hosted];

    /// The name in a link to a setting.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Snippet => "snippet",
            Self::Site => "site",
            Self::Hosted => "hosted",
        }
    }

    /// The label.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Snippet => "In the snippet",
            Self::Site => "A file on my site",
            Self::Hosted => "A gist or another host",
        }
    }

    /// Returns the place with a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.name() == name)
    }
}

/// The sample page around the badge of the simulator.
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
    /// All pages, each with its name in a link (and in the style sheet), and its label.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Light, "light", "Light page"),
        (Self::Dark, "dark", "Dark page"),
        (Self::Blog, "blog", "Serif blog"),
        (Self::Forum, "forum", "Dark forum"),
        (Self::Sidebar, "sidebar", "Narrow sidebar"),
        (Self::Rtl, "rtl", "Right-to-left page"),
    ];

    /// Returns the name.
    pub(crate) fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(host, ..)| *host == self)
            .map_or("light", |(_, name, _)| name)
    }
}

/// The section of the page that contains the control of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Beside the source of the groups.
    Source,
    /// Among the settings that most people use.
    Common,
    /// Under "More settings". A new attribute of the table is here.
    More,
}

impl Section {
    /// Returns the section of an attribute.
    pub(crate) fn of(attribute: &Attribute) -> Self {
        match attribute.name {
            "src" | "endpoint" | "api-key" | "token" => Self::Source,
            "heading" | "layout" | "theme" | "sort" | "limit" => Self::Common,
            _ => Self::More,
        }
    }

    /// Returns its attributes: the common ones in the order of their importance, all others in the
    /// table's order.
    pub(crate) fn attributes(self) -> Vec<&'static Attribute> {
        let mut attributes: Vec<_> = TABLE
            .iter()
            .filter(|attribute| Self::of(attribute) == self)
            .collect();
        if self == Self::Common {
            const ORDER: [&str; 5] = ["layout", "theme", "heading", "sort", "limit"];
            attributes
                .sort_by_key(|attribute| ORDER.iter().position(|name| *name == attribute.name));
        }
        attributes
    }
}

/// A tag or an attribute of the snippet that makes the browser load something earlier.
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
    /// All hints, in their order in the snippet.
    pub(crate) const ALL: [Self; 3] = [Self::Preload, Self::Preconnect, Self::Priority];

    /// Returns the name in a link.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Preload => "preload",
            Self::Preconnect => "preconnect",
            Self::Priority => "fetchpriority",
        }
    }
}

/// Returns the languages that the badge has words for: each with its tag and the badge's heading in it.
pub(crate) fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    words::all().map(|(tag, words)| (tag, words.heading))
}
