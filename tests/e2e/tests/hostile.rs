//! Hostile pages and hostile responses. The badge shows plain text, or fails with a kind.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{API_KEY, Response, TOKEN, World};
use serde_json::{Value, json};

#[tokio::test]
async fn a_replaced_fetch_fails_with_the_correct_kind() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    for (fetch, kind) in [
        ("() => Promise.reject('a string')", "network"),
        ("() => Promise.reject()", "network"),
        ("() => Promise.resolve('no response')", "network"),
        (
            "() => Promise.resolve({ ok: true, status: 200, headers: new Headers(), json: () => ({}) })",
            "network",
        ),
        ("() => undefined", "network"),
        ("() => { throw 'thrown'; }", "network"),
        ("() => new Promise(() => {})", "timeout"),
        ("() => ({ then() { throw new Error(); } })", "network"),
        (
            "async () => { const answer = new Response('{}'); await answer.text(); return answer; }",
            "network",
        ),
        (
            "async () => new Response(new ReadableStream({ start(c) { c.enqueue('no bytes'); c.close(); } }))",
            "network",
        ),
        (
            "async () => new Response(new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(65536)); } }))",
            "too-large",
        ),
        (
            "async () => new Response(new ReadableStream({}))",
            "timeout",
        ),
        ("async () => Response.error()", "http"),
    ] {
        // The wasm is loaded with the page's original `fetch`, and the list is not.
        let head = format!(
            "<script>const real = window.fetch, hostile = {fetch};
            window.fetch = (what, ...rest) => String(what.url ?? what).includes('/list') ? hostile(what, ...rest) : real(what, ...rest)</script>"
        );
        let page = world.visit(&head, &format!("<my-groups-badge src=\"{src}\" timeout=\"1\"><a href=\"/\">mine</a></my-groups-badge>")).await?;
        page.wait_for_loads(1).await?;
        let error = page.error_detail().await?;
        assert_eq!(error["kind"], kind, "{fetch}: {error}");
        assert_eq!(
            page.run("return document.querySelector('my-groups-badge a').checkVisibility()")
                .await?,
            true,
            "{fetch}"
        );
        let console = page.console().await?;
        assert!(
            !console.iter().any(|line| line.contains("panicked")
                || line.contains("RuntimeError")
                || line.contains("Uncaught")),
            "{fetch}: {console:?}"
        );
    }
    world.browser.close().await
}

#[tokio::test]
async fn works_with_extended_prototypes_and_a_taken_element_name() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let badge = format!("<my-groups-badge src=\"{src}\"><a href=\"/\">mine</a></my-groups-badge>");
    let page = world.visit("<script>Array.prototype.extra = function () {}; Object.prototype.more = 1; String.prototype.odd = {};</script>", &badge).await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);

    // Old libraries define their own `toJSON` for arrays.
    let page = world
        .visit(
            "<script>Array.prototype.toJSON = () => 'odd';</script>",
            &format!(
                "<my-groups-badge src=\"{}\"></my-groups-badge>",
                world.api.xml()
            ),
        )
        .await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 1);

    // A second copy of the file, from another URL.
    let again = format!(
        "<script type=\"module\" src=\"{}?copy\"></script>",
        world.embed.script()
    );
    let page = world.visit(&again, &badge).await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);
    assert_eq!(page.console().await?, [""; 0]);

    // Another element of that name.
    let page = world.visit("<script>customElements.define('my-groups-badge', class extends HTMLElement {})</script>", &badge).await?;
    // The same module. Its import resolves when it has run.
    page.wait(&format!("import('{}')", world.embed.script()))
        .await?;
    assert_eq!(
        page.run("return document.querySelector('my-groups-badge a').checkVisibility()")
            .await?,
        true
    );
    assert_eq!(page.console().await?, [""; 0]);
    world.browser.close().await
}

#[tokio::test]
async fn works_with_an_invalid_language_and_inside_a_removed_link() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let badge = format!("<my-groups-badge src=\"{src}\"></my-groups-badge>");
    let page = world
        .visit(
            "",
            &format!(
                "<a href=\"https://x.example/\">{badge}</a><div lang=\"constructor\">{badge}</div>"
            ),
        )
        .await?;
    page.wait_for_loads(2).await?;
    // A link has a `host`, which is a text.
    let state = page
        .wait(
            "(async () => {
                const link = document.querySelector('a:has(my-groups-badge)');
                link.firstElementChild.layout = 'compact';
                link.remove();
                return document.querySelector('my-groups-badge').reload();
            })()",
        )
        .await?;
    assert_eq!(state, "ready");
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);
    assert_eq!(page.console().await?, [""; 0]);
    world.browser.close().await
}

#[tokio::test]
async fn shows_the_list_however_the_element_is_inserted() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let page = world.visit("", &format!("<my-groups-badge id=\"parsed\" src=\"{src}\"></my-groups-badge><div id=\"host\"></div><iframe></iframe>")).await?;
    page.run(&format!(
        "const made = document.createElement('my-groups-badge');
         made.id = 'made'; made.src = '{src}';
         document.body.append(made);
         const clone = document.getElementById('parsed').cloneNode(true);
         clone.id = 'clone';
         document.body.append(clone);
         const root = document.getElementById('host').attachShadow({{ mode: 'open' }});
         root.innerHTML = '<my-groups-badge id=\"inner\" src=\"{src}\"></my-groups-badge>';
         window.detached = document.createElement('div');
         detached.innerHTML = '<my-groups-badge src=\"{src}\"></my-groups-badge>';
         const framed = document.createElement('my-groups-badge');
         framed.src = '{src}';
         window.framed = framed;
         document.querySelector('iframe').contentDocument.body.append(framed);"
    ))
    .await?;
    let names =
        |badge: &str| format!("{badge}?.shadowRoot.querySelectorAll('[part=name]').length === 17");
    for badge in [
        "document.getElementById('parsed')",
        "document.getElementById('made')",
        "document.getElementById('clone')",
        "document.getElementById('host').shadowRoot.firstChild",
        "framed",
    ] {
        page.wait_until(&names(badge)).await?;
    }
    let framed = page.run("return [framed.shadowRoot.adoptedStyleSheets.length, getComputedStyle(framed.shadowRoot.querySelector('[part=group]')).display]").await?;
    assert_eq!(
        framed,
        json!([1, "flex"]),
        "the style goes along into the frame"
    );
    assert_eq!(
        page.run("return detached.firstChild.state").await?,
        "idle",
        "a detached badge sends no request"
    );
    page.run("document.body.append(framed); document.body.append(detached)")
        .await?;
    page.wait_until(&names("framed")).await?;
    page.wait_until(&names("detached.firstChild")).await?;
    assert_eq!(
        page.run("return framed.shadowRoot.adoptedStyleSheets.length")
            .await?,
        1
    );
    assert_eq!(page.console().await?, [""; 0]);
    world.browser.close().await
}

#[tokio::test]
async fn no_attribute_is_too_odd() -> Result<()> {
    let world = World::open().await?;
    let page = world.visit("", &format!("<my-groups-badge endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"></my-groups-badge>", world.api.endpoint())).await?;
    page.wait_for_loads(1).await?;
    let names = page.run("return Object.keys(Object.getOwnPropertyDescriptors(customElements.get('my-groups-badge').prototype))").await?;
    assert!(names.as_array().unwrap().len() >= 18);
    for value in [
        "'a\\nb\\r\\n\\tc'",
        "'a\\0b\\uFFFF\\uD800'",
        "'x'.repeat(1_000_000)",
        "'\"><img src=x onerror=alert(1)>'",
        "''",
    ] {
        page.run(&format!(
            "const badge = document.querySelector('my-groups-badge');
             for (const name of badge.constructor.observedAttributes) badge.setAttribute(name, {value});
             return badge.reload();"
        ))
        .await?;
        let state = page
            .run("return document.querySelector('my-groups-badge').state")
            .await?;
        assert!(
            ["failed", "ready"].contains(&state.as_str().unwrap()),
            "{value}: {state}"
        );
        let images = page.run("return document.querySelector('my-groups-badge').shadowRoot.querySelectorAll('img, script').length").await?;
        assert_eq!(images, 0);
    }
    let recovered = page
        .run(&format!(
            "const badge = document.querySelector('my-groups-badge');
             for (const name of badge.constructor.observedAttributes) badge.removeAttribute(name);
             badge.endpoint = '{}'; badge.apiKey = '{API_KEY}'; badge.token = '{TOKEN}';
             return badge.reload();",
            world.api.endpoint()
        ))
        .await?;
    assert_eq!(recovered, "ready");
    let console = page.console().await?;
    assert!(
        !console
            .iter()
            .any(|line| line.contains("Uncaught") || line.contains(TOKEN)),
        "{console:?}"
    );
    world.browser.close().await
}

#[tokio::test]
async fn hostile_names_and_descriptions_are_shown_as_text() -> Result<()> {
    let world = World::open().await?;
    let mut strings: Vec<String> = naughty_strings::BLNS
        .iter()
        .map(ToString::to_string)
        .filter(|text| !text.trim().is_empty())
        .collect();
    strings.extend(
        [
            "\u{202e}desrever",
            "zero\u{200b}width\u{200d}joined",
            "bell\u{7}\u{1b}[31m",
            "<svg onload=alert(1)>",
            "javascript:alert(1)",
            "{id}",
            "{{7*7}}",
        ]
        .map(str::to_owned),
    );
    let harmless: Vec<_> = (0..strings.len())
        .map(|id| json!({"id": id, "name": "x", "description": "y"}))
        .collect();
    // The text is short and on one line, like the harmless ones, because a long description is behind a button.
    let descriptions: Vec<String> = strings
        .iter()
        .map(|text| collapsed(&format!("y{text}")).chars().take(60).collect())
        .collect();
    let naughty: Vec<_> = strings.iter().zip(&descriptions).enumerate().map(|(id, (text, description))| json!({"id": id, "name": format!("x{}", escape(text)), "description": escape(description)})).collect();
    let body = |groups: &[Value]| {
        Response::Body(json!({"rsp": {"stat": "ok", "group": groups}}).to_string())
    };
    let src = [
        world.faults.set_response("harmless", body(&harmless)),
        world.faults.set_response("naughty", body(&naughty)),
    ];
    let mut counts = Vec::new();
    for src in &src {
        let page = world.visit("<script>window.alert = () => { window.alerted = true; }</script>", &format!("<my-groups-badge src=\"{src}\" show=\"description\" group-url=\"https://events.example/{{id}}/{{name}}\"></my-groups-badge>")).await?;
        page.wait_for_loads(1).await?;
        counts.push(page.run("return document.querySelector('my-groups-badge').shadowRoot.querySelectorAll('[part=list] *').length").await?);
        assert_eq!(page.run("return Boolean(window.alerted)").await?, false);
        let links = page.run("return [...document.querySelector('my-groups-badge').shadowRoot.querySelectorAll('a')].every(({ origin }) => origin === 'https://events.example')").await?;
        assert_eq!(links, true);
    }
    assert_eq!(counts[0], counts[1], "naughty text makes no element");
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{}\"></my-groups-badge>", src[1]),
        )
        .await?;
    page.wait_for_loads(1).await?;
    let expected: Vec<_> = strings
        .iter()
        .map(|text| collapsed(&format!("x{text}")))
        .collect();
    assert_eq!(page.badge_texts("[part=name] bdi").await?, expected);
    let shown: Vec<_> = descriptions.iter().map(|text| collapsed(text)).collect();
    page.run("document.querySelector('my-groups-badge').show = 'description'")
        .await?;
    page.wait_until(
        "document.querySelector('my-groups-badge').shadowRoot.querySelector('[part=description]')",
    )
    .await?;
    assert_eq!(page.badge_texts("[part=description]").await?, shown);
    let texts = page
        .run("return document.querySelector('my-groups-badge').groups.map(({ name }) => name)")
        .await?;
    assert_eq!(serde_json::from_value::<Vec<String>>(texts)?, expected);
    world.browser.close().await
}

/// Returns a text as an API sends it that escapes texts for HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Returns a text as the badge shows it in one line: without control characters, and with collapsed white space.
fn collapsed(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|character| !character.is_control() || "\n\r\t".contains(*character))
        .collect();
    visible
        .split([' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

#[tokio::test]
async fn extreme_names_and_counts_neither_break_the_layout_nor_show_wrong_numbers() -> Result<()> {
    let world = World::open().await?;
    let groups = [
        json!({"id": 1, "name": "w".repeat(100_000), "member_count": 1}),
        json!({"id": 1, "name": "the same id", "member_count": -5}),
        json!({"id": 1, "name": "and again", "member_count": 9_007_199_254_740_992_u64}),
        json!({"id": 2, "name": "huge", "member_count": 1e300}),
        json!({"id": 3, "name": "nonsense", "member_count": "NaN"}),
        json!({"id": 4, "name": "שלום \u{202e}abc", "member_count": {}}),
    ];
    let src = world.faults.set_response("list", Response::groups(groups));
    let page = world.visit("", &format!("<div style=\"inline-size: 200px\"><my-groups-badge src=\"{src}\"></my-groups-badge></div>")).await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 6);
    assert_eq!(
        page.badge_texts("[part=count]").await?,
        ["1 member", "9,007,199,254,740,992 members"]
    );
    let counts = page.run("return document.querySelector('my-groups-badge').groups.map(({ memberCount }) => memberCount)").await?;
    assert_eq!(
        counts,
        json!([1, null, 9_007_199_254_740_992_u64, null, null, null])
    );
    let fits = page.run("return document.querySelector('my-groups-badge').scrollWidth <= 201 && document.documentElement.scrollWidth <= innerWidth").await?;
    assert_eq!(fits, true);

    let deep = world
        .faults
        .set_response("deep", Response::Body("[".repeat(1_000_000)));
    let page = world
        .visit(
            "",
            &format!("<my-groups-badge src=\"{deep}\"></my-groups-badge>"),
        )
        .await?;
    page.wait_for_loads(1).await?;
    assert_eq!(
        page.run("return badgeEvents.find(([, name]) => name === 'error')[2].kind")
            .await?,
        "format"
    );
    world.browser.close().await
}

/// After a panic, WebAssembly cannot guarantee that the other badges work, so all of them show the author's content.
#[tokio::test]
async fn after_a_panic_every_badge_shows_its_fallback_content() -> Result<()> {
    let world = World::open().await?;
    let (one, other) = (
        world.faults.set_response("one", Response::Sample),
        world.faults.set_response("other", Response::Sample),
    );
    let badge = |id: &str, src: &str| {
        format!(
            "<my-groups-badge id=\"{id}\" src=\"{src}\" debug=\"off\"><a href=\"/\">mine</a></my-groups-badge>"
        )
    };
    let page = world
        .visit("", &(badge("one", &one) + &badge("two", &one)))
        .await?;
    page.wait_for_loads(2).await?;
    page.run(&format!(
        "const {{ insertBefore }} = Node.prototype;
         Node.prototype.insertBefore = () => {{ throw new TypeError('broken by the page'); }};
         window.restore = () => Object.assign(Node.prototype, {{ insertBefore }});
         Object.assign(document.getElementById('one'), {{ src: '{other}', sort: 'name' }});"
    ))
    .await?;
    page.wait_until("[...document.querySelectorAll('my-groups-badge')].every(({ state }) => state === 'failed')").await?;
    for id in ["one", "two"] {
        let shown = page
            .run(&format!(
                "return document.querySelector('#{id} a').getClientRects().length > 0"
            ))
            .await?;
        assert_eq!(shown, true, "{id}");
        let kind = page.run(&format!("return badgeEvents.filter(([id, name]) => id === '{id}' && name === 'error').map(([, , {{ kind }}]) => kind)")).await?;
        assert_eq!(kind, json!(["unsupported"]), "{id}");
    }
    page.run("restore()").await?;
    page.run(&format!(
        "document.body.insertAdjacentHTML('beforeend', '{}')",
        badge("late", &one)
    ))
    .await?;
    page.wait_until("document.getElementById('late').state === 'failed'")
        .await?;
    assert_eq!(
        page.run("return document.getElementById('one').reload()")
            .await?,
        "failed"
    );
    page.run("document.getElementById('two').remove()").await?;
    world.browser.close().await
}

/// A trap in a task of the wasm is an uncaught error of the page.
#[tokio::test]
async fn only_traps_of_the_badge_are_hidden_from_the_page() -> Result<()> {
    const STATE: &str = "return document.querySelector('my-groups-badge').state";
    let world = World::open().await?;
    let page = world.visit_sample("", "debug=\"off\"", "").await?;
    page.wait_for_loads(1).await?;
    let trap = |file: &str| {
        format!(
            "const error = new window.WebAssembly.RuntimeError('unreachable');
             error.stack = 'RuntimeError: unreachable\\n at https://cdn.example/{file}:wasm-function[7]:0x1';
             return dispatchEvent(new window.ErrorEvent('error', {{ error, cancelable: true }}))"
        )
    };
    assert_eq!(page.run(&trap("other_bg.wasm")).await?, true);
    assert_eq!(page.run(STATE).await?, "ready");
    assert_eq!(
        page.run(&trap("my-groups-badge-0123abcd.wasm")).await?,
        false
    );
    page.wait_until("document.querySelector('my-groups-badge').state === 'failed'")
        .await?;
    world.browser.close().await
}
