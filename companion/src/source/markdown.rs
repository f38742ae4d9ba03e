//! Markdown as plain text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Where in the document the parser is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Heading,
    Elsewhere,
}

/// Returns the text of the first paragraph that has any. Images, code blocks, tables and HTML are
/// not part of it. If no paragraph has text, the first heading is returned.
pub(super) fn first_paragraph(markdown: &str) -> String {
    let (mut paragraph, mut heading) = (String::new(), String::new());
    let mut place = Place::Elsewhere;
    let mut images = 0_usize;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown, options) {
        let text = match event {
            Event::Start(Tag::Paragraph) => {
                place = Place::Paragraph;
                continue;
            }
            Event::Start(Tag::Heading { .. }) if heading.is_empty() => {
                place = Place::Heading;
                continue;
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                place = Place::Elsewhere;
                if !paragraph.trim().is_empty() {
                    break;
                }
                continue;
            }
            Event::Start(Tag::Image { .. }) => {
                images += 1;
                continue;
            }
            Event::End(TagEnd::Image) => {
                images = images.saturating_sub(1);
                continue;
            }
            Event::Text(text) | Event::Code(text) if images == 0 => text,
            Event::SoftBreak => " ".into(),
            Event::HardBreak => "\n".into(),
            _ => continue,
        };
        match place {
            Place::Paragraph => paragraph.push_str(&text),
            Place::Heading => heading.push_str(&text),
            Place::Elsewhere => {}
        }
    }
    let text = if paragraph.trim().is_empty() {
        heading
    } else {
        paragraph
    };
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraph_is_plain_text() {
        for (markdown, text) in [
            ("Systems", "Systems"),
            (
                "# Welcome\n\nA *place* for **[Rust](https://a.example)** & `code`.\n\nLong",
                "A place for Rust & code.",
            ),
            (
                "![banner](https://a.example/b.png)\n\nHello,\nworld",
                "Hello, world",
            ),
            ("![banner](b.png) Hello", "Hello"),
            ("[![logo](l.png)](https://a.example)\n\n---\n\nText", "Text"),
            (
                "<img src=x onerror=alert(1)>\n\nText <b>bold</b>",
                "Text bold",
            ),
            ("# Only a heading", "Only a heading"),
            ("# One\n\n## Two", "One"),
            ("one  \ntwo", "one\ntwo"),
            ("~~old~~ new", "old new"),
            ("| a |\n|---|\n| b |\n\nText", "Text"),
            ("* one\n* two", ""),
            ("> quoted", "quoted"),
            ("```\ncode\n```", ""),
            ("a < b &amp; c", "a < b & c"),
            ("1984", "1984"),
            ("", ""),
            ("![banner](b.png)", ""),
        ] {
            assert_eq!(first_paragraph(markdown), text, "{markdown:?}");
        }
    }
}
