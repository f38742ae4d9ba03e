//! The documentation as HTML pages beside the preview page.

use anyhow::Result;
use e2e::{Browser, Preview};
use serde_json::json;

#[tokio::test]
async fn documents_are_accessible_pages_without_broken_links() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let home = format!("{}/index.html", preview.origin());
    for (document, width, scheme) in [
        ("README.html", 320, "dark"),
        ("docs/attributes.html", 320, "light"),
        ("docs/blog.html", 360, "dark"),
        ("docs/promises.html", 320, "light"),
        ("docs/recipes.html", 320, "light"),
        ("docs/recipes.html", 1280, "dark"),
        ("docs/companion.html", 768, "light"),
        ("CHANGELOG.html", 768, "dark"),
    ] {
        let at = format!("{document} {width} {scheme}");
        browser
            .visit("about:blank")
            .await?
            .emulate_screen(width, 900, scheme)
            .await?;
        let page = browser
            .visit(&format!("{}/{document}", preview.origin()))
            .await?;
        let overflow = page
            .run("return document.documentElement.scrollWidth - innerWidth")
            .await?;
        assert!(overflow.as_i64().unwrap() <= 0, "{at}: {overflow}");
        let is_linked = page.run("return [...document.links].map(({ href }) => href)");
        assert!(
            is_linked.await?.as_array().unwrap().contains(&json!(home)),
            "{at}"
        );
        // The pages and anchors of this site; the folders of the sources are elsewhere.
        let dead = page
            .wait(
                "Promise.all([...document.querySelectorAll('a[href]')]
                   .filter(({ href }) => href.startsWith(location.origin) && /[.](html|md|json|js|png)(#|$)|^#/.test(href))
                   .map(async ({ href, hash }) => {
                     const answer = await fetch(href);
                     const text = await answer.text();
                     return answer.ok && (!hash || text.includes(`id=\"${decodeURIComponent(hash.slice(1))}\"`)) ? '' : href;
                   })).then((links) => links.filter(Boolean))",
            )
            .await?;
        assert_eq!(dead, json!([]), "{at}");
        assert_eq!(page.axe_violations().await?, [""; 0], "{at}");
    }
    browser.close().await
}
