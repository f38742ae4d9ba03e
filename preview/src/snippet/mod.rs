//! The snippet: one `<div>` with the resource hints, the script tag and the badge, on one line.
//! Pure: tested natively.
//!
//! The form is what survives `wpautop` and Markdown, whatever text stands around it:
//! a `<div>` is a block to both, a snippet without a line break gets no `<br>` or `<p>`, and the
//! tag holds phrasing content alone, which no parser moves out of a paragraph. `preview/cms` tests
//! it with these programs, on the files in `preview/cms/snippets`.

mod content;
mod escape;
mod place;
mod tokens;

#[cfg(test)]
mod tests;

pub(crate) use content::{Content, Detail, Entry, Heading};
pub(crate) use place::Look;
pub(crate) use tokens::tokens;

use escape::attribute;

/// All values that the snippet is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Snippet {
    /// The script's address.
    pub(crate) script: String,
    /// The script's hash as `integrity` has it; `None` where it is not known.
    pub(crate) integrity: Option<String>,
    /// The wasm file to preload; `None` for no preload.
    pub(crate) wasm: Option<WasmFile>,
    /// Whether the script is requested with a high priority.
    pub(crate) is_urgent: bool,
    /// The origin to connect to beforehand; `None` for none.
    pub(crate) preconnect: Option<String>,
    /// The badge's attributes, in their order.
    pub(crate) attributes: Vec<(&'static str, String)>,
    /// The content of the tag.
    pub(crate) content: Content,
}

/// The wasm file that the script will fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WasmFile {
    /// Its address.
    pub(crate) address: String,
    /// Its hash as `integrity` has it; `None` where the page's own preload link has none.
    pub(crate) integrity: Option<String>,
}

impl WasmFile {
    /// The file of the same name beside `script`, where the script will look for it.
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

/// An address without its query and fragment.
fn path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

impl Snippet {
    /// The snippet as HTML, on one line.
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

    /// Mode and credentials are those of the script's `fetch(url, { integrity })`: "cors" and
    /// "same-origin". With others the browser would download the file twice.
    fn preload_tag(&self) -> String {
        let Some(wasm) = &self.wasm else {
            return String::new();
        };
        let integrity = wasm.integrity.as_ref();
        format!(
            "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\"{}{}>",
            attribute("href", &wasm.address),
            integrity.map_or_else(String::new, |hash| attribute("integrity", hash))
        )
    }

    /// `crossorigin`, since the badge requests without credentials and browsers keep connections
    /// with and without them apart.
    fn preconnect_tag(&self) -> String {
        self.preconnect.as_ref().map_or_else(String::new, |origin| {
            format!(
                "<link rel=\"preconnect\" crossorigin=\"anonymous\"{}>",
                attribute("href", origin)
            )
        })
    }

    /// `integrity` is checked on another origin only for a CORS request, hence `crossorigin`.
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
