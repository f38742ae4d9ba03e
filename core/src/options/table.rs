//! The one table of attributes: the element, the preview, the snippet and the documentation come from it.

use serde_json::json;
use std::collections::BTreeMap;

/// An attribute of the element, which is also a property and, by the field of the same name, an option of the component.
///
/// ```
/// use my_groups_core::options::{HEADING_LEVEL, Values};
///
/// assert_eq!(HEADING_LEVEL.name, "heading-level");
/// assert_eq!(HEADING_LEVEL.values, Values::Whole { min: 1, max: 6 });
/// ```
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
///
/// ```
/// use my_groups_core::options::{TABLE, Values};
///
/// let secret = TABLE.iter().find(|attribute| attribute.values == Values::Secret);
/// assert_eq!(secret.map(|attribute| attribute.name), Some("token"));
/// ```
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
    ///
    /// ```
    /// use my_groups_core::options::DEBUG;
    ///
    /// assert_eq!(DEBUG.values.word("ON"), Some("on"));
    /// assert_eq!(DEBUG.values.word("true"), Some("on"));
    /// assert_eq!(DEBUG.values.word("loud"), None);
    /// ```
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
///
/// ```
/// use my_groups_core::options::TABLE;
///
/// assert_eq!(TABLE[0].name, "src");
/// ```
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
    /// The property of the element: the attribute's name in camelCase.
    ///
    /// ```
    /// assert_eq!(my_groups_core::options::GROUP_URL.property(), "groupUrl");
    /// ```
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
///
/// ```
/// let table = my_groups_core::options::table_json();
/// assert_eq!(table[2]["property"], "apiKey");
/// ```
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
