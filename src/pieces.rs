//! Texts put together and taken apart, without `format!` and the patterns of `str`: those are made for every case there
//! is, and would be kilobytes of what a visitor downloads.

/// The pieces, one behind the other.
pub(crate) fn joined<'a>(pieces: impl IntoIterator<Item = &'a str>) -> String {
    pieces.into_iter().collect()
}

/// The pieces with something between them.
pub(crate) fn parted<'a>(pieces: impl IntoIterator<Item = &'a str>, by: &str) -> String {
    let mut text = String::new();
    for (place, piece) in pieces.into_iter().enumerate() {
        if place > 0 {
            text.push_str(by);
        }
        text.push_str(piece);
    }
    text
}

/// What stands before and behind the first place where a text holds another, which is not empty.
pub(crate) fn split_at_first<'a>(text: &'a str, other: &str) -> Option<(&'a str, &'a str)> {
    let mut windows = text.as_bytes().windows(other.len().max(1));
    let at = windows.position(|window| window == other.as_bytes())?;
    Some((text.get(..at)?, text.get(at + other.len()..)?))
}

/// The text with one for another, wherever that stands.
pub(crate) fn replaced(text: &str, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = split_at_first(rest, old) {
        out.push_str(before);
        out.push_str(new);
        rest = after;
    }
    out.push_str(rest);
    out
}
