use super::*;
use crate::{settings::Source, snippet::WasmFile};
use my_groups_core::options::{
    API_KEY, ENDPOINT, HEADING, HEADING_LEVEL, LAYOUT, LIMIT, LOADING, Layout, TOKEN,
};

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

fn list(count: usize) -> List {
    let entry = Entry {
        name: "Choir".into(),
        members: "7 members".into(),
        url: String::new(),
        details: Vec::new(),
    };
    List {
        groups: vec![entry; count],
        rows: count,
        has_more: false,
    }
}

#[test]
fn script_and_wasm_are_requested_together_by_default() {
    let snippet = snippet(&Settings::default(), &files(), list(1), &[]);
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
        let preload = snippet(&settings, &files(), List::default(), &[])
            .wasm
            .unwrap();
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
    let made = snippet(&Settings::default(), &files, List::default(), &[]);
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
    let made = snippet(&settings, &files(), List::default(), &[]);
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
        let made = snippet(&direct(endpoint), &files(), List::default(), &[]);
        assert_eq!(made.preconnect.as_deref(), expected, "{endpoint}");
    }
    let document = Settings {
        source: Source::Document,
        ..direct("https://api.example/")
    };
    assert_eq!(
        snippet(&document, &files(), List::default(), &[]).preconnect,
        None
    );
}

#[test]
fn each_hint_can_be_left_out() {
    for hint in Hint::ALL {
        let settings = Settings {
            without: vec![hint],
            ..direct("https://api.example/")
        };
        let made = snippet(&settings, &files(), List::default(), &[]);
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
        let content = snippet(&settings, &files(), list(7), &[]).content;
        assert_eq!(content.groups.len(), rows, "limit {limit:?}");
    }
    settings.is_static = false;
    assert_eq!(
        snippet(&settings, &files(), list(7), &[]).content,
        link_content(&settings)
    );
}

#[test]
fn the_place_is_reserved_for_rows_that_are_not_in_the_tag() {
    let style = |limit: Option<&str>, is_static, list| {
        let mut settings = Settings {
            is_static,
            ..Settings::default()
        };
        settings.set(&LIMIT, limit.map(str::to_owned));
        let made = snippet(&settings, &files(), list, &[]);
        let style = made
            .attributes
            .into_iter()
            .find(|(name, _)| *name == "style");
        style.map(|(_, style)| style)
    };
    let reserved = |rows, has_more| Some(Look::default().reserved(rows, has_more));
    let with_private = List {
        rows: 9,
        has_more: true,
        ..list(7)
    };
    assert_eq!(style(None, true, list(7)), None);
    assert_eq!(style(None, true, with_private.clone()), reserved(9, true));
    assert_eq!(style(None, false, list(7)), reserved(7, false));
    assert_eq!(style(Some("3"), false, with_private), reserved(3, true));
    assert_eq!(style(Some("9"), false, list(7)), reserved(7, false));
    for is_static in [true, false] {
        assert_eq!(style(None, is_static, List::default()), None);
        assert_eq!(
            style(Some("8"), is_static, List::default()),
            reserved(8, true)
        );
        assert_eq!(
            style(Some("800"), is_static, List::default()),
            reserved(30, true)
        );
    }
}

#[test]
fn the_link_inside_runs_no_script() {
    for (link, is_kept) in [
        ("https://events.example/", true),
        ("HTTP://events.example/", true),
        ("/groups?at=10:30", true),
        ("groups", true),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("", false),
    ] {
        let settings = Settings {
            link: link.into(),
            ..Settings::default()
        };
        assert_eq!(!link_content(&settings).link.is_empty(), is_kept, "{link}");
    }
}

#[test]
fn the_static_list_has_the_badges_heading_and_layout() {
    let heading = |settings: &Settings| list_content(settings, List::default()).heading;
    let expected = |text: &str, level| {
        Some(Heading {
            text: text.into(),
            level,
        })
    };
    let mut settings = Settings::default();
    assert_eq!(heading(&settings), expected("My Groups", 2));
    settings.lang = "de".into();
    settings.set(&HEADING_LEVEL, Some("4".into()));
    assert_eq!(heading(&settings), expected("Meine Gruppen", 4));
    settings.set(&HEADING, Some("Where I go".into()));
    assert_eq!(heading(&settings), expected("Where I go", 4));
    settings.set(&HEADING, Some(String::new()));
    assert_eq!(heading(&settings), None);

    for (layout, expected) in [
        ("list", Layout::List),
        ("compact", Layout::Compact),
        ("inline", Layout::Inline),
    ] {
        settings.set(&LAYOUT, Some(layout.into()));
        let expected = Look::new(&options::Options {
            layout: expected,
            heading: Some(String::new()),
            ..options::Options::default()
        });
        assert_eq!(list_content(&settings, List::default()).look, expected);
    }
}
