//! The one table of attributes: the element, the preview, the snippet and the documentation come from it.

use serde_json::json;
use std::collections::BTreeMap;

/// An attribute of the element, which is also a property and, by the field of the same name, an option of the component.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in HTML.
    pub name: &'static str,
    /// What it may hold.
    pub values: Values,
    /// What counts where it is absent or malformed, as it would be written; empty for "none".
    pub default: &'static str,
}

/// What an attribute may hold.
#[derive(Debug, PartialEq, Eq)]
pub enum Values {
    /// Any text.
    Text,
    /// Any text, which the element never writes into the page.
    Secret,
    /// A URL, resolved against the page's.
    Url,
    /// An http or https URL with `{id}` and/or `{name}`.
    Template,
    /// One of these words.
    OneOf {
        /// The words.
        words: &'static [&'static str],
        /// Other values that are allowed, each with the word that it stands for.
        aliases: &'static [(&'static str, &'static str)],
    },
    /// Any of these words, parted by white space.
    AnyOf(&'static [&'static str]),
    /// A whole number within these bounds, both included.
    Whole {
        /// The least.
        min: u32,
        /// The most; `u32::MAX` for "no bound".
        max: u32,
    },
}

impl Values {
    /// The word that a value of [`OneOf`](Self::OneOf) stands for, whatever its case; `None` where it is not allowed.
    pub fn word(&self, value: &str) -> Option<&'static str> {
        let Self::OneOf { words, aliases } = self else {
            return None;
        };
        let words = words.iter().map(|word| (*word, *word));
        let mut known = words.chain(aliases.iter().copied());
        let found = known.find(|(known, _)| value.eq_ignore_ascii_case(known))?;
        Some(found.1)
    }
}

/// `src`
pub const SRC: Attribute = Attribute {
    name: "src",
    values: Values::Url,
    default: "",
};
/// `endpoint`
pub const ENDPOINT: Attribute = Attribute {
    name: "endpoint",
    values: Values::Url,
    default: "",
};
/// `api-key`
pub const API_KEY: Attribute = Attribute {
    name: "api-key",
    values: Values::Text,
    default: "",
};
/// `token`
pub const TOKEN: Attribute = Attribute {
    name: "token",
    values: Values::Secret,
    default: "",
};
/// `heading`
pub const HEADING: Attribute = Attribute {
    name: "heading",
    values: Values::Text,
    default: "",
};
/// `heading-level`
pub const HEADING_LEVEL: Attribute = Attribute {
    name: "heading-level",
    values: Values::Whole { min: 1, max: 6 },
    default: "2",
};
/// `group-url`
pub const GROUP_URL: Attribute = Attribute {
    name: "group-url",
    values: Values::Template,
    default: "",
};
/// `sort`
pub const SORT: Attribute = Attribute {
    name: "sort",
    values: one_of(&["api", "members", "name", "newest"]),
    default: "api",
};
/// `limit`
pub const LIMIT: Attribute = Attribute {
    name: "limit",
    values: at_least(1),
    default: "",
};
/// `show`
pub const SHOW: Attribute = Attribute {
    name: "show",
    values: Values::AnyOf(&["description", "topics", "founded"]),
    default: "",
};
/// `private`
pub const PRIVATE: Attribute = Attribute {
    name: "private",
    values: one_of(&["hide", "show"]),
    default: "hide",
};
/// `layout`
pub const LAYOUT: Attribute = Attribute {
    name: "layout",
    values: one_of(&["list", "compact", "inline"]),
    default: "list",
};
/// `theme`
pub const THEME: Attribute = Attribute {
    name: "theme",
    values: one_of(&["auto", "light", "dark"]),
    default: "auto",
};
/// `loading`
pub const LOADING: Attribute = Attribute {
    name: "loading",
    values: one_of(&["eager", "lazy"]),
    default: "eager",
};
/// `refresh`
pub const REFRESH: Attribute = Attribute {
    name: "refresh",
    values: at_least(30),
    default: "",
};
/// `timeout`
pub const TIMEOUT: Attribute = Attribute {
    name: "timeout",
    values: Values::Whole { min: 1, max: 120 },
    default: "10",
};
/// `cache`
pub const CACHE: Attribute = Attribute {
    name: "cache",
    values: at_least(1),
    default: "",
};
/// `debug`
pub const DEBUG: Attribute = Attribute {
    name: "debug",
    values: Values::OneOf {
        words: &["auto", "on", "off"],
        aliases: &[("", "on"), ("true", "on"), ("false", "off")],
    },
    default: "auto",
};

/// Every attribute, in the order in which they are documented.
pub const TABLE: &[Attribute] = &[
    SRC,
    ENDPOINT,
    API_KEY,
    TOKEN,
    HEADING,
    HEADING_LEVEL,
    GROUP_URL,
    SORT,
    LIMIT,
    SHOW,
    PRIVATE,
    LAYOUT,
    THEME,
    LOADING,
    REFRESH,
    TIMEOUT,
    CACHE,
    DEBUG,
];

const fn one_of(words: &'static [&'static str]) -> Values {
    Values::OneOf {
        words,
        aliases: &[],
    }
}

const fn at_least(min: u32) -> Values {
    Values::Whole { min, max: u32::MAX }
}

impl Attribute {
    /// One line of help. It stands apart from the table, since the badge itself, which every visitor downloads, has no
    /// use for it.
    pub fn help(&self) -> &'static str {
        match self.name {
            "src" => {
                "URL of a document that holds a getMyGroups response, JSON or XML; no token is needed in the page"
            }
            "endpoint" => "URL of the API's REST endpoint, which the badge then calls itself",
            "api-key" => "the application key, for `endpoint`",
            "token" => {
                "the user's authentication token, for `endpoint`; everyone who can read the page can read it"
            }
            "heading" => {
                "the heading's text instead of \"My Groups\" in the page's language; `heading=\"\"` for none"
            }
            "heading-level" => "the heading's level in the page's outline",
            "group-url" => {
                "where a group's name links to, with `{id}` and/or `{name}` filled in; without it to the group's own address if the response has one"
            }
            "sort" => "the order: the response's own, most members first, by name, or newest first",
            "limit" => {
                "how many groups are shown at first, the rest behind a button; all if absent"
            }
            "show" => "what else is shown of each group",
            "private" => "whether private groups are shown too; a badge is public, so they are not",
            "layout" => "a list, a list for a narrow sidebar, or chips in a line",
            "theme" => {
                "the colours: those of the place where the badge stands, or always light or dark"
            }
            "loading" => "whether to load at once, or only when the badge comes near the viewport",
            "refresh" => "seconds between reloads while the page is visible; none if absent",
            "timeout" => "seconds that the whole exchange may take, body included",
            "cache" => {
                "seconds that the last good list may be kept in the visitor's browser; if absent nothing is stored"
            }
            "debug" => {
                "whether failures are explained in place; `auto` does so on this machine's own hosts (localhost) only"
            }
            _ => "",
        }
    }

    /// The property of the element: the attribute's name in camelCase.
    pub fn property(&self) -> String {
        let mut parts = self.name.split('-');
        let mut property = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let mut letters = part.chars();
            property.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            property.push_str(letters.as_str());
        }
        property
    }
}

/// The table as JSON, for the element's class: a list of `{name, property, kind, default}`, with `words` (a map from
/// each value that is allowed to the word that it stands for) where `kind` is `one-of`, and with `bounds` (the least and
/// the most) where it is `whole`.
pub fn table_json() -> serde_json::Value {
    let describe = |attribute: &Attribute| {
        let (kind, words, bounds) = match attribute.values {
            Values::Text => ("text", None, None),
            Values::Secret => ("secret", None, None),
            Values::Url => ("url", None, None),
            Values::Template => ("template", None, None),
            Values::OneOf { words, aliases } => {
                let words = words.iter().map(|word| (*word, *word));
                let words: BTreeMap<_, _> = words.chain(aliases.iter().copied()).collect();
                ("one-of", Some(words), None)
            }
            Values::AnyOf(_) => ("any-of", None, None),
            Values::Whole { min, max } => ("whole", None, Some([min, max])),
        };
        let mut described = json!({
            "name": attribute.name,
            "property": attribute.property(),
            "kind": kind,
            "default": attribute.default,
            "words": words,
            "bounds": bounds,
        });
        if let Some(described) = described.as_object_mut() {
            described.retain(|_, value| !value.is_null());
        }
        described
    };
    TABLE.iter().map(describe).collect()
}
