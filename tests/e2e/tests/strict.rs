//! A page with the strictest Content-Security-Policy and Trusted Types that the badge supports.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{API_KEY, Response, TOKEN, World};

#[tokio::test]
async fn works_under_the_documented_policy_without_style_src() -> Result<()> {
    let world = World::open().await?;
    let embed = world.embed.origin();
    let policy = format!(
        "default-src 'none'; script-src {embed} 'nonce-listen' 'wasm-unsafe-eval'; connect-src {} {embed}",
        world.api.origin()
    );
    let page = world
        .visit_with_headers(
            &[("content-security-policy", &policy)],
            "<script nonce=\"listen\">window.violations = []; document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => violations.push(`${effectiveDirective} ${blockedURI}`))</script>",
            &format!("<my-groups-badge endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\" group-url=\"https://events.example/{{id}}\"></my-groups-badge>", world.api.endpoint()),
        )
        .await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);
    let ours = page
        .run("return violations.filter((violation) => !violation.includes('data'))")
        .await?;
    assert_eq!(ours, serde_json::json!([]));
    let display = page.run("return getComputedStyle(document.querySelector('my-groups-badge').shadowRoot.querySelector('[part=group]')).display").await?;
    assert_eq!(display, "flex", "the style sheet is in force");
    world.browser.close().await
}

#[tokio::test]
async fn works_with_trusted_types_for_json_and_reports_xml() -> Result<()> {
    let world = World::open().await?;
    let policy = "require-trusted-types-for 'script'; trusted-types 'none'";
    let badges = format!(
        "<my-groups-badge id=\"json\" endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\" limit=\"3\" show=\"description topics founded\"></my-groups-badge>
         <my-groups-badge id=\"xml\" src=\"{}\"><a href=\"/\">mine</a></my-groups-badge>
         <my-groups-badge id=\"bad\" src=\"{}\"></my-groups-badge>",
        world.api.endpoint(),
        world.api.xml(),
        world.faults.set_response("bad", Response::Status(418, "", ""))
    );
    let page = world
        .visit_with_headers(&[("content-security-policy", policy)], "", &badges)
        .await?;
    page.wait_for_loads(3).await?;
    assert_eq!(
        page.run("return document.getElementById('json').state")
            .await?,
        "ready"
    );
    assert_eq!(
        page.run("return document.getElementById('bad').state")
            .await?,
        "failed"
    );
    let error = page
        .run("return badgeEvents.find(([id, name]) => id === 'xml' && name === 'error')[2]")
        .await?;
    assert_eq!(error["kind"], "format");
    assert!(
        error["message"].as_str().unwrap().contains("Trusted Types"),
        "{error}"
    );
    world.browser.close().await
}
