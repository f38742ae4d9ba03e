//! The appearance of the badge on a real page. It is accessible in every state, theme, layout and direction. It follows the
//! page's theme when that changes, and nothing moves while the list loads.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{API_KEY, Engine, Feature, Page, Response, TOKEN, World};
use serde_json::json;

/// Puts a badge into the page's `main`, and records the violations that axe finds in `window.found`.
const CHECK: &str = r#"
    const [theme, dir, scheme, state, layout] = window.wanted;
    const data = (json) => `data:application/json,${encodeURIComponent(json)}`;
    const group = (_, id) => ({
      id: id + 1, name: id % 3 ? `Group ${id}` : `قائمة ${id}`, member_count: 7 ** (id % 9), topic_count: id,
      timestamp: "2006-08-11 13:38:44", description: id % 2 ? "Short." : "Long.\n".repeat(20),
    });
    const list = data(JSON.stringify({ rsp: { stat: "ok", group: Array.from({ length: 24 }, group) } }));
    const all = { show: "description topics founded", "group-url": "https://events.example/{id}", debug: "off" };
    const states = {
      ready: [{ ...all, src: list }, "ready"],
      limited: [{ src: list, limit: 3, debug: "off" }, "ready"],
      empty: [{ src: data('{"rsp":{"stat":"ok"}}'), debug: "off" }, "empty"],
      failed: [{ src: "data:,oops", debug: "off" }, "failed"],
      explained: [{ src: "data:,oops", debug: "on" }, "failed"],
      loading: [{ src: "/never", limit: 3 }, "loading"],
      authored: [{ src: "/never" }, "loading", '<a href="/">My groups</a>'],
      stale: [{ src: list, debug: "off" }, "failed"],
    };
    const fetch = (window.ownFetch ??= window.fetch);
    window.isStale = false;
    window.fetch = (what) => {
      if (String(what.url ?? what).endsWith("/never")) return new Promise(() => {});
      return isStale ? Promise.resolve(new Response("", { status: 403 })) : fetch(what);
    };
    document.documentElement.dir = dir;
    document.documentElement.style.colorScheme = scheme;
    // axe cannot check contrasts on a page that sets no colours.
    document.body.style.cssText = "background: Canvas; color: CanvasText";
    window.found = [];
    window.isDone = false;
    const frame = () => new Promise((resolve) => setTimeout(resolve, 20));
    (async () => {
      const [attributes, expected, content = ""] = states[state];
      const badge = document.createElement("my-groups-badge");
      for (const [name, value] of Object.entries({ ...attributes, layout, theme })) badge.setAttribute(name, value);
      badge.innerHTML = content;
      document.querySelector("main").replaceChildren(document.querySelector("h1"), badge);
      if (state === "stale") {
        while (badge.state !== "ready") await frame();
        isStale = true;
        await badge.reload();
      }
      while (badge.state !== expected || !badge.shadowRoot.querySelector("[part=badge]")) await frame();
      await frame();
      badge.shadowRoot.querySelector("details")?.setAttribute("open", "");
      const { violations } = await axe.run({ resultTypes: ["violations"] });
      for (const { id, nodes } of violations)
        for (const { html, failureSummary } of nodes) found.push(`${id}: ${html} ${failureSummary}`);
    })().catch((error) => found.push(String(error))).finally(() => { window.isDone = true; });
"#;

#[tokio::test]
async fn every_state_theme_layout_and_direction_is_accessible() -> Result<()> {
    let world = World::open().await?;
    let themes = ["auto", "light", "dark"].map(|theme| {
        ["ltr", "rtl"].map(|dir| ["light", "dark"].map(|scheme| (theme, dir, scheme)))
    });
    for (theme, dir, scheme) in themes.into_iter().flatten().flatten() {
        let page = world.visit("", "<main></main>").await?;
        page.axe_violations().await?; // brings axe into the page
        for state in [
            "ready",
            "limited",
            "empty",
            "failed",
            "explained",
            "loading",
            "authored",
            "stale",
        ] {
            for layout in ["list", "compact", "inline"] {
                let wanted = serde_json::json!([theme, dir, scheme, state, layout]);
                page.run(&format!("window.wanted = {wanted}; {CHECK}"))
                    .await?;
                page.wait_until("window.isDone").await?;
                let found = page.run("return window.found").await?;
                assert_eq!(found, serde_json::json!([]), "{wanted}");
            }
        }
    }
    world.browser.close().await
}

async fn colour(page: &Page<'_>, part: &str, property: &str) -> Result<String> {
    let style = format!(
        "return getComputedStyle(document.querySelector('my-groups-badge').shadowRoot.querySelector('[part={part}]')).{property}"
    );
    Ok(page.run(&style).await?.as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_theme_follows_the_site_unless_the_author_sets_it() -> Result<()> {
    let world = World::open().await?;
    let badge = |theme: &str| {
        format!(
            "<my-groups-badge src=\"{}\" theme=\"{theme}\"></my-groups-badge>",
            world.api.xml()
        )
    };
    let page = world
        .visit(
            "<meta name=\"color-scheme\" content=\"light dark\">",
            &badge("auto"),
        )
        .await?;
    page.wait_until("document.querySelector('my-groups-badge').state === 'ready'")
        .await?;
    let (name, count) = (
        colour(&page, "name", "color").await?,
        colour(&page, "count", "color").await?,
    );
    page.run("document.documentElement.style.colorScheme = 'dark'")
        .await?;
    assert_ne!(colour(&page, "name", "color").await?, name);
    assert_ne!(colour(&page, "count", "color").await?, count);
    assert_eq!(
        colour(&page, "badge", "backgroundColor").await?,
        "rgba(0, 0, 0, 0)"
    );

    page.run("document.querySelector('my-groups-badge').theme = 'light'")
        .await?;
    page.wait_until(
        "document.querySelector('my-groups-badge').shadowRoot.querySelector('[data-theme=light]')",
    )
    .await?;
    let surface = colour(&page, "badge", "backgroundColor").await?;
    assert_eq!(surface, "rgb(255, 255, 255)");
    page.run("document.documentElement.style.colorScheme = 'light'")
        .await?;
    assert_eq!(colour(&page, "badge", "backgroundColor").await?, surface);
    world.browser.close().await
}

/// If the measurement always returned 0, the other tests of layout shifts would always pass.
#[tokio::test]
async fn a_shift_that_a_page_causes_itself_is_measured() -> Result<()> {
    if !Engine::chosen().supports(Feature::LayoutShifts) {
        return Ok(());
    }
    let world = World::open().await?;
    let page = world.visit("", "<p>Below the heading.</p>").await?;
    assert!(page.layout_shift().await? < f64::EPSILON);
    page.run(
        "document.body.insertAdjacentHTML('afterbegin', '<div style=\"block-size: 300px\"></div>')",
    )
    .await?;
    let shift = page.layout_shift().await?;
    assert!(shift > 0.01, "{shift}");
    world.browser.close().await
}

#[tokio::test]
async fn loading_does_not_shift_the_page() -> Result<()> {
    if !Engine::chosen().supports(Feature::LayoutShifts) {
        return Ok(());
    }
    let world = World::open().await?;
    let direct = format!(
        "endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"",
        world.api.endpoint()
    );
    // The author's content is a list of about the same size as the loaded one.
    let own = "<ul style=\"block-size: 48rem; margin: 0\"><li>SXSW 2007</li></ul>";
    for (attributes, content) in [
        ("limit=\"7\"", ""),
        ("limit=\"7\" theme=\"dark\"", ""),
        ("limit=\"7\" layout=\"compact\"", ""),
        ("limit=\"7\"", "<a href=\"/\">My groups</a>"),
        ("", own),
    ] {
        let body = format!(
            "<my-groups-badge {direct} {attributes}>{content}</my-groups-badge><p>What stands below it.</p>"
        );
        let page = world.visit("", "<p>First.</p>").await?;
        // The script is already cached, as on the second page that a visitor opens.
        page.run(&format!(
            "document.querySelector('p').insertAdjacentHTML('afterend', {})",
            serde_json::Value::from(body)
        ))
        .await?;
        page.wait_until("document.querySelector('my-groups-badge').state === 'ready'")
            .await?;
        let shift = page.layout_shift().await?;
        assert!(shift <= 0.01, "{attributes} {content}: {shift}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn follows_the_preferences_of_the_visitors_system() -> Result<()> {
    if !Engine::chosen().supports(Feature::DevTools) {
        return Ok(());
    }
    let world = World::open().await?;
    let never = world.faults.set_response("never", Response::SlowHeaders);
    let page = world
        .visit(
            "",
            &format!(
                "<main><my-groups-badge endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\" limit=\"3\"></my-groups-badge>
                 <my-groups-badge id=\"loading\" heading=\"Others\" src=\"{never}\"></my-groups-badge></main>",
                world.api.endpoint()
            ),
        )
        .await?;
    page.wait_for_loads(1).await?;
    page.run("document.querySelector('main').prepend(document.querySelector('h1'))")
        .await?;
    let bar = |property: &str| {
        format!(
            "return getComputedStyle(document.getElementById('loading').shadowRoot.querySelector('.bar')).{property}"
        )
    };
    page.wait_until("document.getElementById('loading').shadowRoot.querySelector('.bar')")
        .await?;
    let more = "return getComputedStyle(document.querySelector('my-groups-badge').shadowRoot.querySelector('.more')).display !== 'none'";
    let emulate_media = async |media: &str, name: &str, value: &str| {
        let media = json!({"media": media, "features": [{"name": name, "value": value}]});
        page.devtools("Emulation.setEmulatedMedia", media).await
    };

    emulate_media("", "prefers-reduced-motion", "no-preference").await?;
    assert_eq!(page.run(&bar("animationName")).await?, "breathe");
    emulate_media("", "prefers-reduced-motion", "reduce").await?;
    assert_eq!(page.run(&bar("animationName")).await?, "none");

    assert_ne!(
        colour(&page, "count", "color").await?,
        colour(&page, "name", "color").await?
    );
    emulate_media("", "prefers-contrast", "more").await?;
    assert_eq!(
        colour(&page, "count", "color").await?,
        colour(&page, "name", "color").await?
    );
    assert_eq!(page.axe_violations().await?, [""; 0]);

    emulate_media("", "forced-colors", "active").await?;
    assert_eq!(
        page.run(&bar("borderBlockEndStyle")).await?,
        "solid",
        "a bar is no longer its background"
    );
    assert_eq!(page.axe_violations().await?, [""; 0]);

    assert_eq!(page.run(more).await?, true);
    emulate_media("print", "prefers-contrast", "no-preference").await?;
    assert_eq!(page.run(more).await?, false, "paper has no buttons");
    world.browser.close().await
}

/// 320 px is also the width of a window of 640 px at a zoom of 200%, and of 1280 px at 400%.
#[tokio::test]
async fn everything_is_visible_at_320_px() -> Result<()> {
    if !Engine::chosen().supports(Feature::DevTools) {
        return Ok(());
    }
    let world = World::open().await?;
    for layout in ["list", "compact", "inline"] {
        let page = world
            .visit(
                "",
                &format!(
                    "<my-groups-badge endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\" layout=\"{layout}\" show=\"description topics founded\"
                        group-url=\"https://events.example/{{id}}\"></my-groups-badge>",
                    world.api.endpoint()
                ),
            )
            .await?;
        page.emulate_screen(320, 800, "light").await?;
        page.wait_for_loads(1).await?;
        let overflowing = page
            .run(
                "const root = document.querySelector('my-groups-badge').shadowRoot;
                 return [...root.querySelectorAll('[part]')].filter((part) => {
                   const { left, right } = part.getBoundingClientRect();
                   return left < 0 || right > 320;
                 }).length + Math.max(0, document.documentElement.scrollWidth - 320)",
            )
            .await?;
        assert_eq!(overflowing, 0, "{layout}");
        assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);
    }
    world.browser.close().await
}
