//! The page for iframes.

use super::*;

#[tokio::test]
async fn the_page_for_iframes_has_the_badge_and_links_over_its_own_host() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("my-groups-badge.js"), "export {};").unwrap();
    std::fs::write(
        folder.path().join("my-groups-badge-0123abcd.wasm"),
        b"\0asm",
    )
    .unwrap();
    std::fs::write(folder.path().join("secret.txt"), "x").unwrap();
    std::fs::create_dir(folder.path().join("words")).unwrap();
    std::fs::write(folder.path().join("words/de.json"), "{}").unwrap();
    let file = format!(
        "[server]\npublic_url = \"PUBLIC\"\nembed_dir = {:?}\n{LIST}group_url = \"https://events.example/{{id}}\"\n",
        folder.path()
    );
    let served = Served::open(&file).await;
    let list = &served.app.lists["me"];
    list.publish(
        common::sample().linked(list.settings.group_url.as_deref()),
        0,
        &served.app.server,
    );
    let origin = served.url("");
    let page = served.get("/me/embed").await.text().await.unwrap();
    for part in [
        format!("<my-groups-badge src=\"{origin}/me.json\" group-url=\"{origin}/me/go/{{id}}\">"),
        format!("<script type=\"module\" src=\"{origin}/embed/my-groups-badge.js\"></script>"),
        format!("<a href=\"{origin}/me/go/2083\"><bdi>SXSW 2007</bdi></a>"),
        format!("type=\"application/json+oembed\" href=\"{origin}/oembed?url=http%3A%2F%2F"),
    ] {
        assert!(page.contains(&part), "{part}\n{page}");
    }
    let go = served.get("/me/go/2083").await;
    assert_eq!(go.headers()["location"], "https://events.example/2083");
    let private = common::sample()
        .entries
        .into_iter()
        .find(|entry| entry.group.is_private)
        .unwrap()
        .group
        .id
        .clone();
    assert_eq!(served.get(&format!("/me/go/{private}")).await.status(), 404);
    let wasm = served.get("/embed/my-groups-badge-0123abcd.wasm").await;
    assert_eq!(
        (
            &wasm.headers()["content-type"],
            &wasm.headers()["cache-control"]
        ),
        (
            &"application/wasm".parse().unwrap(),
            &"public, max-age=31536000, immutable".parse().unwrap()
        )
    );
    assert_eq!(served.get("/embed/words/de.json").await.status(), 200);
    for path in [
        "/embed/secret.txt",
        "/embed/../Cargo.toml",
        "/embed/%2e%2e/Cargo.toml",
        "/embed/words",
        "/embed/",
    ] {
        assert_eq!(served.get(path).await.status(), 404, "{path}");
    }
    let oembed: Value = served
        .get(&format!(
            "/oembed?url={origin}/me/embed&maxwidth=300&maxheight=250"
        ))
        .await
        .text()
        .await
        .map(|text| serde_json::from_str(&text).unwrap())
        .unwrap();
    assert_eq!(
        (
            oembed["type"].as_str(),
            oembed["width"].as_u64(),
            oembed["height"].as_u64()
        ),
        (Some("rich"), Some(300), Some(250))
    );
    assert!(
        oembed["html"]
            .as_str()
            .unwrap()
            .starts_with(&format!("<iframe src=\"{origin}/me/embed\""))
    );
}

/// The URL of a page is recognized as a URL, not as a text.
#[tokio::test]
async fn oembed_knows_the_urls_of_its_pages() {
    for (public, own, foreign) in [
        (
            "https://groups.example",
            [
                "https://groups.example/me/embed",
                "https://groups.example/me/embed/",
                "https://groups.example/me/embed?x=1&y=2",
                "https://groups.example/me/embed#top",
                "https://GROUPS.example/me/embed",
                "HTTPS://groups.example/me/embed",
                "https://groups.example:443/me/embed",
                "https://groups.example/me.html",
                "https://groups.example/a/../me/embed",
            ],
            [
                "http://groups.example/me/embed",
                "https://groups.example:8443/me/embed",
                "https://groups.example.evil.example/me/embed",
                "https://groups.example@evil.example/me/embed",
                "https://groups.example/me/embed/x",
                "https://groups.example/you/embed",
                "https://groups.example/me",
                "/me/embed",
                "",
            ],
        ),
        (
            "https://a.example/groups/",
            [
                "https://a.example/groups/me/embed",
                "https://a.example/groups/me/embed/",
                "https://a.example/groups/me/embed?x",
                "https://a.example/groups/me/embed#x",
                "https://A.example/groups/me/embed",
                "https://a.example:443/groups/me/embed",
                "https://a.example/groups/me.html",
                "https://a.example/groups/me.html?x",
                "https://a.example/./groups/me/embed",
            ],
            [
                "https://a.example/me/embed",
                "https://a.example/Groups/me/embed",
                "https://a.example/groupsme/embed",
                "https://a.example/groups/me",
                "https://a.example/groups/",
                "https://a.example/groups",
                "https://a.example/",
                "https://a.example/groups//embed",
                "groups/me/embed",
            ],
        ),
    ] {
        let served = Served::open(&format!("[server]\npublic_url = \"{public}\"\n{LIST}")).await;
        for (urls, status) in [(own, 200), (foreign, 404)] {
            for url in urls {
                let encoded: String =
                    url::form_urlencoded::byte_serialize(url.as_bytes()).collect();
                let response = served.get(&format!("/oembed?url={encoded}")).await;
                assert_eq!(response.status(), status, "{url}");
            }
        }
        served.end().await;
    }
}

#[tokio::test]
async fn files_and_folders_with_a_dot_are_not_served() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("my-groups-badge.js"), "").unwrap();
    let hidden = [
        ".env.js",
        ".my-groups/me.json",
        ".git/config.json",
        "words/.a.json",
    ];
    for name in hidden.into_iter().chain(["words/de.json"]) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "s3cret").unwrap();
    }
    let file = format!(
        "[server]\nembed_dir = \"{}\"\n{LIST}",
        folder.path().display()
    );
    let served = Served::open(&file).await;
    assert_eq!(served.get("/embed/words/de.json").await.status(), 200);
    for name in hidden {
        assert_eq!(
            served.get(&format!("/embed/{name}")).await.status(),
            404,
            "{name}"
        );
    }
}
