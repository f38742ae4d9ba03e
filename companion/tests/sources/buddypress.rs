//! BuddyPress, V2 and V1.

use super::*;

const SOURCE: &str = r#"type = "buddypress", url = "https://blog.example/site/", user_id = 7"#;
/// Responses that were recorded from BuddyPress 14.5.2 and 15.0-alpha. The host is replaced.
const V1: &str = include_str!("../fixtures/buddypress-14.5-v1.json");
const V2: &str = include_str!("../fixtures/buddypress-15-v2.json");

fn group(id: u64, count: &Value, status: &str) -> Value {
    json!({"id": id, "name": format!("Group {id}"), "description": {"raw": "a", "rendered": "<p>a &amp; b</p>"}, "status": status,
        "total_member_count": count, "date_created_gmt": "2019-03-01T10:00:00", "link": format!("https://blog.example/groups/{id}/")})
}

/// The error of a route that WordPress does not have.
fn no_route() -> Reply {
    (
        404,
        Vec::new(),
        json!({"code": "rest_no_route", "message": "No route was found.", "data": {"status": 404}}),
    )
}

fn page_of_html() -> Value {
    json!("<!DOCTYPE html><title>Page not found</title>")
}

#[test]
fn the_counts_are_requested_page_after_page() {
    let mut requested = Vec::new();
    let groups = run(SOURCE, |request| {
        requested.push(request.url.to_string());
        let page: u64 = query(request, "page").parse().unwrap();
        let groups: Vec<_> = (0..100)
            .map(|id| group(page * 100 + id, &json!(3), "public"))
            .collect();
        (200, vec![("x-wp-totalpages", "3".into())], json!(groups))
    });
    assert_eq!(groups.unwrap().entries.len(), 300);
    assert_eq!(
        requested[0],
        "https://blog.example/site/wp-json/buddypress/v2/groups?user_id=7&populate_extras=true&type=alphabetical&per_page=100&page=1"
    );
    assert_eq!(requested.len(), 3);
}

/// A proxy may remove the header with the number of pages.
#[test]
fn without_a_number_of_pages_a_full_page_is_followed_by_another() {
    for last in [0, 1, 99] {
        let mut requests = 0;
        let groups = run(SOURCE, |request| {
            requests += 1;
            let count = match query(request, "page").as_str() {
                "1" => 100,
                "2" => last,
                other => panic!("page {other}"),
            };
            let groups = (0..count).map(|id| group(requests * 100 + id, &json!(3), "public"));
            ok(groups.collect())
        });
        assert_eq!(
            groups.unwrap().entries.len(),
            100 + usize::try_from(last).unwrap()
        );
        assert_eq!(requests, 2);
    }
}

#[test]
fn the_recorded_responses_are_read() {
    for (version, recorded) in [("v1", V1), ("v2", V2)] {
        let groups = run(SOURCE, |request| {
            if request.url.path().contains(version) {
                ok(json!(recorded))
            } else {
                no_route()
            }
        })
        .unwrap();
        assert_eq!(
            told(&groups),
            [
                (
                    "Public Gardeners",
                    Some(4),
                    false,
                    Some("https://blog.example/blog/groups/public-gardeners/"),
                    "2026-11-29T15:48:27"
                ),
                (
                    "Private Circle",
                    Some(2),
                    true,
                    Some("https://blog.example/blog/groups/private-circle/"),
                    "2026-11-29T15:48:27"
                ),
            ],
            "{version}"
        );
        assert_eq!(
            groups.entries[0].group.description,
            "We garden & chat.\nalert(1) See https://example.org/x 🙂"
        );
    }
}

#[test]
fn a_count_of_zero_is_no_count_and_only_public_groups_are_public() {
    let groups = json!([
        group(1, &json!(0), "public"),
        group(2, &json!(null), "private"),
        group(3, &json!("0"), "hidden"),
        group(4, &json!("12"), "")
    ]);
    let groups = run(SOURCE, |_| ok(groups.clone())).unwrap();
    let counts: Vec<_> = told(&groups)
        .iter()
        .map(|(_, count, is_private, ..)| (*count, *is_private))
        .collect();
    assert_eq!(
        counts,
        [(None, false), (None, true), (None, true), (Some(12), true)]
    );
}

#[test]
fn a_group_that_two_pages_have_is_listed_once() {
    let groups = run(SOURCE, |request| {
        let page: u64 = query(request, "page").parse().unwrap();
        // The member left an earlier group while the pages were loaded.
        let first = if page == 1 { 1 } else { 100 };
        let groups: Vec<_> = (first..first + 100)
            .map(|id| group(id, &json!(3), "public"))
            .collect();
        (200, vec![("x-wp-totalpages", "2".into())], json!(groups))
    });
    assert_eq!(groups.unwrap().entries.len(), 199);
}

/// A site whose REST API has an unusual URL, which the start page names.
fn elsewhere(url: &str, root: &'static str, usual: &Reply) -> (SourceGroups, Vec<String>) {
    let source = format!(r#"type = "buddypress", url = "{url}", user_id = 7"#);
    let mut requested = Vec::new();
    let groups = run(&source, |request| {
        requested.push(request.url.to_string());
        let is_root = request.url.as_str().starts_with(root);
        if is_root && query(request, "page") == "1" {
            return ok(json!([group(1, &json!(3), "public")]));
        }
        if request.url.as_str() == url {
            let link = format!(
                "<https://blog.example/feed/>; rel=\"alternate\", <{root}>; rel=\"https://api.w.org/\""
            );
            return (200, vec![("link", link)], json!("<!doctype html>"));
        }
        usual.clone()
    });
    (groups.unwrap(), requested)
}

#[test]
fn the_rest_api_is_found_by_the_link_of_the_start_page() {
    for (url, root) in [
        (
            "https://blog.example/",
            "https://blog.example/index.php?rest_route=/",
        ),
        (
            "https://blog.example/sub/",
            "https://blog.example/sub/index.php?rest_route=/",
        ),
        (
            "https://blog.example/sub/",
            "https://blog.example/sub/?rest_route=/",
        ),
        ("https://blog.example/", "https://blog.example/api/"),
        ("https://blog.example/", "https://www.blog.example/wp-json/"),
    ] {
        for usual in [(404, Vec::new(), page_of_html()), ok(page_of_html())] {
            let (groups, requested) = elsewhere(url, root, &usual);
            assert_eq!(groups.entries.len(), 1, "{url} {root}");
            assert_eq!(requested.len(), 3, "{requested:?}");
            if root.contains("rest_route") {
                let parameters = "&user_id=7&populate_extras=true&type=alphabetical";
                let route = "/buddypress/v2/groups";
                let start = format!("{}{route}{parameters}", root.trim_end_matches('/'));
                assert!(requested[2].starts_with(&start), "{}", requested[2]);
            }
        }
    }
}

#[test]
fn a_link_to_an_address_of_another_network_is_not_followed() {
    for root in [
        "http://169.254.169.254/wp-json/",
        "https://localhost/wp-json/",
        "file:///etc/passwd",
        "https://[::1]/",
    ] {
        let fault = run(SOURCE, |request| {
            assert_eq!(request.url.host_str(), Some("blog.example"), "{root}");
            let link = format!("<{root}>; rel=\"https://api.w.org/\"");
            (404, vec![("link", link)], page_of_html())
        });
        assert_eq!(fault.unwrap_err(), Fault::NotFound);
    }
}

#[test]
fn plain_permalinks_are_tried_if_the_start_page_has_no_link() {
    let groups = run(SOURCE, |request| {
        if query(request, "rest_route") == "/buddypress/v1/groups" {
            ok(json!([group(1, &json!(3), "public")]))
        } else if query(request, "rest_route").is_empty() {
            (404, Vec::new(), page_of_html())
        } else {
            no_route()
        }
    });
    assert_eq!(groups.unwrap().entries.len(), 1);
}

#[test]
fn a_site_without_buddypress_is_named() {
    let fault = run(SOURCE, |_| no_route()).unwrap_err();
    assert_eq!(fault.kind(), "unsupported");
    assert!(fault.to_string().contains("rest_no_route"), "{fault}");
    let page = run(SOURCE, |_| ok(page_of_html())).unwrap_err();
    assert_eq!(page, Fault::HtmlPage { status: 200 });
}

/// A site that lists no groups, and its response to the request for the member.
fn empty(member: &Reply) -> Result<SourceGroups, Fault> {
    run(SOURCE, |request| {
        if request.url.path().ends_with("/members/7") {
            member.clone()
        } else {
            (200, vec![("x-wp-totalpages", "0".into())], json!([]))
        }
    })
}

#[test]
fn an_empty_list_of_a_member_that_does_not_exist_is_a_fault() {
    let code = json!({"code": "bp_rest_member_invalid_id", "message": "Invalid member ID."});
    let fault = empty(&(404, Vec::new(), code)).unwrap_err();
    assert!(
        fault.to_string().contains("no member 7") && fault.to_string().contains("user_id"),
        "{fault}"
    );
}

#[test]
fn an_empty_list_of_a_member_is_an_empty_list() {
    let groups = empty(&ok(json!({"id": 7, "name": "Eve"}))).unwrap();
    assert_eq!((groups.entries.len(), groups.warnings.len()), (0, 0));
    for unknown in [status(403), status(500), no_route()] {
        let groups = empty(&unknown).unwrap();
        assert_eq!(groups.warnings.len(), 1, "{unknown:?}");
        assert!(groups.warnings[0].contains("user_id"));
    }
}
