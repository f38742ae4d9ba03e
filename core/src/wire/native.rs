//! The platform of programs that run outside a browser.

use super::{Platform, Value};
use crate::failure::{Failure, Format};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

/// The [`Platform`] outside a browser: `encoding_rs`, `htmlize` and `quick-xml`.
#[derive(Debug, Clone, Copy)]
pub struct Native;

impl Platform for Native {
    fn decode_bytes(&self, label: &str, body: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
        Some(encoding.decode_with_bom_removal(body).0.into_owned())
    }

    fn named_reference(&self, name: &str) -> Option<String> {
        Some(htmlize::unescape(format!("&{name};")).into_owned())
    }

    fn read_xml(&self, text: &str) -> Result<Value<'static>, Failure> {
        read_xml(text)
    }
}

/// The greatest depth of nested elements. A response has three levels.
const MAX_DEPTH: usize = 64;

type Members = Vec<(std::borrow::Cow<'static, str>, Value<'static>)>;

/// Reads `rsp` with its `group` and `error` elements, which may be wrapped in other elements.
fn read_xml(text: &str) -> Result<Value<'static>, Failure> {
    let malformed = || Failure::Format(Format::Xml);
    let mut reader = Reader::from_str(text);
    // The documented error response ends with a start tag in place of the end tag.
    reader.config_mut().check_end_names = false;
    let mut rsp: Option<Members> = None;
    let mut error = None;
    let mut groups = Vec::new();
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| malformed())?;
        let is_start = matches!(event, Event::Start(_));
        match event {
            Event::Start(element) | Event::Empty(element) => {
                match (depth, element.local_name().as_ref()) {
                    (0, b"rsp") => rsp = Some(attributes(&element).ok_or_else(malformed)?),
                    (0, b"html") => return Err(Failure::Format(Format::Html)),
                    (0, _) => return Err(Failure::Format(Format::NoRsp)),
                    (_, b"group") => {
                        groups.push(Value::Object(attributes(&element).ok_or_else(malformed)?));
                    }
                    (_, b"error") if error.is_none() => {
                        error = Some(attributes(&element).ok_or_else(malformed)?);
                    }
                    _ => {}
                }
                depth += usize::from(is_start);
                if depth > MAX_DEPTH {
                    return Err(malformed());
                }
            }
            Event::End(_) => depth = depth.checked_sub(1).ok_or_else(malformed)?,
            Event::Eof => break,
            Event::Text(text) if depth == 0 && !text.trim_ascii().is_empty() => {
                return Err(malformed());
            }
            _ => {}
        }
    }
    let mut rsp = rsp.ok_or(Failure::Format(Format::NoRsp))?;
    // An element without an end tag means that the response is cut off, except in the documented error
    // response.
    if depth > 0 && error.is_none() {
        return Err(malformed());
    }
    if let Some(error) = error {
        rsp.push(("error".into(), Value::Object(error)));
    }
    if !groups.is_empty() {
        rsp.push(("group".into(), Value::List(groups)));
    }
    Ok(Value::Object(vec![("rsp".into(), Value::Object(rsp))]))
}

/// Returns the attributes of an element, normalized and decoded; `None` if an attribute is malformed.
fn attributes(element: &BytesStart<'_>) -> Option<Members> {
    let mut members = Vec::new();
    for attribute in element.attributes() {
        let attribute = attribute.ok()?;
        let key = std::str::from_utf8(attribute.key.as_ref()).ok()?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
        let value = Value::Text(value.into_owned().into());
        members.push((key.to_owned().into(), value));
    }
    Some(members)
}
