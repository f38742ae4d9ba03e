//! The badge on a page of another origin than its script and its API. The snippet causes exactly one request.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{API_KEY, PRIVATE_GROUP, TOKEN, World, fixture};
use serde_json::{Value, json};

/// Returns a badge in direct mode with the author's link.
fn direct_badge(world: &World, api_key: &str, token: &str, attributes: &str) -> String {
    format!(
        "<my-groups-badge endpoint=\"{}\" api-key=\"{api_key}\" token=\"{token}\" {attributes}><a href=\"/\">My groups</a></my-groups-badge>",
        world.api.endpoint()
    )
}

/// Returns the groups of the documented sample.
fn sample_groups() -> Vec<Value> {
    let document: Value = serde_json::from_str(&fixture("get-my-groups.json")).unwrap();
    document["rsp"]["group"].as_array().unwrap().clone()
}

#[tokio::test]
async fn direct_mode_lists_the_public_groups_with_one_request() -> Result<()> {
    let world = World::open().await?;
    let page = world
        .visit("", &direct_badge(&world, API_KEY, TOKEN, ""))
        .await?;
    page.wait_for_loads(1).await?;

    let public: Vec<_> = sample_groups()
        .into_iter()
        .filter(|group| group["is_private"] == 0)
        .collect();
    let names: Vec<_> = public
        .iter()
        .map(|group| group["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names.len(), 17);
    assert_eq!(page.badge_texts("[part=name]").await?, names);
    let counts = page.badge_texts("[part=count]").await?;
    let junkies = names
        .iter()
        .position(|name| name == "Web Conference Junkies")
        .unwrap();
    assert_eq!(counts[junkies], "2,196 members");
    assert_eq!(
        page.run("return badgeEvents.map(([, name, detail]) => [name, detail])")
            .await?,
        json!([["loadstart", null], ["load", {"count": 17}], ["loadend", null]])
    );
    assert_eq!(
        page.console().await?,
        [""; 0],
        "a good run says nothing in the console"
    );

    let requests = world.api.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(
        requests[0].query,
        format!("method=group.getMyGroups&api_key={API_KEY}&token={TOKEN}&format=json")
    );
    assert!(
        !requests[0].headers.contains_key("referer") && !requests[0].headers.contains_key("cookie")
    );
    world.browser.close().await
}

#[tokio::test]
async fn private_groups_are_shown_only_with_private_show() -> Result<()> {
    let world = World::open().await?;
    for (attributes, is_shown) in [
        ("", false),
        ("private=\"hide\"", false),
        ("private=\"show\"", true),
    ] {
        let page = world
            .visit("", &direct_badge(&world, API_KEY, TOKEN, attributes))
            .await?;
        page.wait_for_loads(1).await?;
        assert_eq!(
            page.badge_texts("[part=name]")
                .await?
                .contains(&PRIVATE_GROUP.to_owned()),
            is_shown,
            "{attributes}"
        );
    }
    world.browser.close().await
}

#[tokio::test]
async fn a_wrong_token_and_a_wrong_key_have_different_error_kinds() -> Result<()> {
    let world = World::open().await?;
    for (api_key, token, kind, status) in [
        (API_KEY, "stale", "token", 403),
        ("wrong", TOKEN, "api-key", 404),
    ] {
        let before = world.api.requests().len();
        let page = world
            .visit("", &direct_badge(&world, api_key, token, ""))
            .await?;
        page.wait_for_loads(1).await?;
        let error = page.error_detail().await?;
        assert_eq!(
            (error["kind"].as_str(), error["status"].as_u64()),
            (Some(kind), Some(status))
        );
        assert!(!error["message"].as_str().unwrap().contains(token));
        assert_eq!(
            page.run("return document.querySelector('my-groups-badge').state")
                .await?,
            "failed"
        );
        assert_eq!(
            page.run("return document.querySelector('my-groups-badge a').checkVisibility()")
                .await?,
            true
        );
        assert_eq!(world.api.requests().len(), before + 1);
    }
    world.browser.close().await
}

#[tokio::test]
async fn shows_the_documented_xml() -> Result<()> {
    let world = World::open().await?;
    let page = format!(
        "<my-groups-badge src=\"{}\"></my-groups-badge>",
        world.api.xml()
    );
    let page = world.visit("", &page).await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?, ["blasthaus fans"]);
    assert_eq!(page.badge_texts("[part=count]").await?, ["15 members"]);
    assert_eq!(page.console().await?, [""; 0]);
    world.browser.close().await
}

#[tokio::test]
async fn an_endpoint_keeps_its_query_and_its_redirects_are_refused() -> Result<()> {
    let world = World::open().await?;
    let body = format!(
        "<my-groups-badge endpoint=\"{}?v=2\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"></my-groups-badge>",
        world.api.endpoint()
    );
    let page = world.visit("", &body).await?;
    page.wait_for_loads(1).await?;
    assert!(
        world.api.requests()[0]
            .query
            .starts_with("v=2&method=group.getMyGroups&")
    );

    let moved = format!("{}/moved", world.api.origin());
    let body = format!(
        "<my-groups-badge endpoint=\"{moved}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"></my-groups-badge>"
    );
    let page = world.visit("", &body).await?;
    page.wait_for_loads(1).await?;
    let error = page.error_detail().await?;
    assert_eq!(error["kind"], "network");
    assert!(
        error["message"].as_str().unwrap().contains("redirect"),
        "{error}"
    );
    assert_eq!(world.api.requests().len(), 1, "the token was not handed on");
    world.browser.close().await
}

/// The script sends the first request before the wasm is loaded. If the wasm computed another URL, there would be two requests.
#[tokio::test]
async fn the_early_request_is_the_only_request() -> Result<()> {
    let world = World::open().await?;
    let endpoint = world.api.endpoint();
    for (address, key) in [
        (format!(" {endpoint}\n"), "k3y"),
        (format!("{endpoint}?a=b"), "k3y"),
        (format!("{endpoint}?a=b&amp;#part"), "k3y"),
        (format!("{endpoint}?"), " k3y\t"),
        (format!("{endpoint}?to=/?"), "k3y"),
        (endpoint.clone(), "k'(3)*!y~ é&amp;=%2F+江"),
        (
            endpoint
                .to_uppercase()
                .replace("SERVICES/REST", "services/rest"),
            "k3y",
        ),
    ] {
        let before = world.api.requests().len();
        let badge = format!(
            "<my-groups-badge endpoint=\"{address}\" api-key=\"{key}\" token=\"{TOKEN}\" limit=3></my-groups-badge>"
        );
        let page = world.visit("", &(badge.clone() + &badge)).await?;
        page.wait_for_loads(2).await?;
        assert_eq!(world.api.requests().len(), before + 1, "{address} {key}");
    }
    world.browser.close().await
}
