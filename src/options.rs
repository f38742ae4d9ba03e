//! What the author asked for: the one table of attributes, and the validated options that they make.
//! Pure: it knows texts, neither an element nor a page.

use crate::{failure::Config, request::encode};
use serde_json::json;
use std::fmt;

/// An attribute of the element, which is also a property and, by the field of the same name, an option of the component.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in HTML.
    pub name: &'static str,
    /// What it may hold.
    pub values: Values,
    /// What counts where it is absent or malformed, as it would be written; empty for "none".
    pub default: &'static str,
    /// One line of help.
    pub help: &'static str,
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
    OneOf(&'static [&'static str]),
    /// A whole number within these bounds, both included.
    Whole {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
}

/// `src`
pub const SRC: Attribute = Attribute {
    name: "src",
    values: Values::Url,
    default: "",
    help: "URL of a document that holds a getMyGroups response, JSON or XML; no token is needed in the page",
};
/// `endpoint`
pub const ENDPOINT: Attribute = Attribute {
    name: "endpoint",
    values: Values::Url,
    default: "",
    help: "URL of the API's REST endpoint, which the badge then calls itself",
};
/// `api-key`
pub const API_KEY: Attribute = Attribute {
    name: "api-key",
    values: Values::Text,
    default: "",
    help: "the application key, for `endpoint`",
};
/// `token`
pub const TOKEN: Attribute = Attribute {
    name: "token",
    values: Values::Secret,
    default: "",
    help: "the user's authentication token, for `endpoint`; everyone who can read the page can read it",
};
/// `heading`
pub const HEADING: Attribute = Attribute {
    name: "heading",
    values: Values::Text,
    default: "",
    help: "the heading's text instead of \"My Groups\" in the page's language; `heading=\"\"` for none",
};
/// `heading-level`
pub const HEADING_LEVEL: Attribute = Attribute {
    name: "heading-level",
    values: Values::Whole { min: 1, max: 6 },
    default: "2",
    help: "the heading's level in the page's outline",
};
/// `group-url`
pub const GROUP_URL: Attribute = Attribute {
    name: "group-url",
    values: Values::Template,
    default: "",
    help: "where a group's name links to, with `{id}` and/or `{name}` filled in; without it names are plain text",
};
/// `private`
pub const PRIVATE: Attribute = Attribute {
    name: "private",
    values: Values::OneOf(&["hide", "show"]),
    default: "hide",
    help: "whether private groups are shown too; a badge is public, so they are not",
};
/// `timeout`
pub const TIMEOUT: Attribute = Attribute {
    name: "timeout",
    values: Values::Whole { min: 1, max: 120 },
    default: "10",
    help: "seconds that the whole exchange may take, body included",
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
    PRIVATE,
    TIMEOUT,
];

impl Attribute {
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
    /// Whether private groups are shown.
    pub show_private: bool,
    /// Seconds that the whole exchange may take, 1 to 120.
    pub timeout: u32,
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
        let is_template = text.contains("{id}") || text.contains("{name}");
        (is_web && is_template).then(|| Self(text.to_owned()))
    }

    /// The address of one group, its id and name percent-encoded.
    pub fn fill(&self, id: &str, name: &str) -> String {
        self.0
            .replace("{id}", &encode(id))
            .replace("{name}", &encode(name))
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

impl Options {
    /// Reads the attributes that `get` finds by name; what is malformed is reported beside the options.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> (Self, Vec<Malformed>) {
        let mut reader = Reader {
            get,
            malformed: Vec::new(),
        };
        let options = Self {
            source: reader.source(),
            heading: reader.text(&HEADING),
            heading_level: u8::try_from(reader.whole(&HEADING_LEVEL)).unwrap_or(2),
            group_url: reader.template(&GROUP_URL),
            show_private: reader.one_of(&PRIVATE) == "show",
            timeout: reader.whole(&TIMEOUT),
        };
        (options, reader.malformed)
    }
}

struct Reader<G> {
    get: G,
    malformed: Vec<Malformed>,
}

impl<G: Fn(&str) -> Option<String>> Reader<G> {
    fn text(&self, attribute: &Attribute) -> Option<String> {
        (self.get)(attribute.name)
    }

    /// A text that is nothing if empty, without the white space that pasting leaves around it.
    fn filled(&self, attribute: &Attribute) -> Option<String> {
        let text = self.text(attribute)?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// `src` wins over the others: it is the way without a token.
    fn source(&self) -> Result<Source, Config> {
        if let Some(src) = self.filled(&SRC) {
            return Ok(Source::Src(src));
        }
        match (
            self.filled(&ENDPOINT),
            self.filled(&API_KEY),
            self.filled(&TOKEN),
        ) {
            (Some(endpoint), Some(api_key), Some(token)) => Ok(Source::Direct {
                endpoint,
                api_key,
                token: Secret(token),
            }),
            (None, None, None) => Err(Config::Missing(vec![SRC.name])),
            (endpoint, api_key, token) => {
                let missing = [
                    (ENDPOINT.name, endpoint.is_none()),
                    (API_KEY.name, api_key.is_none()),
                    (TOKEN.name, token.is_none()),
                ];
                Err(Config::Missing(
                    missing
                        .into_iter()
                        .filter_map(|(name, is_missing)| is_missing.then_some(name))
                        .collect(),
                ))
            }
        }
    }

    fn one_of(&mut self, attribute: &'static Attribute) -> &'static str {
        let Values::OneOf(words) = attribute.values else {
            return attribute.default;
        };
        self.parsed(attribute, |text| {
            words
                .iter()
                .copied()
                .find(|word| text.eq_ignore_ascii_case(word))
        })
        .unwrap_or(attribute.default)
    }

    fn whole(&mut self, attribute: &'static Attribute) -> u32 {
        let Values::Whole { min, max } = attribute.values else {
            return 0;
        };
        self.parsed(attribute, |text| {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse()
                .ok()
                .filter(|number| is_plain && (min..=max).contains(number))
        })
        .or_else(|| attribute.default.parse().ok())
        .unwrap_or_default()
    }

    fn template(&mut self, attribute: &'static Attribute) -> Option<Template> {
        self.filled(attribute)?;
        self.parsed(attribute, Template::parse)
    }

    /// The value if `parse` takes it; one that it does not take is noted as malformed.
    fn parsed<T>(
        &mut self,
        attribute: &'static Attribute,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.text(attribute)?;
        let parsed = parse(value.trim());
        if parsed.is_none() {
            self.malformed.push(Malformed { attribute, value });
        }
        parsed
    }
}

/// The table as JSON, for the element's class: a list of `{name, property, kind, default, values}`, where
/// `values` are the words of `one-of`, or the bounds of `whole`.
pub fn table_json() -> serde_json::Value {
    let describe = |attribute: &Attribute| {
        let (kind, values) = match attribute.values {
            Values::Text => ("text", json!([])),
            Values::Secret => ("secret", json!([])),
            Values::Url => ("url", json!([])),
            Values::Template => ("template", json!([])),
            Values::OneOf(words) => ("one-of", json!(words)),
            Values::Whole { min, max } => ("whole", json!([min, max])),
        };
        json!({
            "name": attribute.name,
            "property": attribute.property(),
            "kind": kind,
            "default": attribute.default,
            "values": values,
        })
    };
    TABLE.iter().map(describe).collect()
}
