//! The table of attributes.

use super::{Debug, Keyword, Layout, Loading, Private, Show, Sort, Theme};
use serde_json::json;
use std::collections::BTreeMap;

/// An attribute of the element. It is also a property of the element. [`Options`](super::Options)
/// has the validated values of the attributes.
///
/// ```
/// use my_groups_core::options::{HEADING_LEVEL, Values};
///
/// assert_eq!(HEADING_LEVEL.name, "heading-level");
/// assert_eq!(HEADING_LEVEL.values, Values::Whole { min: 1, max: 6 });
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name in HTML.
    pub name: &'static str,
    /// The values that the attribute accepts.
    pub values: Values,
    /// The default as an author would write it; empty if the attribute has no default. It is used if
    /// the attribute is missing or invalid.
    pub default: &'static str,
}

/// The values that an attribute accepts.
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
    /// Any text. The element never writes it into the page.
    Secret,
    /// A URL, resolved against the page's base URL.
    Url,
    /// An http or https URL with `{id}` or `{name}` in it.
    Template,
    /// One of these words.
    OneOf {
        /// The words.
        words: &'static [&'static str],
        /// Other accepted values, each with the word of which it is an alias.
        aliases: &'static [(&'static str, &'static str)],
    },
    /// Any of these words, separated by white space.
    AnyOf(&'static [&'static str]),
    /// A whole number from `min` to `max`.
    Whole {
        /// The minimum.
        min: u32,
        /// The maximum; `u32::MAX` if the attribute has no maximum.
        max: u32,
    },
}

impl Values {
    /// Returns the word for a value of [`OneOf`](Self::OneOf). The value may be an alias, in upper or
    /// lower case. Returns `None` if the value is not accepted.
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
    values: one_of::<Sort>(Sort::WORDS),
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
    values: Values::AnyOf(Show::WORDS),
    default: "",
};
/// `private`
pub const PRIVATE: Attribute = Attribute {
    name: "private",
    values: one_of::<Private>(Private::WORDS),
    default: "hide",
};
/// `layout`
pub const LAYOUT: Attribute = Attribute {
    name: "layout",
    values: one_of::<Layout>(Layout::WORDS),
    default: "list",
};
/// `theme`
pub const THEME: Attribute = Attribute {
    name: "theme",
    values: one_of::<Theme>(Theme::WORDS),
    default: "auto",
};
/// `loading`
pub const LOADING: Attribute = Attribute {
    name: "loading",
    values: one_of::<Loading>(Loading::WORDS),
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
    values: one_of::<Debug>(Debug::WORDS),
    default: "auto",
};

/// Every attribute, in the order of the documentation.
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

const fn one_of<K: Keyword>(words: &'static [&'static str]) -> Values {
    Values::OneOf {
        words,
        aliases: K::ALIASES,
    }
}

const fn at_least(min: u32) -> Values {
    Values::Whole { min, max: u32::MAX }
}

impl Attribute {
    /// Returns the name of the property: the attribute's name in camelCase.
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

/// Returns the table as JSON for the element's class: a list of `{name, property, kind, default}`.
/// An attribute of the kind `one-of` also has `words`, a map from each accepted value to its word.
/// An attribute of the kind `whole` also has `bounds`, its minimum and its maximum.
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
