//! The list that the plugin itself writes.

use super::*;
use anyhow::ensure;
use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// Groups that a badge shows, private groups, and an entry without a name.
const DOCUMENT: &str = r#"{"rsp": {"stat": "ok", "version": 1, "group": [
    {"id": 1, "name": "Jazz &amp; Blues", "is_private": 0, "member_count": 1234, "num_members": 1234, "timestamp": "",
     "url": "https://events.example/1?a=1&amp;b=[2]"},
    {"id": "2", "name": 1984, "is_private": "0", "member_count": "", "num_members": "1"},
    {"id": 3, "name": "Nobody may know", "is_private": 1, "member_count": 9},
    {"id": 4, "name": "Nor of this", "is_private": "yes", "member_count": 8},
    {"id": 5, "name": ""}
]}}"#;

/// The list of that document.
const LIST: &str = "<strong role=\"heading\" aria-level=\"2\">My Groups</strong><br><span role=\"list\">\
    <span role=\"listitem\"><a href=\"https://events.example/1?a=1&#038;b=%5B2%5D\"><bdi>Jazz &#x26; Blues</bdi></a> \
    1&#x2c;234 members</span><br><span role=\"listitem\"><bdi>1984</bdi> 1 member</span></span>";

/// A document of one public group.
fn document(name: &str) -> String {
    let group = json!({"id": 1, "name": name, "is_private": 0, "member_count": 2});
    json!({"rsp": {"stat": "ok", "group": [group]}}).to_string()
}

/// A document that the site sends only after the test has released it.
struct HeldDocument {
    requested: PathBuf,
    released: PathBuf,
}

impl HeldDocument {
    /// Publishes the document as a PHP program of this name. The program creates a file when it is requested, and waits
    /// until the test creates another file.
    fn publish(wordpress: &WordPress, name: &str, document: &str) -> Result<Self> {
        let held = Self {
            requested: wordpress.file("held-requested"),
            released: wordpress.file("held-released"),
        };
        for file in [&held.requested, &held.released] {
            if file.exists() {
                fs::remove_file(file)?;
            }
        }
        let program = format!(
            "<?php
            touch( '{}' );
            while ( ! file_exists( '{}' ) ) {{
                usleep( 10000 );
            }}
            ?>{document}",
            held.requested.display(),
            held.released.display()
        );
        wordpress.put(name, &program)?;
        Ok(held)
    }

    /// Waits until the document has been requested.
    async fn wait_for_request(&self) -> Result<()> {
        const TIME_LIMIT: Duration = Duration::from_secs(15);
        let start = Instant::now();
        while !self.requested.exists() {
            ensure!(
                start.elapsed() < TIME_LIMIT,
                "the document was not requested"
            );
            sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    /// Sends the document.
    fn release(&self) -> Result<()> {
        Ok(fs::write(&self.released, "")?)
    }
}

/// Returns an expression for a promise: the first name in the list that a page has as HTML, or `none`.
fn name_in(address: &str) -> String {
    format!(
        "fetch('{address}').then((response) => response.text()).then((html) => html.match(/<bdi>(.*?)<.bdi>/)?.[1] ?? 'none')"
    )
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_list_is_shown_without_scripts_and_in_feeds() -> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::CLASSIC_THEME).await?,
    );
    wordpress.put("my-groups.json", DOCUMENT)?;
    let block = wordpress.publish("admin", BLOCK).await?;
    let shortcode = wordpress
        .publish("author", &format!("Before.\n\n{SHORTCODE}\n\nAfter."))
        .await?;
    for post in [block, shortcode] {
        let page = browser.visit(&format!("{post}&no-script")).await?;
        let shown = page
            .run("return document.querySelector('my-groups-badge').innerText")
            .await?;
        assert_eq!(
            shown,
            "My Groups\nJazz & Blues 1,234 members\n1984 1 member"
        );
        let html = fetch_text(page, &post).await?;
        let tag = format!("<my-groups-badge src=\"/my-groups.json\">{LIST}</my-groups-badge>");
        assert!(html.contains(&tag), "{html}");
        for private in ["Nobody may know", "Nor of this"] {
            assert!(!html.contains(private), "{html}");
        }
    }
    wordpress
        .publish(
            "author",
            "<my-groups-badge src=\"/\" heading='&gt;'><a href=\"/\">My own</a></my-groups-badge>",
        )
        .await?;
    for feed in ["rss2", "atom"] {
        let page = browser.visit(&wordpress.url("/?p=1")).await?;
        let feed = fetch_text(page, &wordpress.url(&format!("/?feed={feed}"))).await?;
        assert_eq!(feed.matches(LIST).count(), 2, "{feed}");
        assert!(feed.contains("<p><a href=\"/\">My own</a></p>"), "{feed}");
        assert!(
            !feed.contains("<my-groups-badge") && !feed.contains("<script"),
            "{feed}"
        );
    }
    let stored = wordpress.tool("stored", json!({})).await?;
    assert!(
        stored.contains("Jazz") && !stored.contains("Nobody may know"),
        "{stored}"
    );
    assert_eq!(wordpress.php_messages(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_last_good_list_stays_until_the_document_is_deleted() -> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::CLASSIC_THEME).await?,
    );
    wordpress.put("my-groups.json", &document("First"))?;
    let post = wordpress.publish("admin", SHORTCODE).await?;
    let page = browser.visit(&post).await?;
    let has = async |name: &str| {
        anyhow::Ok(
            fetch_text(page, &post)
                .await?
                .contains(&format!("<bdi>{name}</bdi>")),
        )
    };
    assert!(has("First").await?);

    wordpress.put("my-groups.json", &document("Second"))?;
    assert!(has("First").await?, "it is new for some minutes");
    wordpress.tool("forget", json!({})).await?;
    wordpress.set_cache_seconds(0)?;
    assert!(has("Second").await?);

    let long = document(&"x".repeat(2 << 20));
    for dead in [
        "",
        "<!doctype html><title>Sorry</title>",
        "{\"rsp\": {\"stat\": \"fail\", \"error\": {\"msg\": \"no\"}}}",
        "{\"rsp\": {\"stat\": \"ok\", \"group\": \"no\"}}",
        "{\"rsp\": {\"stat\": \"ok\", \"group\": [{\"id\": 1}]}}",
        "{\"rsp\": {\"stat\": \"ok\", \"group\": [{\"id\": 1, \"name\": \"Third\"",
        &long,
    ] {
        wordpress.put("my-groups.json", dead)?;
        assert!(has("Second").await?, "{dead:.80}");
    }
    wordpress.put("my-groups.json", "{")?;
    let page = browser.visit(&post).await?;
    page.wait_until("document.querySelector('my-groups-badge').state === 'failed'")
        .await?;
    let is_visible = page
        .run("return document.querySelector('my-groups-badge bdi').checkVisibility()")
        .await?;
    assert_eq!(is_visible, true);

    wordpress.put(
        "my-groups.json",
        "\u{feff}{\"rsp\": {\"stat\": \"ok\", \"group\": \"\"}}",
    )?;
    assert!(!has("Second").await?, "an empty list is valid");

    wordpress.put("my-groups.json", &document("Third"))?;
    assert!(has("Third").await?);
    fs::remove_file(wordpress.file("my-groups.json"))?;
    assert!(!has("Third").await?);
    assert_eq!(wordpress.php_messages(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn visitors_do_not_wait_for_the_request_of_another_visitor() -> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::CLASSIC_THEME).await?,
    );
    let shortcode = "[my_groups_badge src=/held.php]";
    let post = wordpress.publish("admin", shortcode).await?;
    let page = browser.visit(&wordpress.url("/?p=1")).await?;
    // Requests the post twice. The second request starts when the plugin has requested the document for the first one, and the
    // document is sent after the second response.
    let names = async |document: &str| {
        let held = HeldDocument::publish(&wordpress, "held.php", document)?;
        page.run(&format!("window.first = {}", name_in(&post)))
            .await?;
        held.wait_for_request().await?;
        let second = page.wait(&name_in(&post)).await?;
        held.release()?;
        let first = page.wait("first").await?;
        anyhow::Ok([first, second])
    };
    // The badge of the second visitor loads the list itself.
    assert_eq!(names(&document("First")).await?, ["First", "none"]);

    wordpress.tool("forget", json!({})).await?;
    assert_eq!(names(&document("Second")).await?, ["Second", "First"]);
    assert_eq!(wordpress.php_messages(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn wordpress_does_not_interpret_names() -> Result<()> {
    const NAMES: [&str; 7] = [
        "a <b>c</b> &lt;script&gt;alert(1)&lt;/script&gt;",
        "</bdi></my-groups-badge><script>alert(1)</script>",
        "[my_groups_badge] [gallery ids=\"1\"] [[caption]]",
        "'single' \"double\" -- --- ... (c) 10x20 :) :-D &amp;amp;",
        "https://example.com/ www.example.com me@example.com",
        "<!--more--> <!--nextpage--> <!-- wp:html -->",
        "%s %1$s $1 \\1 {{x}} محبو القهوة \u{202e}gnp",
    ];
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::BLOCK_THEME).await?,
    );
    let groups = NAMES
        .iter()
        .zip(1..)
        .map(|(name, id)| json!({"id": id, "name": name}));
    let document = json!({"rsp": {"stat": "ok", "group": groups.collect::<Value>()}});
    wordpress.put("my-groups.json", &document.to_string())?;
    for content in [
        BLOCK.to_owned(),
        SHORTCODE.to_owned(),
        format!("{BLOCK}\n\n{SHORTCODE}"),
    ] {
        let post = wordpress.publish("admin", &content).await?;
        let page = browser.visit(&post).await?;
        page.wait_until("document.querySelector('my-groups-badge').state === 'ready'")
            .await?;
        let written = page
            .run(
                "return [...document.querySelectorAll('my-groups-badge')].map(
                (badge) => [...badge.querySelectorAll('bdi')].map((name) => name.textContent))",
            )
            .await?;
        let shown = page.badge_texts("[part=name]").await?;
        for written in written.as_array().unwrap() {
            assert_eq!(*written, json!(shown), "{content}");
        }
    }
    assert_eq!(wordpress.php_messages(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_server_requests_no_private_address_and_uninstalling_deletes_everything() -> Result<()>
{
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::CLASSIC_THEME).await?,
    );
    let inner = Site::open().await;
    for address in [
        inner.origin(),
        &inner.origin().replace("127.0.0.1", "localhost"),
    ] {
        wordpress
            .publish(
                "author",
                &format!("[my_groups_badge src={address}/my-groups.json]"),
            )
            .await?;
    }
    wordpress.put("my-groups.json", DOCUMENT)?;
    wordpress.publish("author", SHORTCODE).await?;
    let page = browser.visit(&wordpress.url("/?p=1")).await?;
    let html = fetch_text(page, &wordpress.url("/")).await?;
    assert!(
        html.contains(&format!("src=\"{}/my-groups.json\"></my", inner.origin())),
        "{html}"
    );
    assert!(html.contains(LIST), "{html}");
    assert_eq!(inner.requested_paths(), [""; 0]);

    assert!(wordpress.tool("stored", json!({})).await?.contains("Jazz"));
    wordpress.tool("uninstall", json!({})).await?;
    assert_eq!(wordpress.tool("stored", json!({})).await?, "[]");
    assert_eq!(wordpress.php_messages(), [""; 0]);
    browser.close().await
}
