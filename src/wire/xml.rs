//! The XML response, by the browser's own parser.

use super::{Listing, json};
use crate::failure::{Failure, Format};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = toJson)]
    fn to_json(text: &str) -> String;
}

/// Reads an XML response.
///
/// # Errors
/// [`Failure::Format`] for anything that is no getMyGroups response, also where the page's Trusted Types
/// keep the parser away; [`Failure::Api`] for `stat="fail"`, even where the failure's markup is broken.
pub fn read(text: &str) -> Result<Listing, Failure> {
    let json = to_json(text);
    Err(Failure::Format(match json.as_str() {
        "forbidden" => Format::XmlForbidden,
        "broken" => Format::Xml,
        "html" => Format::Html,
        "other" => Format::NoRsp,
        json => return json::read(json),
    }))
}
