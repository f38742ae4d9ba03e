//! The public interface of the element, except for the attributes, which are in the badge's own
//! table. The package's types and manifest are generated from it. A test compares it with the
//! element in a browser.

use my_groups_core::options::{Attribute, Values};

/// The element's name.
pub const TAG: &str = "my-groups-badge";

/// A part of the public interface.
#[derive(Debug)]
pub struct Named {
    /// Its name.
    pub name: &'static str,
    /// Its type in TypeScript; empty if it has no type.
    pub kind: &'static str,
    /// Its purpose in one line.
    pub help: &'static str,
}

const fn named(name: &'static str, kind: &'static str, help: &'static str) -> Named {
    Named { name, kind, help }
}

/// The states. Each is also a custom state with the same name.
pub const STATES: &[Named] = &[
    named("idle", "", "the badge has not sent a request yet"),
    named("loading", "", "the badge waits for the first response"),
    named("ready", "", "the badge shows a list"),
    named("empty", "", "the response has no visible groups"),
    named("failed", "", "the last load failed"),
];

/// The events. They neither bubble nor can be cancelled.
pub const EVENTS: &[Named] = &[
    named("loadstart", "Event", "a load starts"),
    named(
        "load",
        "CustomEvent<MyGroupsBadgeLoadDetail>",
        "the load succeeded: the list, or the line for an empty list, is shown",
    ),
    named(
        "error",
        "CustomEvent<MyGroupsBadgeErrorDetail>",
        "the load failed, after all retries",
    ),
    named(
        "loadend",
        "Event",
        "the load has ended, after `load` or `error`",
    ),
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

/// The read-only properties that have no attribute.
pub const PROPERTIES: &[Named] = &[
    named(
        "state",
        "MyGroupsBadgeState",
        "the state of the badge; it stays `ready` while a visible list is reloaded",
    ),
    named(
        "groups",
        "readonly MyGroupsBadgeGroup[]",
        "the rendered groups in rendered order, as a frozen array",
    ),
];

/// The methods.
pub const METHODS: &[Named] = &[named(
    "reload",
    "() => Promise<MyGroupsBadgeState>",
    "loads the groups again; the promise resolves to the resulting state and never rejects",
)];

/// The fields of a group.
pub const GROUP: &[Named] = &[
    named(
        "id",
        "number | string",
        "a number if JavaScript represents it exactly",
    ),
    named("name", "string", "the name"),
    named("memberCount", "number | null", "null if it is unknown"),
    named(
        "description",
        "string",
        "plain text; empty if the group has no description",
    ),
    named("topicCount", "number | null", "null if it is unknown"),
    named(
        "created",
        "string | null",
        "`YYYY-MM-DDThh:mm:ss`, or `YYYY-MM-DD` if the response has no time",
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
    named("--mgb-color", "the page's", "the colour of texts"),
    named(
        "--mgb-muted",
        "the text's colour, 78%",
        "the colour of counts, dates and descriptions",
    ),
    named(
        "--mgb-background",
        "none; a surface colour if `theme` is `light` or `dark`",
        "the background of the badge",
    ),
    named(
        "--mgb-border",
        "the text's colour, 16%",
        "the colour of lines, chips and the skeleton",
    ),
    named(
        "--mgb-accent",
        "the text's colour",
        "the colour of links, the button and the focus ring",
    ),
    named(
        "--mgb-radius",
        "different for each part",
        "the radius of corners",
    ),
    named(
        "--mgb-gap",
        "`0.5em`, `0.25em` if compact",
        "the space above and below a group, and between chips",
    ),
    named("--mgb-font", "the page's", "the font family"),
    named(
        "--mgb-max-height",
        "none",
        "the greatest height; a longer list scrolls",
    ),
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
