//! The encoding of a body. Old servers send Latin-1 and windows-1252, some call it UTF-8.

use super::Platform;
use std::borrow::Cow;

/// The text of a body: UTF-8 where it is valid UTF-8; else what its byte order mark, its XML
/// declaration or the `charset` of the Content-Type names, in that order; else windows-1252. A
/// label that no browser knows is passed over.
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

/// Whether a body that is no valid UTF-8 and has no byte order mark can be of that encoding. UTF-8
/// it can be where only some of its characters are damaged; UTF-16 it cannot be, since what names
/// it was read as ASCII or is a header's.
fn is_possible(label: &str, body: &[u8]) -> bool {
    match label.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" => body.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()),
        label => !label.starts_with("utf-16"),
    }
}

/// The encoding in `<?xml version="1.0" encoding="…"?>`.
fn declared(body: &[u8]) -> Option<&str> {
    let declaration = body.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = declaration.split(|byte| *byte == b'>').next()?;
    let declaration = declaration.utf8_chunks().next()?.valid();
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    value.split(['"', '\'']).nth(1)
}

/// The `charset` of a Content-Type.
fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches(['"', '\'']))
    })
}
