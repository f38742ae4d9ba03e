//! Environments without a complete DOM: a server, a DOM shim, and the content script of a browser extension. The scripts have no
//! effect there, and throw no error.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::{Context, Result, ensure};
use e2e::{File, Response, World, root};
use std::process::Command;

/// Environments with no DOM or an incomplete one, each with the script that creates it.
const DOMS: [(&str, &str); 6] = [
    ("no DOM", ""),
    (
        "the DOM shim of Lit",
        "await import('@lit-labs/ssr/lib/install-global-dom-shim.js');",
    ),
    (
        "a content script",
        "globalThis.HTMLElement = class {}; globalThis.document = {}; globalThis.customElements = null;",
    ),
    (
        "custom elements alone",
        "globalThis.HTMLElement = class {}; globalThis.customElements = { define() {}, get() {} };",
    ),
    (
        "a document without functions",
        "globalThis.document = {}; globalThis.HTMLElement = class {}; globalThis.customElements = { define() {}, get() {} };",
    ),
    (
        "a window alone",
        "globalThis.window = globalThis; globalThis.self = globalThis;",
    ),
];

#[test]
fn importing_a_script_without_a_complete_dom_does_nothing() -> Result<()> {
    let dist = root().join("dist").canonicalize()?;
    for file in [
        "npm/index.js",
        "embed/my-groups-badge.js",
        "embed/my-groups-badge-inline.js",
    ] {
        let script = format!("file://{}/{file}", dist.display());
        for (dom, setup) in DOMS {
            let program = format!(
                "{setup}
                 globalThis.fetch = () => {{ throw new Error('a request'); }};
                 const keys = Object.keys(globalThis).length;
                 await import({script:?});
                 await new Promise((done) => setTimeout(done));
                 const defined = globalThis.customElements?.get('my-groups-badge');
                 if (defined !== undefined && defined !== null) throw new Error('it is defined');
                 if (Object.keys(globalThis).length !== keys) throw new Error('it has left a global');"
            );
            let output = Command::new("node")
                .args(["--input-type=module", "--eval", &program])
                .current_dir(root().join("tests/e2e/libraries"))
                .output()
                .context("Node.js is needed")?;
            let errors = String::from_utf8_lossy(&output.stderr);
            ensure!(output.status.success(), "{file}, {dom}: {errors}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn shows_the_fallback_content_without_custom_elements() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let inline = File::read(&root().join("dist/embed/my-groups-badge-inline.js"))?;
    let inline = world.blog.site().put("/inline.js", inline);
    for (script, kind) in [
        (world.embed.script(), "module"),
        (inline, "text/javascript"),
    ] {
        let page = world
            .blog
            .publish_with_badges(
                "data:text/javascript,",
                &[],
                "<script>Object.defineProperty(window, 'customElements', { value: null })</script>",
                &format!(
                    "<my-groups-badge src=\"{src}\"><a href=\"/\">mine</a></my-groups-badge>
                     <script type=\"{kind}\" src=\"{script}\" onload=\"window.hasRun = true\"></script>"
                ),
            );
        let page = world.browser.visit(&page).await?;
        page.wait_until("window.hasRun").await?;
        let shown = page
            .run("return document.querySelector('my-groups-badge a').checkVisibility()")
            .await?;
        assert_eq!(shown, true, "{script}");
        assert_eq!(page.console().await?, [""; 0], "{script}");
    }
    assert_eq!(world.faults.request_count("list"), 0);
    world.browser.close().await
}
