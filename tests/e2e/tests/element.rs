//! The custom element: its attributes, properties, states and events, and its lifecycle on a page.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{BADGE, Page, Response, World};
use serde_json::json;

/// Opens a page with one badge that has loaded the sample.
async fn visit_loaded<'a>(world: &'a World, attributes: &str) -> Result<Page<'a>> {
    let page = world.visit_sample("", attributes, "").await?;
    page.wait_for_loads(1).await?;
    Ok(page)
}

/// Returns the names of the visible groups, and the names in the property `groups`.
async fn names(page: &Page<'_>) -> Result<(Vec<String>, Vec<String>)> {
    let shown = page.badge_texts("[part=name]").await?;
    let groups = page
        .run(&format!(
            "return {BADGE}.groups.map(({{ name }}) => name).join('\\n')"
        ))
        .await?;
    let groups = groups.as_str().unwrap().lines().map(str::to_owned);
    Ok((shown, groups.collect()))
}

#[tokio::test]
async fn fires_the_events_of_an_image() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let listen = "<script>
        window.flags = [];
        const listen = (event) => {
          if (event.target.localName === 'my-groups-badge') flags.push(event.bubbles, event.cancelable, event.composed);
        };
        for (const name of ['loadstart', 'load', 'error', 'loadend']) document.addEventListener(name, listen, true);
      </script>";
    let page = world
        .visit(
            listen,
            &format!("<my-groups-badge src=\"{src}\"></my-groups-badge><my-groups-badge src=\"data:,oops\"></my-groups-badge>"),
        )
        .await?;
    page.wait_for_loads(2).await?;
    let events = page
        .run("return badgeEvents.filter(([, , detail]) => !detail || 'count' in detail).map(([, name, detail]) => [name, detail])")
        .await?;
    let count = |name: &str| {
        let events = events.as_array().unwrap().iter();
        events.filter(|event| event[0] == name).count()
    };
    assert_eq!(
        (count("loadstart"), count("load"), count("loadend")),
        (2, 1, 2)
    );
    assert!(
        events
            .as_array()
            .unwrap()
            .contains(&json!(["load", {"count": 17}])),
        "{events}"
    );
    assert_eq!(page.run("return flags.some(Boolean)").await?, false);
    let state = page
        .run(&format!(
            "return [{BADGE}.state, {BADGE}.matches(':state(ready)')]"
        ))
        .await?;
    assert_eq!(state, json!(["ready", true]));
    world.browser.close().await
}

#[tokio::test]
async fn groups_property_is_frozen_and_identical_until_it_changes() -> Result<()> {
    let world = World::open().await?;
    let page = visit_loaded(&world, "group-url=\"https://events.example/{id}\"").await?;
    let groups = page
        .run(&format!(
            "const {{ groups }} = {BADGE};
             return [Object.isFrozen(groups), Object.isFrozen(groups[0]), groups === {BADGE}.groups, groups.length, groups[0]]"
        ))
        .await?;
    assert_eq!(
        groups,
        json!([true, true, true, 17, {
            "id": 2083,
            "name": "SXSW 2007",
            "memberCount": 131,
            "description": "People attending South by Southwest 2007 in Austin, Texas",
            "topicCount": 0,
            "created": "2006-08-11T13:38:44",
            "isPrivate": false,
            "url": "https://events.example/2083",
        }])
    );
    world.browser.close().await
}

#[tokio::test]
async fn groups_property_has_the_visible_groups_in_their_order() -> Result<()> {
    let world = World::open().await?;
    let page = visit_loaded(&world, "sort=\"members\" limit=\"2\"").await?;
    let (shown, groups) = names(&page).await?;
    assert_eq!(shown, ["Web Conference Junkies", "experience design"]);
    assert_eq!(groups, shown);
    page.run(&format!(
        "{BADGE}.shadowRoot.querySelector('[part=more]').click()"
    ))
    .await?;
    page.wait_until(&format!(
        "{BADGE}.shadowRoot.querySelectorAll('[part=name]').length === 17"
    ))
    .await?;
    let (shown, groups) = names(&page).await?;
    assert_eq!((groups.len(), &groups), (17, &shown));
    world.browser.close().await
}

#[tokio::test]
async fn fallback_content_is_shown_while_loading_and_never_destroyed() -> Result<()> {
    let world = World::open().await?;
    let never = world.faults.set_response("never", Response::SlowHeaders);
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{never}\">my own link</my-groups-badge>"),
        )
        .await?;
    page.wait_until(&format!(
        "{BADGE}.state === 'loading' && {BADGE}.shadowRoot.querySelector('slot')"
    ))
    .await?;
    let src = world.faults.set_response("list", Response::Sample);
    page.run(&format!("{BADGE}.src = '{src}'")).await?;
    page.wait_for_loads(1).await?;
    let after = page
        .run(&format!(
            "return [{BADGE}.shadowRoot.querySelector('slot'), {BADGE}.textContent]"
        ))
        .await?;
    assert_eq!(after, json!([null, "my own link"]));
    world.browser.close().await
}

#[tokio::test]
async fn only_a_change_of_the_source_reloads() -> Result<()> {
    let world = World::open().await?;
    let page = visit_loaded(&world, "").await?;
    page.run(&format!("{BADGE}.private = 'show'")).await?;
    page.wait_until(&format!(
        "{BADGE}.shadowRoot.querySelectorAll('[part=name]').length === 18"
    ))
    .await?;
    assert_eq!(
        page.event_names().await?,
        json!(["loadstart", "load", "loadend"])
    );
    page.run(&format!(
        "setTimeout(() => {{
           for (const text of ['1', '2', '{{\"rsp\":{{\"stat\":\"ok\"}}}}']) {BADGE}.src = `data:,${{text}}`;
         }})"
    ))
    .await?;
    page.wait_for_loads(2).await?;
    assert_eq!(page.run(&format!("return {BADGE}.state")).await?, "empty");
    // Three values that are set one after another cause one load.
    assert_eq!(
        page.event_names().await?,
        json!([
            "loadstart",
            "load",
            "loadend",
            "loadstart",
            "load",
            "loadend"
        ])
    );
    world.browser.close().await
}

#[tokio::test]
async fn properties_reflect_attributes() -> Result<()> {
    let world = World::open().await?;
    let page = world
        .visit("", "<my-groups-badge></my-groups-badge>")
        .await?;
    page.wait_for_loads(1).await?;
    let wrong = page
        .run(&format!(
            "const badge = {BADGE};
             const wrong = [];
             for (const [property, attribute, value, read] of [
               ['heading', 'heading', 'Clubs', 'Clubs'],
               ['headingLevel', 'heading-level', 4, 4],
               ['groupUrl', 'group-url', 'https://x.example/{{id}}', 'https://x.example/{{id}}'],
               ['apiKey', 'api-key', 'k', 'k'],
               ['endpoint', 'endpoint', 'https://x.example', 'https://x.example/'],
               ['src', 'src', 'http://[', 'http://['],
               ['private', 'private', 'show', 'show'],
               ['layout', 'layout', ' COMPACT ', 'compact'],
               ['timeout', 'timeout', 30, 30],
             ]) {{
               badge[property] = value;
               if (badge[property] !== read || badge.getAttribute(attribute) !== String(value)) wrong.push(property);
               badge[property] = null;
               if (badge.hasAttribute(attribute)) wrong.push(attribute);
             }}
             badge.setAttribute('timeout', 'soon');
             badge.setAttribute('layout', 'constructor');
             return [wrong, badge.timeout, badge.private, badge.layout]"
        ))
        .await?;
    assert_eq!(wrong, json!([[], 10, "hide", "list"]));
    world.browser.close().await
}

#[tokio::test]
async fn properties_set_before_the_class_is_defined_are_kept() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let page = world
        .visit(
            "",
            &format!(
                "<my-groups-badge></my-groups-badge>
                 <script>Object.assign({BADGE}, {{ src: '{src}', limit: 3, heading: 'Early' }})</script>"
            ),
        )
        .await?;
    page.wait_for_loads(1).await?;
    let now = page
        .run(&format!(
            "return [{BADGE}.getAttribute('limit'), {BADGE}.shadowRoot.querySelector('[part=heading]').textContent, Object.keys({BADGE})]"
        ))
        .await?;
    assert_eq!(now, json!(["3", "Early", []]));
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 3);
    world.browser.close().await
}

#[tokio::test]
async fn token_property_is_not_written_into_the_page() -> Result<()> {
    let world = World::open().await?;
    let page = world
        .visit(
            "",
            "<main><my-groups-badge endpoint=\"/\" api-key=\"k\"></my-groups-badge></main>
             <script>document.querySelector('my-groups-badge').token = 's3cr3t'</script>",
        )
        .await?;
    page.wait_for_loads(1).await?;
    page.run(&format!("{BADGE}.token = 's3cr3t2'")).await?;
    page.wait_for_loads(2).await?;
    let text = page
        .run(&format!(
            "return [{BADGE}.token, document.querySelector('main').innerHTML, {BADGE}.shadowRoot.innerHTML, JSON.stringify(badgeEvents)]"
        ))
        .await?;
    assert_eq!(text[0], "s3cr3t2");
    for place in 1..4 {
        assert!(!text[place].as_str().unwrap().contains("s3cr3t"), "{text}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn a_move_does_not_reload_but_a_return_after_a_removal_does() -> Result<()> {
    let world = World::open().await?;
    let page = visit_loaded(&world, "").await?;
    page.run(&format!("document.body.append(document.createElement('aside')); document.querySelector('aside').append({BADGE})"))
        .await?;
    page.run(&format!("window.badge = {BADGE}; badge.layout = 'compact'"))
        .await?;
    page.wait_until("badge.shadowRoot.querySelector('.as-compact')")
        .await?;
    assert_eq!(
        page.event_names().await?,
        json!(["loadstart", "load", "loadend"])
    );
    page.run("badge.remove()").await?;
    page.wait_until("badge.state === 'idle'").await?;
    assert_eq!(
        page.run("return [badge.groups.length, badge.shadowRoot.childNodes.length]")
            .await?,
        json!([0, 0])
    );
    page.run("document.body.append(badge)").await?;
    page.wait_for_loads(2).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);
    world.browser.close().await
}

/// While `isHeld` is true, `fetch` does not respond to requests for a list. `signal` is the signal of the last such request.
const HOLD: &str = "<script>
    const own = window.fetch;
    window.isHeld = true;
    window.fetch = (what, init) => {
      if (!isHeld || !String(what.url ?? what).includes('/list')) return own(what, init);
      window.signal = what.signal ?? init.signal;
      return new Promise(() => {});
    };
  </script>";

#[tokio::test]
async fn a_removal_aborts_the_request_and_the_early_request() -> Result<()> {
    let world = World::open().await?;
    for wasm in [
        "",
        "<script>WebAssembly.compileStreaming = WebAssembly.compile = () => new Promise(() => {})</script>",
    ] {
        let page = world.visit_sample(&format!("{HOLD}{wasm}"), "", "").await?;
        page.wait_until("window.signal").await?;
        page.run(&format!("window.badge = {BADGE}; badge.remove()"))
            .await?;
        page.wait_until("signal.aborted && badge.state === 'idle'")
            .await?;
        let errors = page
            .run("return badgeEvents.filter(([, name]) => name !== 'loadstart').length")
            .await?;
        assert_eq!(errors, 0, "{wasm}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn reload_resolves_to_the_resulting_state_and_never_rejects() -> Result<()> {
    let world = World::open().await?;
    let page = visit_loaded(&world, "").await?;
    let states = page
        .run(&format!(
            "return (async () => {{
               const badge = {BADGE};
               const states = [await badge.reload(), await badge.reload()];
               badge.src = 'data:,oops';
               states.push(await badge.reload());
               badge.remove();
               states.push(await badge.reload());
               return states;
             }})()"
        ))
        .await?;
    assert_eq!(states, json!(["ready", "ready", "failed", "idle"]));
    assert_eq!(
        page.run("return badgeEvents.filter(([, name]) => name === 'loadend').length")
            .await?,
        4
    );
    world.browser.close().await
}

#[tokio::test]
async fn the_list_stays_visible_during_a_reload() -> Result<()> {
    let world = World::open().await?;
    let head = HOLD.replace("isHeld = true", "isHeld = false");
    let page = world.visit_sample(&head, "", "").await?;
    page.wait_for_loads(1).await?;
    let is_busy = format!("{BADGE}.shadowRoot.querySelector('[aria-busy=true]')");
    page.run(&format!(
        "isHeld = true; window.reload = {BADGE}.reload(); window.isHeld = true;"
    ))
    .await?;
    page.wait_until(&is_busy).await?;
    let during = page
        .run(&format!(
            "return [{BADGE}.state, {BADGE}.shadowRoot.querySelectorAll('[part=name]').length]"
        ))
        .await?;
    assert_eq!(during, json!(["ready", 17]));
    page.run(&format!(
        "window.isHeld = false; {BADGE}.timeout = 20; window.again = {BADGE}.reload()"
    ))
    .await?;
    let states = page
        .run(&format!(
            "{BADGE}.src += '?2'; return window.Promise.all([reload, again])"
        ))
        .await?;
    assert_eq!(states, json!(["ready", "ready"]));
    page.wait_until(&format!("!{is_busy}")).await?;
    world.browser.close().await
}

#[tokio::test]
async fn several_badges_work_on_one_page() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let page = world
        .visit(
            "",
            &format!(
                "<my-groups-badge src=\"{src}\"></my-groups-badge><my-groups-badge src=\"/none\"></my-groups-badge>
                 <my-groups-badge src=\"{src}\" private=\"show\"></my-groups-badge>"
            ),
        )
        .await?;
    page.wait_for_loads(3).await?;
    let all = "[...document.querySelectorAll('my-groups-badge')].map(({ state, groups }) => `${state} ${groups.length}`).join()";
    assert_eq!(
        page.run(&format!("return {all}")).await?,
        "ready 17,failed 0,ready 18"
    );
    page.run(&format!("window.one = {BADGE}; one.remove()"))
        .await?;
    page.wait_until("one.state === 'idle'").await?;
    assert_eq!(
        page.run(&format!("return {all}")).await?,
        "failed 0,ready 18"
    );
    world.browser.close().await
}

#[tokio::test]
async fn language_follows_the_nearest_lang_attribute_across_shadow_roots() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let page = world
        .visit("", "<div id=\"outer\"><div id=\"host\"></div></div>")
        .await?;
    page.run(&format!(
        "const root = document.getElementById('host').attachShadow({{ mode: 'open' }});
         root.innerHTML = '<p><my-groups-badge src=\"{src}\"></my-groups-badge></p>';
         window.badge = root.querySelector('my-groups-badge');
         window.loads = 0;
         badge.addEventListener('loadstart', () => {{ loads++; }});"
    ))
    .await?;
    page.wait_until("badge.state === 'ready'").await?;
    for (change, heading) in [
        (
            "document.getElementById('outer').lang = 'de-AT'",
            "Meine Gruppen",
        ),
        ("badge.parentNode.lang = 'pl'", "Moje grupy"),
        ("badge.lang = 'ar'", "مجموعاتي"),
        (
            "badge.removeAttribute('lang'); badge.parentNode.removeAttribute('lang'); document.getElementById('outer').lang = 'tlh'",
            "My Groups",
        ),
    ] {
        page.run(change).await?;
        page.wait_until(&format!(
            "badge.shadowRoot.querySelector('[part=heading]').textContent === '{heading}'"
        ))
        .await?;
    }
    assert!(
        page.run("return loads").await?.as_u64().unwrap() <= 1,
        "a change of the language loads nothing"
    );
    world.browser.close().await
}

/// Delays the first frame, and the timer that limits the wait for it, until `paint` is called.
const NO_FRAME: &str = "<script>
    const own = window.requestAnimationFrame;
    const later = window.setTimeout;
    window.requestAnimationFrame = (paint) => {
      window.paint = () => {
        window.requestAnimationFrame = own;
        paint();
      };
    };
    window.setTimeout = (call, pause, ...rest) => later(call, pause === 500 ? 1_000_000 : pause, ...rest);
  </script>";

#[tokio::test]
async fn a_tag_with_a_list_only_sends_requests_before_the_first_paint() -> Result<()> {
    let world = World::open().await?;
    let list = "<span role=\"list\"><span role=\"listitem\">mine</span></span>";
    let page = world.visit_sample(NO_FRAME, "", list).await?;
    page.wait_until("window.paint").await?;
    let is_requested = || {
        let files = world.embed.site().requested_paths();
        world.faults.request_count("list") == 1 && files.iter().any(|path| path.contains(".wasm"))
    };
    while !is_requested() {
        page.run("return 'a round trip'").await?;
    }
    let before = page
        .run(&format!(
            "const {{ shadowRoot, state }} = {BADGE};
             return [shadowRoot.innerHTML, shadowRoot.adoptedStyleSheets.length, state, {BADGE}.querySelector('span').checkVisibility()]"
        ))
        .await?;
    assert_eq!(before, json!(["<slot></slot>", 0, "loading", true]));
    page.run("paint()").await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);
    assert_eq!(world.faults.request_count("list"), 1);
    world.browser.close().await
}
