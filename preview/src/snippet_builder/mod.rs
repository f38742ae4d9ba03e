//! Builds the snippet from the settings, the files of the release and the groups. Pure.

#[cfg(test)]
mod tests;

use crate::{
    settings::{Hint, Settings, is_link},
    snippet::{Entry, Look, Snippet, WasmFile},
};
use my_groups_core::{groups::Group, options};

/// The files of the release that the page belongs to.
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

/// The list that the badge of the snippet will show, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct List {
    /// The public groups.
    pub(crate) groups: Vec<Entry>,
    /// The number of rows of the badge, private groups included; 0 if it is not known.
    pub(crate) rows: usize,
    /// Whether the limit hides groups, so that there is a button.
    pub(crate) has_more: bool,
}

impl List {
    /// Returns the part of the list that the badge shows at first.
    fn within(self, limit: Option<u32>) -> Self {
        /// About as many rows as the badge reserves for a list that is loading.
        const MAX_UNKNOWN: usize = 30;
        let Some(limit) = limit.and_then(|limit| usize::try_from(limit).ok()) else {
            return self;
        };
        if self.rows == 0 {
            return Self {
                rows: limit.min(MAX_UNKNOWN),
                has_more: true,
                ..self
            };
        }
        Self {
            groups: self.groups.into_iter().take(limit).collect(),
            rows: self.rows.min(limit),
            ..self
        }
    }
}

/// Returns the snippet for the settings, with the list as static HTML if the settings include it. `own`
/// is the visitor's own list.
pub(crate) fn snippet(settings: &Settings, files: &Files, list: List, own: &[Group]) -> Snippet {
    let options = settings.options();
    let list = list.within(options.limit);
    let (rows, has_more) = (list.rows, list.has_more);
    let content = if settings.is_static {
        settings.content_with(list)
    } else {
        settings.content()
    };
    let mut attributes = settings.attributes(&files.base, own);
    // A list in the tag has the badge's own size.
    if content.groups.len() < rows {
        attributes.push(("style", Look::new(&options).reserved(rows, has_more)));
    }
    let script = script(settings, files).to_owned();
    let hints = helpful_hints(settings, files);
    let has = |hint| hints.contains(&hint) && !settings.without.contains(&hint);
    Snippet {
        wasm: files
            .wasm
            .as_ref()
            .filter(|_| has(Hint::Preload))
            .map(|wasm| wasm.beside(&script)),
        preconnect: api_origin(settings).filter(|_| has(Hint::Preconnect)),
        is_urgent: has(Hint::Priority),
        integrity: files.integrity.clone(),
        script,
        attributes,
        content,
    }
}

/// Returns the hints that save time with these settings. A lazy badge has no hints, because the visitor
/// may never scroll to it.
pub(crate) fn helpful_hints(settings: &Settings, files: &Files) -> Vec<Hint> {
    let saves_time = |hint: &Hint| match hint {
        Hint::Preload => files.wasm.is_some(),
        Hint::Priority => true,
        // The request for the script has already opened that connection.
        Hint::Preconnect => {
            api_origin(settings).is_some_and(|api| origin(script(settings, files)) != Some(api))
        }
    };
    let hints = Hint::ALL.into_iter().filter(saves_time);
    hints.filter(|_| !settings.is_lazy()).collect()
}

/// Returns the URL of the script on the author's host, otherwise the page's own.
fn script<'a>(settings: &'a Settings, files: &'a Files) -> &'a str {
    match settings.script.trim() {
        script if is_link(script) => script,
        _ => &files.script,
    }
}

/// Returns the origin of the API in direct mode; `None` in another mode, or for a relative endpoint.
fn api_origin(settings: &Settings) -> Option<String> {
    match settings.options().source {
        Ok(options::Source::Direct { endpoint, .. }) => origin(&endpoint),
        _ => None,
    }
}

/// Returns scheme, host and port of an absolute http or https URL.
fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next().filter(|it| !it.is_empty())?;
    let is_http = ["http", "https"].contains(&scheme.as_str());
    is_http.then(|| format!("{scheme}://{}", host.to_ascii_lowercase()))
}
