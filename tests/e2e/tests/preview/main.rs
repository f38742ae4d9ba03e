//! The preview page as a person uses it: choose the groups, choose how the badge looks, copy the snippet.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod copy;
mod documents;
mod manners;
mod own_list;
mod settings;
mod states;

use anyhow::Result;
use e2e::{Browser, Page, Preview};
use serde_json::Value;

const SHOWN: &str =
    "document.querySelector('my-groups-badge')?.shadowRoot?.querySelector('[part=name]')";

/// Records the badge's events in `window.seen`.
const LISTEN: &str = "window.seen = [];
    for (const name of ['loadstart', 'load', 'error', 'loadend'])
      document.addEventListener(name, (event) => event.target.localName === 'my-groups-badge' && seen.push([name, event.detail ?? null]), true);";

async fn open<'a>(browser: &'a Browser, preview: &Preview, setting: &str) -> Result<Page<'a>> {
    let page = browser.visit(&preview.page(setting)).await?;
    page.until("document.querySelector('.snippet code')")
        .await?;
    // On a narrow window the preview is above the settings, and a driver does not scroll below it.
    page.window(1280, 900).await?;
    page.run(LISTEN).await?;
    Ok(page)
}

async fn snippet(page: &Page<'_>) -> Result<String> {
    text(page, ".snippet code").await
}

async fn text(page: &Page<'_>, selector: &str) -> Result<String> {
    let text = page
        .run(&format!(
            "return document.querySelector({})?.textContent",
            Value::from(selector)
        ))
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn attribute(page: &Page<'_>, name: &str) -> Result<Value> {
    page.run(&format!(
        "return document.querySelector('my-groups-badge').getAttribute('{name}')"
    ))
    .await
}
