//! Frameworks: the npm package in an app in strict TypeScript that creates, changes and removes the badge.

use crate::{Project, shows_the_list};
use anyhow::Result;
use e2e::Browser;
use serde_json::json;

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn react() -> Result<()> {
    holds("react").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn vue() -> Result<()> {
    holds("vue").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn svelte() -> Result<()> {
    holds("svelte").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn angular() -> Result<()> {
    holds("angular").await
}

async fn holds(name: &str) -> Result<()> {
    let project = Project::copy(name, "public").await?;
    project.run("npm", &["run", "--silent", "build"]).await?;
    project.serve("dist")?;
    let browser = Browser::open().await?;
    let page = browser.visit(&project.page()).await?;
    shows_the_list(&page).await?;
    let set = "window.badge = document.querySelector('my-groups-badge');
        return [badge.limit, badge.debug, badge.textContent.trim(), document.querySelector('output').textContent.trim()]";
    // The last value is the one that the listener for `load` received.
    let expected = json!([5, "off", "My groups", "3"]);
    assert_eq!(page.run(set).await?, expected);

    page.run("document.querySelector('#fewer').click()").await?;
    page.until("badge.limit === 1").await?;
    let visible = "[...badge.shadowRoot.querySelectorAll('[part=group]')].filter((group) => group.checkVisibility()).length";
    page.until(&format!("{visible} === 1")).await?;
    assert_eq!(
        page.run("return document.querySelector('my-groups-badge') === badge")
            .await?,
        true
    );
    assert_eq!(project.requests("/my-groups.json"), 1);

    page.run("document.querySelector('#none').click()").await?;
    page.until("!document.querySelector('my-groups-badge')")
        .await?;
    page.until("!badge.shadowRoot.querySelector('[part=group]')")
        .await?;
    assert_eq!(page.console().await?, Vec::<String>::new());
    browser.close().await
}
