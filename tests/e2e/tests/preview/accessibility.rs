//! The page at every width and in both themes: accessibility, layout, and no request to another host.

use crate::open;
use anyhow::Result;
use e2e::{Browser, Preview};
use serde_json::json;

#[tokio::test]
async fn the_page_is_accessible_and_stable_at_every_width() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    for (width, scheme, direction, setting) in [
        (1280, "light", "ltr", ""),
        (
            1280,
            "dark",
            "ltr",
            "from=document&page=blog&state=thousand",
        ),
        (1280, "light", "rtl", "from=typed&place=hosted"),
        (
            768,
            "dark",
            "ltr",
            "from=typed&place=site&page=dark&state=one&lang=de",
        ),
        (768, "light", "ltr", "page=rtl&lang=ar&state=unsupported"),
        (360, "dark", "rtl", "from=typed&place=hosted&service=lemmy"),
        (360, "light", "ltr", "service=lemmy"),
        (
            320,
            "light",
            "ltr",
            "page=sidebar&from=api&state=token&view=owner",
        ),
        (320, "dark", "ltr", "page=forum&state=hostile"),
    ] {
        let screen = Screen {
            width,
            scheme,
            direction,
        };
        assert_page(&browser, &preview, &screen, setting).await?;
    }
    browser.close().await
}

struct Screen {
    width: u32,
    scheme: &'static str,
    direction: &'static str,
}

/// Asserts that the page with these settings is stable, fits the screen, is accessible, and sends no request to another host.
async fn assert_page(
    browser: &Browser,
    preview: &Preview,
    screen: &Screen,
    setting: &str,
) -> Result<()> {
    let Screen {
        width,
        scheme,
        direction,
    } = *screen;
    let blank = browser.visit("about:blank").await?;
    blank.emulate_screen(width, 900, scheme).await?;
    let page = open(browser, preview, setting).await?;
    page.wait_until("[...document.querySelectorAll('.outcome')].every((outcome) => outcome.textContent.match(/Loaded|error/))")
        .await?;
    let at = format!("{width} {scheme} {direction} {setting}");
    let shift = page.layout_shift().await?;
    assert!(shift < 0.01, "{at}: {shift}");
    page.run(&format!("document.documentElement.dir = '{direction}'"))
        .await?;
    preview.type_groups(&page).await?;
    page.run("document.querySelectorAll('details:not(.preview)').forEach((details) => (details.open = true))")
        .await?;
    page.wait_until(
        "document.querySelector('.simulator .outcome')?.textContent.match(/Loaded|error/)",
    )
    .await?;
    let overflow = page
        .run("return document.documentElement.scrollWidth - innerWidth")
        .await?;
    assert!(overflow.as_i64().unwrap() <= 0, "{at}: {overflow}");
    // The preview stays beside or above the settings, and never covers the snippet.
    let overlap = page
        .run("scrollTo(0, document.documentElement.scrollHeight);
              const [preview, copy] = ['.preview', '.copy-step'].map((name) => document.querySelector(name).getBoundingClientRect());
              scrollTo(0, 0);
              return preview.bottom - copy.top")
        .await?;
    assert!(overlap.as_f64().unwrap() <= 0.0, "{at}: {overlap}");
    let foreign_urls = page
        .run("return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin))")
        .await?;
    assert_eq!(foreign_urls, json!([]), "{at}");
    assert_eq!(page.axe_violations().await?, [""; 0], "{at}");
    Ok(())
}

#[tokio::test]
async fn the_keyboard_reaches_every_control() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "from=api").await?;
    let reached = page
        .run(
            "const reached = [...document.querySelectorAll('#app :is(input, select, textarea, button, a, pre, summary, .sample-page)')];
             return reached.filter((control) => control.tabIndex < 0).map((control) => control.outerHTML)",
        )
        .await?;
    assert_eq!(reached, json!([]));
    let unnamed = page
        .run("return [...document.querySelectorAll('#app :is(input, select, textarea)')].filter((input) => !input.labels.length).map((input) => input.outerHTML)")
        .await?;
    assert_eq!(unnamed, json!([]));
    browser.close().await
}

#[tokio::test]
async fn the_page_has_text_without_javascript() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "").await?;
    page.run(
        "const frame = document.createElement('iframe');
         Object.assign(frame, { src: location.pathname, sandbox: 'allow-same-origin' });
         document.body.replaceChildren(frame);",
    )
    .await?;
    page.wait_until("document.querySelector('iframe').contentDocument?.querySelector('.plain pre')?.checkVisibility({ visibilityProperty: true })")
        .await?;
    browser.close().await
}
