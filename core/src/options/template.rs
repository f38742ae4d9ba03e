//! The URL template of the attribute `group-url`.

use crate::request::encode;

/// An http or https URL with `{id}`, `{name}` or both in it.
///
/// ```
/// use my_groups_core::options::Template;
///
/// let template = Template::parse("https://events.example/{name}/").unwrap();
/// assert_eq!(template.fill("7", "Rust & wasm"), "https://events.example/Rust%20%26%20wasm/");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(String);

impl Template {
    /// Parses a template. Returns `None` if the text is not an http or https URL, or if it contains
    /// neither `{id}` nor `{name}`.
    ///
    /// ```
    /// use my_groups_core::options::Template;
    ///
    /// assert!(Template::parse("https://events.example/group/{id}").is_some());
    /// assert!(Template::parse("https://events.example/group/").is_none());
    /// assert!(Template::parse("javascript:{id}").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_web = ["http://", "https://"].iter().any(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        let is_template = ["{id}", "{name}"].iter().any(|place| text.contains(place));
        (is_web && is_template).then(|| Self(text.to_owned()))
    }

    /// Returns the URL of one group. The id and the name are percent-encoded.
    ///
    /// ```
    /// use my_groups_core::options::Template;
    ///
    /// let template = Template::parse("https://events.example/group/{id}").unwrap();
    /// assert_eq!(template.fill("7", "Rust"), "https://events.example/group/7");
    /// ```
    pub fn fill(&self, id: &str, name: &str) -> String {
        self.0
            .replace("{id}", &encode(id))
            .replace("{name}", &encode(name))
    }
}
