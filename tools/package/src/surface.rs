//! The public API of the element, except for its attributes, which are in the badge's own table. The package's types and
//! manifest are made from these tables. A test in a browser compares them with the element.

use my_groups_core::options::{Attribute, Values};

/// The element's name.
pub const TAG: &str = "my-groups-badge";

/// A named part of the public API.
#[derive(Debug)]
pub struct Named {
    /// Its name.
    pub name: &'static str,
    /// Its type in TypeScript; empty if it has none.
    pub kind: &'static str,
    /// Its purpose in one line.
    pub help: &'static str,
}

const fn named(name: &'static str, kind: &'static str, help: &'static str) -> Named {
    Named { name, kind, help }
}

/// The values of the property `state`. The element has a custom state of the same name.
pub const STATES: &[Named] = &[
    named("idle", "", "nothing has been requested yet"),
    named("loading", "", "the first request is in progress"),
    named("ready", "", "a list is shown"),
    named("empty", "", "the response has no groups"),
    named("failed", "", "the last request failed"),
];

/// The events. They do not bubble and cannot be cancelled.
pub const EVENTS: &[Named] = &[
    named("loadstart", "Event", "a request starts"),
    named(
        "load",
        "CustomEvent<MyGroupsBadgeLoadDetail>",
        "the badge shows a list, or that there are no groups",
    ),
    named(
        "error",
        "CustomEvent<MyGroupsBadgeErrorDetail>",
        "the list could not be loaded, and the badge makes no further attempt",
    ),
    named("loadend", "Event", "after `load` and `error`"),
];

/// The values of `detail.kind` in an `error` event.
pub const KINDS: &[&str] = &[
    "config",
    "token",
    "api-key",
    "rate-limited",
    "server",
    "http",
    "network",
    "timeout",
    "format",
    "api",
    "too-large",
    "unsupported",
];

/// The properties without an attribute. They are read-only.
pub const PROPERTIES: &[Named] = &[
    named(
        "state",
        "MyGroupsBadgeState",
        "the state of the badge; `ready` also while the badge reloads a list that it shows",
    ),
    named(
        "groups",
        "readonly MyGroupsBadgeGroup[]",
        "the groups in the order in which they are shown; frozen",
    ),
];

/// The methods.
pub const METHODS: &[Named] = &[named(
    "reload",
    "() => Promise<MyGroupsBadgeState>",
    "loads the list again; resolves to the new state and never rejects",
)];

/// The fields of a group.
pub const GROUP: &[Named] = &[
    named(
        "id",
        "number | string",
        "a number if a number can hold it exactly, otherwise a string",
    ),
    named("name", "string", "the name"),
    named("memberCount", "number | null", "null if it is unknown"),
    named(
        "description",
        "string",
        "plain text; empty if there is none",
    ),
    named("topicCount", "number | null", "null if it is unknown"),
    named(
        "created",
        "string | null",
        "`YYYY-MM-DD hh:mm:ss`, as in the response",
    ),
    named("isPrivate", "boolean", "whether the group is private"),
    named("url", "string | null", "the URL that the name links to"),
];

/// The shadow parts.
pub const PARTS: &[Named] = &[
    named("badge", "", "the whole badge, a region"),
    named("heading", "", "the heading"),
    named("list", "", "the list"),
    named("group", "", "a list item"),
    named("name", "", "a group's name, a link if the group has a URL"),
    named("count", "", "the number of members"),
    named("description", "", "the description"),
    named(
        "meta",
        "",
        "the number of topics, and the date of foundation",
    ),
    named(
        "more",
        "",
        "the button that shows the groups beyond `limit`",
    ),
    named("status", "", "the line in place of the list, or below it"),
    named("skeleton", "", "the placeholder bars before the first list"),
];

/// The custom properties of the style sheet. `kind` is the default value.
pub const CUSTOM_PROPERTIES: &[Named] = &[
    named("--mgb-color", "the page's", "text"),
    named(
        "--mgb-muted",
        "the text's colour, 78%",
        "counts, dates, descriptions",
    ),
    named(
        "--mgb-background",
        "none; the surface of a theme of its own",
        "behind all of it",
    ),
    named(
        "--mgb-border",
        "the text's colour, 16%",
        "hairlines, chips, skeleton",
    ),
    named(
        "--mgb-accent",
        "the text's colour",
        "links, the button, the focus ring",
    ),
    named("--mgb-radius", "what suits each part", "corners"),
    named(
        "--mgb-gap",
        "`0.5em`, `0.25em` if compact",
        "air above and below a group, between chips",
    ),
    named("--mgb-font", "the page's", "font family"),
    named("--mgb-max-height", "none", "a longer list scrolls"),
];

/// Returns the TypeScript type of an attribute's property when it is read.
pub fn read_type(attribute: &Attribute) -> String {
    match attribute.values {
        Values::OneOf { words, .. } => union(words),
        Values::Whole { .. } => "number".to_owned(),
        Values::Text | Values::Secret | Values::Url | Values::Template | Values::AnyOf(_) => {
            "string".to_owned()
        }
    }
}

/// Returns the TypeScript type of the values that an attribute's property, or the attribute in a framework's template, accepts.
pub fn write_type(attribute: &Attribute) -> String {
    let own = match attribute.values {
        Values::OneOf { words, aliases: [] } => union(words),
        Values::OneOf { words, .. } => union(words) + " | \"\" | boolean",
        Values::AnyOf(words) => format!("string | readonly ({})[]", union(words)),
        Values::Whole { .. } => "number | `${number}`".to_owned(),
        Values::Text | Values::Secret | Values::Url | Values::Template => "string".to_owned(),
    };
    own + " | null | undefined"
}

/// Returns a union of string literals.
pub fn union(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(" | ")
}
