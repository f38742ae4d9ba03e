//! Builds the snippet from the settings, the files of the release and the groups. Pure.

#[cfg(test)]
mod tests;

use crate::{
    release_files::Files,
    settings::{Hint, Settings, is_link},
    snippet::{Content, Entry, Heading, Look, Snippet},
};
use my_groups_core::{groups::Group, options, words};

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
        list_content(settings, list)
    } else {
        link_content(settings)
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

/// Returns the content of the tag without a list. A link that would run a script is left out.
pub(crate) fn link_content(settings: &Settings) -> Content {
    let link = settings.link.trim();
    Content {
        link: if is_link(link) { link } else { "" }.to_owned(),
        text: match settings.text.trim() {
            "" => link.to_owned(),
            text => text.to_owned(),
        },
        ..Content::default()
    }
}

/// Returns the content of the tag with the groups that the badge shows. Heading, layout and number of
/// rows are those of the badge, so that nothing moves when the badge replaces the list.
fn list_content(settings: &Settings, list: List) -> Content {
    let options = settings.options();
    let look = Look::new(&options);
    let text = options
        .heading
        .unwrap_or_else(|| words::words(&settings.lang).heading.to_owned());
    Content {
        heading: (!text.is_empty()).then_some(Heading {
            text,
            level: options.heading_level,
        }),
        groups: list.groups,
        has_more: list.has_more,
        look,
        ..link_content(settings)
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
