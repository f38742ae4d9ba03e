mod content;

use super::{tokens::TokenKind, *};
use my_groups_core::options::{Layout, Options, Show, Theme};
use std::path::PathBuf;

fn snippet() -> Snippet {
    Snippet {
        script: "https://cdn.example/my-groups-badge.js".into(),
        integrity: Some("sha384-abc".into()),
        attributes: vec![("src", "/my-groups.json".into())],
        content: link("https://events.example/"),
        ..Snippet::default()
    }
}

fn fast() -> Snippet {
    Snippet {
        wasm: Some(WasmFile {
            address: "https://cdn.example/my-groups-badge-0a1b2c3d.wasm".into(),
            integrity: None,
        }),
        is_urgent: true,
        preconnect: Some("https://api.example".into()),
        ..snippet()
    }
}

fn link(address: &str) -> Content {
    Content {
        link: address.into(),
        text: "My groups".into(),
        ..Content::default()
    }
}

fn list(names: &[&str]) -> Content {
    let groups = names.iter().zip(1_u8..).map(|(name, number)| Entry {
        name: (*name).into(),
        members: format!("{number} members"),
        url: match number % 2 {
            0 => String::new(),
            _ => format!("https://events.example/group_{number}_/?a=1&b=2"),
        },
        details: Vec::new(),
    });
    Content {
        heading: Some(Heading {
            text: "My Groups".into(),
            level: 2,
        }),
        groups: groups.collect(),
        ..link("https://events.example/user/7/groups")
    }
}

/// A group with every field.
fn detailed() -> Content {
    let show = Show {
        description: true,
        topics: true,
        founded: true,
    };
    let mut content = Content {
        has_more: true,
        look: Look::new(&Options {
            layout: Layout::Compact,
            theme: Theme::Dark,
            show,
            ..Options::default()
        }),
        ..list(&["Choir", "Film Club"])
    };
    for (group, text) in content.groups.iter_mut().zip(["*We* meet.", "One\n\ntwo"]) {
        let meta = Detail::Text("3 topics · Founded Aug 11, 2006".into());
        group.details = vec![meta, Detail::of(text)];
    }
    content
}

/// Names that HTML, a Markdown processor or its extensions would read as syntax.
const SYNTAX: [&str; 16] = [
    "<b>x</b> & \"y\" 'z'",
    "</bdi></a></span></my-groups-badge></div><script>alert(1)</script>",
    "*one* **two** _three_ `four` ~~five~~",
    "[a](https://a.example/) ![b](c) <https://d.example/> [1]: e",
    "www.example.com https://example.com/ me@example.com example.com",
    "a -- b --- c ... (c) (tm) +- ,, 10x20 :) :smile:",
    "# One\n\n- two\n1. three\n\n    four\r\n***\r\n> five",
    "| a | b |",
    "\\* \\< &amp; &#42; &lt;br&gt;",
    "[gallery] [caption]x[/caption] {{ x }} {% raw %} {{< y >}} $z$",
    "<!-- more --> <!--nextpage--> <? ?> <![CDATA[ ]]>",
    "`",
    "```",
    "<p>&nbsp;</p><br>",
    "محبو القهوة \u{202e}gnp.exe\u{202c}",
    "👩‍👩‍👧‍👦 Families",
];

/// The files that `preview/cms/test.mjs` gives to `wpautop` and to Markdown processors.
fn fixtures() -> Vec<(&'static str, Snippet)> {
    let with = |content| Snippet { content, ..fast() };
    let mut syntax = with(list(&SYNTAX));
    syntax.attributes = vec![
        ("src", "/a_b_c|d.json?e=`f`&g=*h*".into()),
        ("heading", "\"><i>*a*</i>\n\n`[gallery]` | <!-- -->".into()),
        ("group-url", "https://events.example/{id}/[{name}]".into()),
    ];
    vec![
        ("link", snippet()),
        (
            "empty",
            Snippet {
                content: Content::default(),
                ..snippet()
            },
        ),
        (
            "list",
            with(list(&["SXSW 2007", "San Francisco F1", "blasthaus fans"])),
        ),
        (
            "inline",
            with(Content {
                look: Look::new(&Options {
                    layout: Layout::Inline,
                    ..Options::default()
                }),
                ..list(&["Choir", "Film Club", "Jazz"])
            }),
        ),
        ("details", with(detailed())),
        (
            "reserved",
            Snippet {
                attributes: vec![
                    ("src", "/my-groups.json".into()),
                    ("style", Look::default().reserved(12, true)),
                ],
                ..fast()
            },
        ),
        (
            "no-heading",
            with(Content {
                heading: None,
                ..list(&["Choir", "Film Club"])
            }),
        ),
        (
            "list-alone",
            with(Content {
                heading: None,
                link: String::new(),
                ..list(&["Choir"])
            }),
        ),
        ("syntax", syntax),
    ]
}

/// The tests of the content management systems use the snippets that are built here.
/// `WRITE_SNIPPETS=1 cargo test -p preview` writes the files.
#[test]
fn the_files_of_the_cms_tests_are_the_current_snippets() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cms/snippets");
    let mut known = Vec::new();
    for (name, snippet) in fixtures() {
        let file = folder.join(format!("{name}.html"));
        if std::env::var_os("WRITE_SNIPPETS").is_some() {
            std::fs::write(&file, snippet.html() + "\n").unwrap();
        }
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(written, snippet.html() + "\n", "{}", file.display());
        known.push(file);
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        assert!(known.contains(&file), "{} has no snippet", file.display());
    }
}

#[test]
fn every_snippet_is_one_line_of_phrasing_content_in_a_div() {
    for (name, snippet) in fixtures() {
        let html = snippet.html();
        assert!(!html.contains(char::is_control), "{name}");
        let tags = tokens(&html).into_iter().filter_map(|token| {
            let tag = token
                .text
                .strip_prefix('<')?
                .trim_start_matches('/')
                .to_owned();
            let end = tag.find(|char: char| !char.is_ascii_alphanumeric() && char != '-');
            tag.get(..end.unwrap_or(tag.len())).map(str::to_owned)
        });
        let mut tags: Vec<_> = tags.collect();
        assert_eq!(
            (tags.remove(0).as_str(), tags.pop().as_deref()),
            ("div", Some("div"))
        );
        for tag in tags {
            let phrasing = [
                "a",
                "bdi",
                "br",
                "link",
                "my-groups-badge",
                "script",
                "span",
                "strong",
            ];
            assert!(phrasing.contains(&tag.as_str()), "{name}: <{tag}>");
        }
    }
}

#[test]
fn the_hints_stand_before_the_script_and_the_badge_around_a_link() {
    assert_eq!(
        fast().html(),
        "<div>\
         <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" fetchpriority=\"low\" crossorigin=\"anonymous\" href=\"https://cdn.example/my-groups-badge-0a1b2c3d.wasm\">\
         <link rel=\"preconnect\" crossorigin=\"anonymous\" href=\"https://api.example\">\
         <script type=\"module\" src=\"https://cdn.example/my-groups-badge.js\" integrity=\"sha384-abc\" crossorigin=\"anonymous\" fetchpriority=\"high\"></script>\
         <my-groups-badge src=\"/my-groups.json\"><a href=\"https://events.example/\">My groups</a></my-groups-badge>\
         </div>"
    );
}

#[test]
fn the_preload_has_the_integrity_of_the_pages_own_link() {
    let mut snippet = fast();
    assert_eq!(snippet.preload_tag().matches("integrity").count(), 0);
    if let Some(wasm) = &mut snippet.wasm {
        wasm.integrity = Some("sha384-def+/==".into());
    }
    assert!(
        snippet
            .preload_tag()
            .ends_with(".wasm\" integrity=\"sha384-def+/==\">")
    );
}

#[test]
fn what_is_not_known_or_not_wanted_is_left_out() {
    let html = Snippet {
        integrity: None,
        content: Content::default(),
        ..snippet()
    }
    .html();
    assert_eq!(
        html,
        "<div><script type=\"module\" src=\"https://cdn.example/my-groups-badge.js\"></script>\
         <my-groups-badge src=\"/my-groups.json\"></my-groups-badge></div>"
    );
}

#[test]
fn a_value_cannot_leave_its_quotes() {
    let html = Snippet {
        attributes: vec![("heading", "\"><script>&'`|".into())],
        ..snippet()
    }
    .html();
    assert!(html.contains(" heading=\"&quot;&gt;&lt;script&gt;&amp;'&#96;&#124;\">"));
}

#[test]
fn the_tokens_are_the_whole() {
    for (name, snippet) in fixtures() {
        let html = snippet.html();
        let whole: String = tokens(&html).into_iter().map(|token| token.text).collect();
        assert_eq!(whole, html, "{name}");
    }
    let parts: Vec<_> = tokens("<a href=\"x&gt;y\">z</a><br>")
        .into_iter()
        .map(|token| (token.kind, token.text))
        .collect();
    assert_eq!(
        parts,
        [
            (TokenKind::Tag, "<a href=".to_owned()),
            (TokenKind::Value, "\"x&gt;y\"".to_owned()),
            (TokenKind::Tag, ">".to_owned()),
            (TokenKind::Text, "z".to_owned()),
            (TokenKind::Tag, "</a>".to_owned()),
            (TokenKind::Tag, "<br>".to_owned()),
        ]
    );
}
