//! The files that a page downloads for the badge. Every file is downloaded once, whatever tags the page has.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{Embed, Response, World};

/// The host allows browsers to cache files, like most hosts. Firefox does not use a preload for a request with an integrity, but
/// it finds the file in the cache.
#[tokio::test]
async fn each_file_is_downloaded_once() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    for (what, is_preloaded, is_first) in [
        ("the script tag alone", false, false),
        ("the wasm preloaded", true, true),
        ("the wasm preloaded behind the script tag", true, false),
    ] {
        // A new host, of which the browser has cached nothing.
        let embed = Embed::open().await;
        let head = embed.head();
        let (preload, script) = head.split_once('\n').unwrap();
        assert!(preload.contains("rel=\"preload\""));
        assert!(script.contains("integrity=\"sha384-"));
        let lines = match (is_preloaded, is_first) {
            (false, _) => script.to_owned(),
            (true, true) => head.clone(),
            (true, false) => format!("{script}{preload}"),
        };
        let page = world.blog.publish(
            &[],
            format!(
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A blog</title>
                 <link rel=\"icon\" href=\"data:,\">{lines}<h1>A blog</h1>
                 <my-groups-badge src=\"{src}\"></my-groups-badge><my-groups-badge src=\"{src}\"></my-groups-badge>"
            ),
        );
        let before = world.faults.request_count("list");
        let page = world.browser.visit(&page).await?;
        page.wait_until(
            "[...document.querySelectorAll('my-groups-badge')].every(({ state }) => state === 'ready')",
        )
        .await?;
        // A second download would have started by now, because the badge has received its files.
        page.wait_until_painted().await?;
        let requests = embed.request_counts();
        assert_eq!(requests.len(), 2, "{what}: {requests:?}");
        assert!(
            requests.iter().all(|(_, times)| *times == 1),
            "{what}: {requests:?}"
        );
        assert_eq!(world.faults.request_count("list") - before, 1, "{what}");
    }
    world.browser.close().await
}
