//! Estimates text widths without a font. An image cannot measure text, so the estimate is an upper
//! bound for the fonts of operating systems. The image clips a text that is wider.

use unicode_segmentation::UnicodeSegmentation;

/// The limit on the combining marks of a grapheme: more marks would cover the lines above and below.
const MARKS: usize = 4;

/// Returns the upper bound of a text's width, in hundredths of the font size.
pub(super) fn width(text: &str) -> u32 {
    text.graphemes(true).map(grapheme).sum()
}

/// Cuts a text between graphemes, with an ellipsis, if it may be wider than `available` hundredths.
pub(super) fn clipped(text: &str, available: u32) -> String {
    const ELLIPSIS: u32 = 100;
    let text = drawn(text);
    if width(&text) <= available {
        return text;
    }
    let mut used = ELLIPSIS;
    let fitting = text.graphemes(true).take_while(|part| {
        used += grapheme(part);
        used <= available
    });
    let mut clipped: String = fitting.collect();
    clipped.truncate(clipped.trim_end().len());
    clipped.push('…');
    clipped
}

/// Removes bidi and line controls, and combining marks beyond [`MARKS`].
fn drawn(text: &str) -> String {
    let is_control = |character: &char| {
        character.is_control()
            || matches!(character,
                '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
    };
    let visible: String = text
        .chars()
        .filter(|character| !is_control(character))
        .collect();
    visible
        .graphemes(true)
        .flat_map(|grapheme| grapheme.chars().take(1 + longest(grapheme)))
        .collect()
}

/// Returns how many characters may follow the first one of a grapheme: all of an emoji sequence, but
/// only a few marks.
fn longest(grapheme: &str) -> usize {
    if grapheme.contains('\u{200d}') || grapheme.starts_with('\u{1f3f4}') {
        16
    } else {
        MARKS
    }
}

/// Adds the widths of all characters: a font may lack the ligature that makes one glyph of them.
fn grapheme(grapheme: &str) -> u32 {
    grapheme.chars().map(character).sum()
}

fn character(character: char) -> u32 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '`' => 38,
        ' ' | 'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' | '\\' | '"' | '*' => 48,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '&' => 104,
        'A'..='Z' | '+' | '<' | '=' | '>' | '#' | '_' | '~' => 82,
        ' '..='~' => 66,
        // Marks of European scripts. A font without them may give them a small width.
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' => 20,
        '\u{a0}'..='\u{52f}' => 96,
        // Ligatures of whole sentences, long dashes, and the widest cuneiform signs.
        '\u{fdf0}'..='\u{fdff}' => 1200,
        '\u{2e3a}' | '\u{2e3b}' => 320,
        '\u{12000}'..='\u{1254f}' => 400,
        '\u{a9c0}'..='\u{a9df}' | '\u{1d000}'..='\u{1d2ff}' => 250,
        // Joiners and variation selectors.
        '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' => 0,
        _ => 150,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_is_whole_and_another_is_cut_between_graphemes() {
        assert_eq!(clipped("Jazz", 400), "Jazz");
        // Narrow letters need less space than wide ones.
        for (text, width) in [
            ("illill", 228),
            ("fr t()", 288),
            ("GROUPS", 492),
            ("üöäß", 384),
            ("e\u{301}", 86),
            ("日本", 300),
            ("\u{2e3a}", 320),
            ("\u{fdfd}", 1200),
            ("\u{12031}", 400),
            ("\u{a9c1}", 250),
        ] {
            assert_eq!(clipped(text, width), text);
            assert!(clipped(text, width - 1).ends_with('…'), "{text}");
        }
        assert_eq!(clipped("MMMMMMMM", 400), "MM…");
        let family = "👨‍👩‍👧‍👦";
        assert_eq!(
            clipped(&family.repeat(9), 1500),
            format!("{}…", family.repeat(2))
        );
        assert_eq!(clipped("", 400), "");
        assert_eq!(clipped("word and word", 600), "word an…");
    }

    #[test]
    fn what_has_no_shape_or_grows_into_other_lines_is_left_out() {
        assert_eq!(clipped("a\u{202e}b\u{2066}\u{7}c", 400), "abc");
        let piled = format!("e{}", "\u{301}".repeat(50));
        assert_eq!(clipped(&piled, 4000).chars().count(), 1 + MARKS);
    }
}
