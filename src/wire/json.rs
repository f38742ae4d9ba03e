//! The JSON response. `serde_json` says whether it is JSON; what is known to be JSON is then cut up where it stands.
//! So a number keeps its digits ("1984", "2.10"), no field's type can fail the whole, and the visitors of typed
//! deserialization, with their words for unexpected types and floats, need not be in the wasm.

use super::{Fields, Listing, verdict};
use crate::failure::{Failure, Format};
use serde::de::IgnoredAny;
use serde_json::error::Category;
use std::borrow::Cow;

pub(super) fn read(text: &str) -> Result<Listing, Failure> {
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| match error.classify() {
        Category::Eof => Failure::Format(Format::Truncated),
        _ => Failure::Format(Format::Json {
            line: error.line(),
            column: error.column(),
        }),
    })?;
    let rsp = object(text)
        .and_then(|document| object(get(&document, "rsp")?))
        .ok_or(Failure::Format(Format::NoRsp))?;
    verdict(
        get(&rsp, "stat").and_then(scalar).as_deref(),
        get(&rsp, "error").and_then(message).as_deref(),
        get(&rsp, "group").map(listing),
    )
}

/// `rsp.group`: a list, a group by itself, or one of the many ways to say "none".
fn listing(value: &str) -> Result<Listing, Failure> {
    let mut listing = Listing::default();
    if let Some(entries) = list(value) {
        for entry in entries {
            listing.push(object(entry).map(fields));
        }
    } else if let Some(entries) = object(value) {
        if !entries.is_empty() {
            listing.push(Some(fields(entries)));
        }
    } else if scalar(value).is_some_and(|text| !text.trim().is_empty()) {
        return Err(Failure::Format(Format::NoList));
    }
    Ok(listing)
}

fn fields(entries: Vec<Entry<'_>>) -> Fields<'_> {
    let mut fields = Fields::default();
    for (key, value) in entries {
        if let Some(slot) = fields.slot(&key) {
            *slot = scalar(value);
        }
    }
    fields
}

/// The API's message: `{"msg": "…"}`, a list of one such, or the bare text; `None` where there is no error.
fn message(value: &str) -> Option<Cow<'_, str>> {
    let value = match list(value) {
        Some(entries) => entries.first().copied()?,
        None => value,
    };
    match object(value) {
        Some(entries) => Some(get(&entries, "msg").and_then(scalar).unwrap_or_default()),
        None => scalar(value),
    }
}

/// A key, and its value as it stands.
type Entry<'a> = (Cow<'a, str>, &'a str);

/// Of a key that stands twice the last one counts, as in `JSON.parse`.
fn get<'a>(entries: &[Entry<'a>], key: &str) -> Option<&'a str> {
    entries
        .iter()
        .rev()
        .find(|(name, _)| name == key)
        .map(|(_, value)| *value)
}

/// The entries of an object; `None` for any other value.
fn object(value: &str) -> Option<Vec<Entry<'_>>> {
    let inner = value.strip_prefix('{')?.strip_suffix('}')?;
    split(inner).into_iter().map(entry).collect()
}

/// The entries of a list; `None` for any other value.
fn list(value: &str) -> Option<Vec<&str>> {
    let inner = value.strip_prefix('[')?.strip_suffix(']')?;
    Some(split(inner))
}

/// A string, a number or a truth value as text; `None` for null, lists and objects.
fn scalar(value: &str) -> Option<Cow<'_, str>> {
    match value.as_bytes().first()? {
        b'"' => unquoted(value),
        b'[' | b'{' | b'n' => None,
        _ => Some(Cow::Borrowed(value)),
    }
}

/// The entry of an object: its key, and what stands behind the colon.
fn entry(text: &str) -> Option<Entry<'_>> {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })?;
    let (key, rest) = text.split_at_checked(end + 2)?;
    let value = rest.trim_start().strip_prefix(':')?;
    Some((unquoted(key)?, value.trim_start()))
}

/// The parts of JSON between commas that stand in no string and no inner value.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let (mut is_in_string, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        if is_in_string {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => is_in_string = true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.extend(text.get(start..at).map(str::trim));
                start = at + 1;
            }
            _ => {}
        }
    }
    let last = text.get(start..).map(str::trim);
    parts.extend(last.filter(|last| !last.is_empty()));
    parts
}

/// The text of a string. A lone surrogate in it (`"\ud800"`) costs one character and not the group.
fn unquoted(string: &str) -> Option<Cow<'_, str>> {
    let mut rest = string.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    while let Some((before, escaped)) = rest.split_once('\\') {
        text.push_str(before);
        let mut after = escaped.chars();
        text.push(match after.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (character, length) = code_point(escaped)?;
                after = escaped.get(length..)?.chars();
                character
            }
            itself => itself,
        });
        rest = after.as_str();
    }
    if text.is_empty() {
        return Some(Cow::Borrowed(rest));
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// The character of `uXXXX`, or of `uXXXX\uXXXX` where that is a pair, and how long that is.
fn code_point(escaped: &str) -> Option<(char, usize)> {
    const ONE: usize = "uXXXX".len();
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix('u')?.get(..4)?, 16).ok();
    let first = unit(escaped)?;
    let second = escaped
        .get(ONE..)
        .and_then(|rest| unit(rest.strip_prefix('\\')?));
    match char::decode_utf16([first].into_iter().chain(second)).next()? {
        Ok(character) => Some((
            character,
            if character.len_utf16() == 2 {
                2 * ONE + 1
            } else {
                ONE
            },
        )),
        Err(_) => Some((char::REPLACEMENT_CHARACTER, ONE)),
    }
}
