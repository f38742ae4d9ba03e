//! Reloading, retrying, sharing and keeping: how a badge behaves over time.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{API_KEY, Answer, TOKEN, World, fixture};
use serde_json::json;

/// A page whose clock runs fifty times as fast for timers longer than five seconds, and whose visibility a test can set.
const CLOCK: &str = "<script nonce=\"listen\">
    const real = window.setTimeout;
    window.setTimeout = (call, ms, ...rest) => real.call(window, call, ms > 5000 ? ms / 50 : ms, ...rest);
    let isHidden = false;
    Object.defineProperty(document, 'hidden', { get: () => isHidden });
    window.hide = (hidden) => { isHidden = hidden; document.dispatchEvent(new Event('visibilitychange')); };
</script>";
const NAMES: &str =
    "document.querySelector('my-groups-badge').shadowRoot.querySelectorAll('[part=name]').length";

fn list(name: &str) -> Answer {
    Answer::Body(json!({"rsp": {"stat": "ok", "group": {"id": 1, "name": name}}}).to_string())
}

#[tokio::test]
async fn refresh_reloads_while_the_page_is_looked_at_and_once_on_return() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", list("first"));
    let page = world
        .visit(
            CLOCK,
            &format!("<my-groups-badge src=\"{src}\" refresh=\"30\"></my-groups-badge>"),
        )
        .await?;
    page.ended(3).await?;
    page.run("hide(true)").await?;
    page.run("return new Promise((done) => setTimeout(done, 700))")
        .await?;
    let hidden = world.faults.asked("list");
    page.run("return new Promise((done) => setTimeout(done, 2000))")
        .await?;
    assert_eq!(
        world.faults.asked("list"),
        hidden,
        "nothing is asked for while nobody looks"
    );
    world.faults.answer("list", list("second"));
    page.run("hide(false)").await?;
    page.run("return new Promise((done) => setTimeout(done, 300))")
        .await?;
    assert_eq!(world.faults.asked("list"), hidden + 1, "once on return");
    assert_eq!(page.texts("[part=name]").await?, ["second"]);
    page.run("document.querySelector('my-groups-badge').removeAttribute('refresh')")
        .await?;
    let last = world.faults.asked("list");
    page.run("return new Promise((done) => setTimeout(done, 1500))")
        .await?;
    assert!(world.faults.asked("list") <= last + 1);
    world.browser.close().await
}

#[tokio::test]
async fn a_retry_waits_until_somebody_looks_and_can_succeed() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Status(503, "", ""));
    let page = world
        .visit(
            CLOCK,
            &format!("<my-groups-badge src=\"{src}\"></my-groups-badge>"),
        )
        .await?;
    page.until("document.querySelector('my-groups-badge').state === 'loading'")
        .await?;
    page.run("hide(true)").await?;
    page.run("return new Promise((done) => setTimeout(done, 3500))")
        .await?;
    assert_eq!(world.faults.asked("list"), 1);
    world.faults.answer("list", Answer::Sample);
    page.run("hide(false)").await?;
    page.ended(1).await?;
    let events = page.run("return seen.map(([, name]) => name)").await?;
    assert_eq!(
        events,
        json!(["loadstart", "load", "loadend"]),
        "a retry that succeeds is no error"
    );
    assert_eq!(world.faults.asked("list"), 2);
    world.browser.close().await
}

#[tokio::test]
async fn attempts_end_with_their_badge() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Status(503, "", ""));
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{src}\"></my-groups-badge>"),
        )
        .await?;
    page.until("seen.length === 1").await?;
    page.run("document.querySelector('my-groups-badge').remove()")
        .await?;
    page.run("return new Promise((done) => setTimeout(done, 3500))")
        .await?;
    // A badge that is out of the page for a second at most goes on: the first retry can fall into it, the second cannot.
    assert!(world.faults.asked("list") <= 2);
    assert_eq!(
        page.run("return seen.map(([, name]) => name)").await?,
        json!(["loadstart"])
    );
    world.browser.close().await
}

#[tokio::test]
async fn a_shown_list_stays_when_a_reload_fails_and_comes_back_when_the_page_is_online()
-> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Sample);
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{src}\" debug=\"off\"></my-groups-badge>"),
        )
        .await?;
    page.ended(1).await?;
    for event in [
        "new Event('online')",
        "new PageTransitionEvent('pageshow', { persisted: true })",
    ] {
        world.faults.answer("list", Answer::Status(403, "", ""));
        let state = page
            .run("return document.querySelector('my-groups-badge').reload()")
            .await?;
        assert_eq!(state, "failed");
        assert_eq!(page.run(&format!("return {NAMES}")).await?, 17);
        let status = page.texts("[part=status]").await?;
        assert!(
            status.iter().any(|text| text.starts_with("As of ")),
            "{status:?}"
        );
        world.faults.answer("list", Answer::Sample);
        page.run(&format!("dispatchEvent({event})")).await?;
        page.until("document.querySelector('my-groups-badge').state === 'ready'")
            .await?;
        let status = page.texts("[part=status]").await?;
        assert!(
            !status.iter().any(|text| text.starts_with("As of ")),
            "{status:?}"
        );
    }
    let asked = world.faults.asked("list");
    page.run("dispatchEvent(new Event('online'))").await?;
    page.run("return new Promise((done) => setTimeout(done, 300))")
        .await?;
    assert_eq!(
        world.faults.asked("list"),
        asked,
        "a list that is fine is left alone"
    );
    world.browser.close().await
}

#[tokio::test]
async fn another_address_never_shows_the_list_of_the_one_before() -> Result<()> {
    let world = World::open().await?;
    let (src, other) = (
        world.faults.answer("list", list("mine")),
        world.faults.answer("other", Answer::SlowHeaders),
    );
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{src}\" timeout=\"1\"></my-groups-badge>"),
        )
        .await?;
    page.ended(1).await?;
    page.run(&format!(
        "document.querySelector('my-groups-badge').src = '{other}'"
    ))
    .await?;
    page.until("document.querySelector('my-groups-badge').state === 'loading'")
        .await?;
    page.until(&format!("{NAMES} === 0")).await?;
    page.run(&format!(
        "document.querySelector('my-groups-badge').src = '{src}'"
    ))
    .await?;
    page.ended(2).await?;
    assert_eq!(page.texts("[part=name]").await?, ["mine"]);
    world.browser.close().await
}

#[tokio::test]
async fn one_wasm_and_one_request_for_each_address_however_many_badges() -> Result<()> {
    let world = World::open().await?;
    let (one, other) = (
        world.faults.answer("one", Answer::Sample),
        world.faults.answer("other", Answer::Status(503, "", "")),
    );
    let badges = format!("<my-groups-badge src=\"{one}\"></my-groups-badge>").repeat(5)
        + &format!("<my-groups-badge src=\"{other}\"></my-groups-badge>").repeat(2);
    let page = world.visit("", &badges).await?;
    page.ended(7).await?;
    assert_eq!(
        (world.faults.asked("one"), world.faults.asked("other")),
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
    page.ended(8).await?;
    assert_eq!(
        world.faults.asked("one"),
        1,
        "a badge that comes later gets what the others have"
    );
    let wasm = page.run("return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length").await?;
    assert_eq!(wasm, 1);
    world.browser.close().await
}

#[tokio::test]
async fn a_lazy_badge_costs_nothing_until_it_comes_near() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Sample);
    let page = world
        .visit("", &format!("<div style=\"height: 5000px\"></div><my-groups-badge src=\"{src}\" loading=\"lazy\"><a href=\"/\">mine</a></my-groups-badge>"))
        .await?;
    page.run("return new Promise((done) => setTimeout(done, 500))")
        .await?;
    let wasm = "return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length";
    assert_eq!(
        (page.run(wasm).await?, world.faults.asked("list")),
        (json!(0), 0)
    );
    assert_eq!(
        page.run("return document.querySelector('my-groups-badge').state")
            .await?,
        "idle"
    );
    page.run("scrollTo(0, 4500)").await?;
    page.ended(1).await?;
    assert_eq!(page.run(&format!("return {NAMES}")).await?, 17);
    world.browser.close().await
}

#[tokio::test]
async fn the_last_good_list_is_kept_only_by_the_authors_word_and_without_secrets() -> Result<()> {
    let world = World::open().await?;
    let badge = |attributes: &str| {
        format!(
            "<my-groups-badge endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\" private=\"show\" {attributes}></my-groups-badge>",
            world.api.endpoint()
        )
    };
    let page = world.visit("", &badge("")).await?;
    page.ended(1).await?;
    assert_eq!(
        page.run("return localStorage.length").await?,
        0,
        "nothing is stored without the author's word"
    );

    let page = world.visit("", &badge("cache=\"60\"")).await?;
    page.ended(1).await?;
    let stored = page.run("return Object.entries(localStorage)").await?;
    assert_eq!(stored.as_array().unwrap().len(), 1);
    let text = stored.to_string();
    assert!(text.contains("SXSW 2007"));
    for secret in [TOKEN, API_KEY, world.api.origin(), "Em's Bridge Club"] {
        assert!(!text.contains(secret), "{secret} is stored: {text}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn the_kept_list_is_shown_at_once_while_a_fresh_one_is_fetched() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Sample);
    let badge = format!(
        "<my-groups-badge src=\"{src}\" cache=\"60\" timeout=\"3\"><a href=\"/\">mine</a></my-groups-badge>"
    );
    let page = world.visit("", &badge).await?;
    page.ended(1).await?;
    world.faults.answer("list", Answer::SlowHeaders);
    let page = world.visit("", &badge).await?;
    page.until(&format!("{NAMES} === 17")).await?;
    assert_eq!(
        page.run("return [document.querySelector('my-groups-badge').state, seen.length]")
            .await?,
        json!(["ready", 1])
    );
    world.browser.close().await
}

#[tokio::test]
async fn a_store_that_is_tampered_with_full_forbidden_or_expired_is_as_if_it_were_not_there()
-> Result<()> {
    let world = World::open().await?;
    let src = world.faults.answer("list", Answer::Sample);
    let badge = format!(
        "<my-groups-badge src=\"{src}\" cache=\"60\"><a href=\"/\">mine</a></my-groups-badge>"
    );
    let page = world.visit("", &badge).await?;
    page.ended(1).await?;
    let key = page.run("return localStorage.key(0)").await?;
    let now = "Date.now()";
    for value in [
        "''".to_owned(),
        "'rubbish'".to_owned(),
        "'1 2 <b>'".to_owned(),
        "'NaN NaN {}'".to_owned(),
        // Expired, from the future, and longer ago than the author allows.
        format!(
            "({now} - 90000) + ' ' + ({now} - 30000) + ' {{\"rsp\":{{\"stat\":\"ok\",\"group\":{{\"id\":1,\"name\":\"old\"}}}}}}'"
        ),
        format!(
            "({now} + 90000) + ' ' + ({now} + 99999) + ' {{\"rsp\":{{\"stat\":\"ok\",\"group\":{{\"id\":1,\"name\":\"old\"}}}}}}'"
        ),
        format!(
            "({now} - 61000) + ' ' + ({now} + 99999) + ' {{\"rsp\":{{\"stat\":\"ok\",\"group\":{{\"id\":1,\"name\":\"old\"}}}}}}'"
        ),
        // Private, whoever wrote it there.
        format!(
            "({now} - 10) + ' ' + ({now} + 9999) + ' {{\"rsp\":{{\"stat\":\"ok\",\"group\":{{\"id\":1,\"name\":\"old\",\"is_private\":1}}}}}}'"
        ),
    ] {
        world.faults.answer("list", Answer::Status(403, "", ""));
        page.run(&format!("localStorage.setItem({key}, {value})"))
            .await?;
        let page = world.visit("", &badge).await?;
        page.ended(1).await?;
        assert_eq!(page.run(&format!("return {NAMES}")).await?, 0, "{value}");
        assert_eq!(
            page.run("return document.querySelector('my-groups-badge a').checkVisibility()")
                .await?,
            true,
            "{value}"
        );
    }
    world.faults.answer("list", Answer::Sample);
    for hostile in [
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
        "Storage.prototype.getItem = () => { throw new Error('no'); }",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    ] {
        let page = world
            .visit(&format!("<script>{hostile}</script>"), &badge)
            .await?;
        page.ended(1).await?;
        assert_eq!(page.run(&format!("return {NAMES}")).await?, 17, "{hostile}");
        assert_eq!(page.console().await?, [""; 0], "{hostile}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn a_thousand_mounts_leave_nothing_behind() -> Result<()> {
    const MOUNT: &str = "<script>
        const real = WebAssembly.instantiate;
        WebAssembly.instantiate = async (...parts) => {
            const made = await real(...parts);
            window.memory = Object.values(made.exports).find((value) => value instanceof WebAssembly.Memory);
            return made;
        };
        // A badge that has left the page ends at once, and not a second later.
        const later = window.setTimeout;
        window.setTimeout = (call, pause, ...rest) => later(call, pause === 1000 ? 0 : pause, ...rest);
        window.mount = async (times) => {
            for (let at = 0; at < times; at++) {
                const badge = document.createElement('my-groups-badge');
                badge.src = window.address;
                badge.setAttribute('refresh', 30);
                const ended = new Promise((done) => badge.addEventListener('loadend', done, { once: true }));
                document.body.append(badge);
                await ended;
                badge.remove();
                await new Promise((done) => setTimeout(done));
            }
            seen.length = 0;
        };
    </script>";
    let world = World::open().await?;
    let page = world.visit(MOUNT, "").await?;
    page.run(&format!(
        "window.address = 'data:application/json,' + encodeURIComponent({})",
        json!(fixture("get-my-groups.json"))
    ))
    .await?;
    let mut after = Vec::new();
    for hundreds in [1, 9] {
        // A script may take half a minute, which nine hundred need on a busy machine.
        for _ in 0..hundreds {
            page.run("return mount(100)").await?;
        }
        // The last badges end in tasks of their own, and what they held takes the collector two rounds.
        for _ in 0..2 {
            page.run("return new Promise((done) => setTimeout(done, 200))")
                .await?;
            page.devtools("HeapProfiler.collectGarbage", json!({}))
                .await?;
        }
        let counters = page.devtools("Memory.getDOMCounters", json!({})).await?;
        let memory = page.run("return memory.buffer.byteLength").await?;
        after.push((
            memory,
            counters["nodes"].as_u64().unwrap(),
            counters["jsEventListeners"].as_u64().unwrap(),
        ));
    }
    let ((memory, nodes, listeners), later) = (&after[0], &after[1]);
    assert_eq!(memory, &later.0, "bytes of wasm memory");
    // What is still on its way to the collector is some dozens; what leaks is a multiple of nine hundred.
    assert!(later.1 < nodes + 200, "DOM nodes: {after:?}");
    assert!(later.2 < listeners + 20, "listeners: {after:?}");
    world.browser.close().await
}
