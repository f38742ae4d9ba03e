//! What a page may rely on besides the attributes, which are in the badge's own table: the one source of the package's
//! types and manifest. A test holds it to the element in a browser.

use my_groups_core::options::{Attribute, Values};

/// The element's name.
pub const TAG: &str = "my-groups-badge";

/// Something with a name that a page may rely on.
#[derive(Debug)]
pub struct Named {
    /// Its name.
    pub name: &'static str,
    /// Its type in TypeScript; empty where it has none.
    pub kind: &'static str,
    /// What it is for, in one line.
    pub help: &'static str,
}

const fn named(name: &'static str, kind: &'static str, help: &'static str) -> Named {
    Named { name, kind, help }
}

/// The states, which are custom states of the same names too.
pub const STATES: &[Named] = &[
    named("idle", "", "nothing has been requested yet"),
    named("loading", "", "the first answer is awaited"),
    named("ready", "", "there is a list"),
    named("empty", "", "there is an answer without groups"),
    named("failed", "", "the last attempt failed"),
];

/// The events. None bubbles or can be cancelled.
pub const EVENTS: &[Named] = &[
    named("loadstart", "Event", "a request starts"),
    named(
        "load",
        "CustomEvent<MyGroupsBadgeLoadDetail>",
        "a list, or the answer that there are no groups, is shown",
    ),
    named(
        "error",
        "CustomEvent<MyGroupsBadgeErrorDetail>",
        "the list could not be loaded, and will not be tried again by itself",
    ),
    named("loadend", "Event", "after `load` and `error`"),
];

/// The kinds of failure, in an `error` event.
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

/// The properties that are no attributes; all can only be read.
pub const PROPERTIES: &[Named] = &[
    named(
        "state",
        "MyGroupsBadgeState",
        "where the badge stands; `ready` while a list that is shown is loaded anew",
    ),
    named(
        "groups",
        "readonly MyGroupsBadgeGroup[]",
        "the groups that are shown, in that order; frozen",
    ),
];

/// The methods.
pub const METHODS: &[Named] = &[named(
    "reload",
    "() => Promise<MyGroupsBadgeState>",
    "loads again; resolves to the state reached and never rejects",
)];

/// The fields of a group.
pub const GROUP: &[Named] = &[
    named("id", "number | string", "a number where it is one, exactly"),
    named("name", "string", "the name"),
    named("memberCount", "number | null", "null where it is unknown"),
    named(
        "description",
        "string",
        "plain text; empty if there is none",
    ),
    named("topicCount", "number | null", "null where it is unknown"),
    named(
        "created",
        "string | null",
        "`YYYY-MM-DD hh:mm:ss`, as the answer has it",
    ),
    named("isPrivate", "boolean", "whether it is private"),
    named("url", "string | null", "where its name links to"),
];

/// The shadow parts.
pub const PARTS: &[Named] = &[
    named("badge", "", "all of it, a region"),
    named("heading", "", "the heading"),
    named("list", "", "the list"),
    named("group", "", "a list item"),
    named("name", "", "a group's name, a link if it has an address"),
    named("count", "", "the number of members"),
    named("description", "", "the description"),
    named("meta", "", "topics and date"),
    named(
        "more",
        "",
        "the button that shows the groups beyond `limit`",
    ),
    named(
        "status",
        "",
        "the quiet line in place of a list or below it",
    ),
    named("skeleton", "", "the bars before the first list"),
];

/// The custom properties of the style; `kind` is the default.
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

/// The type of an attribute's property as it is read.
pub fn read_type(attribute: &Attribute) -> String {
    match attribute.values {
        Values::OneOf { words, .. } => union(words),
        Values::Whole { .. } => "number".to_owned(),
        Values::Text | Values::Secret | Values::Url | Values::Template | Values::AnyOf(_) => {
            "string".to_owned()
        }
    }
}

/// The type of what an attribute's property, or the attribute in a framework's template, may be set to.
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

/// A union of texts.
pub fn union(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(" | ")
}
