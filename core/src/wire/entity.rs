//! Decodes the character references of HTML that end with a semicolon, such as `&amp;` and `&#39;`.
//! <https://html.spec.whatwg.org/multipage/named-characters.html>

use super::Platform;

/// Decodes the reference at the start of `text`, which follows an `&`. Returns the decoded text and
/// the rest after the `;`, or `None` if the text does not start with a reference.
pub(super) fn decode<'a>(text: &'a str, platform: &dyn Platform) -> Option<(String, &'a str)> {
    /// The length of the longest name, `CounterClockwiseContourIntegral`.
    const LONGEST: usize = 31;
    let end = text
        .bytes()
        .take(LONGEST + 1)
        .position(|byte| byte == b';')?;
    let (name, after) = (text.get(..end)?, text.get(end + 1..)?);
    let text = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            numbered(code.ok()?).into()
        }
        None => named(name, platform)?,
    };
    Some((text, after))
}

/// Returns the character of a numeric reference. HTML reads 0x80 to 0x9F as windows-1252.
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

fn named(name: &str, platform: &dyn Platform) -> Option<String> {
    if let Some(character) = common(name) {
        return Some(character.into());
    }
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let text = is_name.then(|| platform.named_reference(name))??;
    // A known name stands for one or two characters. The HTML parser returns more characters if the
    // name is unknown or only starts with a known name: it reads `&notit;` as "¬it;".
    (text.chars().count() <= 2).then_some(text)
}

/// Returns the character of a common entity: the five entities of XML, Latin-1 and punctuation. Texts
/// in western languages need only these entities, so the platform's parser is rarely called.
fn common(name: &str) -> Option<char> {
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
