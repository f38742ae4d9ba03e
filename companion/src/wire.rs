//! The getMyGroups contract, read with the badge crate's own modules: what a service says becomes
//! the documented fields first, and those become groups in one way for every source.

use my_groups_core::failure::{Failure, Format};
use my_groups_core::wire::{self, Listing, Native};
use quick_xml::{Reader, XmlVersion, events::BytesStart, events::Event};
use serde_json::{Map, Value, json};

/// The most levels of nested elements.
const DEEPEST: usize = 64;

/// Reads a response, JSON or XML.
///
/// # Errors
/// As [`wire::read`]: no getMyGroups response, or one with `stat="fail"`.
pub fn read(body: &[u8], content_type: Option<&str>) -> Result<Listing, Failure> {
    wire::read(body, content_type, &Native)
}

/// Reads the documented fields of groups.
///
/// # Errors
/// None of the groups is usable.
pub fn listing(groups: &[Value]) -> Result<Listing, Failure> {
    let document = json!({"rsp": {"stat": "ok", "version": 1, "group": groups}});
    read(document.to_string().as_bytes(), Some("application/json"))
}

/// Returns the raw groups of a response, for the documented fields that [`Group`] lacks; empty if
/// they cannot be found.
///
/// [`Group`]: my_groups_core::groups::Group
pub fn documented(body: &[u8]) -> Vec<Value> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    let document = if text.starts_with('<') {
        document(text).ok()
    } else {
        serde_json::from_str(text).ok()
    };
    match document.and_then(|mut document| Some(document.pointer_mut("/rsp/group")?.take())) {
        Some(Value::Array(groups)) => groups,
        Some(group @ Value::Object(_)) => vec![group],
        _ => Vec::new(),
    }
}

/// Parses an XML response into the shape of the JSON one: attributes become fields.
fn document(xml: &str) -> Result<Value, Failure> {
    let broken = || Failure::Format(Format::Xml);
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut rsp: Option<Map<String, Value>> = None;
    let mut groups = Vec::new();
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| broken())?;
        let is_open = matches!(event, Event::Start(_));
        match event {
            Event::Start(element) | Event::Empty(element) => {
                match (depth, element.local_name().as_ref()) {
                    (0, b"rsp") => rsp = Some(attributes(&element).ok_or_else(broken)?),
                    (0, b"html") => return Err(Failure::Format(Format::Html)),
                    (0, _) => return Err(Failure::Format(Format::NoRsp)),
                    (1, b"group") => {
                        groups.push(Value::Object(attributes(&element).ok_or_else(broken)?));
                    }
                    (1, b"error") => {
                        let error = attributes(&element).ok_or_else(broken)?;
                        if let Some(rsp) = &mut rsp {
                            rsp.insert("error".into(), Value::Object(error));
                        }
                    }
                    _ => {}
                }
                depth += usize::from(is_open);
                if depth > DEEPEST {
                    return Err(broken());
                }
            }
            Event::End(_) => depth = depth.checked_sub(1).ok_or_else(broken)?,
            Event::Eof => break,
            Event::Text(text) if depth == 0 && !text.trim_ascii().is_empty() => {
                return Err(broken());
            }
            _ => {}
        }
    }
    let mut rsp = rsp.ok_or(Failure::Format(Format::NoRsp))?;
    // The documented failure is not closed properly; anything else that is open at its end was cut
    // off.
    if depth > 0 && !rsp.contains_key("error") {
        return Err(broken());
    }
    if !groups.is_empty() {
        rsp.insert("group".into(), Value::Array(groups));
    }
    Ok(json!({ "rsp": rsp }))
}

/// Returns an element's attributes, normalized and decoded; `None` if they are malformed.
fn attributes(element: &BytesStart<'_>) -> Option<Map<String, Value>> {
    let mut fields = Map::new();
    for attribute in element.attributes() {
        let attribute = attribute.ok()?;
        let key = std::str::from_utf8(attribute.key.as_ref()).ok()?.to_owned();
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
        fields.insert(key, Value::String(value.into_owned()));
    }
    Some(fields)
}

/// Escapes what the wire would read as an entity or a tag, so that `text` is read back unchanged.
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

/// Returns whether the wire may read what follows an `&` as an entity.
fn begins_entity(after: &str) -> bool {
    let name = after.trim_start_matches(|character: char| {
        character.is_ascii_alphanumeric() || character == '#'
    });
    name.len() < after.len() && name.starts_with(';')
}

/// Returns whether the wire may read what follows a `<` as a tag, comment or declaration.
fn begins_tag(after: &str) -> bool {
    after.starts_with(|character: char| {
        character.is_ascii_alphabetic() || matches!(character, '/' | '!' | '?')
    })
}
