//! What every page owes its readers.

use crate::open;
use anyhow::Result;
use e2e::{Browser, Preview};
use serde_json::json;

#[tokio::test]
async fn the_page_has_good_manners() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    for (width, scheme, setting) in [
        (1280, "light", ""),
        (1280, "dark", "from=document&page=blog&state=thousand"),
        (768, "dark", "page=dark&state=one&lang=de"),
        (768, "light", "page=rtl&lang=ar&state=unsupported"),
        (320, "light", "page=sidebar&from=api&state=token&view=owner"),
        (320, "dark", "page=forum&state=hostile"),
    ] {
        page_behaves(&browser, &preview, width, scheme, setting).await?;
    }
    browser.close().await
}

async fn page_behaves(
    browser: &Browser,
    preview: &Preview,
    width: u32,
    scheme: &str,
    setting: &str,
) -> Result<()> {
    let blank = browser.visit("about:blank").await?;
    blank.screen(width, 900, scheme).await?;
    let page = open(browser, preview, setting).await?;
    page.until("document.querySelector('.outcome').textContent.match(/load |error/)")
        .await?;
    let at = format!("{width} {scheme} {setting}");
    let overflow = page
        .run("return document.documentElement.scrollWidth - innerWidth")
        .await?;
    assert!(overflow.as_i64().unwrap() <= 0, "{at}: {overflow}");
    let shift = page
        .run("return new Promise((done) => { let sum = 0;
              new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: 'layout-shift', buffered: true });
              setTimeout(() => done(sum), 300); })")
        .await?;
    assert!(shift.as_f64().unwrap() < 0.01, "{at}: {shift}");
    // The badge sticks beside the form, and never over the snippet.
    let overlap = page
        .run("scrollTo(0, document.documentElement.scrollHeight);
              const [see, paste] = ['.see', '.paste'].map((name) => document.querySelector(name).getBoundingClientRect());
              scrollTo(0, 0);
              return see.bottom - paste.top")
        .await?;
    assert!(overlap.as_f64().unwrap() <= 0.0, "{at}: {overlap}");
    let strangers = page
        .run("return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin))")
        .await?;
    assert_eq!(strangers, json!([]), "{at}");
    assert_eq!(page.violations().await?, [""; 0], "{at}");
    Ok(())
}

#[tokio::test]
async fn the_keyboard_reaches_every_control() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "from=api").await?;
    let reached = page
        .run(
            "const reached = [...document.querySelectorAll('#app :is(input, select, button, pre, summary, .sample-page)')];
             return reached.filter((control) => control.tabIndex < 0).map((control) => control.outerHTML)",
        )
        .await?;
    assert_eq!(reached, json!([]));
    let unnamed = page
        .run("return [...document.querySelectorAll('#app input')].filter((input) => !input.labels.length).map((input) => input.outerHTML)")
        .await?;
    assert_eq!(unnamed, json!([]));
    browser.close().await
}

#[tokio::test]
async fn without_javascript_there_is_something_to_read_at_once() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "").await?;
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
