//! Text from the API as plain text: tags dropped, entities decoded once, control characters gone.
//! What comes out is only ever set as a text node.

use crate::pieces::split_at_first;
use std::iter;

/// The text on one line, white space collapsed. A name that is nothing but a tag is shown as it stands.
pub(super) fn line(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let plain = collapse(&plain(text, true));
    if is_blank(&plain) {
        collapse(&self::plain(text, false))
    } else {
        plain
    }
}

/// The text with its lines, white space collapsed within each, and at most one empty line between two.
pub(super) fn paragraphs(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let plain = plain(text, true);
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

/// Whether a text is one line of ASCII as it is to be shown: nothing in it to decode, to drop or to collapse. Most are, and
/// of a long list that is most of the work.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    let is_plain = text.bytes().all(|byte| {
        let is_double = byte == b' ' && before == b' ';
        before = byte;
        matches!(byte, b' '..=b'~') && byte != b'<' && byte != b'&' && !is_double
    });
    is_plain && before != b' '
}

/// Whether nothing of the text can be seen: white space and characters without a shape.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|character| {
        character.is_whitespace()
            || matches!(character,
                '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
                | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
    })
}

/// Collapses the white space of HTML, and trims. (An ideographic space or a no-break space within is the author's.)
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

/// Decodes entities, drops control characters, folds `\r\n` into `\n` and, if asked to, drops tags.
fn plain(text: &str, mut drop_tags: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['<', '&', '\r']) {
        let (before, special) = rest.split_at(start);
        push_text(&mut out, before);
        rest = if let Some(after) = special.strip_prefix('\r') {
            out.push('\n');
            after.strip_prefix('\n').unwrap_or(after)
        } else if let Some(after) = special.strip_prefix('&') {
            if let Some((decoded, after)) = entity(after) {
                push_text(&mut out, decoded.encode_utf8(&mut [0; 4]));
                after
            } else {
                out.push('&');
                after
            }
        } else {
            let after = special.strip_prefix('<').unwrap_or_default();
            match drop_tags.then(|| tag(after)).flatten() {
                Some(Tag::Closed { breaks, after }) => {
                    if breaks {
                        out.push('\n');
                    }
                    after
                }
                unclosed => {
                    // A tag that never closes is text, and then nothing behind it can close either.
                    drop_tags &= unclosed.is_none();
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
    Closed { breaks: bool, after: &'a str },
    Unclosed,
}

/// The tag, comment or declaration that starts behind a `<`; `None` where it is just a sign, as in "I <3 Rust".
fn tag(text: &str) -> Option<Tag<'_>> {
    if let Some(comment) = text.strip_prefix("!--") {
        return Some(
            split_at_first(comment, "-->").map_or(Tag::Unclosed, |(_, after)| Tag::Closed {
                breaks: false,
                after,
            }),
        );
    }
    let name = text.strip_prefix(['/', '!', '?']).unwrap_or(text);
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let end = name
        .find(|character: char| !character.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let (name, attributes) = name.split_at(end);
    let Some(after) = behind_tag(attributes) else {
        return Some(Tag::Unclosed);
    };
    let breaks = [
        "br",
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "blockquote",
    ]
    .iter()
    .any(|block| name.eq_ignore_ascii_case(block));
    Some(Tag::Closed { breaks, after })
}

/// What stands behind the `>` that ends a tag; one in a quoted attribute value does not.
fn behind_tag(attributes: &str) -> Option<&str> {
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

/// The character of the entity that starts behind an `&`, and what follows its `;`.
fn entity(text: &str) -> Option<(char, &str)> {
    const LONGEST: usize = 10;
    let end = text
        .bytes()
        .take(LONGEST + 1)
        .position(|byte| byte == b';')?;
    let (name, after) = (text.get(..end)?, text.get(end + 1..)?);
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            numbered(code.ok()?)
        }
        None => named(name)?,
    };
    Some((character, after))
}

/// A numeric reference as HTML reads it: 0x80 to 0x9F mean Windows-1252.
/// <https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state>
fn numbered(code: u32) -> char {
    const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let windows = code
        .checked_sub(0x80)
        .and_then(|offset| WINDOWS_1252.chars().nth(usize::try_from(offset).ok()?));
    windows
        .or_else(|| char::from_u32(code))
        .filter(|character| *character != '\0')
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The entities that western text is written with: XML's five, Latin 1 and punctuation.
/// <https://html.spec.whatwg.org/multipage/named-characters.html>
fn named(name: &str) -> Option<char> {
    const MARKS: &str = "amp&lt<gt>quot\"apos'OElig\u{152}oelig\u{153}Scaron\u{160}scaron\u{161}Yuml\u{178}\
        circ\u{2c6}tilde\u{2dc}ensp\u{2002}emsp\u{2003}thinsp\u{2009}zwnj\u{200c}zwj\u{200d}lrm\u{200e}rlm\u{200f}\
        ndash\u{2013}mdash\u{2014}lsquo\u{2018}rsquo\u{2019}sbquo\u{201a}ldquo\u{201c}rdquo\u{201d}bdquo\u{201e}\
        dagger\u{2020}Dagger\u{2021}bull\u{2022}hellip\u{2026}permil\u{2030}prime\u{2032}Prime\u{2033}\
        lsaquo\u{2039}rsaquo\u{203a}euro\u{20ac}trade\u{2122}larr\u{2190}uarr\u{2191}rarr\u{2192}darr\u{2193}\
        harr\u{2194}minus\u{2212}infin\u{221e}ne\u{2260}le\u{2264}ge\u{2265}spades\u{2660}clubs\u{2663}\
        hearts\u{2665}diams\u{2666}";
    /// U+00A0 to U+00FF, in order.
    const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr \
        deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
        Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
        ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
        agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml \
        eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
    if let Some(place) = LATIN_1.split(' ').position(|entity| entity == name) {
        return char::from_u32(0xa0 + u32::try_from(place).ok()?);
    }
    let mut rest = MARKS;
    while let Some(end) = rest.find(|character: char| !character.is_ascii_alphanumeric()) {
        let (entity, mark) = rest.split_at(end);
        let character = mark.chars().next()?;
        if entity == name {
            return Some(character);
        }
        rest = mark.get(character.len_utf8()..)?;
    }
    None
}
