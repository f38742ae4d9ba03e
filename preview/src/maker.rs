//! The snippet maker: settings, the page's files and the groups in sight make a snippet. Pure.

use crate::{
    settings::{Hint, Settings, is_link},
    snippet::{Entry, Snippet, WasmFile},
};
use my_groups_badge::options;

/// The files of the release that the page belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Files {
    /// The page's folder, with a slash at its end.
    pub(crate) base: String,
    /// The script's address.
    pub(crate) script: String,
    /// The hash that the build wrote to the page's script tag.
    pub(crate) integrity: Option<String>,
    /// The file of the page's preload link; `None` where the build wrote none.
    pub(crate) wasm: Option<WasmFile>,
}

/// The snippet for a setting, with these groups as static HTML if the setting wants that.
pub(crate) fn snippet(settings: &Settings, files: &Files, groups: Vec<Entry>) -> Snippet {
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
        attributes: settings.attributes(&files.base),
        content: if settings.is_static {
            settings.content_with(groups)
        } else {
            settings.content()
        },
    }
}

/// The hints that save time at this setting. A lazy badge may never be near the viewport: whatever
/// a hint makes the browser do for it can be in vain.
pub(crate) fn helpful_hints(settings: &Settings, files: &Files) -> Vec<Hint> {
    let saves_time = |hint: &Hint| match hint {
        Hint::Preload => files.wasm.is_some(),
        Hint::Priority => true,
        // The script's own request has opened that connection already.
        Hint::Preconnect => {
            api_origin(settings).is_some_and(|api| origin(script(settings, files)) != Some(api))
        }
    };
    let hints = Hint::ALL.into_iter().filter(saves_time);
    hints.filter(|_| !settings.is_lazy()).collect()
}

/// The script's address on the author's host, or else the page's own.
fn script<'a>(settings: &'a Settings, files: &'a Files) -> &'a str {
    match settings.script.trim() {
        script if is_link(script) => script,
        _ => &files.script,
    }
}

/// The origin that the badge asks in direct mode; `None` in another mode, or for an endpoint on the
/// page's own host.
fn api_origin(settings: &Settings) -> Option<String> {
    match settings.options().source {
        Ok(options::Source::Direct { endpoint, .. }) => origin(&endpoint),
        _ => None,
    }
}

/// Scheme, host and port of an absolute http or https address.
fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next().filter(|it| !it.is_empty())?;
    let is_http = ["http", "https"].contains(&scheme.as_str());
    is_http.then(|| format!("{scheme}://{}", host.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Source;
    use my_groups_badge::options::{API_KEY, ENDPOINT, LIMIT, LOADING, TOKEN};

    fn files() -> Files {
        Files {
            base: "https://preview.example/".into(),
            script: "https://preview.example/embed/my-groups-badge.js".into(),
            integrity: Some("sha384-js".into()),
            wasm: Some(WasmFile {
                address: "https://preview.example/embed/my-groups-badge-0a1b2c3d.wasm".into(),
                integrity: Some("sha384-wasm".into()),
            }),
        }
    }

    fn direct(endpoint: &str) -> Settings {
        let mut settings = Settings {
            source: Source::Api,
            ..Settings::default()
        };
        settings.set(&ENDPOINT, Some(endpoint.into()));
        settings.set(&API_KEY, Some("KEY".into()));
        settings.set(&TOKEN, Some("TOKEN".into()));
        settings
    }

    fn entries(count: usize) -> Vec<Entry> {
        let entry = Entry {
            name: "Choir".into(),
            members: "7 members".into(),
            url: String::new(),
        };
        vec![entry; count]
    }

    #[test]
    fn script_and_wasm_are_requested_together_by_default() {
        let snippet = snippet(&Settings::default(), &files(), entries(1));
        assert_eq!(snippet.wasm, files().wasm);
        assert!(snippet.is_urgent);
        assert_eq!(snippet.preconnect, None, "there is no API to connect to");
        assert_eq!(snippet.content.groups.len(), 1);
    }

    #[test]
    fn the_preload_names_the_file_beside_the_script() {
        for (script, wasm) in [
            (
                "https://cdn.example/1.0/my-groups-badge.js",
                "https://cdn.example/1.0/my-groups-badge-0a1b2c3d.wasm",
            ),
            (
                "https://cdn.example/b.js?v=1/2#x/y",
                "https://cdn.example/my-groups-badge-0a1b2c3d.wasm",
            ),
            (
                "/embed/my-groups-badge.js",
                "/embed/my-groups-badge-0a1b2c3d.wasm",
            ),
            ("my-groups-badge.js", "my-groups-badge-0a1b2c3d.wasm"),
        ] {
            let settings = Settings {
                script: script.into(),
                ..Settings::default()
            };
            let preload = snippet(&settings, &files(), Vec::new()).wasm.unwrap();
            assert_eq!(preload.address, wasm);
            assert_eq!(preload.integrity.as_deref(), Some("sha384-wasm"));
        }
    }

    #[test]
    fn without_a_preload_link_in_the_page_there_is_none_in_the_snippet() {
        let files = Files {
            wasm: None,
            ..files()
        };
        let made = snippet(&Settings::default(), &files, Vec::new());
        assert_eq!(made.wasm, None);
        assert_eq!(
            helpful_hints(&Settings::default(), &files),
            [Hint::Priority]
        );
    }

    #[test]
    fn a_lazy_badge_downloads_nothing_beforehand() {
        let mut settings = direct("https://api.example/");
        settings.set(&LOADING, Some(" LAZY ".into()));
        let made = snippet(&settings, &files(), Vec::new());
        assert_eq!(
            (made.wasm, made.is_urgent, made.preconnect),
            (None, false, None)
        );
    }

    #[test]
    fn only_direct_mode_connects_and_only_to_another_origin() {
        for (endpoint, expected) in [
            (
                "https://api.example/services/rest/",
                Some("https://api.example"),
            ),
            (
                "HTTPS://API.example:8443?a=/",
                Some("https://api.example:8443"),
            ),
            (
                "https://user:pass@api.example/",
                Some("https://api.example"),
            ),
            ("/services/rest/", None),
            ("ftp://api.example/", None),
            ("https://preview.example/rest/", None),
        ] {
            let made = snippet(&direct(endpoint), &files(), Vec::new());
            assert_eq!(made.preconnect.as_deref(), expected, "{endpoint}");
        }
        let document = Settings {
            source: Source::Document,
            ..direct("https://api.example/")
        };
        assert_eq!(snippet(&document, &files(), Vec::new()).preconnect, None);
    }

    #[test]
    fn each_hint_can_be_left_out() {
        for hint in Hint::ALL {
            let settings = Settings {
                without: vec![hint],
                ..direct("https://api.example/")
            };
            let made = snippet(&settings, &files(), Vec::new());
            let has = [
                made.wasm.is_some(),
                made.preconnect.is_some(),
                made.is_urgent,
            ];
            assert_eq!(has, Hint::ALL.map(|other| other != hint), "{hint:?}");
            assert_eq!(
                helpful_hints(&settings, &files()),
                Hint::ALL,
                "still on offer"
            );
        }
    }

    #[test]
    fn the_static_list_has_as_many_rows_as_the_badge_shows() {
        let mut settings = Settings::default();
        for (limit, rows) in [(None, 7), (Some("3"), 3), (Some("9"), 7), (Some("0"), 7)] {
            settings.set(&LIMIT, limit.map(str::to_owned));
            let content = snippet(&settings, &files(), entries(7)).content;
            assert_eq!(content.groups.len(), rows, "limit {limit:?}");
        }
        settings.is_static = false;
        assert_eq!(
            snippet(&settings, &files(), entries(7)).content,
            settings.content()
        );
    }
}
