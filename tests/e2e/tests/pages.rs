//! Unusual pages: replaced globals, content that editors leave in the tag, styles, routers, keyboard shortcuts and frameworks.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::{Context, Result};
use e2e::{API_KEY, BADGE, CLOCK, Page, Response, TOKEN, World};
use serde_json::json;
use std::time::Duration;

/// Opens a page whose badge has a list that is long enough for a filter.
async fn visit_with_filter(world: &World) -> Result<Page<'_>> {
    let src = world
        .faults
        .set_response("many", Response::numbered_groups(30));
    let badge = format!("<my-groups-badge src=\"{src}\"></my-groups-badge>");
    let page = world.visit(CLOCK, &badge).await?;
    page.wait_for_loads(1).await?;
    Ok(page)
}

/// Replaces `Promise` by a thenable, like libraries of 2014.
const OLD_PROMISE: &str = "
    const Native = window.Promise;
    window.Promise = function (start) {
        const native = new Native(start);
        this.then = (done, failed) => { const next = Object.create(Promise.prototype); const then = native.then(done, failed);
            next.then = (...rest) => then.then(...rest); return next; };
    };
    Promise.resolve = (value) => new Promise((resolve) => resolve(value));
    Promise.reject = (value) => new Promise((_, reject) => reject(value));
    Promise.all = (values) => new Promise((resolve, reject) => Native.all(values).then(resolve, reject));
    Promise.race = (values) => Native.race(values); /* WebKit's driver calls it. */";

#[tokio::test]
async fn shows_the_list_when_the_page_replaces_builtins() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let endpoint = world.api.endpoint();
    let direct = format!(
        "<my-groups-badge endpoint=\"{endpoint}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"></my-groups-badge>"
    );
    for replaced in [
        OLD_PROMISE,
        "var URL = 'x';",
        "HTMLElement.prototype.show = function () {}; Element.prototype.hide = Element.prototype.update = function () {};",
        "HTMLElement.prototype.limit = 3; HTMLElement.prototype.loading = 'lazy'; HTMLElement.prototype.debug = () => {};",
        "const real = window.fetch; window.fetch = (url, init) => url.includes('x') ? real(url, init) : real(url, init);",
        "Date.parse = () => NaN; Date.prototype.toISOString = () => 'odd';",
        "Function.prototype.bind = function () { return this; };",
        "Array.prototype.toJSON = () => 'odd';",
        "Array.from = (list) => list; Array.prototype.each = function () {};",
        "Object.entries = Object.fromEntries = Object.assign = () => { throw new Error('old'); };",
        "String.prototype.trim = function () { return this.replace(/^ +| +$/g, ''); };",
        "delete window.IntersectionObserver; delete window.customElements.whenDefined;",
    ] {
        let page = world
            .visit(
                &format!("<script>{replaced}</script>"),
                &format!("<my-groups-badge src=\"{src}\" show=\"founded\"><a href=\"/\">mine</a></my-groups-badge>{direct}"),
            )
            .await?;
        page.wait_for_loads(2)
            .await
            .with_context(|| replaced.to_owned())?;
        let direct = format!("return {BADGE}.nextElementSibling.groups.length");
        assert_eq!(page.run(&direct).await?, 17, "{replaced}");
        assert_eq!(
            page.badge_texts("[part=name]").await?.len(),
            17,
            "{replaced}"
        );
        assert_eq!(
            page.badge_texts("[part=meta]").await?[0],
            "Founded Aug 11, 2006",
            "{replaced}"
        );
        assert_eq!(page.console().await?, [""; 0], "{replaced}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn names_the_replaced_builtin_that_stops_the_badge_and_keeps_the_content() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    for (replaced, named) in [
        ("window.fetch = () => { throw new Error('no'); }", "fetch"),
        ("window.fetch = undefined", "fetch"),
        (
            "WebAssembly.instantiateStreaming = WebAssembly.instantiate = async () => { throw new TypeError('odd'); }",
            "odd",
        ),
    ] {
        let page = world
            .visit(
                &format!("<script>{replaced}</script>"),
                &format!(
                    "<my-groups-badge src=\"{src}\" debug><a href=\"/\">mine</a></my-groups-badge>"
                ),
            )
            .await?;
        page.wait_for_loads(1).await?;
        let error = page.error_detail().await?;
        assert_eq!(error["kind"], "unsupported", "{replaced}: {error}");
        assert!(
            error["message"].as_str().unwrap().contains(named),
            "{replaced}: {error}"
        );
        let shown = page
            .run(&format!(
                "return {BADGE}.querySelector('a').checkVisibility()"
            ))
            .await?;
        assert_eq!(shown, true, "{replaced}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn markup_that_editors_insert_is_not_content() -> Result<()> {
    let world = World::open().await?;
    let never = world.faults.set_response("never", Response::SlowHeaders);
    for leftover in [
        "<br>",
        "<p></p>",
        "<p>&nbsp;</p>",
        "<p><br></p>",
        "<p><span>&nbsp;</span>\u{200b}</p><div><!-- an editor --></div>",
        "<noscript><a href='/'>mine</a></noscript>",
        "<template><a href='/'>mine</a></template>",
        "<style>a { color: red }</style><link rel='icon' href='data:,'><meta itemprop='name' content='x'>",
        "<script>window.own = true;</script><script type='application/json'>{}</script>",
        "<p hidden>Loading</p>",
        "\n<!-- wp:html -->\n",
    ] {
        let page = world
            .visit(
                "",
                &format!("<my-groups-badge src=\"{never}\" timeout=\"1\" debug=\"off\">{leftover}</my-groups-badge>"),
            )
            .await?;
        page.wait_until(&format!("{BADGE}.shadowRoot.querySelector('.bar')"))
            .await?;
        let page = world
            .visit(
                "",
                &format!(
                    "<my-groups-badge src=\"data:,oops\" debug=\"off\">{leftover}</my-groups-badge>"
                ),
            )
            .await?;
        page.wait_for_loads(1).await?;
        assert_eq!(
            page.badge_texts("[part=status]").await?,
            ["The groups can’t be shown right now."],
            "{leftover}"
        );
    }
    world.browser.close().await
}

#[tokio::test]
async fn warns_once_about_a_tag_that_is_not_closed() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{src}\" debug=\"on\" /><main>The page.</main><footer>Its end.</footer>"),
        )
        .await?;
    page.wait_for_loads(1).await?;
    let console = page.console().await?;
    let warnings = console.iter().filter(|line| line.contains("not closed"));
    assert_eq!(warnings.count(), 1, "{console:?}");
    world.browser.close().await
}

#[tokio::test]
async fn fallback_content_looks_as_it_does_outside_the_badge() -> Result<()> {
    let world = World::open().await?;
    let never = world.faults.set_response("never", Response::SlowHeaders);
    let style = "<style>:root { --accent: rgb(1, 2, 3); --border: rgb(4, 5, 6); --muted: rgb(7, 8, 9); --gap: 7px; }
        .own { color: var(--accent); border: 1px solid var(--border); background: var(--muted); padding: var(--gap); }</style>";
    for attributes in ["", "layout=\"compact\"", "layout=\"inline\" theme=\"dark\""] {
        let page = world
            .visit(
                style,
                &format!(
                    "<p class=\"own\">outside</p>
                     <my-groups-badge src=\"{never}\" {attributes}><p class=\"own\">inside</p></my-groups-badge>"
                ),
            )
            .await?;
        page.wait_until(&format!(
            "{BADGE}.shadowRoot.querySelector('[role=status]')"
        ))
        .await?;
        let differences = page
            .run(
                "const [outside, inside] = [...document.querySelectorAll('.own')].map((own) => getComputedStyle(own));
                 return [...outside].filter((name) => !/size|width|height|origin|inset|^--mgb/.test(name))
                    .concat('line-height', 'font-size')
                    .filter((name) => outside.getPropertyValue(name) !== inside.getPropertyValue(name))",
            )
            .await?;
        assert_eq!(differences, json!([]), "{attributes}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn a_scrolling_list_does_not_make_the_page_longer() -> Result<()> {
    let world = World::open().await?;
    let src = world
        .faults
        .set_response("many", Response::numbered_groups(120));
    for (style, wrapper) in [
        ("my-groups-badge { --mgb-max-height: 12em }", "<div>"),
        ("aside { block-size: 15em; overflow: auto }", "<aside>"),
    ] {
        let page = world
            .visit(
                &format!("<style>{style}</style>"),
                &format!("{wrapper}<my-groups-badge src=\"{src}\"></my-groups-badge>"),
            )
            .await?;
        page.wait_for_loads(1).await?;
        let height = page
            .run("return document.documentElement.scrollHeight")
            .await?;
        assert!(height.as_u64().unwrap() < 1000, "{style}: {height}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn a_lazy_badge_without_a_box_loads() -> Result<()> {
    let world = World::open().await?;
    let page = world
        .visit_sample(
            "<style>my-groups-badge { display: contents }</style>",
            "loading=\"lazy\"",
            "",
        )
        .await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);
    world.browser.close().await
}

#[tokio::test]
async fn a_badge_that_a_router_reinserts_keeps_its_list_and_filter() -> Result<()> {
    let world = World::open().await?;
    let page = visit_with_filter(&world).await?;
    page.run(&format!(
        "const input = {BADGE}.shadowRoot.querySelector('input');
         input.value = 'Group 2'; input.dispatchEvent(new window.Event('input'));"
    ))
    .await?;
    let visible = format!("{BADGE}.shadowRoot.querySelectorAll('li:not([hidden])').length");
    page.wait_until(&format!("{visible} === 11")).await?;
    page.run(&format!(
        "window.badge = {BADGE}; window.place = badge.parentNode; badge.remove()"
    ))
    .await?;
    page.advance_clock(Duration::from_millis(900)).await?;
    page.run("place.append(badge)").await?;
    page.advance_clock(Duration::from_secs(30)).await?;
    let now = page
        .run(&format!(
            "return [{visible}, {BADGE}.state, {BADGE}.shadowRoot.querySelector('input').value, badgeEvents.length]"
        ))
        .await?;
    assert_eq!(now, json!([11, "ready", "Group 2", 3]));
    assert_eq!(world.faults.request_count("many"), 1);
    world.browser.close().await
}

#[tokio::test]
async fn typing_into_the_filter_triggers_no_shortcut_of_the_page() -> Result<()> {
    let world = World::open().await?;
    let page = visit_with_filter(&world).await?;
    let keys = page
        .run(&format!(
            "const keys = [], input = {BADGE}.shadowRoot.querySelector('input');
             for (const type of ['keydown', 'keypress', 'keyup']) document.addEventListener(type, ({{ key }}) => keys.push(key));
             const press = (key, more) => ['keydown', 'keypress', 'keyup'].forEach((type) =>
                input.dispatchEvent(new window.KeyboardEvent(type, {{ key, bubbles: true, composed: true, ...more }})));
             press('j'); press('?'); press('é'); press('Escape'); press('s', {{ ctrlKey: true }});
             input.dispatchEvent(new window.Event('keydown', {{ bubbles: true, composed: true }}));
             return [...new Set(keys)]"
        ))
        .await?;
    assert_eq!(keys, json!(["Escape", "s", null]));
    world.browser.close().await
}

#[tokio::test]
async fn properties_accept_the_values_that_frameworks_set() -> Result<()> {
    let world = World::open().await?;
    let page = world.visit_sample("", "", "").await?;
    page.wait_for_loads(1).await?;
    let attributes = page
        .run(&format!(
            "const badge = {BADGE}, attributes = [];
             for (const [property, value] of [
                ['debug', true], ['debug', false], ['debug', undefined], ['limit', 3], ['limit', 0], ['limit', undefined],
                ['limit', NaN], ['show', ['topics', 'founded']], ['show', null], ['heading', ''], ['heading', undefined],
                ['refresh', false], ['layout', ''], ['layout', 'compact'], ['layout', null], ['headingLevel', 0],
             ]) {{
                badge[property] = value;
                attributes.push(badge.getAttribute(property === 'headingLevel' ? 'heading-level' : property));
             }}
             return attributes"
        ))
        .await?;
    assert_eq!(
        attributes,
        json!([
            "true",
            "false",
            null,
            "3",
            null,
            null,
            null,
            "topics founded",
            null,
            "",
            null,
            null,
            null,
            "compact",
            null,
            null
        ])
    );
    page.wait_until_painted().await?;
    assert_eq!(page.console().await?, [""; 0]);
    world.browser.close().await
}
