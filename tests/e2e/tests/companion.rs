//! The badge with the companion, `my-groups serve`: the documented API, the published documents, and the page for iframes.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{Companion, Page, World, fixture};
use serde_json::{Value, json};

/// The names of the sample's public groups, in its order.
fn public_names() -> Vec<String> {
    let sample: Value = serde_json::from_str(&fixture("get-my-groups.json")).unwrap();
    let groups = sample["rsp"]["group"].as_array().unwrap();
    let public = groups.iter().filter(|group| group["is_private"] == 0);
    public
        .map(|group| group["name"].as_str().unwrap().to_owned())
        .collect()
}

/// A badge in direct mode.
fn direct_badge(companion: &Companion, api_key: &str, token: &str, attributes: &str) -> String {
    format!(
        "<my-groups-badge endpoint=\"{}\" api-key=\"{api_key}\" token=\"{token}\" {attributes}></my-groups-badge>",
        companion.endpoint()
    )
}

/// Asserts that a page's badge has loaded the public groups, and that the console is empty.
async fn assert_lists_public_groups(page: Page<'_>, what: &str) -> Result<()> {
    page.wait_for_loads(1).await?;
    assert_eq!(
        page.run("return badgeEvents.map(([, name, detail]) => [name, detail])")
            .await?,
        json!([["loadstart", null], ["load", {"count": 17}], ["loadend", null]]),
        "{what}"
    );
    assert_eq!(
        page.badge_texts("[part=name]").await?,
        public_names(),
        "{what}"
    );
    assert_eq!(page.console().await?, [""; 0], "{what}");
    Ok(())
}

#[tokio::test]
async fn api_lists_the_private_group_only_with_private_show() -> Result<()> {
    let (world, companion) = (World::open().await?, Companion::open().await?);
    let (key, token) = (Companion::SECRET, Companion::SECRET);
    let page = world
        .visit("", &direct_badge(&companion, key, token, ""))
        .await?;
    assert_lists_public_groups(page, "direct mode").await?;

    let all = direct_badge(&companion, key, token, "private=\"show\"");
    let page = world.visit("", &all).await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 18);
    world.browser.close().await
}

#[tokio::test]
async fn api_errors_have_the_kind_and_status_of_their_cause() -> Result<()> {
    let (world, companion) = (World::open().await?, Companion::open().await?);
    let right = Companion::SECRET;
    for (api_key, token, kind, status) in [
        (right, "stale", "token", 403),
        (right, "Demo", "token", 403),
        ("wrong", right, "api-key", 404),
        ("wrong", "stale", "api-key", 404),
    ] {
        let badge = direct_badge(&companion, api_key, token, "debug=\"off\"");
        let page = world.visit("", &badge).await?;
        page.wait_for_loads(1).await?;
        let error = page.error_detail().await?;
        let found = (error["kind"].as_str(), error["status"].as_u64());
        assert_eq!(found, (Some(kind), Some(status)), "{api_key} {token}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn documents_list_the_public_groups() -> Result<()> {
    let (world, companion) = (World::open().await?, Companion::open().await?);
    for path in ["/demo.json", "/demo.xml"] {
        // The document contains no private groups.
        let badge = format!(
            "<my-groups-badge src=\"{}\" private=\"show\"></my-groups-badge>",
            companion.url(path)
        );
        let page = world.visit("", &badge).await?;
        assert_lists_public_groups(page, path).await?;
    }
    world.browser.close().await
}

/// An iframe like those of `WordPress`: it has an opaque origin and may only run scripts.
#[tokio::test]
async fn iframe_page_shows_the_badge_in_a_sandbox() -> Result<()> {
    let (world, companion) = (World::open().await?, Companion::open().await?);
    let framed = world.blog.publish(
        &[],
        format!(
            "<!doctype html><html lang=\"en\"><title>A blog</title>
            <script>addEventListener('message', ({{ data }}) => {{ window.message = data; }})</script>
            <iframe sandbox=\"allow-scripts\" title=\"My groups\" src=\"{}\"></iframe>",
            companion.url("/demo/embed")
        ),
    );
    let page = world.browser.visit(&framed).await?;
    page.wait_until("window.message?.message === 'height' && message.value > 300")
        .await?;
    page.enter_frame().await?;
    page.wait_until("document.querySelector('my-groups-badge').state === 'ready'")
        .await?;
    assert_eq!(page.badge_texts("[part=name]").await?, public_names());
    world.browser.close().await
}
