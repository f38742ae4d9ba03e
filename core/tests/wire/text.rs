//! Text: entities are decoded once, and HTML becomes the text that it displays.

use super::*;

#[test]
fn entities_in_names_are_decoded_once() {
    assert_eq!(name("Arts &amp; Culture"), "Arts & Culture");
    assert_eq!(name("Em&#39;s &#x201c;Club&#x201D;"), "Em's “Club”");
    assert_eq!(name("caf&eacute; &hellip; &euro; &Omega;"), "café … € Ω");
    assert_eq!(name("&amp;lt;b&amp;gt;"), "&lt;b&gt;");
    assert_eq!(name("AT&T & R&D; &"), "AT&T & R&D; &");
    assert_eq!(name("don&#146;t"), "don’t");
    assert_eq!(
        name("a&#0;b&#xD800;c&#99999999999;d"),
        "a\u{fffd}b\u{fffd}c&#99999999999;d"
    );
}

#[test]
fn tags_in_descriptions_are_removed_and_blocks_start_new_lines() {
    assert_eq!(
        description(
            "<b>Bold</b> and <a href=\"https://x.example/?a>b\" title='>'>linked</a><br />next<img src=x>"
        ),
        "Bold and linked\nnext"
    );
    assert_eq!(description("&lt;b&gt; stays"), "<b> stays");
    assert_eq!(description("a<!-- hidden <b> -->b"), "ab");
    assert_eq!(description("<p>One</p><p>Two</p>"), "One\n\nTwo");
    assert_eq!(description("1\r\n2\r3\n\n\n\n4"), "1\n2\n3\n\n4");
}

#[test]
fn angle_brackets_that_are_not_tags_are_kept() {
    assert_eq!(name("I <3 Rust"), "I <3 Rust");
    assert_eq!(name("a < b > c"), "a < b > c");
    assert_eq!(name("unclosed <b"), "unclosed <b");
    assert_eq!(name("<script>alert(1)</script>"), "alert(1)");
}

#[test]
fn a_name_that_contains_only_a_tag_is_kept() {
    assert_eq!(
        name("<img src=x onerror=alert(1)>"),
        "<img src=x onerror=alert(1)>"
    );
}

#[test]
fn named_entities_of_html_are_decoded() {
    assert_eq!(name("&Alpha;&theta;&nu; &alefsym;"), "Αθν ℵ");
    assert_eq!(
        name("&CounterClockwiseContourIntegral; &fjlig; &NotEqualTilde; &amp;"),
        "∳ fj ≂̸ &"
    );
    assert_eq!(name("&lbrace;&semi;&num;&rbrace;"), "{;#}");
    assert_eq!(description("&Scaron;&zcaron; &rarr; &check;"), "Šž → ✓");
    // Unknown, of another case, without a semicolon, or a known one with a tail.
    for text in [
        "&alhpa;", "&ALPHA;", "&Alpha", "&x;", "&notit;", "&ampamp;", "&Alpha ;", "&é;", "&a.b;",
        "&;",
    ] {
        assert_eq!(name(text), text);
    }
}

#[test]
fn scripts_styles_and_comments_are_removed() {
    for (html, expected) in [
        ("<style>p{color:red}</style><p>We meet.</p>", "We meet."),
        ("a<STYLE type='x>y'>p > b {}</Style\n>b", "ab"),
        ("a<script>if (a</b/.x) alert('<p>')</script>b", "ab"),
        ("a<script src=x></script><style></style>b", "ab"),
        ("a<script><!-- </style> --></script>b", "ab"),
        ("a<script>never closed <b>", "a"),
        ("a<style></styles></style>b", "ab"),
        ("a<!-- <script> -->b", "ab"),
        ("a</script>b</style>", "ab"),
        ("a<scripty>b</scripty>", "ab"),
        ("a<script>x</script", "a"),
    ] {
        assert_eq!(description(html), expected, "{html}");
    }
}

#[test]
fn block_elements_separate_words() {
    assert_eq!(description("<h5>When</h5>Mondays"), "When\nMondays");
    for block in [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "nav",
        "main",
        "figure",
        "figcaption",
        "address",
        "form",
        "fieldset",
        "center",
        "caption",
        "details",
        "summary",
        "P",
        "Div",
        "td",
        "TH",
    ] {
        for html in [
            format!("When<{block}>Mondays"),
            format!("When</{block}>Mondays"),
            format!("When<{block} class='x'>Mondays"),
        ] {
            assert_eq!(name(&html), "When Mondays", "{html}");
            assert_eq!(
                description(&html).split_whitespace().collect::<Vec<_>>(),
                ["When", "Mondays"],
                "{html}"
            );
        }
    }
    for html in ["When<br>Mondays", "When<BR/>Mondays", "When<hr />Mondays"] {
        assert_eq!(description(html), "When\nMondays");
    }
    assert_eq!(
        description(
            "<table><tr><th>When</th><td>Mondays</td></tr><tr><th>Where</th><td>Here</td></tr></table>"
        ),
        "When Mondays\n\nWhere Here"
    );
    // These are within a word.
    for inline in [
        "b", "i", "em", "strong", "span", "a", "font", "sup", "wbr", "brx", "pq", "h7", "h",
    ] {
        assert_eq!(
            description(&format!("Mon<{inline}>days</{inline}>")),
            "Mondays",
            "{inline}"
        );
    }
}
