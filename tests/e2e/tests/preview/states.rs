//! Every state of the simulator.

use crate::{LOAD_HAS_ENDED, SHOWS_A_GROUP, open, text};
use anyhow::Result;
use e2e::{Browser, Page, Preview};
use serde_json::{Value, json};

/// The simulator's badge.
const BADGE: &str = "document.querySelector('.simulator my-groups-badge')";
/// The names that the badge shows.
const NAMES: &str = "document.querySelector('.simulator my-groups-badge')?.shadowRoot?.querySelectorAll('[part=name]')";

async fn open_simulator(page: &Page<'_>) -> Result<()> {
    page.run("document.querySelector('.simulator details').open = true")
        .await?;
    page.wait_until(&format!("{NAMES}?.length")).await
}

async fn attribute(page: &Page<'_>, name: &str) -> Result<Value> {
    page.run(&format!("return {BADGE}.getAttribute('{name}')"))
        .await
}

#[tokio::test]
async fn each_simulated_state_has_the_documented_state_and_error() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "timeout=1").await?;
    page.wait_until(SHOWS_A_GROUP).await?;
    open_simulator(&page).await?;
    for (state, becomes, count) in [
        ("empty", "empty", 0),
        ("one", "ready", 1),
        ("thousand", "ready", 1000),
        ("private", "ready", 2),
        ("hostile", "ready", 12),
    ] {
        page.run("badgeEvents.length = 0").await?;
        page.choose("select[name=state]", state).await?;
        page.wait_until(LOAD_HAS_ENDED).await?;
        let loaded = page
            .run("return badgeEvents.find(([name]) => name === 'load')")
            .await?;
        assert_eq!(loaded, json!(["load", {"count": count}]), "{state}");
        let now = page.run(&format!("return {BADGE}.state")).await?;
        assert_eq!(now, becomes, "{state}");
    }

    for (state, status) in [
        ("config", 0),
        ("token", 403),
        ("api-key", 404),
        ("rate-limited", 429),
        ("server", 503),
        ("http", 410),
        ("network", 0),
        ("timeout", 0),
        ("format", 200),
        ("api", 200),
        ("too-large", 200),
    ] {
        page.run("badgeEvents.length = 0").await?;
        page.choose("select[name=state]", state).await?;
        page.wait_until(LOAD_HAS_ENDED).await?;
        let error = page
            .run("return badgeEvents.find(([name]) => name === 'error')[1]")
            .await?;
        assert_eq!(
            (error["kind"].as_str(), error["status"].as_i64()),
            (Some(state), Some(status))
        );
        let shown = page
            .run(&format!(
                "return [{BADGE}.state, {BADGE}.querySelector('a').checkVisibility()]"
            ))
            .await?;
        assert_eq!(shown, json!(["failed", true]), "{state}");
        let outcome = text(&page, ".simulator .outcome [role=status]").await?;
        let message = error["message"].as_str().unwrap();
        assert!(outcome.contains(message), "{outcome}");
        // The explanation in the badge is only for the owner.
        let in_place = format!(
            "{BADGE}.shadowRoot.textContent.includes({})",
            error["message"]
        );
        assert_eq!(page.run(&format!("return {in_place}")).await?, false);
        page.choose("select[name=view]", "owner").await?;
        page.wait_until(&in_place).await?;
        page.choose("select[name=view]", "visitor").await?;
    }
    let tried = text(&page, ".preview .outcome").await?;
    assert!(
        tried.contains("sample"),
        "the preview has not changed: {tried}"
    );
    assert!(
        preview
            .requested_paths()
            .iter()
            .all(|path| !path.contains("simulator")),
        "the simulator sends no request"
    );
    browser.close().await
}

#[tokio::test]
async fn slow_stale_and_unsupported_states_are_simulated() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "state=slow").await?;
    page.wait_until(&format!("{BADGE}?.state === 'loading'"))
        .await?;
    page.wait_until(&format!("{NAMES}.length")).await?;

    // A list, then a failure: the list stays.
    page.choose("select[name=state]", "stale").await?;
    page.wait_until(&format!("{NAMES}.length === 7")).await?;
    page.run("badgeEvents.length = 0").await?;
    page.click(".simulator .reload").await?;
    page.wait_until("badgeEvents.some(([name]) => name === 'error')")
        .await?;
    let shown = page.run(&format!("return {NAMES}.length")).await?;
    assert_eq!(shown, 7);

    // A browser without WebAssembly, on a page of its own.
    page.choose("select[name=state]", "unsupported").await?;
    page.wait_until("document.querySelector('iframe')?.contentDocument?.querySelector('my-groups-badge')?.state === 'failed'")
        .await?;
    page.wait_until(
        "document.querySelector('.simulator .outcome').textContent.includes('error unsupported')",
    )
    .await?;
    let link = page
        .run("return document.querySelector('iframe').contentDocument.querySelector('my-groups-badge a').checkVisibility()")
        .await?;
    assert_eq!(link, true);
    page.choose("select[name=state]", "list").await?;
    page.wait_until(&format!("{NAMES}.length")).await?;

    // Visitor and owner, the page around, and its language.
    assert_eq!(attribute(&page, "debug").await?, "off");
    page.choose("select[name=view]", "owner").await?;
    page.wait_until(&format!("{BADGE}.getAttribute('debug') === 'on'"))
        .await?;
    page.choose("select[name=page]", "forum").await?;
    page.choose("select[name=simulator-lang]", "ar").await?;
    page.wait_until("document.querySelector('.sample-page.forum[lang=ar][dir=rtl]')")
        .await?;
    page.choose("select[name=view]", "visitor").await?;
    page.wait_until(&format!(
        "{BADGE}.shadowRoot.querySelector('h2')?.textContent === 'مجموعاتي'"
    ))
    .await?;
    browser.close().await
}
