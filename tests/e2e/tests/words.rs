//! The words files. Whatever a host serves in place of a file, the badge shows its list or the line for visitors.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::{Context, Result};
use e2e::{BADGE, File, Response, World, root};
use std::fs;

/// The responses of hosts if a file is missing or is from another release.
const INSTEAD: [(&str, &str); 7] = [
    ("text/html", "<!doctype html><title>Start</title>"),
    ("application/json", ""),
    ("application/json", "null"),
    ("application/json", "[]"),
    ("application/json", "\"text\""),
    ("application/json", "{\"heading\": \"Anders\"}"),
    ("application/json", "{\"unavailable\": 7, \"heading\": {}}"),
];

/// Publishes a copy of the embed folder in which the German words, and the wasm if `has_wasm` is false, are other files.
fn embed(world: &World, name: &str, file: &File, has_wasm: bool) -> Result<String> {
    let site = world.embed.site();
    for entry in fs::read_dir(root().join("dist/embed"))? {
        let path = entry?.path();
        let name_of_file = path.file_name().unwrap().display().to_string();
        let is_wasm = path.extension().is_some_and(|ending| ending == "wasm");
        if path.is_file() {
            let own = if is_wasm && !has_wasm {
                file.clone()
            } else {
                File::read(&path)?
            };
            site.put(
                &format!("/{name}/{name_of_file}"),
                own.header("access-control-allow-origin", "*"),
            );
        }
    }
    let words = file.clone().header("access-control-allow-origin", "*");
    site.put(&format!("/{name}/words/de.json"), words);
    Ok(format!(
        "{}/{name}/my-groups-badge.js",
        world.embed.origin()
    ))
}

#[tokio::test]
async fn the_list_is_in_english_if_the_words_file_is_invalid() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let badge = format!(
        "<div lang=\"de\"><my-groups-badge src=\"{src}\" debug=\"on\"></my-groups-badge></div>"
    );
    for (at, (kind, body)) in INSTEAD.into_iter().enumerate() {
        let script = embed(&world, &format!("words-{at}"), &File::new(kind, body), true)?;
        let page = world.blog.publish_with_badges(&script, &[], "", &badge);
        let page = world.browser.visit(&page).await?;
        page.wait_for_loads(1).await.context(body)?;
        assert_eq!(page.badge_texts("[part=name]").await?.len(), 17, "{body}");
        assert_eq!(
            page.badge_texts("[part=heading]").await?,
            ["My Groups"],
            "{body}"
        );
        assert!(
            page.badge_texts("[part=count]")
                .await?
                .contains(&"2,196 members".to_owned()),
            "{body}"
        );
        // The owner's warning is logged once.
        let console = page.console().await?;
        let warnings = console
            .iter()
            .filter(|line| line.contains("the words file"));
        assert_eq!(warnings.count(), 1, "{body}: {console:?}");
        assert!(
            !console.iter().any(|line| line.contains("Uncaught")),
            "{body}: {console:?}"
        );
    }
    world.browser.close().await
}

/// A host that responds with its start page to every request for a missing file, of which the script loads two.
#[tokio::test]
async fn shows_the_quiet_line_if_the_host_serves_a_page_for_missing_files() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    for (at, (kind, body)) in INSTEAD.into_iter().enumerate() {
        let script = embed(&world, &format!("none-{at}"), &File::new(kind, body), false)?;
        for (content, quiet) in [("", 1), ("<a href=\"/\">mine</a>", 0)] {
            let badge = format!(
                "<div lang=\"de\"><my-groups-badge src=\"{src}\" debug=\"off\">{content}</my-groups-badge></div>"
            );
            let page = world.blog.publish_with_badges(&script, &[], "", &badge);
            let page = world.browser.visit(&page).await?;
            page.wait_for_loads(1).await.context(body)?;
            let error = page.error_detail().await?;
            assert_eq!(error["kind"], "unsupported", "{body}: {error}");
            assert!(
                error["message"].as_str().unwrap().contains(".wasm"),
                "{body}: {error}"
            );
            assert_eq!(
                page.badge_texts("[part=status]").await?.len(),
                quiet,
                "{body}"
            );
            let state = page.run(&format!("return {BADGE}.reload()")).await?;
            assert_eq!(state, "failed", "{body}");
            let console = page.console().await?;
            assert!(
                !console.iter().any(|line| line.contains("Uncaught")),
                "{body}: {console:?}"
            );
        }
    }
    world.browser.close().await
}

/// The line of a badge whose wasm cannot run is in the language of the page.
#[tokio::test]
async fn the_quiet_line_is_in_the_pages_language() -> Result<()> {
    let world = World::open().await?;
    let script = world.embed.script().replace("1.0.0", "german");
    let folder = root().join("dist/embed");
    let site = world.embed.site();
    for path in ["my-groups-badge.js", "words/de.json"] {
        let file = File::read(&folder.join(path))?.header("access-control-allow-origin", "*");
        site.put(&format!("/german/{path}"), file);
    }
    let badge =
        "<div lang=\"de-CH\"><my-groups-badge src=\"/none\" debug=\"off\"></my-groups-badge></div>";
    let page = world.blog.publish_with_badges(&script, &[], "", badge);
    let page = world.browser.visit(&page).await?;
    page.wait_for_loads(1).await?;
    page.run(&format!("return {BADGE}.reload()")).await?;
    assert_eq!(
        page.badge_texts("[part=status]").await?,
        ["Die Gruppen können gerade nicht angezeigt werden."]
    );
    world.browser.close().await
}
