//! How wide a text may be, whatever font it is drawn in. An image cannot ask, so the estimate is never too small for the
//! fonts that systems bring; what is still wider is clipped by the image itself.

use unicode_segmentation::UnicodeSegmentation;

/// A grapheme's combining marks beyond these are left out: they would grow into the lines above and below.
const MARKS: usize = 4;

/// The most that a text may be wide, in hundredths of its font size.
pub(super) fn width(text: &str) -> u32 {
    text.graphemes(true).map(grapheme).sum()
}

/// The text, cut between graphemes and with an ellipsis where it may be wider than `available` hundredths.
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

/// The text without what has no shape of its own: controls of direction and of lines, and marks piled on marks.
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

/// How many characters may follow a grapheme's first: all of an emoji's, few of marks.
fn longest(grapheme: &str) -> usize {
    if grapheme.contains('\u{200d}') || grapheme.starts_with('\u{1f3f4}') {
        16
    } else {
        MARKS
    }
}

/// A font may lack the ligature that makes a grapheme one sign: its characters may stand side by side.
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
        // Marks of European scripts, which fonts without them give a little room.
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' => 20,
        '\u{a0}'..='\u{52f}' => 96,
        // Ligatures of whole sentences, long dashes, and the widest of the signs of cuneiform.
        '\u{fdf0}'..='\u{fdff}' => 1200,
        '\u{2e3a}' | '\u{2e3b}' => 320,
        '\u{12000}'..='\u{1254f}' => 400,
        '\u{a9c0}'..='\u{a9df}' | '\u{1d000}'..='\u{1d2ff}' => 250,
        // Joiners, and what chooses between the shapes of a sign.
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
