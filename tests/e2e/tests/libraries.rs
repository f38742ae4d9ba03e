//! Pages with common libraries from npm. The badge shows its list, and the library still works.
//! `tests/e2e/libraries/package.json` lists the packages, and `cargo xtask test pages` installs them.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::{Context, Result};
use e2e::{API_KEY, BADGE, CLOCK, Engine, Page, Response, TOKEN, World};
use serde_json::{Value, json};
use std::time::Duration;

/// A script that returns the state and the number of groups of each badge, as in `ready 17,ready 17`.
const STATES: &str = "return [...document.querySelectorAll('my-groups-badge')]
    .map(({ state, groups }) => `${state} ${groups.length}`).join()";

/// Returns an expression for the number of visible rows and the badge's state, as in `17ready`.
fn rows_and_state() -> String {
    format!("{BADGE}.shadowRoot.querySelectorAll('li:not([hidden])').length + {BADGE}.state")
}

/// Publishes a list that is long enough for a filter; returns its URL.
fn publish_long_list(world: &World) -> String {
    let list = Response::numbered_groups(30);
    world.faults.set_response("many", list)
}

/// Opens a page with these scripts and a badge for each mode. Both loads have ended.
async fn visit_with_badges<'a>(world: &'a World, head: &str) -> Result<Page<'a>> {
    let src = world.faults.set_response("list", Response::Sample);
    let endpoint = world.api.endpoint();
    let page = world
        .visit(
            head,
            &format!(
                "<my-groups-badge src=\"{src}\" show=\"founded\"><a href=\"/\">mine</a></my-groups-badge>
                 <my-groups-badge endpoint=\"{endpoint}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"></my-groups-badge>"
            ),
        )
        .await?;
    page.wait_for_loads(2).await?;
    Ok(page)
}

#[tokio::test]
async fn shows_the_list_beside_libraries() -> Result<()> {
    let world = World::open().await?;
    let promise = match world.browser.engine() {
        // WebKit's driver calls functions that the library's replacements do not have.
        Engine::WebKit => {
            "window.Promise = ES6Promise.Promise;
             Promise.prototype.finally = function (done) { return this.then((value) => { done(); return value; }); }"
        }
        Engine::Chromium | Engine::Firefox => "window.Promise = ES6Promise.Promise",
    };
    for (what, files, then) in [
        (
            "es6-promise",
            &["es6-promise/dist/es6-promise.js"][..],
            promise,
        ),
        ("Date.js", &["datejs/lib/date-en-US.js"], ""),
        ("Mousetrap", &["mousetrap/mousetrap.js"], ""),
        (
            "MooTools",
            &["mootools/lib/mootools-core-1.5.2-server.js"],
            "",
        ),
        (
            "jQuery",
            &[
                "jquery/dist/jquery.js",
                "jquery-migrate/dist/jquery-migrate.js",
            ],
            "jQuery.noConflict()",
        ),
        ("core-js", &["core-js-bundle/index.js"], ""),
        ("Zone.js", &["zone.js/bundles/zone.umd.js"], ""),
        ("htmx", &["htmx.org/dist/htmx.js"], ""),
        ("babel-polyfill", &["babel-polyfill/dist/polyfill.js"], ""),
        (
            "Sugar",
            &["sugar/dist/sugar.js"],
            "Sugar.extend({ objectPrototype: true })",
        ),
        ("Underscore", &["underscore/underscore-umd.js"], ""),
        ("Turbo", &["@hotwired/turbo/dist/turbo.es2017-umd.js"], ""),
        (
            "webcomponents.js",
            &["@webcomponents/webcomponentsjs/webcomponents-bundle.js"],
            "",
        ),
    ] {
        let head = world.blog.libraries(files)? + &format!("<script>{then}</script>");
        let page = visit_with_badges(&world, &head).await.context(what)?;
        let states = page
            .run("return [...document.querySelectorAll('my-groups-badge')].map(({ state, groups }) => `${state} ${groups.length}`).join()")
            .await?;
        assert_eq!(
            states,
            "ready 17,ready 17",
            "{what}: {:?}",
            page.run("return badgeEvents").await?
        );
        assert_eq!(page.badge_texts("[part=name]").await?.len(), 17, "{what}");
        assert_eq!(
            page.badge_texts("[part=meta]").await?[0],
            "Founded Aug 11, 2006",
            "{what}"
        );
        let console = page.console().await?;
        let console: Vec<_> = console
            .iter()
            .filter(|line| !line.contains("JQMIGRATE"))
            .collect();
        assert!(console.is_empty(), "{what}: {console:?}");
    }
    world.browser.close().await
}

/// Polyfills that are configured to replace the browser's own classes.
#[tokio::test]
async fn shows_the_list_with_forced_polyfills() -> Result<()> {
    let world = World::open().await?;
    for (force, file) in [
        (
            "customElements.forcePolyfill = true",
            "@webcomponents/custom-elements/custom-elements.min.js",
        ),
        (
            "customElements.forcePolyfill = true; ShadyDOM = ShadyCSS = { force: true }",
            "@webcomponents/webcomponentsjs/webcomponents-bundle.js",
        ),
    ] {
        let head = format!("<script>{force}</script>") + &world.blog.libraries(&[file])?;
        let page = visit_with_badges(&world, &head).await.context(force)?;
        assert_eq!(page.run(STATES).await?, "ready 17,ready 17", "{force}");
        assert_eq!(page.console().await?, [""; 0], "{force}");
    }
    world.browser.close().await
}

/// The library's `fetch` has no streams, and WebAssembly does not accept its responses.
#[tokio::test]
async fn names_a_fetch_without_streams_and_keeps_the_content() -> Result<()> {
    let world = World::open().await?;
    let head = "<script>delete window.fetch</script>".to_owned()
        + &world.blog.libraries(&["whatwg-fetch/dist/fetch.umd.js"])?;
    let page = visit_with_badges(&world, &head).await?;
    let errors = page
        .run("return badgeEvents.filter(([, name]) => name === 'error').map(([, , { kind, message }]) => `${kind} ${message}`).join()")
        .await?;
    let errors = errors.as_str().unwrap();
    assert_eq!(errors.matches("unsupported ").count(), 2, "{errors}");
    assert_eq!(
        errors.matches("that it needs: fetch").count(),
        2,
        "{errors}"
    );
    let content = format!("return {BADGE}.querySelector('a').checkVisibility()");
    assert_eq!(page.run(&content).await?, true);
    world.browser.close().await
}

#[tokio::test]
async fn typing_into_the_filter_triggers_no_shortcut_of_mousetrap() -> Result<()> {
    let world = World::open().await?;
    let src = publish_long_list(&world);
    let head = world.blog.libraries(&["mousetrap/mousetrap.js"])?
        + "<script>window.keys = []; Mousetrap.bind(['j', '?', 'g i', 'escape'], (_, key) => { keys.push(key); })</script>";
    let page = world
        .visit(
            &head,
            &format!("<my-groups-badge src=\"{src}\"></my-groups-badge>"),
        )
        .await?;
    page.wait_for_loads(1).await?;
    page.run(&format!(
        "{BADGE}.shadowRoot.querySelector('input').focus()"
    ))
    .await?;
    page.type_keys("jgi?2").await?;
    page.wait_until(&format!(
        "{BADGE}.shadowRoot.querySelector('input').value === 'jgi?2'"
    ))
    .await?;
    assert_eq!(page.run("return keys").await?, json!([]));
    page.run(&format!("{BADGE}.shadowRoot.querySelector('input').blur()"))
        .await?;
    page.type_keys("j").await?;
    assert_eq!(page.run("return keys").await?, json!(["j"]));
    world.browser.close().await
}

#[tokio::test]
async fn a_permanent_badge_keeps_its_list_and_filter_during_turbo_visits() -> Result<()> {
    let world = World::open().await?;
    let src = publish_long_list(&world);
    let turbo = world
        .blog
        .libraries(&["@hotwired/turbo/dist/turbo.es2017-umd.js"])?;
    let head = format!("{CLOCK}{turbo}");
    let body = |title: &str| {
        format!(
            "<h2>{title}</h2><div id=\"kept\" data-turbo-permanent><my-groups-badge src=\"{src}\" limit=\"25\"></my-groups-badge></div>"
        )
    };
    let second = world
        .blog
        .publish_with_badges(&world.embed.script(), &[], &head, &body("Second"));
    let page = world.visit(&head, &body("First")).await?;
    page.wait_for_loads(1).await?;
    page.run(&format!(
        "const root = {BADGE}.shadowRoot; root.querySelector('.more').click(); root.querySelector('input').focus()"
    ))
    .await?;
    page.type_keys("Group 2").await?;
    page.wait_until(&format!("{} === '11ready'", rows_and_state()))
        .await?;
    page.run(&format!("Turbo.visit({})", Value::from(second)))
        .await?;
    page.wait_until("document.querySelector('h2').textContent === 'Second'")
        .await?;
    page.advance_clock(Duration::from_secs(30)).await?;
    assert_eq!(
        page.run(&format!("return {}", rows_and_state())).await?,
        "11ready"
    );
    let typed = page
        .run(&format!(
            "return {BADGE}.shadowRoot.querySelector('input').value"
        ))
        .await?;
    assert_eq!(typed, "Group 2");
    assert_eq!(world.faults.request_count("many"), 1);
    assert_eq!(page.console().await?, [""; 0]);
    world.browser.close().await
}
