//! What every page owes its readers.

use crate::open;
use anyhow::Result;
use e2e::{Browser, Preview};
use serde_json::json;

#[tokio::test]
async fn the_page_has_good_manners() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    for (width, setting) in [
        (1280, ""),
        (768, "page=dark&state=one"),
        (
            500, // the least that a window of this browser has
            "page=sidebar&from=api&state=token&view=owner&static=1&limit=0",
        ),
    ] {
        page_behaves(&browser, &preview, width, setting).await?;
    }

    // At 320 px, in a frame since no window is that narrow; and nothing is cut off.
    let page = open(&browser, &preview, "page=forum&from=api").await?;
    page.run(
        "const frame = document.createElement('iframe');
         Object.assign(frame, { src: location.href, width: 320, height: 700 });
         document.body.replaceChildren(frame);",
    )
    .await?;
    page.until("document.querySelector('iframe').contentDocument?.querySelector('.snippet code')")
        .await?;
    let width = page
        .run("return document.querySelector('iframe').contentDocument.documentElement.scrollWidth")
        .await?;
    assert!(width.as_u64().unwrap() <= 320, "{width}");

    // Without JavaScript there is something to read at once.
    page.run(
        "const frame = document.createElement('iframe');
         Object.assign(frame, { src: location.pathname, sandbox: 'allow-same-origin' });
         document.body.replaceChildren(frame);",
    )
    .await?;
    page.until("document.querySelector('iframe').contentDocument?.querySelector('.plain pre')?.checkVisibility({ visibilityProperty: true })")
        .await?;
    browser.close().await
}

async fn page_behaves(
    browser: &Browser,
    preview: &Preview,
    width: u32,
    setting: &str,
) -> Result<()> {
    browser
        .visit("about:blank")
        .await?
        .resize(width, 900)
        .await?;
    let page = open(browser, preview, setting).await?;
    page.until("document.querySelector('.outcome').textContent.match(/load|error/)")
        .await?;
    let overflow = page
        .run("return document.documentElement.scrollWidth - innerWidth")
        .await?;
    assert!(overflow.as_i64().unwrap() <= 0, "{width}: {overflow}");
    let shift = page
        .run("return new Promise((done) => { let sum = 0;
              new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: 'layout-shift', buffered: true });
              setTimeout(() => done(sum), 300); })")
        .await?;
    assert!(shift.as_f64().unwrap() < 0.01, "{width}: {shift}");
    let strangers = page
        .run("return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin))")
        .await?;
    assert_eq!(strangers, json!([]));
    assert_eq!(page.violations().await?, [""; 0], "{width} {setting}");
    Ok(())
}
