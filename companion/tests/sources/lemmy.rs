//! Lemmy, 1.0 and 0.19.

use super::*;

const SOURCE: &str = r#"type = "lemmy", url = "https://lemmy.example", token = "jwt""#;

fn follow(id: u64, visibility: &str) -> Value {
    json!({"community": {"id": id, "name": "rust", "title": "Rust <3 & friends", "summary": "Systems", "sidebar": "# long", "removed": false,
        "deleted": false, "nsfw": false, "ap_id": "https://other.example/c/rust", "published_at": "2023-06-01T10:00:00.5Z",
        "visibility": visibility, "subscribers": 1234}})
}

#[test]
fn version_1_0_is_asked_once_for_the_account() {
    let groups = run(SOURCE, |request| {
        assert_eq!(request.url.as_str(), "https://lemmy.example/api/v4/account");
        assert_eq!(
            request.credential.as_ref().unwrap().1.reveal(),
            "Bearer jwt"
        );
        let visibilities = [
            "public",
            "local_only_public",
            "unlisted",
            "local_only_private",
            "private",
            "",
        ];
        let follows: Vec<_> = (1..)
            .zip(visibilities)
            .map(|(id, visibility)| follow(id, visibility))
            .collect();
        ok(json!({"follows": follows}))
    });
    let groups = groups.unwrap();
    let told = told(&groups);
    assert_eq!(
        told[0],
        (
            "Rust <3 & friends",
            Some(1234),
            false,
            Some("https://other.example/c/rust"),
            "2023-06-01T10:00:00"
        )
    );
    assert_eq!(
        told.iter().map(|told| told.2).collect::<Vec<_>>(),
        [false, false, true, true, true, true]
    );
    assert!(groups.is_confirmed);
}

fn view(id: u64, extra: &Value) -> Value {
    let mut community = json!({"id": id, "name": "rust", "title": " ", "description": "# Welcome\n\n![banner](https://x.example/b.png)\n\nA *place*.\n\nLong",
        "removed": false, "deleted": false, "nsfw": false, "actor_id": "https://other.example/c/rust", "published": "2023-06-01T10:00:00Z",
        "hidden": false, "visibility": "Public"});
    let community_fields = community.as_object_mut().unwrap();
    community_fields.extend(extra.as_object().unwrap().clone());
    community_fields.retain(|_, value| *value != json!("absent"));
    json!({"community": community, "subscribed": "Subscribed", "blocked": false, "counts": {"subscribers": 7}, "banned_from_community": false})
}

/// The description of a site of this version, as an account sees it that is logged in or is not.
fn site(version: &str, is_logged_in: bool) -> Reply {
    let mut site = json!({"site_view": {}, "admins": [], "version": version});
    if is_logged_in {
        site["my_user"] = json!({"local_user_view": {}, "follows": []});
    }
    ok(site)
}

/// Loads a list of 0.19 with these communities.
fn of_version(source: &str, version: &str, views: &Value) -> Result<SourceGroups, Fault> {
    run(source, |request| match request.url.path() {
        "/api/v4/account" => status(404),
        "/api/v3/site" => site(version, true),
        "/api/v3/community/list" => ok(json!({"communities": views})),
        other => panic!("{other}"),
    })
}

#[test]
fn version_0_19_is_asked_for_the_communities_which_have_counts() {
    let mut pages = Vec::new();
    let groups = run(SOURCE, |request| match request.url.path() {
        "/api/v4/account" => status(404),
        "/api/v3/site" => site("0.19.20", true),
        "/api/v3/community/list" => {
            assert_eq!(
                request.credential.as_ref().unwrap().1.reveal(),
                "Bearer jwt"
            );
            let parameters = ["type_", "sort", "limit", "show_nsfw"].map(|key| query(request, key));
            assert_eq!(parameters, ["Subscribed", "Old", "50", ""]);
            let page: u64 = query(request, "page").parse().unwrap();
            pages.push(page);
            let count = if page < 3 { 50 } else { 1 };
            let views: Vec<_> = (0..count)
                .map(|id| view(page * 50 + id, &json!({})))
                .collect();
            ok(json!({"communities": views}))
        }
        other => panic!("{other}"),
    });
    let groups = groups.unwrap();
    assert_eq!((pages, groups.entries.len()), (vec![1, 2, 3], 101));
    assert_eq!(
        told(&groups)[0],
        (
            "rust@other.example",
            Some(7),
            false,
            Some("https://other.example/c/rust"),
            "2023-06-01T10:00:00"
        )
    );
    assert_eq!(groups.entries[0].group.description, "A place.");
}

#[test]
fn a_start_page_in_place_of_the_account_means_an_older_version() {
    let groups = run(SOURCE, |request| match request.url.path() {
        "/api/v4/account" => ok(json!("<!doctype html><div id=root></div>")),
        "/api/v3/site" => site("0.19.20", true),
        _ => ok(json!({"communities": [view(1, &json!({}))]})),
    });
    assert_eq!(groups.unwrap().entries.len(), 1);
}

#[test]
fn communities_that_are_gone_or_not_joined_are_left_out() {
    let mut pending = view(4, &json!({}));
    pending["subscribed"] = json!("Pending");
    let mut banned = view(5, &json!({}));
    banned["banned_from_community"] = json!(true);
    let views = json!([
        view(1, &json!({"removed": true})),
        view(2, &json!({"deleted": true})),
        view(3, &json!({"nsfw": true})),
        pending,
        banned,
        view(6, &json!({"hidden": true})),
        view(7, &json!({"visibility": "LocalOnly"})),
        view(8, &json!({"visibility": null})),
        view(9, &json!({"visibility": "absent"})),
    ]);
    let groups = of_version(SOURCE, "0.19.20", &views).unwrap();
    assert_eq!(groups.left_out.len(), 5);
    assert_eq!(groups.entries.len(), 4);
    assert!(groups.entries.iter().all(|entry| entry.group.is_private));
}

#[test]
fn versions_without_visibility_have_public_communities() {
    let views = json!([
        view(1, &json!({"visibility": "absent"})),
        view(2, &json!({"visibility": "absent", "hidden": true})),
    ]);
    for (version, are_private) in [
        ("0.19.0", [false, true]),
        ("0.19.3", [false, true]),
        ("0.19.4", [true, true]),
        ("0.19.30", [true, true]),
    ] {
        let groups = of_version(SOURCE, version, &views).unwrap();
        let flags: Vec<_> = told(&groups).iter().map(|told| told.2).collect();
        assert_eq!(flags, are_private, "{version}");
    }
}

#[test]
fn communities_for_adults_are_requested_if_they_are_wanted() {
    let source = format!("{SOURCE}, nsfw = true");
    let groups = run(&source, |request| match request.url.path() {
        "/api/v4/account" => status(404),
        "/api/v3/site" => site("0.19.20", true),
        _ => {
            assert_eq!(query(request, "show_nsfw"), "true");
            ok(json!({"communities": [view(1, &json!({"nsfw": true}))]}))
        }
    });
    assert_eq!(groups.unwrap().entries.len(), 1);
}

/// An invalid token is treated as no token, and then the list is empty.
#[test]
fn an_expired_token_is_told_from_an_empty_list() {
    let of_0_19 = run(SOURCE, |request| match request.url.path() {
        "/api/v4/account" => status(404),
        "/api/v3/site" => site("0.19.20", false),
        other => panic!("{other}"),
    });
    assert_eq!(of_0_19.unwrap_err(), Fault::LoggedOut);
    for error in ["not_logged_in", "incorrect_login"] {
        let of_1_0 = run(SOURCE, |_| (400, Vec::new(), json!({"error": error})));
        assert_eq!(of_1_0.unwrap_err(), Fault::LoggedOut, "{error}");
    }
    let empty = of_version(SOURCE, "0.19.20", &json!([])).unwrap();
    assert!(empty.entries.is_empty() && empty.is_confirmed);
}

#[test]
fn the_errors_of_status_400_are_read() {
    let fault =
        |error: &str| run(SOURCE, |_| (400, Vec::new(), json!({"error": error}))).unwrap_err();
    assert_eq!(fault("rate_limit_error").kind(), "rate-limited");
    let private = fault("instance_is_private");
    assert!(
        private.to_string().contains("private") && private.kind() == "unsupported",
        "{private}"
    );
    let other = fault("couldnt_get_posts");
    assert!(other.to_string().contains("couldnt_get_posts"), "{other}");
}

#[test]
fn version_1_0_behind_a_proxy_that_hides_its_api_is_an_error_with_the_version() {
    let fault = run(SOURCE, |request| match request.url.path() {
        "/api/v4/account" => status(404),
        "/api/v3/site" => site("1.0.0-beta.1", true),
        other => panic!("{other}"),
    });
    assert!(
        fault
            .unwrap_err()
            .to_string()
            .contains("Lemmy 1.0.0-beta.1")
    );
}
