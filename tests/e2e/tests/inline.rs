//! The single-file script: one request, one `integrity`, and no further files.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use e2e::{Response, World, root};
use sha2::{Digest, Sha384};
use std::fs;

/// The inline script, below the project's folder.
const FILE: &str = "dist/embed/my-groups-badge-inline.js";
const PATH: &str = "/1.0.0/my-groups-badge-inline.js";
const STATE: &str = "document.querySelector('my-groups-badge').state";

/// Opens a page that loads only the single-file script. `attributes` are the attributes of the script tag.
fn page(lang: &str, attributes: &str, src: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{lang}\"><meta charset=\"utf-8\"><title>A blog</title><link rel=\"icon\" href=\"data:,\">
         <script {attributes}></script><h1>A blog</h1>
         <my-groups-badge src=\"{src}\" debug=\"off\"><a href=\"/\">mine</a></my-groups-badge>"
    )
}

#[tokio::test]
async fn the_inline_script_needs_one_request_in_every_language() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let embed = world.embed.origin();
    let hash = STANDARD.encode(Sha384::digest(fs::read(root().join(FILE))?));
    let policy = format!(
        "default-src 'none'; script-src {embed} 'wasm-unsafe-eval'; connect-src {}",
        src.split("/list").next().unwrap()
    );
    for (lang, heading) in [
        ("en", "My Groups"),
        ("de", "Meine Gruppen"),
        ("ar", "مجموعاتي"),
    ] {
        let before = world.embed.site().requested_paths().len();
        let attributes =
            format!("defer src=\"{embed}{PATH}?{lang}\" integrity=\"sha384-{hash}\" crossorigin");
        let html = page(lang, &attributes, &src);
        let page = world
            .blog
            .publish(&[("content-security-policy", &policy)], html);
        let page = world.browser.visit(&page).await?;
        page.wait_until(&format!("{STATE} === 'ready'")).await?;
        page.wait_until(&format!(
            "document.querySelector('my-groups-badge').shadowRoot.querySelector('[part=heading]').textContent === '{heading}'"
        ))
        .await?;
        assert_eq!(
            world.embed.site().requested_paths()[before..],
            [PATH],
            "{lang}"
        );
    }
    world.browser.close().await
}

#[tokio::test]
async fn the_inline_script_works_as_a_module_and_from_a_file() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let module = format!("type=\"module\" src=\"{}{PATH}\"", world.embed.origin());
    let address = world.blog.publish(&[], page("en", &module, &src));
    let file = root().join("target/inline.html");
    let beside = "defer src=\"../dist/embed/my-groups-badge-inline.js\"";
    fs::write(&file, page("de", beside, &src))?;
    for address in [
        address,
        format!("file://{}", fs::canonicalize(&file)?.display()),
    ] {
        let page = world.browser.visit(&address).await?;
        page.wait_until(&format!("{STATE} === 'ready'")).await?;
        assert_eq!(
            page.badge_texts("[part=name]").await?.len(),
            17,
            "{address}"
        );
    }
    world.browser.close().await
}
