//! Decodes a body. Old servers send Latin-1 and windows-1252, and some of them declare it as UTF-8.

use super::Platform;
use std::borrow::Cow;

/// Returns the text of a body. A body that is valid UTF-8 is read as UTF-8. For any other body, the
/// encoding is the first of these that is present and known:
///
/// - the byte order mark
/// - the encoding in the XML declaration
/// - the `charset` of the `Content-Type`
/// - windows-1252
pub(super) fn decode<'a>(
    body: &'a [u8],
    content_type: Option<&str>,
    platform: &dyn Platform,
) -> Cow<'a, str> {
    if let Ok(text) = str::from_utf8(body) {
        return text.into();
    }
    let mark = match body {
        [0xff, 0xfe, ..] => Some("utf-16le"),
        [0xfe, 0xff, ..] => Some("utf-16be"),
        [0xef, 0xbb, 0xbf, ..] => Some("utf-8"),
        _ => None,
    };
    let possible = |label: &&str| is_possible(label, body);
    let declared = declared(body).filter(possible);
    let charset = content_type.and_then(charset).filter(possible);
    // https://encoding.spec.whatwg.org/#names-and-labels
    let labels = [mark, declared, charset, Some("windows-1252")];
    let mut labels = labels.into_iter().flatten();
    let text = labels.find_map(|label| platform.decode_bytes(label, body));
    text.map_or_else(|| String::from_utf8_lossy(body), Cow::Owned)
}

/// Returns whether a label can be right for a body that is not valid UTF-8.
///
/// UTF-8 is possible if the body has valid characters outside ASCII: then only some characters are
/// damaged. UTF-16 is accepted only with a byte order mark, which is checked first.
fn is_possible(label: &str, body: &[u8]) -> bool {
    match label.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" => body.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()),
        label => !label.starts_with("utf-16"),
    }
}

/// Returns the encoding in `<?xml version="1.0" encoding="…"?>`.
fn declared(body: &[u8]) -> Option<&str> {
    let declaration = body.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = declaration.split(|byte| *byte == b'>').next()?;
    let declaration = declaration.utf8_chunks().next()?.valid();
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    value.split(['"', '\'']).nth(1)
}

/// Returns the `charset` of a `Content-Type`.
fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches(['"', '\'']))
    })
}
