//! Pages that declare globals with the names of DOM or JavaScript classes, for example their own `Map`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::{Context, Result};
use e2e::{API_KEY, Engine, Feature, Response, TOKEN, World};

/// The ways to declare a global; `NAME` is its name.
const WAYS: [&str; 4] = [
    "class NAME {}",
    "const NAME = { own: true };",
    "var NAME = { own: true };",
    "function NAME() { this.own = true; }",
];

/// Returns a page's badges, one for each mode.
fn badges(src: &str, endpoint: &str) -> String {
    format!(
        "<my-groups-badge src=\"{src}\" lang=\"de\"><a href=\"/\">mine</a></my-groups-badge>
         <my-groups-badge endpoint=\"{endpoint}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"><a href=\"/\">mine</a></my-groups-badge>"
    )
}

#[tokio::test]
async fn works_when_a_global_has_the_name_of_a_built_in_class() -> Result<()> {
    if !Engine::chosen().supports(Feature::ReplacedClasses) {
        return Ok(());
    }
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let endpoint = world.api.endpoint();
    let names = [
        "Map",
        "Set",
        "WeakMap",
        "WeakSet",
        "Response",
        "Request",
        "URL",
        "Headers",
        "Event",
        "CustomEvent",
        "Node",
        "Text",
        "Comment",
        "Element",
        "Range",
        "Image",
        "Option",
        "Selection",
        "Document",
    ];
    for way in WAYS {
        // Each declaration is a separate script, so that the others run if the browser refuses one.
        let script = |name: &&str| format!("<script>{}</script>", way.replace("NAME", name));
        let scripts = names.iter().map(script).collect::<Vec<_>>().concat();
        for name in names.map(Some).into_iter().chain([None]) {
            let script = match name {
                Some(name) => script(&name),
                None => scripts.clone(),
            };
            let what = format!("{way} {}", name.unwrap_or("all"));
            let page = world.visit(&script, &badges(&src, &endpoint)).await?;
            page.wait_until("[...document.querySelectorAll('my-groups-badge')].every(({ state }) => state === 'ready')")
                .await
                .with_context(|| what.clone())?;
            let counts = page
                .run("return [...document.querySelectorAll('my-groups-badge')].map(({ groups }) => groups.length).join()")
                .await?;
            assert_eq!(counts, "17,17", "{what}");
        }
    }
    world.browser.close().await
}

/// Globals without which no script can load a list.
#[tokio::test]
async fn is_unsupported_when_a_global_replaces_a_needed_built_in() -> Result<()> {
    if !Engine::chosen().supports(Feature::ReplacedClasses) {
        return Ok(());
    }
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let endpoint = world.api.endpoint();
    for name in ["fetch", "Promise", "AbortController", "WebAssembly"] {
        for way in [
            "var NAME = { own: true };",
            "function NAME() { this.own = true; }",
        ] {
            let script = way.replace("NAME", name);
            let page = world
                .visit(
                    &format!("<script>{script}</script>"),
                    &badges(&src, &endpoint),
                )
                .await?;
            page.wait_until("[...document.querySelectorAll('my-groups-badge')].every(({ state }) => /ready|failed/.test(state))")
                .await
                .with_context(|| script.clone())?;
            let wrong = page
                .run(
                    "return [...document.querySelectorAll('my-groups-badge')].filter((badge) =>
                       badge.state === 'ready' ? badge.groups.length !== 17 : !badge.querySelector('a').checkVisibility()).length",
                )
                .await?;
            assert_eq!(wrong, 0, "{script}");
            let kinds = page
                .run("return badgeEvents.filter(([, name]) => name === 'error').map(([, , { kind }]) => kind).join()")
                .await?;
            let kinds = kinds.as_str().unwrap();
            assert!(
                kinds
                    .split(',')
                    .all(|kind| kind.is_empty() || kind == "unsupported"),
                "{script}: {kinds}"
            );
        }
    }
    world.browser.close().await
}
