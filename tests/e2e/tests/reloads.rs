//! Reloading, retrying, sharing requests, and storing the list.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{API_KEY, CLOCK, PRIVATE_GROUP, Response, TOKEN, World, fixture};
use serde_json::json;
use std::time::Duration;

/// A page whose visibility a test can set.
const VISIBILITY: &str = "<script nonce=\"listen\">
    let isHidden = false;
    Object.defineProperty(document, 'hidden', { get: () => isHidden });
    window.hide = (hidden) => { isHidden = hidden; document.dispatchEvent(new Event('visibilitychange')); };
</script>";
/// An expression that is true if a badge waits for its first or second retry.
const WAITS_TO_RETRY: &str = "clock.delays().some((delay) => delay <= 2000)";
/// Longer than every pause of the badge.
const LONG: Duration = Duration::from_secs(300);
/// An expression for the number of rows that the badge shows.
const ROW_COUNT: &str =
    "document.querySelector('my-groups-badge').shadowRoot.querySelectorAll('[part=name]').length";

/// Returns a response with one group.
fn list(name: &str) -> Response {
    Response::groups([json!({"id": 1, "name": name})])
}

#[tokio::test]
async fn refresh_reloads_while_the_page_is_visible_and_once_on_return() -> Result<()> {
    const REFRESH: Duration = Duration::from_secs(30);
    let world = World::open().await?;
    let src = world.faults.set_response("list", list("first"));
    let page = world
        .visit(
            &format!("{CLOCK}{VISIBILITY}"),
            &format!("<my-groups-badge src=\"{src}\" refresh=\"30\"></my-groups-badge>"),
        )
        .await?;
    page.wait_for_loads(1).await?;
    for loads in [2, 3] {
        page.advance_clock(REFRESH).await?;
        page.wait_for_loads(loads).await?;
    }
    assert_eq!(world.faults.request_count("list"), 3);
    page.run("hide(true)").await?;
    let requests = page.fetch_count().await?;
    page.advance_clock(LONG).await?;
    assert_eq!(
        page.fetch_count().await?,
        requests,
        "a hidden page sends no request"
    );
    world.faults.set_response("list", list("second"));
    page.run("hide(false)").await?;
    page.wait_for_loads(4).await?;
    assert_eq!(page.fetch_count().await?, requests + 1, "once on return");
    assert_eq!(page.badge_texts("[part=name]").await?, ["second"]);
    page.run("document.querySelector('my-groups-badge').removeAttribute('refresh')")
        .await?;
    page.advance_clock(LONG).await?;
    assert_eq!(page.fetch_count().await?, requests + 1);
    world.browser.close().await
}

#[tokio::test]
async fn a_retry_waits_until_the_page_is_visible() -> Result<()> {
    let world = World::open().await?;
    let src = world
        .faults
        .set_response("list", Response::Status(503, "", ""));
    let page = world
        .visit(
            &format!("{CLOCK}{VISIBILITY}"),
            &format!("<my-groups-badge src=\"{src}\"></my-groups-badge>"),
        )
        .await?;
    page.wait_until(WAITS_TO_RETRY).await?;
    page.run("hide(true)").await?;
    let requests = page.fetch_count().await?;
    page.advance_clock(LONG).await?;
    assert_eq!(page.fetch_count().await?, requests);
    world.faults.set_response("list", Response::Sample);
    page.run("hide(false)").await?;
    page.wait_for_loads(1).await?;
    let events = page.event_names().await?;
    assert_eq!(
        events,
        json!(["loadstart", "load", "loadend"]),
        "a retry that succeeds is no error"
    );
    assert_eq!(world.faults.request_count("list"), 2);
    world.browser.close().await
}

#[tokio::test]
async fn a_removed_badge_does_not_retry() -> Result<()> {
    // The pauses have their maximum length. The second pause is longer than a removed badge keeps running.
    const LONGEST_PAUSES: &str = "<script>Math.random = () => 1;</script>";
    let world = World::open().await?;
    let src = world
        .faults
        .set_response("list", Response::Status(503, "", ""));
    let page = world
        .visit(
            &format!("{CLOCK}{LONGEST_PAUSES}"),
            &format!("<my-groups-badge src=\"{src}\"></my-groups-badge>"),
        )
        .await?;
    page.wait_until(WAITS_TO_RETRY).await?;
    page.advance_clock(Duration::from_secs(1)).await?;
    page.wait_until(WAITS_TO_RETRY).await?;
    assert_eq!(world.faults.request_count("list"), 2);
    let requests = page.fetch_count().await?;
    page.run("document.querySelector('my-groups-badge').remove()")
        .await?;
    page.advance_clock(LONG).await?;
    assert_eq!(page.fetch_count().await?, requests);
    assert_eq!(page.event_names().await?, json!(["loadstart"]));
    world.browser.close().await
}

#[tokio::test]
async fn the_list_stays_visible_when_a_reload_fails_and_reloads_when_online() -> Result<()> {
    let world = World::open().await?;
    let page = world.visit_sample(CLOCK, "debug=\"off\"", "").await?;
    page.wait_for_loads(1).await?;
    for event in [
        "new Event('online')",
        "new PageTransitionEvent('pageshow', { persisted: true })",
    ] {
        world
            .faults
            .set_response("list", Response::Status(403, "", ""));
        let state = page
            .run("return document.querySelector('my-groups-badge').reload()")
            .await?;
        assert_eq!(state, "failed");
        assert_eq!(page.run(&format!("return {ROW_COUNT}")).await?, 17);
        let status = page.badge_texts("[part=status]").await?;
        assert!(
            status.iter().any(|text| text.starts_with("As of ")),
            "{status:?}"
        );
        world.faults.set_response("list", Response::Sample);
        page.run(&format!("dispatchEvent({event})")).await?;
        page.wait_until("document.querySelector('my-groups-badge').state === 'ready'")
            .await?;
        let status = page.badge_texts("[part=status]").await?;
        assert!(
            !status.iter().any(|text| text.starts_with("As of ")),
            "{status:?}"
        );
    }
    let requests = page.fetch_count().await?;
    page.run("dispatchEvent(new Event('online'))").await?;
    page.advance_clock(LONG).await?;
    assert_eq!(
        page.fetch_count().await?,
        requests,
        "a list that is fine is left alone"
    );
    world.browser.close().await
}

#[tokio::test]
async fn a_new_source_never_shows_the_list_of_the_old_source() -> Result<()> {
    let world = World::open().await?;
    let (src, other) = (
        world.faults.set_response("list", list("mine")),
        world.faults.set_response("other", Response::SlowHeaders),
    );
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{src}\" timeout=\"1\"></my-groups-badge>"),
        )
        .await?;
    page.wait_for_loads(1).await?;
    page.run(&format!(
        "document.querySelector('my-groups-badge').src = '{other}'"
    ))
    .await?;
    page.wait_until("document.querySelector('my-groups-badge').state === 'loading'")
        .await?;
    page.wait_until(&format!("{ROW_COUNT} === 0")).await?;
    page.run(&format!(
        "document.querySelector('my-groups-badge').src = '{src}'"
    ))
    .await?;
    page.wait_for_loads(2).await?;
    assert_eq!(page.badge_texts("[part=name]").await?, ["mine"]);
    world.browser.close().await
}

#[tokio::test]
async fn many_badges_load_one_wasm_and_send_one_request_for_each_url() -> Result<()> {
    let world = World::open().await?;
    let (one, other) = (
        world.faults.set_response("one", Response::Sample),
        world
            .faults
            .set_response("other", Response::Status(503, "", "")),
    );
    let badges = format!("<my-groups-badge src=\"{one}\"></my-groups-badge>").repeat(5)
        + &format!("<my-groups-badge src=\"{other}\"></my-groups-badge>").repeat(2);
    let page = world.visit("", &badges).await?;
    page.wait_for_loads(7).await?;
    assert_eq!(
        (
            world.faults.request_count("one"),
            world.faults.request_count("other")
        ),
        (1, 3)
    );
    let states = page
        .run("return [...document.querySelectorAll('my-groups-badge')].map(({ state }) => state)")
        .await?;
    assert_eq!(
        states,
        json!([
            "ready", "ready", "ready", "ready", "ready", "failed", "failed"
        ])
    );
    page.run(&format!("document.body.insertAdjacentHTML('beforeend', '<my-groups-badge src=\"{one}\"></my-groups-badge>')")).await?;
    page.wait_for_loads(8).await?;
    assert_eq!(
        world.faults.request_count("one"),
        1,
        "a badge that comes later gets what the others have"
    );
    let wasm = page.run("return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length").await?;
    assert_eq!(wasm, 1);
    world.browser.close().await
}

#[tokio::test]
async fn a_lazy_badge_requests_nothing_until_it_is_near_the_viewport() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let page = world
        .visit(CLOCK, &format!("<div style=\"height: 5000px\"></div><my-groups-badge src=\"{src}\" loading=\"lazy\"><a href=\"/\">mine</a></my-groups-badge>"))
        .await?;
    // The browser notifies a newer observer after the badge's observer.
    page.wait("new Promise((done) => new IntersectionObserver(done).observe(document.querySelector('my-groups-badge')))")
        .await?;
    page.advance_clock(LONG).await?;
    assert_eq!(
        (
            page.fetch_count().await?,
            world.faults.request_count("list")
        ),
        (0, 0),
        "neither the wasm nor the list"
    );
    assert_eq!(
        page.run("return document.querySelector('my-groups-badge').state")
            .await?,
        "idle"
    );
    page.run("scrollTo(0, 4500)").await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.run(&format!("return {ROW_COUNT}")).await?, 17);
    world.browser.close().await
}

#[tokio::test]
async fn the_list_is_stored_only_with_the_cache_attribute_and_without_secrets() -> Result<()> {
    let world = World::open().await?;
    let badge = |attributes: &str| {
        format!(
            "<my-groups-badge endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\" private=\"show\" {attributes}></my-groups-badge>",
            world.api.endpoint()
        )
    };
    let page = world.visit("", &badge("")).await?;
    page.wait_for_loads(1).await?;
    assert_eq!(
        page.run("return localStorage.length").await?,
        0,
        "nothing is stored without the author's word"
    );

    let page = world.visit("", &badge("cache=\"60\"")).await?;
    page.wait_for_loads(1).await?;
    let stored = page.run("return Object.entries(localStorage)").await?;
    assert_eq!(stored.as_array().unwrap().len(), 1);
    let text = stored.to_string();
    assert!(text.contains("SXSW 2007"));
    for secret in [TOKEN, API_KEY, world.api.origin(), PRIVATE_GROUP] {
        assert!(!text.contains(secret), "{secret} is stored: {text}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn the_stored_list_is_shown_while_the_request_is_pending() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let badge = format!(
        "<my-groups-badge src=\"{src}\" cache=\"60\" timeout=\"3\"><a href=\"/\">mine</a></my-groups-badge>"
    );
    let page = world.visit("", &badge).await?;
    page.wait_for_loads(1).await?;
    world.faults.set_response("list", Response::SlowHeaders);
    let page = world.visit("", &badge).await?;
    page.wait_until(&format!("{ROW_COUNT} === 17")).await?;
    assert_eq!(
        page.run("return [document.querySelector('my-groups-badge').state, badgeEvents.length]")
            .await?,
        json!(["ready", 1])
    );
    world.browser.close().await
}

#[tokio::test]
async fn an_invalid_full_forbidden_or_expired_store_is_ignored() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let badge = format!(
        "<my-groups-badge src=\"{src}\" cache=\"60\"><a href=\"/\">mine</a></my-groups-badge>"
    );
    let page = world.visit("", &badge).await?;
    page.wait_for_loads(1).await?;
    let key = page.run("return localStorage.key(0)").await?;
    // A list in the format of the badge; the times are in milliseconds from now.
    let stored = |loaded: i32, expires: i32, group: &str| {
        format!(
            "JSON.stringify({{
                loaded_at: Date.now() + {loaded},
                expires_at: Date.now() + {expires},
                groups: [{group}],
            }})"
        )
    };
    let group = "{ id: 1, name: 'old' }";
    for (value, expected) in [
        (stored(-10, 9_999, group), 1),
        ("''".to_owned(), 0),
        ("'rubbish'".to_owned(), 0),
        ("'{}'".to_owned(), 0),
        (
            "'{\"loaded_at\":1,\"expires_at\":2,\"groups\":\"<b>\"}'".to_owned(),
            0,
        ),
        // Stored lists that are expired, from the future, or older than the author allows.
        (stored(-90_000, -30_000, group), 0),
        (stored(90_000, 99_999, group), 0),
        (stored(-61_000, 99_999, group), 0),
        // Private groups in a stored list are not shown.
        (
            stored(-10, 9_999, "{ id: 1, name: 'old', is_private: 1 }"),
            0,
        ),
    ] {
        world
            .faults
            .set_response("list", Response::Status(403, "", ""));
        page.run(&format!("localStorage.setItem({key}, {value})"))
            .await?;
        let page = world.visit("", &badge).await?;
        page.wait_for_loads(1).await?;
        assert_eq!(
            page.run(&format!("return {ROW_COUNT}")).await?,
            expected,
            "{value}"
        );
    }
    let page = world.visit("", &badge).await?;
    page.run("localStorage.clear()").await?;
    let page = world.visit("", &badge).await?;
    page.wait_for_loads(1).await?;
    assert_eq!(
        page.run("return document.querySelector('my-groups-badge a').checkVisibility()")
            .await?,
        true
    );
    world.faults.set_response("list", Response::Sample);
    for hostile in [
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
        "Storage.prototype.getItem = () => { throw new Error('no'); }",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    ] {
        let page = world
            .visit(&format!("<script>{hostile}</script>"), &badge)
            .await?;
        page.wait_for_loads(1).await?;
        assert_eq!(
            page.run(&format!("return {ROW_COUNT}")).await?,
            17,
            "{hostile}"
        );
        assert_eq!(page.console().await?, [""; 0], "{hostile}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn a_thousand_insertions_leak_no_memory() -> Result<()> {
    const MOUNT: &str = "<script>
        const real = WebAssembly.instantiate;
        WebAssembly.instantiate = async (...parts) => {
            const made = await real(...parts);
            window.memory = Object.values(made.exports).find((value) => value instanceof WebAssembly.Memory);
            return made;
        };
        window.mount = async (times) => {
            for (let at = 0; at < times; at++) {
                const badge = document.createElement('my-groups-badge');
                badge.src = window.address;
                badge.setAttribute('refresh', 30);
                const ended = new Promise((done) => badge.addEventListener('loadend', done, { once: true }));
                document.body.append(badge);
                await ended;
                badge.remove();
            }
            badgeEvents.length = 0;
        };
    </script>";
    let world = World::open().await?;
    let page = world.visit(&format!("{CLOCK}{MOUNT}"), "").await?;
    page.run(&format!(
        "window.address = 'data:application/json,' + encodeURIComponent({})",
        json!(fixture("get-my-groups.json"))
    ))
    .await?;
    let mut after = Vec::new();
    for tens in [10, 90] {
        for _ in 0..tens {
            page.run("return mount(10)").await?;
            // Badges that were removed from the page end after a delay.
            page.advance_clock(LONG).await?;
        }
        // The garbage collector needs two runs for their objects, and the finalizers run between them.
        for _ in 0..2 {
            page.advance_clock(Duration::ZERO).await?;
            page.devtools("HeapProfiler.collectGarbage", json!({}))
                .await?;
        }
        let counters = page.devtools("Memory.getDOMCounters", json!({})).await?;
        let memory = page.run("return memory.buffer.byteLength").await?;
        let memory = memory.as_u64().unwrap();
        after.push((
            memory,
            counters["nodes"].as_u64().unwrap(),
            counters["jsEventListeners"].as_u64().unwrap(),
        ));
    }
    let ((memory, nodes, listeners), later) = (&after[0], &after[1]);
    // Requests end in an order that varies, so the allocator's memory is fragmented and can grow by some pages of 64 KiB,
    // which is 0.3 KB for each of the nine hundred badges. A badge that is not freed keeps about 100 KB.
    assert!(
        later.0 <= memory + 4 * 65_536,
        "bytes of wasm memory: {after:?}"
    );
    // Some dozens of objects may not be collected yet. A leak would be a multiple of nine hundred.
    assert!(later.1 < nodes + 200, "DOM nodes: {after:?}");
    assert!(later.2 < listeners + 20, "listeners: {after:?}");
    world.browser.close().await
}
