//! The preview page as a person uses it: see the badge, shape it, try one's own source, leave with the lines to paste.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{API_KEY, Api, Blog, Browser, Page, Preview, TOKEN};
use serde_json::{Value, json};

const SHOWN: &str =
    "document.querySelector('my-groups-badge')?.shadowRoot?.querySelector('[part=name]')";
const ENDED: &str = "window.seen.some(([name]) => name === 'loadend')";
const PRIVATE: &str = "Em's Bridge Club 江大学同";

/// Notes the badge's events in `window.seen`.
const LISTEN: &str = "window.seen = [];
    for (const name of ['loadstart', 'load', 'error', 'loadend'])
      document.addEventListener(name, (event) => event.target.localName === 'my-groups-badge' && seen.push([name, event.detail ?? null]), true);";

async fn open<'a>(browser: &'a Browser, preview: &Preview, setting: &str) -> Result<Page<'a>> {
    let page = browser.visit(&preview.page(setting)).await?;
    page.until("document.querySelector('.snippet code')")
        .await?;
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

fn blog_page(snippet: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A blog</title><link rel=\"icon\" href=\"data:,\">
        <script>{LISTEN}</script><h1>A blog</h1>{snippet}"
    )
}

#[tokio::test]
async fn every_control_changes_the_badge_and_the_snippet() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "").await?;
    page.until(SHOWN).await?;
    let first = snippet(&page).await?;
    assert!(
        first.contains("<my-groups-badge src=\"http") && !first.contains("layout"),
        "nothing at its default: {first}"
    );

    let radio = |name: &str, value: &str| format!("input[name={name}][value={value}]");
    let mut changed = vec!["src", "endpoint", "api-key", "token"]; // by the tests of one's own source
    for (name, value) in [
        ("sort", "members"),
        ("private", "show"),
        ("layout", "inline"),
        ("theme", "dark"),
        ("loading", "lazy"),
        ("debug", "on"),
    ] {
        page.click(&radio(name, value)).await?;
        assert_eq!(attribute(&page, name).await?, value);
        let written = format!(" {name}=\"{value}\"");
        page.until(&format!(
            "document.querySelector('.snippet code').textContent.includes({})",
            Value::from(written)
        ))
        .await?;
        changed.push(name);
    }
    for (name, value) in [
        ("heading", "Where I go"),
        ("heading-level", "4"),
        ("group-url", "https://events.example/group/{id}/"),
        ("limit", "5"),
        ("refresh", "60"),
        ("timeout", "20"),
        ("cache", "3600"),
    ] {
        page.fill(&format!("input[name={name}]"), value).await?;
        assert_eq!(attribute(&page, name).await?, value);
        assert!(
            snippet(&page)
                .await?
                .contains(&format!(" {name}=\"{value}\""))
        );
        changed.push(name);
    }
    for word in ["founded", "description"] {
        page.click(&format!("input[name=show][value={word}]"))
            .await?;
    }
    assert_eq!(attribute(&page, "show").await?, "description founded");
    changed.push("show");

    let mut all: Vec<String> = serde_json::from_value(
        page.run("return customElements.get('my-groups-badge').observedAttributes")
            .await?,
    )?;
    all.sort();
    changed.sort_unstable();
    assert_eq!(changed, all, "the form has every attribute of the element");

    page.until(&format!("{SHOWN}?.href?.includes('events.example')"))
        .await?;
    assert_eq!(page.texts("h4").await?, ["Where I go"]);
    page.click("input[name=no-heading]").await?;
    assert_eq!(attribute(&page, "heading").await?, "");
    assert!(snippet(&page).await?.contains(" heading=\"\""));

    // What is not allowed is explained, and left out.
    page.fill("input[name=timeout]", "121").await?;
    assert!(!snippet(&page).await?.contains("timeout"));
    let complaint = text(&page, "input[name=timeout] ~ .complaint").await?;
    assert!(complaint.contains("from 1 to 120"), "{complaint}");
    browser.close().await
}

#[tokio::test]
async fn ones_own_source_is_asked_only_when_told_to_and_kept_nowhere() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let api = Api::open().await;
    let page = open(&browser, &preview, "").await?;
    page.click("input[name=from][value=api]").await?;
    page.until("document.querySelector('.note.grave')").await?;
    let missing = text(&page, ".note.bad").await?;
    assert!(missing.contains("no address"), "{missing}");
    page.fill("input[name=endpoint]", &api.endpoint()).await?;
    page.fill("input[name=api-key]", API_KEY).await?;
    page.fill("input[name=token]", "stale").await?;
    assert_eq!(api.asked().len(), 0, "typing asks nobody");

    page.click(".try button").await?;
    page.until("document.querySelector('.answer')?.textContent.includes('error token 403')")
        .await?;
    assert!(
        text(&page, ".answer")
            .await?
            .contains("the token is missing, not found or deactivated")
    );
    page.fill("input[name=token]", TOKEN).await?;
    assert_eq!(api.asked().len(), 1);
    page.click(".try button").await?;
    page.until(&format!("{SHOWN}?.textContent === 'SXSW 2007'"))
        .await?;
    assert_eq!(
        api.asked()[1].query,
        format!("method=group.getMyGroups&api_key={API_KEY}&token={TOKEN}&format=json")
    );
    let lines = snippet(&page).await?;
    let written = format!(
        "<my-groups-badge endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\">",
        api.endpoint()
    );
    assert!(lines.contains(&written), "{lines}");

    // The way without a token: before the snippet, with the one command.
    let command = text(&page, ".note.grave code").await?;
    let address = format!(
        "'{}?method=group.getMyGroups&api_key={API_KEY}&token={TOKEN}&format=json'",
        api.endpoint()
    );
    assert!(
        command.contains(&address) && command.contains("is_private"),
        "{command}"
    );
    let is_before = page
        .run("return Boolean(document.querySelector('.note.grave').compareDocumentPosition(document.querySelector('.snippet')) & Node.DOCUMENT_POSITION_FOLLOWING)")
        .await?;
    assert_eq!(is_before, true);

    // Nothing is stored, and the address says nothing of it.
    let kept = page
        .run("return [localStorage.length, sessionStorage.length, document.cookie, location.hash]")
        .await?;
    assert_eq!(kept, json!([0, 0, "", "#from=api"]));

    page.click(".note.grave button:last-child").await?;
    page.fill("input[name=src]", &api.xml()).await?;
    page.click(".try button").await?;
    page.until(&format!("{SHOWN}?.textContent === 'blasthaus fans'"))
        .await?;
    assert!(
        snippet(&page)
            .await?
            .contains(&format!("<my-groups-badge src=\"{}\">", api.xml()))
    );
    browser.close().await
}

#[tokio::test]
async fn what_is_copied_shows_the_same_badge_on_another_origin() -> Result<()> {
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
    page.until(SHOWN).await?;
    let names = page.texts("[part=name]").await?;
    let counts = page.texts("[part=count]").await?;
    assert!(names.contains(&PRIVATE.to_owned()));
    page.click(".snippet .copy").await?;
    page.until("document.querySelector('.snippet .said').textContent === 'Copied'")
        .await?;
    let copied = page.clipboard().await?;
    assert_eq!(copied, snippet(&page).await?);
    assert!(
        copied.contains(" integrity=\"sha384-") && copied.contains(" crossorigin=\"anonymous\"")
    );

    let page = browser
        .visit(&blog.publish(&[], blog_page(&copied)))
        .await?;
    page.until(ENDED).await?;
    assert_eq!(page.texts("[part=name]").await?, names);
    assert_eq!(page.texts("[part=count]").await?, counts);
    assert_eq!(page.texts("h3").await?, ["Where I go"]);
    let href = page.run(&format!("return {SHOWN}.href")).await?;
    assert_eq!(href, "https://events.example/group/2083/");
    assert_eq!(page.console().await?, [""; 0]);
    browser.close().await
}

#[tokio::test]
async fn hostile_values_and_names_stay_text_in_the_snippet() -> Result<()> {
    const HEADING: &str = "\"><script>window.broken = 1</script> & 'more' <b>";
    let (browser, preview, blog) = (
        Browser::open().await?,
        Preview::open().await,
        Blog::open().await,
    );
    let page = open(&browser, &preview, "state=hostile&static=1").await?;
    page.until(SHOWN).await?;
    page.fill("input[name=heading]", HEADING).await?;
    page.fill("input[name=link]", "https://events.example/?a=\"><b>")
        .await?;
    page.fill("input[name=text]", "<img src=x onerror=window.broken=1>")
        .await?;
    page.until("document.querySelector('.snippet code').textContent.includes('1984')")
        .await?;
    let names = page.texts("[part=name]").await?;
    assert!(names.contains(&"<script>alert(1)</script>".to_owned()));
    assert_eq!(page.run("return window.broken ?? null").await?, Value::Null);
    let copied = snippet(&page).await?;

    // Its badge shows the sample; its static content is the hostile list.
    let page = browser
        .visit(&blog.publish(&[], blog_page(&copied)))
        .await?;
    page.until(ENDED).await?;
    assert_eq!(page.texts("h2").await?, [HEADING]);
    let inside = page
        .run("return [window.broken ?? null, document.querySelectorAll('my-groups-badge :is(script, img, b)').length,
             document.querySelector('my-groups-badge a').textContent, document.querySelector('my-groups-badge a').href,
             [...document.querySelectorAll('my-groups-badge li bdi')].map((name) => name.textContent)]")
        .await?;
    assert_eq!(
        inside,
        json!([
            null,
            0,
            "<img src=x onerror=window.broken=1>",
            "https://events.example/?a=%22%3E%3Cb%3E",
            names
        ])
    );
    browser.close().await
}

#[tokio::test]
async fn each_simulated_state_is_what_the_interface_promises() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "timeout=1").await?;
    page.until(SHOWN).await?;
    for (state, becomes, count) in [
        ("empty", "empty", 0),
        ("one", "ready", 1),
        ("thousand", "ready", 1000),
        ("private", "ready", 2),
        ("hostile", "ready", 12),
    ] {
        page.run("seen.length = 0").await?;
        page.choose("select[name=state]", state).await?;
        page.until(ENDED).await?;
        let loaded = page
            .run("return seen.find(([name]) => name === 'load')")
            .await?;
        assert_eq!(loaded, json!(["load", {"count": count}]), "{state}");
        let now = page
            .run("return document.querySelector('my-groups-badge').state")
            .await?;
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
        page.run("seen.length = 0").await?;
        page.choose("select[name=state]", state).await?;
        page.until(ENDED).await?;
        let error = page
            .run("return seen.find(([name]) => name === 'error')[1]")
            .await?;
        assert_eq!(
            (error["kind"].as_str(), error["status"].as_i64()),
            (Some(state), Some(status))
        );
        let shown = page
            .run("const badge = document.querySelector('my-groups-badge'); return [badge.state, badge.querySelector('a').checkVisibility()]")
            .await?;
        assert_eq!(shown, json!(["failed", true]), "{state}");
        let outcome = text(&page, ".outcome [role=status]").await?;
        assert!(
            outcome.contains(error["message"].as_str().unwrap()),
            "{outcome}"
        );
    }
    assert!(
        preview
            .asked()
            .iter()
            .all(|path| !path.contains("simulator")),
        "the simulator asks nobody"
    );
    browser.close().await
}

#[tokio::test]
async fn the_states_that_take_more_than_one_look() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "state=slow").await?;
    let busy = page
        .run("return document.querySelector('my-groups-badge').state")
        .await?;
    assert_eq!(busy, "loading");
    page.until(SHOWN).await?;

    // A list, then a failure: the list stays.
    page.choose("select[name=state]", "stale").await?;
    page.until(SHOWN).await?;
    page.run("seen.length = 0").await?;
    page.click(".outcome button:first-child").await?;
    page.until("seen.some(([name]) => name === 'error')")
        .await?;
    assert_eq!(page.texts("[part=name]").await?.len(), 7);

    // A browser without WebAssembly, on a page of its own.
    page.choose("select[name=state]", "unsupported").await?;
    page.until("document.querySelector('iframe')?.contentDocument?.querySelector('my-groups-badge')?.state === 'failed'")
        .await?;
    page.until("document.querySelector('.outcome').textContent.includes('error unsupported')")
        .await?;
    let link = page
        .run("return document.querySelector('iframe').contentDocument.querySelector('my-groups-badge a').checkVisibility()")
        .await?;
    assert_eq!(link, true);
    page.choose("select[name=state]", "list").await?;
    page.until(SHOWN).await?;

    // Visitor and owner, the page around, and its language.
    assert_eq!(attribute(&page, "debug").await?, "off");
    page.choose("select[name=view]", "owner").await?;
    assert_eq!(attribute(&page, "debug").await?, "on");
    page.choose("select[name=page]", "forum").await?;
    page.choose("select[name=lang]", "ar").await?;
    page.until("document.querySelector('.stage.forum[lang=ar][dir=rtl]')")
        .await?;
    page.until("document.querySelector('my-groups-badge').shadowRoot.querySelector('h2')?.textContent === 'مجموعاتي'")
        .await?;
    browser.close().await
}

#[tokio::test]
async fn the_list_shows_where_no_script_runs_and_holds_no_private_group() -> Result<()> {
    let (browser, preview, blog) = (
        Browser::open().await?,
        Preview::open().await,
        Blog::open().await,
    );
    let page = open(&browser, &preview, "private=show").await?;
    page.until(SHOWN).await?;
    page.click("input[name=static]").await?;
    page.until("document.querySelector('.snippet code').textContent.includes('<ul>')")
        .await?;
    let mut names = page.texts("[part=name]").await?;
    assert!(names.contains(&PRIVATE.to_owned()), "the badge shows it");
    names.retain(|name| name != PRIVATE);

    let no_script = [("content-security-policy", "script-src 'none'")];
    let page = browser
        .visit(&blog.publish(&no_script, blog_page(&snippet(&page).await?)))
        .await?;
    let shown = page
        .run("return [Boolean(customElements.get('my-groups-badge')),
             [...document.querySelectorAll('my-groups-badge li')].filter((item) => item.checkVisibility()).map((item) => item.querySelector('bdi').textContent),
             document.querySelector('my-groups-badge li').textContent]")
        .await?;
    assert_eq!(shown, json!([false, names, "SXSW 2007 131 members"]));
    browser.close().await
}

#[tokio::test]
async fn a_link_holds_the_setting_and_the_history_works() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "").await?;
    page.until(SHOWN).await?;
    page.click("input[name=layout][value=compact]").await?;
    page.fill("input[name=limit]", "3").await?;
    page.choose("select[name=page]", "blog").await?;
    assert_eq!(
        page.run("return location.hash").await?,
        "#limit=3&layout=compact&page=blog"
    );
    page.back().await?;
    page.until("document.querySelector('select[name=page]').value === 'light'")
        .await?;
    page.back().await?;
    page.until("document.querySelector('input[name=limit]').value === ''")
        .await?;
    assert_eq!(attribute(&page, "limit").await?, Value::Null);
    assert_eq!(attribute(&page, "layout").await?, "compact");
    page.forward().await?;
    page.until("document.querySelector('input[name=limit]').value === '3'")
        .await?;
    assert!(snippet(&page).await?.contains(" limit=\"3\""));

    page.click(".snippet .buttons > :last-child").await?;
    page.until(
        "document.querySelector('.snippet .buttons > :last-child .said').textContent === 'Copied'",
    )
    .await?;
    let link = page.clipboard().await?;
    assert_eq!(link, preview.page("limit=3&layout=compact"));
    let other = Browser::open().await?;
    let page = other.visit(&link).await?;
    page.until(SHOWN).await?;
    assert_eq!(attribute(&page, "layout").await?, "compact");
    assert_eq!(
        page.run("return document.querySelector('input[name=layout]:checked').value")
            .await?,
        "compact"
    );
    other.close().await?;
    browser.close().await
}

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
