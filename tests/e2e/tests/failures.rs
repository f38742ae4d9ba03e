//! Every kind of failure. Each is tested without content, with the author's content, and with the last good list, for visitors
//! and for the owner. A test states what the badge shows, the event, the state, and the exact number of requests.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use anyhow::Result;
use e2e::{API_KEY, CLOCK, Engine, Faults, Feature, Page, Response, TOKEN, World};
use serde_json::{Value, json};
use std::time::Duration;

/// The line that visitors see if there is neither a list nor content of the author.
const QUIET: &str = "The groups can’t be shown right now.";
/// The text of the author's content.
const LINK: &str = "my own link";
/// The documented failure as XML, with the token in its message.
const XML_FAILURE: &str =
    "<?xml version=\"1.0\"?>\n<rsp stat=\"fail\">\n  <error msg=\"Token t0k3n is stale\"/>\n<rsp>";

/// The content of a badge before it fails.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Content {
    None,
    Authors,
    LastGood,
}

/// The combinations in which each fault is tested: the content, and whether the badge explains failures to its owner.
const CELLS: [(Content, bool); 6] = [
    (Content::None, false),
    (Content::None, true),
    (Content::Authors, false),
    (Content::Authors, true),
    (Content::LastGood, false),
    (Content::LastGood, true),
];

/// A response that makes a badge fail, and the expected failure.
struct Fault {
    name: &'static str,
    response: Response,
    kind: &'static str,
    status: u16,
    /// The number of requests, retries included.
    requests: usize,
}

const fn fault(
    name: &'static str,
    response: Response,
    kind: &'static str,
    status: u16,
    requests: usize,
) -> Fault {
    Fault {
        name,
        response,
        kind,
        status,
        requests,
    }
}

/// Asserts the behaviour of a fault in all six combinations, on one page.
async fn assert_fault(world: &World, fault: &Fault) -> Result<()> {
    let faults = Faults::open().await;
    let cell = |index: usize| format!("{}-{index}", fault.name);
    // An earlier visit has stored the last good list.
    let mut earlier = String::new();
    let mut today = String::new();
    for (index, (content, is_owner)) in CELLS.into_iter().enumerate() {
        let debug = if is_owner { "on" } else { "off" };
        let endpoint = faults.set_response(&cell(index), Response::Sample);
        let (cache, inside) = match content {
            Content::None => ("", String::new()),
            Content::Authors => ("", format!("<a href=\"/\">{LINK}</a>")),
            Content::LastGood => ("cache=\"3600\"", format!("<a href=\"/\">{LINK}</a>")),
        };
        let badge = format!(
                "<my-groups-badge id=\"{index}\" endpoint=\"{endpoint}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"
                    timeout=\"1\" debug=\"{debug}\" {cache}>\n{inside}\n</my-groups-badge>"
            );
        if content == Content::LastGood {
            earlier.push_str(&badge);
        }
        today.push_str(&badge);
    }
    let page = world.visit("", &earlier).await?;
    page.wait_until("badgeEvents.filter(([, name]) => name === 'load').length === 2")
        .await?;

    let before: Vec<_> = (0..CELLS.len())
        .map(|index| faults.request_count(&cell(index)))
        .collect();
    if fault.response == Response::DeadPort {
        faults.close();
    }
    for index in 0..CELLS.len() {
        faults.set_response(&cell(index), fault.response.clone());
    }
    let page = world.visit("", &today).await?;
    page.wait_for_loads(6).await?;
    for (index, (content, is_owner)) in CELLS.into_iter().enumerate() {
        let what = format!("{} {content:?} owner={is_owner}", fault.name);
        assert_eq!(
            faults.request_count(&cell(index)) - before[index],
            fault.requests,
            "requests of {what}"
        );
        assert_events(page, index, fault, &what).await?;
        assert_view(page, index, content, is_owner.then_some(fault.kind), &what).await?;
    }
    let console = page.console().await?;
    let messages = console
        .iter()
        .filter(|line| line.contains("my-groups-badge: "))
        .collect::<Vec<_>>();
    assert_eq!(
        messages.len(),
        3,
        "one message for each of the three owners: {console:?}"
    );
    assert!(
        messages
            .iter()
            .all(|line| line.contains(fault.kind) && !line.contains(TOKEN)),
        "{messages:?}"
    );
    Ok(())
}

async fn assert_events(page: Page<'_>, index: usize, fault: &Fault, what: &str) -> Result<()> {
    let events = page
        .run(&format!(
            "return badgeEvents.filter(([id]) => id === '{index}').map(([, ...event]) => event)"
        ))
        .await?;
    let [start, error, end] = events.as_array().unwrap().as_slice() else {
        panic!("{what}: {events}")
    };
    assert_eq!(start[0], "loadstart", "{what}");
    assert_eq!(
        (&error[0], &error[2]),
        (&json!("error"), &json!("failed")),
        "{what}"
    );
    assert_eq!(
        (&error[1]["kind"], &error[1]["status"]),
        (&json!(fault.kind), &json!(fault.status)),
        "{what}: {error}"
    );
    assert!(
        error[1]["message"].as_str().unwrap().len() > 20,
        "{what}: {error}"
    );
    assert_eq!(end[0], "loadend", "{what}");
    assert!(
        !events.to_string().contains(TOKEN),
        "{what}: the token is in an event: {events}"
    );
    Ok(())
}

/// Asserts what a badge shows. If `notice_kind` is not `None`, the badge shows its owner the failure of that kind.
async fn assert_view(
    page: Page<'_>,
    index: usize,
    content: Content,
    notice_kind: Option<&str>,
    what: &str,
) -> Result<()> {
    let view = page
        .run(&format!(
            "const badge = document.getElementById('{index}'), root = badge.shadowRoot;
             return {{
               state: badge.state,
               names: root.querySelectorAll('[part=name]').length,
               statuses: [...root.querySelectorAll('[part=status]')].filter((p) => p.checkVisibility()).map((p) => p.textContent),
               link: badge.querySelector('a')?.checkVisibility() && badge.querySelector('a').getClientRects().length > 0,
               height: badge.offsetHeight,
               markup: root.innerHTML,
               groups: badge.groups.length,
               isKept: badge.querySelectorAll('a').length,
             }}"
        ))
        .await?;
    assert_eq!(view["state"], "failed", "{what}");
    assert!(
        view["height"].as_u64().unwrap() > 10,
        "{what}: a blank box: {view}"
    );
    assert!(
        !view["markup"].as_str().unwrap().contains(TOKEN),
        "{what}: the token is in the page: {view}"
    );
    let statuses: Vec<String> = serde_json::from_value(view["statuses"].clone())?;
    let notice = statuses
        .iter()
        .find(|status| notice_kind.is_some_and(|kind| status.starts_with(&format!("{kind}: "))));
    assert_eq!(notice.is_some(), notice_kind.is_some(), "{what}: {view}");
    let (names, is_link) = (view["names"].as_u64().unwrap(), view["link"] == true);
    match content {
        Content::None => {
            assert_eq!((names, is_link), (0, false), "{what}: {view}");
            assert!(
                statuses.iter().any(|status| status == QUIET),
                "{what}: {view}"
            );
        }
        Content::Authors => assert_eq!((names, is_link), (0, true), "{what}: {view}"),
        Content::LastGood => {
            assert_eq!((names, is_link), (17, false), "{what}: {view}");
            assert_eq!(view["groups"], 17, "{what}");
            assert!(
                statuses.iter().any(|status| status.starts_with("As of ")),
                "{what}: {view}"
            );
        }
    }
    if notice_kind.is_none() {
        let quiet = usize::from(content != Content::Authors);
        assert_eq!(
            statuses.len(),
            quiet,
            "{what}: a visitor sees no other status: {view}"
        );
    }
    Ok(())
}

async fn assert_faults(faults: &[Fault]) -> Result<()> {
    let world = World::open().await?;
    for fault in faults {
        assert_fault(&world, fault).await?;
    }
    world.browser.close().await
}

#[tokio::test]
async fn final_statuses_fail_after_one_request() -> Result<()> {
    assert_faults(&[
        fault("403", Response::Status(403, "", "no"), "token", 403, 1),
        fault("404", Response::Status(404, "", "no"), "api-key", 404, 1),
        fault("401", Response::Status(401, "", "no"), "http", 401, 1),
        fault("418", Response::Status(418, "", "no"), "http", 418, 1),
        fault(
            "redirect",
            Response::Status(302, "Location: /elsewhere\r\n", ""),
            "network",
            0,
            1,
        ),
        fault(
            "429-until-2055",
            Response::Status(
                429,
                "Retry-After: Fri, 31 Dec 2055 23:59:59 GMT\r\nAccess-Control-Expose-Headers: Retry-After\r\n",
                "",
            ),
            "rate-limited",
            429,
            1,
        ),
        fault(
            "429-in-an-hour",
            Response::Status(
                429,
                "Retry-After: 3600\r\nAccess-Control-Expose-Headers: Retry-After\r\n",
                "",
            ),
            "rate-limited",
            429,
            1,
        ),
    ])
    .await
}

#[tokio::test]
async fn temporary_statuses_fail_after_three_requests() -> Result<()> {
    assert_faults(&[
        fault("500", Response::Status(500, "", "oops"), "server", 500, 3),
        fault("503", Response::Status(503, "", ""), "server", 503, 3),
        fault(
            "999",
            Response::Status(999, "", "busy"),
            "rate-limited",
            999,
            3,
        ),
        fault(
            "429-hidden",
            Response::Status(429, "Retry-After: 3600\r\n", ""),
            "rate-limited",
            429,
            3,
        ),
        fault(
            "429-until-2015",
            Response::Status(
                429,
                "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\nAccess-Control-Expose-Headers: Retry-After\r\n",
                "",
            ),
            "rate-limited",
            429,
            3,
        ),
        fault(
            "429-in-a-second",
            Response::Status(
                429,
                "Retry-After: 1\r\nAccess-Control-Expose-Headers: Retry-After\r\n",
                "",
            ),
            "rate-limited",
            429,
            3,
        ),
    ])
    .await
}

#[tokio::test]
async fn broken_connections_fail_with_network_or_timeout() -> Result<()> {
    let mut faults = vec![
        fault("slow-headers", Response::SlowHeaders, "timeout", 0, 3),
        fault("slow-body", Response::SlowBody, "timeout", 0, 3),
        fault("too-short", Response::TooShort, "network", 0, 3),
        fault("no-cors", Response::NoCors, "network", 0, 3),
        fault("dead-port", Response::DeadPort, "network", 0, 0),
    ];
    if Engine::chosen().supports(Feature::CutBody) {
        faults.push(fault("reset", Response::Reset, "network", 0, 3));
    }
    assert_faults(&faults).await
}

#[tokio::test]
async fn invalid_bodies_fail_after_one_request() -> Result<()> {
    let body = |body: &str| Response::Body(body.to_owned());
    assert_faults(&[
        fault(
            "truncated",
            body("{\"rsp\":{\"stat\":\"ok\",\"group\":[{\"id\":1,"),
            "format",
            200,
            1,
        ),
        fault(
            "html",
            body("<!doctype html><title>Busy</title><p>Come back later"),
            "format",
            200,
            1,
        ),
        fault("empty", body(""), "format", 200, 1),
        fault("other-json", body("{\"groups\":[]}"), "format", 200, 1),
        fault("xml-failure", body(XML_FAILURE), "api", 200, 1),
        fault(
            "json-failure",
            body("{\"rsp\":{\"stat\":\"fail\",\"error\":{\"msg\":\"Token t0k3n is stale\"}}}"),
            "api",
            200,
            1,
        ),
        fault("too-large", Response::TooLarge, "too-large", 200, 1),
    ])
    .await
}

#[tokio::test]
async fn a_body_of_four_mebibytes_is_not_too_large() -> Result<()> {
    let world = World::open().await?;
    let body = e2e::fixture("get-my-groups.json");
    let padding = " ".repeat(4 * 1024 * 1024 - body.len());
    let src = world
        .faults
        .set_response("large", Response::Body(body + &padding));
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{src}\"></my-groups-badge>"),
        )
        .await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);
    world.browser.close().await
}

#[tokio::test]
async fn invalid_attributes_are_config_errors_without_a_request() -> Result<()> {
    let world = World::open().await?;
    for (attributes, word) in [
        ("", "src"),
        ("endpoint=\"https://api.example/\" api-key=\"k\"", "token"),
        ("src=\"http://[\"", "src"),
        ("src=\"https://user:pass@api.example/\"", "src"),
        (
            "endpoint=\"mailto:a@b.example\" api-key=\"k\" token=\"t\"",
            "endpoint",
        ),
    ] {
        let badges = format!(
            "<my-groups-badge id=\"0\" debug=\"off\" {attributes}></my-groups-badge>
             <my-groups-badge id=\"1\" debug {attributes}><a href=\"/\">{LINK}</a></my-groups-badge>"
        );
        let page = world.visit("", &badges).await?;
        page.wait_for_loads(2).await?;
        assert_view(page, 0, Content::None, None, attributes).await?;
        assert_view(page, 1, Content::Authors, Some("config"), attributes).await?;
        let error = page.error_detail().await?;
        assert_eq!(
            (&error["kind"], &error["status"]),
            (&json!("config"), &json!(0))
        );
        assert!(error["message"].as_str().unwrap().contains(word), "{error}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn an_unreachable_host_and_a_policy_have_different_messages() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let dead = "http://127.0.0.1:9/list";
    let policy = format!(
        "default-src 'none'; script-src 'nonce-listen' {} 'wasm-unsafe-eval'; connect-src {}",
        world.embed.origin(),
        world.embed.origin()
    );
    let policies = ["", policy.as_str()];
    for (address, policy, words) in [
        (dead, policies[0], "unreachable"),
        (&src, policies[1], "Content-Security-Policy"),
    ] {
        let headers: &[_] = if policy.is_empty() {
            &[]
        } else {
            &[("content-security-policy", policy)]
        };
        let badge = format!("<my-groups-badge id=\"0\" src=\"{address}\" debug></my-groups-badge>");
        let page = world
            .blog
            .publish_with_badges(&world.embed.script(), headers, "", &badge);
        let page = world.browser.visit(&page).await?;
        page.wait_for_loads(1).await?;
        let error = page.error_detail().await?;
        assert_eq!(error["kind"], "network");
        assert!(
            error["message"].as_str().unwrap().contains(words),
            "{error}"
        );
    }
    assert_eq!(world.faults.request_count("list"), 0);
    world.browser.close().await
}

/// Pages on which no wasm runs. The badge shows the author's content, or the line for visitors, and fires an `error` of kind
/// `unsupported`.
#[tokio::test]
async fn shows_the_fallback_content_without_webassembly() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let badges = format!(
        "<my-groups-badge id=\"0\" src=\"{src}\" debug=\"off\"> </my-groups-badge>
         <my-groups-badge id=\"1\" src=\"{src}\" debug=\"on\"><a href=\"/\">{LINK}</a></my-groups-badge>"
    );
    let script = world.embed.script();
    let gone = script.replace("1.0.0", "without-wasm");
    let mixed = script.replace("1.0.0", "mixed");
    let policy = format!(
        "script-src 'nonce-listen' {0}; connect-src {0} {1}",
        world.embed.origin(),
        world.blog.origin()
    );
    let no_wasm = "<script nonce=\"listen\">delete window.WebAssembly</script>";
    for (what, script, headers, head, words) in [
        ("no WebAssembly", &script, None, no_wasm, "no WebAssembly"),
        (
            "a policy against it",
            &script,
            Some(policy.as_str()),
            "",
            "wasm-unsafe-eval",
        ),
        ("no wasm file", &gone, None, "", "wasm file"),
        (
            "a wasm of another release",
            &mixed,
            None,
            "",
            "not of this script's release",
        ),
    ] {
        let headers: Vec<_> = headers
            .map(|policy| ("content-security-policy", policy))
            .into_iter()
            .collect();
        let before = world.faults.request_count("list");
        let page = world
            .blog
            .publish_with_badges(script, &headers, head, &badges);
        let page = world.browser.visit(&page).await?;
        page.wait_for_loads(2).await?;
        assert_view(page, 0, Content::None, None, what).await?;
        assert_view(page, 1, Content::Authors, Some("unsupported"), what).await?;
        let error = page.error_detail().await?;
        assert_eq!(error["kind"], "unsupported", "{what}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(words), "{what}: {message}");
        // The request does not wait for the wasm, so it may have been sent: once for both badges, and not again.
        assert!(world.faults.request_count("list") - before <= 1, "{what}");
        assert_eq!(
            message.contains("https://developer.mozilla.org/"),
            what == "a policy against it",
            "{what}: {message}"
        );
    }
    world.browser.close().await
}

#[tokio::test]
async fn shows_the_fallback_content_without_javascript() -> Result<()> {
    let world = World::open().await?;
    let policy = [("content-security-policy", "script-src 'none'")];
    let badge = format!(
        "<my-groups-badge id=\"0\" src=\"/none\"><a href=\"/\">{LINK}</a></my-groups-badge>"
    );
    let page = world
        .blog
        .publish_with_badges(&world.embed.script(), &policy, "", &badge);
    let page = world.browser.visit(&page).await?;
    let shown = page
        .run("return document.querySelector('my-groups-badge a').checkVisibility()")
        .await?;
    assert_eq!(shown, Value::Bool(true));
    world.browser.close().await
}

#[tokio::test]
async fn shows_the_list_when_the_wasm_arrives_after_the_time_limit() -> Result<()> {
    let world = World::open().await?;
    let held = "<script>{
        const { fetch } = window;
        const released = new Promise((done) => { window.release = done; });
        window.fetch = async (what, ...rest) => {
            if (String(what.url ?? what).includes('.wasm')) {
                window.isHeld = true;
                await released;
            }
            return fetch(what, ...rest);
        };
        }</script>";
    let page = world
        .visit_sample(&format!("{CLOCK}{held}"), "", "")
        .await?;
    page.wait_until("window.isHeld").await?;
    page.advance_clock(Duration::from_secs(60)).await?;
    page.wait_for_loads(1).await?;
    page.run("release()").await?;
    page.wait_for_loads(2).await?;
    let names = page
        .run("return badgeEvents.map(([, name]) => name).filter((name) => name !== 'loadstart')")
        .await?;
    assert_eq!(names, json!(["error", "loadend", "load", "loadend"]));
    assert_eq!(
        page.run("return document.querySelector('my-groups-badge').shadowRoot.querySelector('li').checkVisibility()")
            .await?,
        true
    );
    Ok(())
}
