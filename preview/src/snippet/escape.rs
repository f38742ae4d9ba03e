//! Escaping for HTML that a Markdown processor may read before a browser does.

use std::fmt::Write;

/// Returns an attribute with its value, after a space.
pub(super) fn attribute(name: &str, value: &str) -> String {
    // Some characters also matter inside a tag: a backquote can end a code span that an earlier text has
    // opened, a bar ends a cell of a Markdown table, and WordPress reads brackets as a shortcode.
    format!(
        " {name}=\"{}\"",
        escape(value, |char| "`|[]".contains(char))
    )
}

/// Returns text between tags. Any ASCII punctuation can be syntax for a Markdown processor, or be
/// replaced by a smiley, a link or a dash.
pub(super) fn text(value: &str) -> String {
    escape(value, |char| char.is_ascii_punctuation())
}

/// Replaces the special characters of HTML, and those for which `is_syntax` is true, by character
/// references, which Markdown never reads as syntax. Replaces control characters by spaces.
fn escape(value: &str, is_syntax: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(value.len());
    for char in value.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // A line break would end an HTML block.
            char if char.is_control() => escaped.push(' '),
            char if is_syntax(char) => {
                // Writing into a string cannot fail.
                let _ = write!(escaped, "&#{};", u32::from(char));
            }
            char => escaped.push(char),
        }
    }
    escaped
}
