//! The layout shift of a page while the badge loads: the snippet of the preview page, on a first visit over slow 4G.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{Engine, Feature, Page, Preview, Response, World};
use serde_json::json;

/// The maximum layout shift, in the unit of <https://web.dev/articles/cls>, which calls 0.1 good.
const MOST: f64 = 0.05;

/// An expression that is true if the badge shows its list.
const READY: &str = "document.querySelector('my-groups-badge').state === 'ready'";

/// Settings of snippets with the list in the tag, each with the number of groups.
const LISTS: [(usize, &str); 9] = [
    (3, ""),
    (12, ""),
    (12, "layout=compact&limit=8"),
    (8, "layout=inline"),
    (8, "show=description+topics+founded"),
    (8, "layout=compact&show=description&theme=dark"),
    (3, "layout=inline&show=topics&theme=light"),
    (12, "limit=8&heading="),
    (3, "limit=8"),
];

/// A list with a number of public groups and three private ones. The groups have all fields that a badge can show.
fn list(count: usize) -> Response {
    const NAMES: [&str; 6] = [
        "SXSW 2007",
        "San Francisco Bay Area Film Lovers and Makers",
        "Choir",
        "The Web Standards Group",
        "Chess in the Park",
        "Gardeners of the Northern Hills",
    ];
    let group = |at: usize| {
        json!({
            "id": at + 1,
            "name": format!("{} {at}", NAMES[at % NAMES.len()]),
            "is_private": u8::from(at >= count),
            "member_count": 7 * at * at + 1,
            "topic_count": at,
            "timestamp": "2006-08-11 13:38:44",
            "description": match at % 3 {
                0 => "Everybody who likes it is welcome.".to_owned(),
                1 => "We meet in the evening. ".repeat(20),
                _ => String::new(),
            },
        })
    };
    let groups: Vec<_> = (0..count + 3).map(group).collect();
    Response::groups(groups)
}

/// Returns the snippet that the preview page makes for these settings, with or without loading the document there first.
async fn snippet(
    world: &World,
    preview: &Preview,
    groups: usize,
    setting: &str,
    is_tried: bool,
) -> Result<String> {
    let src = world.faults.set_response("list", list(groups));
    let src: String = url::form_urlencoded::byte_serialize(src.as_bytes()).collect();
    let setting = format!("from=document&src={src}&{setting}");
    world.browser.visit("about:blank").await?;
    let page = world.browser.visit(&preview.page(&setting)).await?;
    page.wait_until("document.querySelector('.snippet code')")
        .await?;
    if is_tried {
        page.click(".try button").await?;
        page.wait_until("document.querySelector('.answer')?.textContent.includes('Loaded')")
            .await?;
    }
    let snippet = page
        .run("return document.querySelector('.snippet code').textContent")
        .await?;
    Ok(snippet.as_str().unwrap().to_owned())
}

/// 150 ms and 1.6 Mbit/s, with nothing in the browser's cache.
async fn slow_4g(page: &Page<'_>, is_on: bool) -> Result<()> {
    let (latency, bytes) = if is_on { (150, 200_000) } else { (0, -1) };
    page.devtools("Network.enable", json!({})).await?;
    page.devtools("Network.clearBrowserCache", json!({}))
        .await?;
    page.devtools(
        "Network.emulateNetworkConditions",
        json!({"offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes}),
    )
    .await?;
    Ok(())
}

/// A page with the snippet and a text below it.
fn html(snippet: &str, head: &str, style: &str) -> String {
    let text = "<p>What stands below it. And more of it, a line or two.</p>".repeat(5);
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A blog</title>
         <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"data:,\">
         {head}<body style=\"{style}\"><h1>A blog</h1>{snippet}{text}"
    )
}

/// Checks the layout shift of snippets. Each has the number of groups, and whether the preview page loads the document first.
async fn assert_no_shift(settings: &[(usize, &str, bool)]) -> Result<()> {
    if !Engine::chosen().supports(Feature::DevTools) {
        return Ok(());
    }
    let (world, preview) = (World::open().await?, Preview::open().await);
    let mut jumped = Vec::new();
    for &(groups, setting, is_tried) in settings {
        let snippet = snippet(&world, &preview, groups, setting, is_tried).await?;
        for (width, height, style) in [
            (640, 800, ""),
            (320, 640, ""),
            (320, 640, "font: 20px/1.7 Georgia, serif"),
        ] {
            let page = world.browser.visit("about:blank").await?;
            page.emulate_screen(width, height, "light").await?;
            slow_4g(&page, true).await?;
            let blog = world.blog.publish(&[], html(&snippet, "", style));
            let page = world.browser.visit(&blog).await?;
            page.wait_until(READY).await?;
            let shift = page.layout_shift().await?;
            slow_4g(&page, false).await?;
            if shift > MOST {
                jumped.push(format!(
                    "{groups}, {setting}, {width} px, {style}: {shift:.3}"
                ));
            }
        }
    }
    assert_eq!(jumped, [""; 0]);
    world.browser.close().await
}

#[tokio::test]
async fn no_shift_on_slow_4g_with_the_list_in_the_tag() -> Result<()> {
    assert_no_shift(&LISTS.map(|(groups, setting)| (groups, setting, true))).await
}

#[tokio::test]
async fn no_shift_on_slow_4g_with_a_limit() -> Result<()> {
    assert_no_shift(&[
        (12, "static=0&limit=8", true),
        (12, "limit=8", false),
        (12, "limit=3&link=", false),
        (12, "limit=8&link=&layout=compact", false),
        (8, "static=0&link=&limit=3&layout=inline", true),
        (12, "limit=8&show=topics", false),
    ])
    .await
}

#[tokio::test]
async fn no_shift_on_slow_4g_without_a_limit() -> Result<()> {
    assert_no_shift(&[
        (12, "static=0", true),
        (8, "static=0&link=", true),
        (3, "static=0&layout=compact&show=founded", true),
        (8, "static=0&layout=inline", true),
        // Private rows, which the tag does not contain.
        (12, "private=show", true),
    ])
    .await
}

/// The same in every engine, without the network limits: the position of the text below, before any script has run and at the
/// end.
#[tokio::test]
async fn the_list_in_the_tag_has_the_height_of_the_badges_list() -> Result<()> {
    let (world, preview) = (World::open().await?, Preview::open().await);
    let no_script = [("content-security-policy", "script-src 'none'")];
    for (groups, setting) in LISTS {
        let snippet = snippet(&world, &preview, groups, setting, true).await?;
        for width in [624, 304, 200] {
            let style = format!("width: {width}px; font: 16px/1.8 sans-serif");
            let html = html(&snippet, "", &style);
            let bottom = "return document.querySelector('p').getBoundingClientRect().top
                - document.querySelector('my-groups-badge').parentNode.getBoundingClientRect().top";
            let before = world.blog.publish(&no_script, html.clone());
            let page = world.browser.visit(&before).await?;
            let before = page.run(bottom).await?.as_f64().unwrap();
            let page = world.browser.visit(&world.blog.publish(&[], html)).await?;
            page.wait_until(READY).await?;
            let after = page.run(bottom).await?.as_f64().unwrap();
            assert!(
                (after - before).abs() < 8.0,
                "{groups}, {setting}, {width} px: {before} and then {after}"
            );
        }
    }
    world.browser.close().await
}

#[tokio::test]
async fn the_snippet_works_when_a_policy_forbids_its_styles() -> Result<()> {
    let (world, preview) = (World::open().await?, Preview::open().await);
    let snippet = snippet(&world, &preview, 8, "show=topics", true).await?;
    let (script, api) = (preview.origin(), world.faults.set_response("list", list(8)));
    let policy = format!(
        "default-src 'none'; script-src {script} 'wasm-unsafe-eval'; connect-src {script} {api}"
    );
    let visit = async |policy: &str| {
        let headers = [("content-security-policy", policy)];
        let blog = world.blog.publish(&headers, html(&snippet, "", ""));
        world.browser.visit(&blog).await
    };
    // The order matters: WebKit remembers that a policy has forbidden the preload of a wasm file.
    let page = visit(&policy).await?;
    page.wait_until(READY).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 8);
    let page = visit("default-src 'none'").await?;
    let tops = page
        .run(
            "const tops = [...document.querySelectorAll('[role=listitem]')].map((item) => item.getBoundingClientRect().top);
             return new Set(tops).size",
        )
        .await?;
    assert_eq!(tops, 8, "each group stands on a line of its own");
    world.browser.close().await
}
