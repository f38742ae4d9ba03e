//! The snippet, on pages of another origin.

use crate::{LOAD_HAS_ENDED, SHOWS_A_GROUP, blog_page, open, snippet};
use anyhow::Result;
use e2e::{Blog, Browser, PRIVATE_GROUP, Preview};
use serde_json::{Value, json};

#[tokio::test]
async fn the_copied_snippet_shows_the_same_badge_on_another_origin() -> Result<()> {
    let (browser, preview, blog) = (
        Browser::open().await?,
        Preview::open().await,
        Blog::open().await,
    );
    let page = open(
        &browser,
        &preview,
        "heading=Where+I+go&heading-level=3&group-url=https%3A%2F%2Fevents.example%2Fgroup%2F%7Bid%7D%2F&private=show",
    )
    .await?;
    page.wait_until(SHOWS_A_GROUP).await?;
    let names = page.badge_texts("[part=name]").await?;
    let counts = page.badge_texts("[part=count]").await?;
    assert!(names.contains(&PRIVATE_GROUP.to_owned()));
    page.click(".snippet .copy").await?;
    page.wait_until("document.querySelector('.snippet .said').textContent === 'Copied'")
        .await?;
    let copied = page.clipboard().await?;
    assert_eq!(copied, snippet(&page).await?);
    assert!(
        copied.contains(" integrity=\"sha384-") && copied.contains(" crossorigin=\"anonymous\"")
    );

    // Without https, a page has no clipboard API. It uses the older command, or selects the text for the visitor's keys.
    page.run("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        .await?;
    page.wait_until("document.querySelector('.snippet .said').textContent === ''")
        .await?;
    page.click(".snippet .copy").await?;
    page.wait_until("document.querySelector('.snippet .said').textContent")
        .await?;
    assert_eq!(page.run("return String(getSelection())").await?, copied);

    let page = browser
        .visit(&blog.publish(&[], blog_page(&copied)))
        .await?;
    page.wait_until(LOAD_HAS_ENDED).await?;
    assert_eq!(page.badge_texts("[part=name]").await?, names);
    assert_eq!(page.badge_texts("[part=count]").await?, counts);
    assert_eq!(page.badge_texts("h3").await?, ["Where I go"]);
    let href = page.run(&format!("return {SHOWS_A_GROUP}.href")).await?;
    assert_eq!(href, "https://events.example/group/2083/");
    assert_eq!(page.console().await?, [""; 0]);
    browser.close().await
}

#[tokio::test]
async fn hostile_values_and_names_stay_text_in_the_snippet() -> Result<()> {
    const LINES: &str = "<script>alert(1)</script>\nx\"><img src=x onerror=window.broken=1>\n&lt;b&gt;bold&amp;amp;\n\u{202e}gnp.exe\n1984\n[gallery] `code` | bar";
    const HEADING: &str = "\"><script>window.broken = 1</script> & 'more' <b>";
    let (browser, preview, blog) = (
        Browser::open().await?,
        Preview::open().await,
        Blog::open().await,
    );
    let page = open(&browser, &preview, "from=typed").await?;
    page.run("document.querySelector('.several').open = true; document.querySelector('.snippet-parts').open = true")
        .await?;
    page.fill("textarea[name=lines]", LINES).await?;
    page.click(".add-lines").await?;
    page.wait_until(&format!(
        "{SHOWS_A_GROUP}?.textContent === '<script>alert(1)</script>'"
    ))
    .await?;
    page.fill("input[name=heading]", HEADING).await?;
    page.fill("input[name=link]", "https://events.example/?a=\"><b>")
        .await?;
    page.fill("input[name=text]", "<img src=x onerror=window.broken=1>")
        .await?;
    page.wait_until("document.querySelector('.snippet code').textContent.includes('>1984<')")
        .await?;
    let names = page.badge_texts("[part=name]").await?;
    assert_eq!(names.len(), 6);
    assert_eq!(page.run("return window.broken ?? null").await?, Value::Null);
    let copied = snippet(&page).await?;
    page.click("input[name=static]").await?;
    page.wait_until("!document.querySelector('.snippet code').textContent.includes('>1984<')")
        .await?;
    let link_alone = snippet(&page).await?;

    // The badge shows the hostile list, and so does the content of the tag.
    let page = browser
        .visit(&blog.publish(&[], blog_page(&copied)))
        .await?;
    page.wait_until(LOAD_HAS_ENDED).await?;
    assert_eq!(page.badge_texts("h2").await?, [HEADING]);
    let inside = page
        .run("return [window.broken ?? null, document.querySelectorAll('my-groups-badge :is(script, img, b)').length,
             document.querySelector('my-groups-badge a').textContent, document.querySelector('my-groups-badge a').href,
             [...document.querySelectorAll('my-groups-badge [role=listitem] bdi')].map((name) => name.textContent)]")
        .await?;
    assert_eq!(
        inside,
        json!([
            null,
            0,
            HEADING,
            "https://events.example/?a=%22%3E%3Cb%3E",
            names
        ])
    );

    let page = browser
        .visit(&blog.publish(&[], blog_page(&link_alone)))
        .await?;
    page.wait_until(LOAD_HAS_ENDED).await?;
    let inside = page
        .run("return [window.broken ?? null, document.querySelector('my-groups-badge').textContent, document.querySelector('my-groups-badge > a').href]")
        .await?;
    assert_eq!(
        inside,
        json!([
            null,
            "<img src=x onerror=window.broken=1>",
            "https://events.example/?a=%22%3E%3Cb%3E"
        ])
    );
    browser.close().await
}

#[tokio::test]
async fn the_static_list_is_shown_without_scripts_and_has_no_private_group() -> Result<()> {
    let (browser, preview, blog) = (
        Browser::open().await?,
        Preview::open().await,
        Blog::open().await,
    );
    let page = open(&browser, &preview, "private=show").await?;
    page.wait_until(SHOWS_A_GROUP).await?;
    let mut names = page.badge_texts("[part=name]").await?;
    assert!(
        names.contains(&PRIVATE_GROUP.to_owned()),
        "the badge shows it"
    );
    names.retain(|name| name != PRIVATE_GROUP);

    let no_script = [("content-security-policy", "script-src 'none'")];
    let page = browser
        .visit(&blog.publish(&no_script, blog_page(&snippet(&page).await?)))
        .await?;
    let shown = page
        .run("return [Boolean(customElements.get('my-groups-badge')),
             [...document.querySelectorAll('my-groups-badge [role=listitem]')].filter((item) => item.checkVisibility()).map((item) => item.querySelector('bdi').textContent),
             document.querySelector('my-groups-badge [role=listitem]').textContent,
             document.querySelector('my-groups-badge [role=heading]').innerText.trim()]")
        .await?;
    assert_eq!(
        shown,
        json!([false, names, "SXSW 2007 131 members", "My Groups"])
    );
    browser.close().await
}

#[tokio::test]
async fn each_hint_is_offered_if_it_helps_and_can_be_left_out() -> Result<()> {
    const ENDPOINT: &str = "https://api.example/services/rest/";
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "").await?;
    page.wait_until(SHOWS_A_GROUP).await?;
    // The build writes the wasm file's name to the page; the snippet has it from there.
    let wasm = page
        .run(
            "const link = document.querySelector('head > link[rel=preload][as=fetch][href*=badge]');
              return link && [link.href, link.integrity]",
        )
        .await?;
    page.run("document.querySelector('.snippet-parts').open = true; document.querySelector('.more-settings').open = true")
        .await?;
    let lines = snippet(&page).await?;
    match wasm.as_array() {
        Some(wasm) => {
            for value in wasm {
                assert!(lines.contains(value.as_str().unwrap()), "{lines}");
            }
            page.click("input[name=preload]").await?;
            assert!(!snippet(&page).await?.contains("rel=\"preload\""));
        }
        None => assert!(!lines.contains("rel=\"preload\""), "{lines}"),
    }
    assert!(lines.contains("fetchpriority") && !lines.contains("preconnect"));

    page.click("input[name=from][value=api]").await?;
    for (name, value) in [("endpoint", ENDPOINT), ("api-key", "k"), ("token", "t")] {
        page.fill(&format!("input[name={name}]"), value).await?;
    }
    let preconnect =
        "<link rel=\"preconnect\" crossorigin=\"anonymous\" href=\"https://api.example\">";
    assert!(snippet(&page).await?.contains(preconnect));
    for name in ["preconnect", "fetchpriority"] {
        page.click(&format!("input[name={name}]")).await?;
        assert!(!snippet(&page).await?.contains(name), "{name}");
        page.click(&format!("input[name={name}]")).await?;
        assert!(snippet(&page).await?.contains(name), "{name}");
    }

    page.click("input[name=loading][value=lazy]").await?;
    page.wait_until("!document.querySelector('.parts [name=preconnect]')")
        .await?;
    let lines = snippet(&page).await?;
    assert!(
        !lines.contains("<link") && !lines.contains("fetchpriority"),
        "{lines}"
    );
    browser.close().await
}
