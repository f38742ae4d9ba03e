//! The getMyGroups format: a response is read into entries of a list, and texts are written so that
//! they are read back unchanged.

use crate::list::{EXTRAS, Entry};
use my_groups_core::{
    failure::Failure,
    wire::{self, Native, Privacy, Value},
};
use serde_json::Map;

/// Reads a response, JSON or XML: an entry for each group, or `None` for a group without a usable id
/// or name.
///
/// A group is public only if its `is_private` says so. A missing, empty or unknown value means
/// private, because this program must not publish a private group.
///
/// # Errors
/// The body is not a getMyGroups response, or its `stat` is "fail".
pub fn read(body: &[u8], content_type: Option<&str>) -> Result<Vec<Option<Entry>>, Failure> {
    wire::read_values(body, content_type, &Native, |groups| {
        groups.into_iter().map(entry).collect()
    })
}

fn entry(value: Value<'_>) -> Option<Entry> {
    let documented: Map<_, _> = EXTRAS
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), scalar(value.member(key)?.as_text()?))))
        .collect();
    let (mut group, privacy) = wire::group(value, &Native)?;
    group.is_private = privacy != Privacy::Public;
    let mut entry = Entry::new(group)?;
    entry.documented = (!documented.is_empty()).then(|| Box::new(documented));
    Some(entry)
}

/// Returns a field's value in the documented type: a whole number becomes a number, even if the response
/// has it as text.
fn scalar(text: &str) -> serde_json::Value {
    let text = text.trim();
    text.parse::<u64>().map_or(text.into(), Into::into)
}

/// Escapes the characters that a reader would treat as an entity or a tag, so that the text is read back
/// unchanged.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let after = text.get(at + character.len_utf8()..).unwrap_or_default();
        match character {
            '&' if begins_entity(after) => out.push_str("&amp;"),
            '<' if begins_tag(after) => out.push_str("&lt;"),
            _ => out.push(character),
        }
    }
    out
}

/// Returns whether a reader may treat an `&` before this text as the start of an entity.
fn begins_entity(after: &str) -> bool {
    let name = after.trim_start_matches(|character: char| {
        character.is_ascii_alphanumeric() || character == '#'
    });
    name.len() < after.len() && name.starts_with(';')
}

/// Returns whether a reader may treat a `<` before this text as the start of a tag, comment or
/// declaration.
fn begins_tag(after: &str) -> bool {
    after.starts_with(|character: char| {
        character.is_ascii_alphabetic() || matches!(character, '/' | '!' | '?')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_looks_like_markup_is_read_back_unchanged() {
        for (text, expected) in [
            ("AT&T", "AT&T"),
            ("a & b; c", "a & b; c"),
            ("&; &", "&; &"),
            ("a < b <3 <", "a < b <3 <"),
            ("1 > 0", "1 > 0"),
            ("ü &amp; b", "ü &amp;amp; b"),
            ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
            ("&#65;&#x41;", "&amp;#65;&amp;#x41;"),
            ("ü <b>c</b>", "ü &lt;b>c&lt;/b>"),
            ("<!-- a --> <?b?>", "&lt;!-- a --> &lt;?b?>"),
        ] {
            assert_eq!(encoded(text), expected);
            let group = serde_json::json!({"id": 1, "name": encoded(text)});
            let document = serde_json::json!({"rsp": {"stat": "ok", "group": [group]}}).to_string();
            let entries = read(document.as_bytes(), None).unwrap();
            let names: Vec<_> = entries
                .into_iter()
                .flatten()
                .map(|entry| entry.group.name)
                .collect();
            assert_eq!(names, [text]);
        }
    }
}
