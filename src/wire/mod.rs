//! The wire: the bytes of a getMyGroups response into groups.
//! It meets what public clients of the API had to survive, and never panics on what comes from outside.

mod fields;
mod json;
mod text;
#[cfg(target_arch = "wasm32")]
pub mod xml;

use crate::{
    failure::{Failure, Format},
    groups::Group,
};
use fields::Fields;

/// The groups of a response, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Every group with a usable id and name.
    pub groups: Vec<Group>,
    /// How many were left out since they have none.
    pub left_out: usize,
}

impl Listing {
    fn push(&mut self, fields: Option<Fields<'_>>) {
        match fields.and_then(Fields::into_group) {
            Some(group) => self.groups.push(group),
            None => self.left_out += 1,
        }
    }
}

/// Reads a whole response body, JSON or XML: the body decides, not a header.
///
/// JSON is read here. XML is left to `read_xml`, since a browser has a parser of its own ([`xml::read`]).
///
/// # Errors
/// [`Failure::Format`] for anything that is no getMyGroups response, [`Failure::Api`] for `stat="fail"`.
pub fn read(
    body: &[u8],
    read_xml: impl FnOnce(&str) -> Result<Listing, Failure>,
) -> Result<Listing, Failure> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    match text.as_bytes().first() {
        None => Err(Failure::Format(Format::Empty)),
        Some(b'{' | b'[') => json::read(text),
        Some(b'<') if is_html(text) => Err(Failure::Format(Format::Html)),
        Some(b'<') => read_xml(text),
        Some(_) => Err(Failure::Format(Format::Unknown)),
    }
}

fn is_html(text: &str) -> bool {
    ["<!doctype html", "<html"].iter().any(|start| {
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    })
}

/// What a response says of itself, decided alike for JSON and XML.
fn verdict(
    stat: Option<&str>,
    error: Option<&str>,
    groups: Option<Result<Listing, Failure>>,
) -> Result<Listing, Failure> {
    match (stat, error) {
        (Some("ok"), _) => groups.unwrap_or_else(|| Ok(Listing::default())),
        (Some("fail"), _) | (_, Some(_)) => Err(Failure::Api {
            message: text::line(error.unwrap_or_default()),
        }),
        _ => groups.unwrap_or(Err(Failure::Format(Format::NoStat))),
    }
}
