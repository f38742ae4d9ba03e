//! Escaping for HTML that a Markdown processor may read as Markdown before a browser reads it.

use std::fmt::Write;

/// An attribute with its value, after a space.
pub(super) fn attribute(name: &str, value: &str) -> String {
    // A backtick may close a code span that the text before has opened, a bar ends the cell of a
    // Markdown table, and WordPress reads brackets as a shortcode, all of them also in a tag.
    format!(
        " {name}=\"{}\"",
        escape(value, |char| "`|[]".contains(char))
    )
}

/// Text between tags. All ASCII punctuation may be syntax to some Markdown processor, or be
/// replaced by a smiley, a link or a dash.
pub(super) fn text(value: &str) -> String {
    escape(value, |char| char.is_ascii_punctuation())
}

/// Replaces HTML's own characters and those that `is_syntax` names by character references, which
/// Markdown never reads as syntax, and control characters by spaces.
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
