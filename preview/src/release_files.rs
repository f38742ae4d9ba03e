//! The files of the release that the page belongs to.

use crate::snippet::WasmFile;

/// The documented sample response, below the page's folder.
pub(crate) const SAMPLE: &str = "sample/get-my-groups.json";

/// The files that a snippet names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Files {
    /// The page's folder, with a slash at the end.
    pub(crate) base: String,
    /// The URL of the script.
    pub(crate) script: String,
    /// The hash that the build wrote to the page's script tag.
    pub(crate) integrity: Option<String>,
    /// The file of the page's preload link; `None` if the page has no such link.
    pub(crate) wasm: Option<WasmFile>,
}
