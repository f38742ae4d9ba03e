//! The wire format: reads groups from the bytes of a getMyGroups response. This module accepts the
//! malformed responses that public clients of the API accept, and never panics on a response.

mod encoding;
mod entity;
pub(crate) mod fields;
pub(crate) mod json;
#[cfg(feature = "native")]
mod native;
mod platform;
mod response;
pub mod text;
mod value;

use crate::failure::{Failure, Format};
pub use fields::{KEYS, Privacy, group};
#[cfg(feature = "native")]
pub use native::Native;
pub use platform::Platform;
pub use response::Listing;
pub use value::Value;

/// Reads a whole response body, JSON or XML. The first character of the body decides whether it is
/// read as JSON or XML. `content_type` is the value of the `Content-Type` header. Its `charset` is
/// used if the body does not name its encoding.
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
    read_values(body, content_type, platform, |groups| {
        response::listing(groups, platform)
    })?
}

/// Reads a response like [`read`], but passes the values of the groups to `read_groups`, and returns
/// the result of `read_groups`. Use this function for fields that [`group`] does not read.
///
/// # Errors
/// The errors of [`read`], except [`Format::NoUsableGroup`]: the groups are not checked.
///
/// ```
/// use my_groups_core::{failure::Failure, wire::{self, Native, Value}};
///
/// let body = br#"<rsp stat="ok"><group id="101" name="Runners" moderation_level="moderated"/></rsp>"#;
/// let levels: Vec<String> = wire::read_values(body, None, &Native, |groups| {
///     let level = |group: &Value| Some(group.member("moderation_level")?.as_text()?.to_owned());
///     groups.iter().filter_map(level).collect()
/// })?;
/// assert_eq!(levels, ["moderated"]);
/// # Ok::<(), Failure>(())
/// ```
pub fn read_values<T>(
    body: &[u8],
    content_type: Option<&str>,
    platform: &dyn Platform,
    read_groups: impl FnOnce(Vec<Value<'_>>) -> T,
) -> Result<T, Failure> {
    let text = encoding::decode(body, content_type, platform);
    let text = text.trim_start_matches('\u{feff}').trim();
    let document = match text.as_bytes().first() {
        None => return Err(Failure::Format(Format::Empty)),
        Some(b'{' | b'[') => json::read(text)?,
        Some(b'<') if is_html(text) => return Err(Failure::Format(Format::Html)),
        Some(b'<') => platform.read_xml(text)?,
        Some(_) => return Err(Failure::Format(Format::Unknown)),
    };
    response::read(document, platform).map(read_groups)
}

fn is_html(text: &str) -> bool {
    ["<!doctype html", "<html"].iter().any(|start| {
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    })
}
