use super::*;

#[test]
fn a_static_list_has_the_badges_heading_names_counts_and_links() {
    let mut content = list(&["SXSW 2007", "<img src=x onerror=alert(1)>"]);
    if let Some(last) = content.groups.last_mut() {
        last.members = String::new();
    }
    assert_eq!(
        content.html(),
        "<span style=\"display:block;line-height:1.45;overflow-wrap:anywhere\">\
         <strong role=\"heading\" aria-level=\"2\" style=\"display:block;line-height:1.25;margin-bottom:.5em;font-size:1.125em\">\
         <a href=\"https://events.example/user/7/groups\">My Groups</a><br></strong>\
         <span role=\"list\">\
         <span role=\"listitem\" style=\"display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1em;padding:.5em 0;border-top:1px solid #8884\">\
         <span style=\"flex:1 max(9em,(17em - 100%)*99)\"><a href=\"https://events.example/group_1_/?a=1&amp;b=2\"><bdi>SXSW 2007</bdi></a> </span>\
         <span style=\"font-size:.875em\">1 members<br></span></span>\
         <span role=\"listitem\" style=\"display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1em;padding:.5em 0;border-top:1px solid #8884\">\
         <span style=\"flex:1 max(9em,(17em - 100%)*99)\"><bdi>&lt;img src&#61;x onerror&#61;alert&#40;1&#41;&gt;</bdi><br></span></span>\
         </span></span>"
    );
}

#[test]
fn a_group_has_the_lines_that_the_badge_has() {
    let html = detailed().html();
    for expected in [
        "<bdi>3 topics · Founded Aug 11&#44; 2006</bdi> </span>",
        "<bdi>&#42;We&#42; meet&#46;</bdi><br></span></span>",
        "overflow:hidden;text-overflow:ellipsis\"><bdi>One  two…</bdi><br></span></span>",
    ] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    let long = Detail::of(&"word ".repeat(40));
    assert!(matches!(long, Detail::Start(start) if start.len() < 130 && start.ends_with("word…")));
}

#[test]
fn the_place_is_that_of_heading_rows_and_button() {
    let reserved = |layout, heading: Option<&str>, has_more| {
        let look = Look::new(&Options {
            layout,
            heading: heading.map(str::to_owned),
            ..Options::default()
        });
        look.reserved(9, has_more)
    };
    for (style, rest) in [
        (reserved(Layout::List, None, false), "2.0em"),
        (reserved(Layout::List, None, true), "4.4em"),
        (reserved(Layout::List, Some(""), true), "2.4em"),
        (reserved(Layout::Compact, Some(""), false), "0.0em"),
        (reserved(Layout::Inline, Some("Mine"), true), "4.6em"),
    ] {
        let start = "display:block;min-block-size:var(--mgb-reserved,calc(9*(";
        assert!(style.starts_with(start), "{style}");
        assert!(style.ends_with(&format!(") + {rest}))")), "{style}");
    }
}
