//! The preview page as a person uses it: choose the groups, choose how the badge looks, copy the snippet.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod accessibility;
mod copy;
mod documents;
mod own_list;
mod settings;
mod states;

use anyhow::Result;
use e2e::{Browser, Page, Preview};
use serde_json::Value;

/// An expression that is true if the first badge of the page shows a group.
const SHOWS_A_GROUP: &str =
    "document.querySelector('my-groups-badge')?.shadowRoot?.querySelector('[part=name]')";
/// An expression that is true if a load has ended since the events were cleared.
const LOAD_HAS_ENDED: &str = "badgeEvents.some(([name]) => name === 'loadend')";

/// A script that records the events of all badges in `window.badgeEvents`, as `[name, detail]`.
const RECORD_EVENTS: &str = "window.badgeEvents = [];
    for (const name of ['loadstart', 'load', 'error', 'loadend'])
      document.addEventListener(name, (event) => event.target.localName === 'my-groups-badge' && badgeEvents.push([name, event.detail ?? null]), true);";

/// Opens the page with these settings, a fragment without `#`.
async fn open<'a>(browser: &'a Browser, preview: &Preview, setting: &str) -> Result<Page<'a>> {
    let page = browser.visit(&preview.page(setting)).await?;
    page.wait_until("document.querySelector('.snippet code')")
        .await?;
    // On a narrow window the preview is above the settings, and a driver does not scroll below it.
    page.set_window_size(1280, 900).await?;
    page.run(RECORD_EVENTS).await?;
    Ok(page)
}

/// Returns a page of a blog with the snippet. It records the events of its badges.
fn blog_page(snippet: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A blog</title><link rel=\"icon\" href=\"data:,\">
        <script nonce=\"listen\">{RECORD_EVENTS}</script><h1>A blog</h1>{snippet}"
    )
}

/// Returns the snippet.
async fn snippet(page: &Page<'_>) -> Result<String> {
    text(page, ".snippet code").await
}

/// Returns the text of the first element that matches a selector.
async fn text(page: &Page<'_>, selector: &str) -> Result<String> {
    let text = page
        .run(&format!(
            "return document.querySelector({})?.textContent",
            Value::from(selector)
        ))
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Returns an attribute of the first badge.
async fn attribute(page: &Page<'_>, name: &str) -> Result<Value> {
    page.run(&format!(
        "return document.querySelector('my-groups-badge').getAttribute('{name}')"
    ))
    .await
}
