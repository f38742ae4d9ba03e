//! The XML response, by the browser's own parser. It never puts a parsed node into a page.

use super::{Fields, Listing, verdict};
use crate::failure::{Failure, Format};
use web_sys::{Document, DomParser, Element, SupportedType};

/// Reads an XML response.
///
/// # Errors
/// [`Failure::Format`] for anything that is no getMyGroups response, also where the page's Trusted Types
/// keep the parser away; [`Failure::Api`] for `stat="fail"`, even where the failure's markup is broken.
pub fn read(text: &str) -> Result<Listing, Failure> {
    let document = parse(text, SupportedType::TextXml)?;
    // Chromium and WebKit put the error into what they had, Firefox puts it in its place.
    let is_broken = document.get_elements_by_tag_name("parsererror").length() > 0;
    if is_broken {
        // The documented failure is not closed properly. The HTML parser reads anything, so it finds the message.
        let salvaged = parse(text, SupportedType::TextHtml)?;
        return match salvaged.query_selector("rsp[stat=fail]") {
            Ok(Some(rsp)) => respond(&rsp),
            _ => Err(Failure::Format(Format::Xml)),
        };
    }
    match document.document_element() {
        Some(rsp) if rsp.local_name() == "rsp" => respond(&rsp),
        Some(html) if html.local_name() == "html" => Err(Failure::Format(Format::Html)),
        _ => Err(Failure::Format(Format::NoRsp)),
    }
}

fn parse(text: &str, kind: SupportedType) -> Result<Document, Failure> {
    DomParser::new()
        .and_then(|parser| parser.parse_from_string(text, kind))
        .map_err(|_| Failure::Format(Format::XmlForbidden))
}

fn respond(rsp: &Element) -> Result<Listing, Failure> {
    let error = rsp.query_selector("error").ok().flatten();
    let mut listing = Listing::default();
    let groups = rsp.get_elements_by_tag_name("group");
    for group in (0..groups.length()).filter_map(|index| groups.item(index)) {
        listing.push(Some(fields(&group)));
    }
    verdict(
        rsp.get_attribute("stat").as_deref(),
        error
            .map(|error| error.get_attribute("msg").unwrap_or_default())
            .as_deref(),
        (groups.length() > 0).then_some(Ok(listing)),
    )
}

fn fields(group: &Element) -> Fields<'static> {
    let mut fields = Fields::default();
    let attributes = group.attributes();
    for attribute in (0..attributes.length()).filter_map(|index| attributes.item(index)) {
        if let Some(slot) = fields.slot(&attribute.name()) {
            *slot = Some(attribute.value().into());
        }
    }
    fields
}
