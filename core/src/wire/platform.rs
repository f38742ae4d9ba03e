//! The functions of the platform for reading a response.

use super::Value;
use crate::failure::Failure;

/// Functions for reading a response that a browser has, and for which other programs need libraries:
/// character encodings, the named character references of HTML, and an XML parser.
///
/// The badge implements this trait with the browser's `TextDecoder` and `DOMParser`. [`Native`]
/// implements it with crates.
///
/// [`Native`]: super::Native
pub trait Platform {
    /// Decodes `body` in the encoding that `label` names. Returns `None` if no encoding has that
    /// label. <https://encoding.spec.whatwg.org/#names-and-labels>
    fn decode_bytes(&self, label: &str, body: &[u8]) -> Option<String>;

    /// Returns the text that an HTML parser shows for the reference `&name;`, or `None` if no
    /// parser is available. <https://html.spec.whatwg.org/multipage/named-characters.html>
    fn named_reference(&self, name: &str) -> Option<String>;

    /// Reads an XML response into the same tree as the equivalent JSON response.
    ///
    /// # Errors
    /// [`Failure::Format`] if the text is not well-formed XML, or has no `rsp` element.
    fn read_xml(&self, text: &str) -> Result<Value<'static>, Failure>;
}
