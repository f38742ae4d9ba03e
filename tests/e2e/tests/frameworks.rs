//! Frameworks that render the element, in their development builds. Properties and attributes have the meaning that the
//! framework gives them, and the console shows no warning. `tests/e2e/libraries/package.json` lists the packages.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::{Context, Result, ensure};
use e2e::{BADGE, CLOCK, File, Response, World, root};
use serde_json::{Value, json};
use std::{process::Command, time::Duration};

/// Returns an expression for the number of visible rows and the badge's state, as in `17ready`.
fn rows_and_state() -> String {
    format!("{BADGE}.shadowRoot.querySelectorAll('li:not([hidden])').length + {BADGE}.state")
}

#[tokio::test]
async fn shows_the_values_that_frameworks_set_without_a_warning() -> Result<()> {
    let world = World::open().await?;
    let bundles = root().join("target/libraries");
    let status = Command::new("node")
        .arg("bundle.mjs")
        .arg(&bundles)
        .current_dir(root().join("tests/e2e/libraries"))
        .status()?;
    ensure!(status.success(), "the frameworks could not be bundled");
    let src = world.faults.set_response("list", Response::Sample);
    for (times, framework) in ["react", "preact", "vue", "svelte", "lit"]
        .into_iter()
        .enumerate()
    {
        let file = File::read(&bundles.join(format!("{framework}.js")))?;
        let file = world.blog.site().put(&format!("/{framework}.js"), file);
        let page = world
            .visit(
                CLOCK,
                &format!("<div id=\"app\"></div><script type=\"module\" src=\"{file}\"></script>"),
            )
            .await?;
        page.wait_until("window.app").await?;
        // Renders the badge, and waits until it shows what is expected.
        let render = async |properties: &str, expected: Value| {
            page.run(&format!("app.render({{ src: '{src}', {properties} }})"))
                .await?;
            page.wait_until("document.querySelector('my-groups-badge')?.state === 'ready'")
                .await?;
            let expected = Value::from(expected.to_string());
            page.wait_until(&format!(
                "JSON.stringify([{}, {BADGE}.shadowRoot.querySelectorAll('.meta').length,
                   {BADGE}.shadowRoot.querySelector('h2')?.textContent, {BADGE}.debug]) === {expected}",
                rows_and_state()
            ))
            .await
        };
        // If a property is no longer given, Preact sets it to an empty text. That means no heading, and for `debug` the same as the
        // attribute without a value.
        let (heading, debug) = match framework {
            "preact" => (None, "on"),
            _ => (Some("My Groups"), "auto"),
        };
        for (properties, expected) in [
            (
                "limit: 3, debug: false, show: ['topics', 'founded'], heading: 'Mine'",
                json!(["3ready", 3, "Mine", "off"]),
            ),
            (
                "limit: 5, debug: true, show: 'topics', heading: undefined",
                json!(["5ready", 5, heading, "on"]),
            ),
            (
                "limit: undefined, debug: undefined, show: undefined, heading: ''",
                json!(["17ready", 0, null, debug]),
            ),
            (
                "limit: 0, debug: 'off', show: null, heading: null",
                json!(["17ready", 0, heading, "off"]),
            ),
        ] {
            render(properties, expected)
                .await
                .with_context(|| format!("{framework}: {properties}"))?;
        }
        assert_eq!(world.faults.request_count("list"), times + 1, "{framework}");
        page.run("app.remove()").await?;
        page.wait_until("!document.querySelector('my-groups-badge')")
            .await?;
        // A badge that was removed from the page ends after a delay.
        page.advance_clock(Duration::from_secs(30)).await?;
        let console = page.console().await?;
        // Messages that the frameworks log on every page in development.
        let is_own = |line: &&String| {
            ["react-devtools", "Lit is in dev mode"]
                .iter()
                .any(|own| line.contains(own))
        };
        let console: Vec<_> = console.iter().filter(|line| !is_own(line)).collect();
        assert!(console.is_empty(), "{framework}: {console:?}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn shows_what_alpine_binds_and_htmx_swaps_in() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let head = world
        .blog
        .libraries(&["alpinejs/dist/cdn.js"])?
        .replace("<script", "<script defer");
    let bound = format!(
        "<div x-data=\"{{ limit: 3, heading: undefined }}\"><button @click=\"limit = null\">All</button>
         <my-groups-badge src=\"{src}\" :limit=\"limit\" :heading=\"heading\" :debug=\"false\"></my-groups-badge></div>"
    );
    let page = world.visit(&head, &bound).await?;
    page.wait_for_loads(1).await?;
    page.wait_until(&format!("{} === '3ready'", rows_and_state()))
        .await?;
    page.click("button").await?;
    page.wait_until(&format!("{} === '17ready'", rows_and_state()))
        .await?;
    assert_eq!(page.console().await?, [""; 0]);

    let head = world.blog.libraries(&["htmx.org/dist/htmx.js"])?;
    let fragment = format!(
        "<my-groups-badge src=\"{src}\" limit=\"3\"><a href=\"/\">mine</a></my-groups-badge>"
    );
    let fragment = world
        .blog
        .site()
        .put("/fragment", File::new("text/html", fragment));
    let swapped =
        format!("<main><button hx-get=\"{fragment}\" hx-target=\"main\">Groups</button></main>");
    let page = world.visit(&head, &swapped).await?;
    page.click("button").await?;
    page.wait_until(&format!(
        "document.querySelector('my-groups-badge') && {} === '3ready'",
        rows_and_state()
    ))
    .await?;
    assert_eq!(page.console().await?, [""; 0]);
    world.browser.close().await
}
