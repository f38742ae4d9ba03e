//! The recipes of `docs/recipes.md`: each project is built by its own tool and opened as a visitor does.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod frameworks;
mod generators;
mod pages;
mod project;

use anyhow::{Result, ensure};
use e2e::{Browser, Page};
use project::{PRIVATE, PUBLIC, Project};
use serde_json::Value;

/// An expression that is true if the badge shows its list.
const READY: &str = "document.querySelector('my-groups-badge')?.state === 'ready'";

/// Checks a page whose badge is ready: it shows every public group once and no private group, and the console is empty.
async fn assert_shows_the_list(page: &Page<'_>) -> Result<()> {
    page.wait_until(READY).await?;
    assert_eq!(page.badge_texts("[part=name]").await?, PUBLIC);
    let author = page
        .run("return [...document.querySelectorAll('my-groups-badge > *')].some((own) => own.checkVisibility())")
        .await?;
    assert_eq!(
        author,
        Value::Bool(false),
        "the content of the tag is visible beside the list"
    );
    assert_has_no_private_group(page).await?;
    assert_eq!(page.console().await?, Vec::<String>::new());
    Ok(())
}

/// Checks that neither the page nor the badge contains the private group.
async fn assert_has_no_private_group(page: &Page<'_>) -> Result<()> {
    let html = page
        .run("return document.documentElement.outerHTML + document.querySelector('my-groups-badge').shadowRoot?.innerHTML")
        .await?;
    assert!(!html.as_str().unwrap().contains(PRIVATE), "{html}");
    Ok(())
}

/// Opens the project's first page without scripts; returns the visible lines inside the tag.
async fn lines_without_scripts(browser: &Browser, project: &Project) -> Result<Vec<String>> {
    let page = browser.visit(&project.page_without_scripts()).await?;
    let text = page
        .run("const badge = document.querySelector('my-groups-badge'); return badge.checkVisibility() ? badge.innerText : ''")
        .await?;
    assert_has_no_private_group(&page).await?;
    let elements = page
        .run("return [...document.querySelectorAll('my-groups-badge *')].map(({ localName }) => localName)")
        .await?;
    let known = ["a", "bdi", "br", "span", "strong"];
    ensure!(
        elements
            .as_array()
            .unwrap()
            .iter()
            .all(|name| known.contains(&name.as_str().unwrap())),
        "a group's name has become markup: {elements}"
    );
    let lines = text
        .as_str()
        .unwrap()
        .lines()
        .map(|line| line.trim().to_owned());
    Ok(lines.filter(|line| !line.is_empty()).collect())
}
