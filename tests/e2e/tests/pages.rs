//! Unusual pages: replaced globals, content that editors leave in the tag, styles, routers, keyboard shortcuts and frameworks.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::{Context, Result};
use e2e::{API_KEY, Answer, CLOCK, Page, TOKEN, World};
use serde_json::json;
use std::time::Duration;

const BADGE: &str = "document.querySelector('my-groups-badge')";

/// Returns a response with a number of groups.
fn many(count: usize) -> Answer {
    let group = |id| json!({"id": id, "name": format!("Group {id}")});
    let groups: Vec<_> = (0..count).map(group).collect();
    Answer::Body(json!({"rsp": {"stat": "ok", "group": groups}}).to_string())
}

/// Opens a page whose badge has a list that is long enough for a filter.
async fn with_a_filter(world: &World) -> Result<Page<'_>> {
    let src = world.faults.answer("many", many(30));
    let badge = format!("<my-groups-badge src=\"{src}\"></my-groups-badge>");
    let page = world.visit(CLOCK, &badge).await?;
    page.ended(1).await?;
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
async fn the_list_is_there_whatever_the_page_has_replaced() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Sample);
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
        page.ended(2).await.with_context(|| replaced.to_owned())?;
        let direct = format!("return {BADGE}.nextElementSibling.groups.length");
        assert_eq!(page.run(&direct).await?, 17, "{replaced}");
        assert_eq!(page.texts("[part=name]").await?.len(), 17, "{replaced}");
        assert_eq!(
            page.texts("[part=meta]").await?[0],
            "Founded Aug 11, 2006",
            "{replaced}"
        );
        assert_eq!(page.console().await?, [""; 0], "{replaced}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn what_keeps_the_badge_from_running_is_named_and_the_content_stays() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Sample);
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
        page.ended(1).await?;
        let error = page
            .run("return seen.find(([, name]) => name === 'error')[2]")
            .await?;
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
async fn what_editors_leave_in_the_tag_is_no_content() -> Result<()> {
    let world = World::open().await?;
    let never = world.faults.answer("never", Answer::SlowHeaders);
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
        page.until(&format!("{BADGE}.shadowRoot.querySelector('.bar')"))
            .await?;
        let page = world
            .visit(
                "",
                &format!(
                    "<my-groups-badge src=\"data:,oops\" debug=\"off\">{leftover}</my-groups-badge>"
                ),
            )
            .await?;
        page.ended(1).await?;
        assert_eq!(
            page.texts("[part=status]").await?,
            ["The groups can’t be shown right now."],
            "{leftover}"
        );
    }
    world.browser.close().await
}

#[tokio::test]
async fn a_tag_that_holds_the_rest_of_the_page_is_told_of_once() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Sample);
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{src}\" debug=\"on\" /><main>The page.</main><footer>Its end.</footer>"),
        )
        .await?;
    page.ended(1).await?;
    let console = page.console().await?;
    let told = console.iter().filter(|line| line.contains("not closed"));
    assert_eq!(told.count(), 1, "{console:?}");
    world.browser.close().await
}

#[tokio::test]
async fn the_authors_content_looks_as_it_does_outside() -> Result<()> {
    let world = World::open().await?;
    let never = world.faults.answer("never", Answer::SlowHeaders);
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
        page.until(&format!(
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
async fn nothing_of_the_badge_makes_the_page_longer_than_what_is_seen() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("many", many(120));
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
        page.ended(1).await?;
        let height = page
            .run("return document.documentElement.scrollHeight")
            .await?;
        assert!(height.as_u64().unwrap() < 1000, "{style}: {height}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn a_lazy_badge_without_a_box_loads_too() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Sample);
    let page = world
        .visit(
            "<style>my-groups-badge { display: contents }</style>",
            &format!("<my-groups-badge src=\"{src}\" loading=\"lazy\"></my-groups-badge>"),
        )
        .await?;
    page.ended(1).await?;
    assert_eq!(page.texts("[part=name]").await?.len(), 17);
    world.browser.close().await
}

#[tokio::test]
async fn a_badge_that_a_router_puts_back_keeps_its_list_and_what_was_typed() -> Result<()> {
    let world = World::open().await?;
    let page = with_a_filter(&world).await?;
    page.run(&format!(
        "const input = {BADGE}.shadowRoot.querySelector('input');
         input.value = 'Group 2'; input.dispatchEvent(new window.Event('input'));"
    ))
    .await?;
    let visible = format!("{BADGE}.shadowRoot.querySelectorAll('li:not([hidden])').length");
    page.until(&format!("{visible} === 11")).await?;
    page.run(&format!(
        "window.badge = {BADGE}; window.place = badge.parentNode; badge.remove()"
    ))
    .await?;
    page.advance(Duration::from_millis(900)).await?;
    page.run("place.append(badge)").await?;
    page.advance(Duration::from_secs(30)).await?;
    let now = page
        .run(&format!(
            "return [{visible}, {BADGE}.state, {BADGE}.shadowRoot.querySelector('input').value, seen.length]"
        ))
        .await?;
    assert_eq!(now, json!([11, "ready", "Group 2", 3]));
    assert_eq!(world.faults.asked("many"), 1);
    world.browser.close().await
}

#[tokio::test]
async fn letters_typed_into_the_filter_fire_no_shortcut_of_the_page() -> Result<()> {
    let world = World::open().await?;
    let page = with_a_filter(&world).await?;
    let heard = page
        .run(&format!(
            "const heard = [], input = {BADGE}.shadowRoot.querySelector('input');
             for (const type of ['keydown', 'keypress', 'keyup']) document.addEventListener(type, ({{ key }}) => heard.push(key));
             const press = (key, more) => ['keydown', 'keypress', 'keyup'].forEach((type) =>
                input.dispatchEvent(new window.KeyboardEvent(type, {{ key, bubbles: true, composed: true, ...more }})));
             press('j'); press('?'); press('é'); press('Escape'); press('s', {{ ctrlKey: true }});
             input.dispatchEvent(new window.Event('keydown', {{ bubbles: true, composed: true }}));
             return [...new Set(heard)]"
        ))
        .await?;
    assert_eq!(heard, json!(["Escape", "s", null]));
    world.browser.close().await
}

#[tokio::test]
async fn what_frameworks_set_means_what_they_mean() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Sample);
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{src}\"></my-groups-badge>"),
        )
        .await?;
    page.ended(1).await?;
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
    page.painted().await?;
    assert_eq!(page.console().await?, [""; 0]);
    world.browser.close().await
}
