//! The wire: the bytes of a getMyGroups response into groups. It meets what public clients of the
//! API had to survive, and never panics on what comes from outside.

mod encoding;
mod entity;
mod fields;
pub(crate) mod json;
mod response;
mod text;
mod value;
#[cfg(target_arch = "wasm32")]
pub mod xml;

use crate::failure::{Failure, Format};
pub use response::Listing;
pub use value::Value;

/// Reads a whole response body, JSON or XML: the body decides, not a header. `content_type` is the
/// answer's header of that name; its `charset` is asked where the body does not tell its encoding.
///
/// JSON is read here. XML is left to `read_xml`, since a browser has a parser of its own
/// ([`xml::read`]).
///
/// # Errors
/// [`Failure::Format`] for anything that is no getMyGroups response, [`Failure::Api`] for
/// `stat="fail"`; whatever `read_xml` fails with.
///
/// ```
/// use my_groups_badge::{failure::{Failure, Format}, wire};
///
/// let body = br#"{"rsp": {"stat": "ok", "group": [{"id": 101, "name": "Arts &amp; Culture"}, {"id": 102}]}}"#;
/// let listing = wire::read(body, Some("application/json"), |_| Err(Failure::Format(Format::Unknown)))?;
/// assert_eq!(listing.groups[0].name, "Arts & Culture");
/// assert_eq!(listing.left_out, 1);
/// # Ok::<(), Failure>(())
/// ```
pub fn read(
    body: &[u8],
    content_type: Option<&str>,
    read_xml: impl FnOnce(&str) -> Result<Value<'static>, Failure>,
) -> Result<Listing, Failure> {
    let text = encoding::decode(body, content_type);
    let text = text.trim_start_matches('\u{feff}').trim();
    let document = match text.as_bytes().first() {
        None => return Err(Failure::Format(Format::Empty)),
        Some(b'{' | b'[') => json::read(text)?,
        Some(b'<') if is_html(text) => return Err(Failure::Format(Format::Html)),
        Some(b'<') => read_xml(text)?,
        Some(_) => return Err(Failure::Format(Format::Unknown)),
    };
    response::read(document)
}

fn is_html(text: &str) -> bool {
    ["<!doctype html", "<html"].iter().any(|start| {
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    })
}
