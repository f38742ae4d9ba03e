//! Lemmy, 1.0 and 0.19.

use super::*;

const SOURCE: &str = r#"type = "lemmy", url = "https://lemmy.example", token = "jwt""#;

fn follow(id: u64, visibility: &str) -> Value {
    json!({"community": {"id": id, "name": "rust", "title": "Rust <3 & friends", "summary": "Systems", "sidebar": "# long", "removed": false,
        "deleted": false, "nsfw": false, "ap_id": "https://other.example/c/rust", "published_at": "2023-06-01T10:00:00.5Z",
        "visibility": visibility, "subscribers": 1234}})
}

#[test]
fn of_1_0_is_asked_once_for_the_account() {
    let gathered = run(SOURCE, |request| {
        assert_eq!(request.url.as_str(), "https://lemmy.example/api/v4/account");
        assert_eq!(
            request.credential.as_ref().unwrap().1.reveal(),
            "Bearer jwt"
        );
        let follows: Vec<_> = [
            "public",
            "local_only_public",
            "unlisted",
            "local_only_private",
            "private",
        ]
        .iter()
        .map(|v| follow(1, v))
        .collect();
        ok(json!({"follows": follows}))
    });
    let gathered = gathered.unwrap();
    let told = told(&gathered);
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
        [false, false, true, true, true]
    );
}

fn view(id: u64, extra: &Value) -> Value {
    let mut community = json!({"id": id, "name": "rust", "title": " ", "description": "# Welcome\n\nLong", "removed": false, "deleted": false,
        "nsfw": false, "actor_id": "https://other.example/c/rust", "published": "2023-06-01T10:00:00Z", "hidden": false, "visibility": "Public"});
    community
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().unwrap().clone());
    json!({"community": community, "subscribed": "Subscribed", "counts": {"subscribers": 7}})
}

#[test]
fn of_0_19_is_asked_for_the_communities_which_have_counts() {
    let mut pages = Vec::new();
    let gathered = run(SOURCE, |request| match request.url.path() {
        "/api/v4/account" => status(404),
        "/api/v3/community/list" => {
            assert_eq!(
                (query(request, "type_"), query(request, "limit")),
                ("Subscribed".into(), "50".into())
            );
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
    let gathered = gathered.unwrap();
    assert_eq!((pages, gathered.entries.len()), (vec![1, 2, 3], 101));
    assert_eq!(
        told(&gathered)[0],
        (
            "rust@other.example",
            Some(7),
            false,
            Some("https://other.example/c/rust"),
            "2023-06-01T10:00:00"
        )
    );
    assert_eq!(gathered.entries[0].group.description, "Welcome");
}

#[test]
fn leaves_out_what_is_gone_or_for_adults_and_hides_what_is_not_surely_public() {
    let views = json!([
        view(1, &json!({"removed": true})),
        view(2, &json!({"deleted": true})),
        view(3, &json!({"nsfw": true})),
        view(4, &json!({"hidden": true})),
        view(5, &json!({"visibility": "LocalOnly"})),
        view(6, &json!({"visibility": null}))
    ]);
    let gathered = run(SOURCE, |request| {
        if request.url.path().contains("v4") {
            status(404)
        } else {
            ok(json!({"communities": views}))
        }
    })
    .unwrap();
    assert_eq!(gathered.left_out.len(), 3);
    assert!(
        gathered.entries.iter().all(|entry| entry.group.is_private) && gathered.entries.len() == 3
    );
}

#[test]
fn of_1_0_that_lists_nothing_in_its_old_api_is_an_error_with_the_version() {
    let answer = |version: &'static str| {
        run(SOURCE, move |request| match request.url.path() {
            "/api/v4/account" => status(404),
            "/api/v3/site" => ok(json!({"version": version, "my_user": {"follows": []}})),
            _ => ok(json!({"communities": []})),
        })
    };
    assert!(
        answer("1.0.0-beta.1")
            .unwrap_err()
            .to_string()
            .contains("Lemmy 1.0.0-beta.1")
    );
    assert!(answer("0.19.20").unwrap().entries.is_empty());
}
