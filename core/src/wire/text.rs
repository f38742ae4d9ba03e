//! Converts text from the API into plain text: removes tags and control characters, and decodes
//! entities once. The badge puts the result into text nodes only, never into HTML.

use super::{Platform, entity};
use std::iter;

/// Returns a text in HTML as one line of plain text, with white space collapsed. A text that contains
/// only tags is returned with the tags.
///
/// ```
/// use my_groups_core::wire::{Native, text};
///
/// assert_eq!(text::line(" Arts &amp;\n <b>Culture</b>", &Native), "Arts & Culture");
/// assert_eq!(text::line("<rust>", &Native), "<rust>");
/// ```
pub fn line(text: &str, platform: &dyn Platform) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let plain = collapse(&plain(text, Markup::Tags, platform));
    if is_blank(&plain) {
        collapse(&self::plain(text, Markup::Entities, platform))
    } else {
        plain
    }
}

/// Returns a text in HTML as plain text: each block and each `<br>` starts a new line, white space
/// within a line is collapsed, and at most one empty line separates two lines.
///
/// ```
/// use my_groups_core::wire::{Native, text};
///
/// assert_eq!(text::paragraphs("<p>When</p><p>Mondays &amp; more</p>", &Native), "When\n\nMondays & more");
/// ```
pub fn paragraphs(text: &str, platform: &dyn Platform) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let plain = plain(text, Markup::Elements, platform);
    let mut paragraphs = String::with_capacity(plain.len());
    let mut breaks = 0;
    for text in plain.split('\n').map(collapse) {
        if !text.is_empty() {
            if !paragraphs.is_empty() {
                paragraphs.extend(iter::repeat_n('\n', breaks.clamp(1, 2)));
            }
            paragraphs.push_str(&text);
            breaks = 0;
        }
        breaks += 1;
    }
    paragraphs
}

/// Returns whether a text is one line of ASCII without anything to decode, remove or collapse. This is
/// true for most texts, so this check makes reading a long list faster.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    let is_plain = text.bytes().all(|byte| {
        let is_double = byte == b' ' && before == b' ';
        before = byte;
        matches!(byte, b' '..=b'~') && byte != b'<' && byte != b'&' && !is_double
    });
    is_plain && before != b' '
}

/// Returns whether a text has no visible character: only white space and invisible characters.
///
/// ```
/// use my_groups_core::wire::text;
///
/// assert!(text::is_blank(" \u{200b}") && !text::is_blank("x"));
/// ```
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|character| {
        character.is_whitespace()
            || matches!(character,
                '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
                | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
    })
}

/// Collapses the white space of HTML, and trims the text. Ideographic and no-break spaces inside
/// the text stay, because authors write them on purpose.
fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r', '\u{c}']) {
        if !word.is_empty() {
            if !collapsed.is_empty() {
                collapsed.push(' ');
            }
            collapsed.push_str(word);
        }
    }
    collapsed.trim().to_owned()
}

/// Which parts of a text are read as HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Markup {
    /// Only entities. A tag is text.
    Entities,
    /// Entities and tags. The content of every element is text.
    Tags,
    /// Entities and tags. The content of `script` and `style` is removed, as in a page.
    Elements,
}

/// Decodes the entities of a text, removes its control characters, and writes its line ends as
/// `\n`. `markup` says which tags are removed.
fn plain(text: &str, mut markup: Markup, platform: &dyn Platform) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['<', '&', '\r']) {
        let (before, special) = rest.split_at(start);
        push_text(&mut out, before);
        rest = if let Some(after) = special.strip_prefix('\r') {
            out.push('\n');
            after.strip_prefix('\n').unwrap_or(after)
        } else if let Some(after) = special.strip_prefix('&') {
            if let Some((decoded, after)) = entity::decode(after, platform) {
                push_text(&mut out, &decoded);
                after
            } else {
                out.push('&');
                after
            }
        } else {
            let after = special.strip_prefix('<').unwrap_or_default();
            match (markup != Markup::Entities).then(|| tag(after)).flatten() {
                Some(Tag::Closed { name, after }) => {
                    out.extend(separator(name));
                    if markup == Markup::Elements && is_raw_text(name) {
                        after_raw_text(name, after)
                    } else {
                        after
                    }
                }
                Some(Tag::Unclosed) => {
                    // An unclosed tag and all tags after it are text. Otherwise each of many
                    // unclosed tags would be searched up to the end of the text.
                    markup = Markup::Entities;
                    out.push('<');
                    after
                }
                None => {
                    out.push('<');
                    after
                }
            }
        };
    }
    push_text(&mut out, rest);
    out
}

fn push_text(out: &mut String, text: &str) {
    out.extend(
        text.chars()
            .filter(|character| !character.is_control() || matches!(character, '\n' | '\t')),
    );
}

enum Tag<'a> {
    /// The name of an end tag begins with `/`. The name of a comment is empty.
    Closed {
        name: &'a str,
        after: &'a str,
    },
    Unclosed,
}

/// Returns the tag, comment or declaration at the start of `text`, which follows a `<`. Returns
/// `None` if the `<` is a character of the text, as in "I <3 Rust".
fn tag(text: &str) -> Option<Tag<'_>> {
    if let Some(comment) = text.strip_prefix("!--") {
        return Some(match comment.split_once("-->") {
            Some((_, after)) => Tag::Closed { name: "", after },
            None => Tag::Unclosed,
        });
    }
    let name = text.strip_prefix(['/', '!', '?']).unwrap_or(text);
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let end = name
        .find(|character: char| !character.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let (name, attributes) = text.split_at(text.len() - name.len() + end);
    Some(match after_tag(attributes) {
        Some(after) => Tag::Closed { name, after },
        None => Tag::Unclosed,
    })
}

/// Returns the character that replaces a start or end tag of this name, so that the words before
/// and after it stay separate. Returns `None` for inline elements.
/// <https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3>
fn separator(name: &str) -> Option<char> {
    const BLOCKS: &str = "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset \
        figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p \
        pre search section select summary table tbody tfoot thead tr ul";
    let name = name.strip_prefix('/').unwrap_or(name);
    let is = |one: &str| name.eq_ignore_ascii_case(one);
    if is("td") || is("th") {
        Some(' ')
    } else {
        BLOCKS.split(' ').any(is).then_some('\n')
    }
}

/// Returns whether the element with this name is a script or a style sheet, whose content is not
/// text.
fn is_raw_text(name: &str) -> bool {
    name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style")
}

/// Returns the text after the end tag of this name, or an empty text if there is no end tag.
fn after_raw_text<'a>(name: &str, content: &'a str) -> &'a str {
    let mut rest = content;
    while let Some((_, after)) = rest.split_once("</") {
        let (end, attributes) = after.split_at_checked(name.len()).unwrap_or_default();
        if end.eq_ignore_ascii_case(name)
            && !attributes.starts_with(|next: char| next.is_ascii_alphanumeric())
        {
            return after_tag(attributes).unwrap_or_default();
        }
        rest = after;
    }
    ""
}

/// Returns the text after the `>` that ends a tag. A `>` in a quoted attribute value does not end the
/// tag. Returns `None` if the tag is not closed.
fn after_tag(attributes: &str) -> Option<&str> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, character) in attributes.char_indices() {
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (None, '>') => return attributes.get(at + 1..),
            (None, '"' | '\'') if after_equals => quote = Some(character),
            _ => {}
        }
        after_equals = character == '=' || (after_equals && character.is_ascii_whitespace());
    }
    None
}
