//! The wire format: the bytes of a getMyGroups response into groups. It accepts what public clients
//! of the API had to survive, and never panics on input from outside.

mod encoding;
mod entity;
pub(crate) mod fields;
pub(crate) mod json;
#[cfg(feature = "native")]
mod native;
mod platform;
mod response;
pub(crate) mod text;
mod value;

use crate::failure::{Failure, Format};
pub use fields::KEYS;
#[cfg(feature = "native")]
pub use native::Native;
pub use platform::Platform;
pub use response::Listing;
pub use value::Value;

/// Reads a whole response body, JSON or XML. The body decides which of the two it is, not a header.
/// `content_type` is the response's header of that name: its `charset` counts if the body does not
/// name its encoding.
///
/// # Errors
/// [`Failure::Format`] if the body is not a getMyGroups response, [`Failure::Api`] for
/// `stat="fail"`.
///
/// ```
/// use my_groups_core::{failure::Failure, wire::{self, Native}};
///
/// let body = br#"{"rsp": {"stat": "ok", "group": [{"id": 101, "name": "Arts &amp; Culture"}, {"id": 102}]}}"#;
/// let listing = wire::read(body, Some("application/json"), &Native)?;
/// assert_eq!(listing.groups[0].name, "Arts & Culture");
/// assert_eq!(listing.left_out, 1);
/// # Ok::<(), Failure>(())
/// ```
pub fn read(
    body: &[u8],
    content_type: Option<&str>,
    platform: &dyn Platform,
) -> Result<Listing, Failure> {
    let text = encoding::decode(body, content_type, platform);
    let text = text.trim_start_matches('\u{feff}').trim();
    let document = match text.as_bytes().first() {
        None => return Err(Failure::Format(Format::Empty)),
        Some(b'{' | b'[') => json::read(text)?,
        Some(b'<') if is_html(text) => return Err(Failure::Format(Format::Html)),
        Some(b'<') => platform.read_xml(text)?,
        Some(_) => return Err(Failure::Format(Format::Unknown)),
    };
    response::read(document, platform)
}

fn is_html(text: &str) -> bool {
    ["<!doctype html", "<html"].iter().any(|start| {
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    })
}
