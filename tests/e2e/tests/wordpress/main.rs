//! The plugin in a real WordPress. `WORDPRESS=/path cargo test … --test wordpress -- --ignored` uses another WordPress than
//! Debian's.
#![allow(missing_docs, clippy::unwrap_used)]

mod editor;
mod list;
mod php;
mod places;

use anyhow::Result;
use e2e::{Browser, Page, Site, WordPress, fixture, root};
use serde_json::{Value, json};

/// The block in the content of a post.
const BLOCK: &str = "<!-- wp:my-groups-badge/badge {\"src\":\"/my-groups.json\"} /-->";
/// The tag in the content of a post.
const TAG: &str =
    "<my-groups-badge src=\"/my-groups.json\"><a href=\"/\">My groups</a></my-groups-badge>";
/// The shortcode in the content of a post.
const SHORTCODE: &str = "[my_groups_badge src=\"/my-groups.json\"]";

/// Returns the body of the response at a URL, which the page requests from its own site.
async fn fetch_text(page: Page<'_>, address: &str) -> Result<String> {
    let text = page
        .wait(&format!(
            "fetch({}).then((response) => response.text())",
            Value::from(address)
        ))
        .await?;
    Ok(text.as_str().unwrap().to_owned())
}

/// Returns the messages in the console, without those that WordPress itself causes for every author.
async fn messages(page: Page<'_>) -> Result<Vec<String>> {
    const OF_WORDPRESS: [&str; 3] = [
        "JQMIGRATE: Migrate is installed",
        // The pictures of the welcome guide are on another host.
        "https://s.w.org/",
        // The editor requests templates and settings that an author may not read.
        "the server responded with a status of 403 (Forbidden)",
    ];
    let mut console = page.console().await?;
    console.retain(|line| !OF_WORDPRESS.iter().any(|known| line.contains(known)));
    Ok(console)
}

/// Waits until the page's only badge shows its list; asserts that the list is visible once, and that the console is empty.
async fn assert_ready(page: Page<'_>, names: &[&str], what: &str) -> Result<()> {
    page.wait_until("document.querySelector('my-groups-badge').state === 'ready'")
        .await?;
    assert_eq!(page.badge_texts("[part=name]").await?, names, "{what}");
    let facts = page
        .run(
            "return [
                document.querySelectorAll('my-groups-badge').length,
                [...document.querySelectorAll('my-groups-badge *')].filter((inside) => inside.checkVisibility()).length,
                document.querySelectorAll('script[src*=\"my-groups-badge.js?ver=\"]').length,
                document.querySelector('script[src*=\"my-groups-badge.js\"]').type]",
        )
        .await?;
    assert_eq!(facts, json!([1, 0, 1, "module"]), "{what}");
    assert_eq!(messages(page).await?, [""; 0], "{what}");
    Ok(())
}
