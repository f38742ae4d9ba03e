//! The browser's functions for reading a response.

use super::xml;
use crate::{
    failure::Failure,
    wire::{Platform, Value},
};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use web_sys::{DomParser, SupportedType, TextDecoder};

/// The browser as the [`Platform`] of [`wire::read`](crate::wire::read).
#[derive(Debug, Clone, Copy)]
pub struct Browser;

impl Platform for Browser {
    fn decode_bytes(&self, label: &str, body: &[u8]) -> Option<String> {
        let decoder = TextDecoder::new_with_label(label).ok()?;
        decoder.decode_with_u8_array(body).ok()
    }

    /// Calls the HTML parser once for each name. Returns `None` if the page's Trusted Types policy
    /// forbids the parser, or after the maximum number of calls. The reference then stays in the
    /// text.
    fn named_reference(&self, name: &str) -> Option<String> {
        /// A call takes tens of microseconds, and a hostile body could cause a hundred thousand
        /// calls.
        const MAX_CALLS: u32 = 500;
        thread_local! {
            static KNOWN: RefCell<Vec<(String, Option<String>)>> = const { RefCell::new(Vec::new()) };
            static CALLS_LEFT: Cell<u32> = const { Cell::new(MAX_CALLS) };
        }
        KNOWN.with_borrow_mut(|known| {
            if let Some((_, text)) = known.iter().find(|(other, _)| other == name) {
                return text.clone();
            }
            CALLS_LEFT.set(CALLS_LEFT.get().checked_sub(1)?);
            let Ok(text) = parse_reference(name) else {
                // The browser would report every further call as a violation, in the console and to
                // the site.
                CALLS_LEFT.set(0);
                return None;
            };
            known.push((name.to_owned(), text.clone()));
            text
        })
    }

    fn read_xml(&self, text: &str) -> Result<Value<'static>, Failure> {
        xml::read(text)
    }
}

/// Returns the text that the browser shows for the reference with this name.
fn parse_reference(name: &str) -> Result<Option<String>, JsValue> {
    let html = format!("&{name};");
    let document = DomParser::new()?.parse_from_string(&html, SupportedType::TextHtml)?;
    Ok(document.body().and_then(|body| body.text_content()))
}
