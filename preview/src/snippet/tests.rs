use super::{tokens::TokenKind, *};
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
                is_inline: true,
                ..list(&["Choir", "Film Club", "Jazz"])
            }),
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

/// Holds the files to the maker, so that what is tested there is what is made here.
/// `WRITE_SNIPPETS=1 cargo test -p preview` writes them anew.
#[test]
fn the_files_of_the_cms_tests_are_what_the_maker_makes() {
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
         <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" href=\"https://cdn.example/my-groups-badge-0a1b2c3d.wasm\">\
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
fn a_static_list_has_the_badges_heading_names_counts_and_links() {
    let mut content = list(&["SXSW 2007", "<img src=x onerror=alert(1)>"]);
    if let Some(last) = content.groups.last_mut() {
        last.members = String::new();
    }
    assert_eq!(
        content.html(),
        "<strong role=\"heading\" aria-level=\"2\"><a href=\"https://events.example/user/7/groups\">My Groups</a></strong><br>\
         <span role=\"list\">\
         <span role=\"listitem\"><a href=\"https://events.example/group_1_/?a=1&amp;b=2\"><bdi>SXSW 2007</bdi></a> 1 members</span><br>\
         <span role=\"listitem\"><bdi>&lt;img src&#61;x onerror&#61;alert&#40;1&#41;&gt;</bdi></span>\
         </span>"
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

#[test]
fn the_command_is_readmes_and_survives_a_quote() {
    let readme = include_str!("../../../README.md");
    let address = "https://api.example/services/rest/?method=group.getMyGroups&api_key=KEY&token=TOKEN&format=json";
    assert!(
        readme.contains(&curl_command(address)),
        "README has {}",
        curl_command(address)
    );
    assert!(
        curl_command("https://a.example/'x").starts_with(r"curl -fsS 'https://a.example/'\''x'")
    );
}

#[test]
fn the_companions_configuration_survives_a_quote_and_holds_no_token() {
    assert_eq!(
        companion_command("https://api.example/\"\\\n", "KEY"),
        "cat > my-groups.toml <<'END'\n\
         [lists.me]\n\
         sources = [{ type = \"get-my-groups\", endpoint = \"https://api.example/\\\"\\\\\", api_key = \"KEY\", token_file = \"token\" }]\n\
         END\n\
         my-groups snapshot --out public/"
    );
}
