//! Frameworks: the npm package in an app in strict TypeScript that creates, changes and removes the badge.

use crate::{Project, assert_shows_the_list};
use anyhow::Result;
use e2e::Browser;
use serde_json::json;

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn react() -> Result<()> {
    assert_framework_works("react").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn vue() -> Result<()> {
    assert_framework_works("vue").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn svelte() -> Result<()> {
    assert_framework_works("svelte").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn angular() -> Result<()> {
    assert_framework_works("angular").await
}

async fn assert_framework_works(name: &str) -> Result<()> {
    let project = Project::copy(name, "public").await?;
    project.run("npm", &["run", "--silent", "build"]).await?;
    project.serve("dist")?;
    let browser = Browser::open().await?;
    let page = browser.visit(&project.page()).await?;
    assert_shows_the_list(&page).await?;
    let set = "window.badge = document.querySelector('my-groups-badge');
        return [badge.limit, badge.debug, badge.textContent.trim(), document.querySelector('output').textContent.trim()]";
    // The last value is the one that the listener for `load` received.
    let expected = json!([5, "off", "My groups", "3"]);
    assert_eq!(page.run(set).await?, expected);

    page.run("document.querySelector('#fewer').click()").await?;
    page.wait_until("badge.limit === 1").await?;
    let visible = "[...badge.shadowRoot.querySelectorAll('[part=group]')].filter((group) => group.checkVisibility()).length";
    page.wait_until(&format!("{visible} === 1")).await?;
    assert_eq!(
        page.run("return document.querySelector('my-groups-badge') === badge")
            .await?,
        true
    );
    assert_eq!(project.request_count("/my-groups.json"), 1);

    page.run("document.querySelector('#none').click()").await?;
    page.wait_until("!document.querySelector('my-groups-badge')")
        .await?;
    page.wait_until("!badge.shadowRoot.querySelector('[part=group]')")
        .await?;
    assert_eq!(page.console().await?, Vec::<String>::new());
    browser.close().await
}
