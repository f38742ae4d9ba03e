//! The snippet: one `<div>` with the resource hints, the script tag and the badge, on one line. Pure.
//!
//! WordPress' `wpautop` and Markdown leave this form unchanged, whatever text is around it. Both treat
//! a `<div>` as a block. They add no `<br>` or `<p>` to a snippet without line breaks. The tag contains
//! phrasing content only, which no parser moves out of a paragraph. `preview/cms` tests the files in
//! `preview/cms/snippets` with these programs.

mod content;
mod escape;
mod look;
mod tokens;

#[cfg(test)]
mod tests;

pub(crate) use content::{Content, Detail, Entry, Heading};
pub(crate) use look::Look;
pub(crate) use tokens::tokens;

use escape::attribute;

/// The attributes of a badge with their values, in the order in which they are written.
pub(crate) type Attributes = Vec<(&'static str, String)>;

/// The parts of a snippet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Snippet {
    /// The URL of the script.
    pub(crate) script: String,
    /// The value of the script's `integrity`; `None` if it is not known.
    pub(crate) integrity: Option<String>,
    /// The wasm file to preload, if any.
    pub(crate) wasm: Option<WasmFile>,
    /// Whether the browser loads the script with a high priority.
    pub(crate) is_urgent: bool,
    /// The origin to connect to early, if any.
    pub(crate) preconnect: Option<String>,
    /// The attributes of the badge.
    pub(crate) attributes: Attributes,
    /// The content of the tag.
    pub(crate) content: Content,
}

/// The wasm file that the script will fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WasmFile {
    /// The URL.
    pub(crate) address: String,
    /// The value of `integrity`; `None` if the page's own preload link has none.
    pub(crate) integrity: Option<String>,
}

impl WasmFile {
    /// Returns the file of the same name beside `script`, from where the script loads it.
    pub(crate) fn beside(&self, script: &str) -> Self {
        let name = path(&self.address).rsplit('/').next().unwrap_or_default();
        let path = path(script);
        let folder = path.rfind('/').and_then(|slash| path.get(..=slash));
        Self {
            address: format!("{}{name}", folder.unwrap_or_default()),
            integrity: self.integrity.clone(),
        }
    }
}

/// Returns a URL without its query and fragment.
fn path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

impl Snippet {
    /// Returns the snippet as HTML, on one line.
    pub(crate) fn html(&self) -> String {
        format!(
            "<div>{}{}{}<my-groups-badge{}>{}</my-groups-badge></div>",
            self.preload_tag(),
            self.preconnect_tag(),
            self.script_tag(),
            self.attributes
                .iter()
                .map(|(name, value)| attribute(name, value))
                .collect::<String>(),
            self.content.html()
        )
    }

    /// The mode is "cors" and the credentials are "same-origin", as in the script's
    /// `fetch(url, { integrity })`. If they differed, the browser would download the file twice.
    ///
    /// The priority is low, so that the wasm does not compete with the script, which has to run first.
    /// `docs/performance.md` has the measurements.
    fn preload_tag(&self) -> String {
        let Some(wasm) = &self.wasm else {
            return String::new();
        };
        let integrity = wasm.integrity.as_ref();
        format!(
            "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" fetchpriority=\"low\" crossorigin=\"anonymous\"{}{}>",
            attribute("href", &wasm.address),
            integrity.map_or_else(String::new, |hash| attribute("integrity", hash))
        )
    }

    /// The link has `crossorigin` because the badge sends no credentials, and browsers use separate
    /// connections for requests with and without credentials.
    fn preconnect_tag(&self) -> String {
        self.preconnect.as_ref().map_or_else(String::new, |origin| {
            format!(
                "<link rel=\"preconnect\" crossorigin=\"anonymous\"{}>",
                attribute("href", origin)
            )
        })
    }

    /// The tag has `crossorigin` because a browser checks the `integrity` of a script on another origin
    /// only for a CORS request.
    fn script_tag(&self) -> String {
        let integrity = self.integrity.as_ref().map_or_else(String::new, |hash| {
            attribute("integrity", hash) + &attribute("crossorigin", "anonymous")
        });
        let priority = if self.is_urgent {
            " fetchpriority=\"high\""
        } else {
            ""
        };
        format!(
            "<script type=\"module\"{}{integrity}{priority}></script>",
            attribute("src", &self.script)
        )
    }
}
