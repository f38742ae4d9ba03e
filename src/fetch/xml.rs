//! Reads an XML response with the browser's own parser. It never puts a parsed node into a page.

use crate::{
    failure::{Failure, Format},
    wire::{KEYS, Value},
};
use web_sys::{Document, DomParser, Element, SupportedType};

/// Reads an XML response.
///
/// # Errors
/// [`Failure::Format`] if the text is not XML, if it is HTML, or if the page's Trusted Types policy
/// forbids the parser.
pub(super) fn read(text: &str) -> Result<Value<'static>, Failure> {
    let document = parse(text, SupportedType::TextXml)?;
    // Chromium and WebKit add the error to the part of the document that they have parsed. Firefox
    // returns only the error.
    let is_malformed = document.get_elements_by_tag_name("parsererror").length() > 0;
    let root = if is_malformed {
        // The documented error response is not well-formed: it ends with a start tag. The HTML parser
        // accepts any text, so it finds the message.
        let html = parse(text, SupportedType::TextHtml)?;
        html.query_selector("rsp[stat=fail]").ok().flatten()
    } else {
        document.document_element()
    };
    let root = root.ok_or(Failure::Format(Format::Xml))?;
    match root.local_name().as_str() {
        "rsp" => Ok(object([("rsp", rsp(&root))])),
        "html" => Err(Failure::Format(Format::Html)),
        _ => Err(Failure::Format(Format::NoRsp)),
    }
}

fn parse(text: &str, kind: SupportedType) -> Result<Document, Failure> {
    DomParser::new()
        .and_then(|parser| parser.parse_from_string(text, kind))
        .map_err(|_| Failure::Format(Format::XmlForbidden))
}

fn rsp(rsp: &Element) -> Value<'static> {
    let mut members = Vec::new();
    if let Some(stat) = rsp.get_attribute("stat") {
        members.push(("stat", Value::Text(stat.into())));
    }
    if let Ok(Some(error)) = rsp.query_selector("error") {
        members.push(("error", attributes(&error, &["msg"])));
    }
    let groups = rsp.get_elements_by_tag_name("group");
    if groups.length() > 0 {
        let groups = (0..groups.length()).filter_map(|index| groups.item(index));
        let groups = groups.map(|group| attributes(&group, &KEYS)).collect();
        members.push(("group", Value::List(groups)));
    }
    object(members)
}

fn attributes(element: &Element, names: &[&'static str]) -> Value<'static> {
    object(names.iter().filter_map(|name| {
        let value = element.get_attribute(name)?;
        Some((*name, Value::Text(value.into())))
    }))
}

fn object(members: impl IntoIterator<Item = (&'static str, Value<'static>)>) -> Value<'static> {
    let members = members.into_iter();
    Value::Object(members.map(|(key, value)| (key.into(), value)).collect())
}
