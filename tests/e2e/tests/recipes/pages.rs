//! Pages without a build: plain HTML, Turbo and htmx, and a README on GitHub.

use crate::{Project, assert_shows_the_list, lines_without_scripts};
use anyhow::Result;
use e2e::{Browser, Feature};
use serde_json::{Value, json};
use std::{fs, time::Duration};

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn html() -> Result<()> {
    let project = Project::copy("html", ".").await?;
    project.serve(".")?;
    let browser = Browser::open().await?;
    assert_eq!(
        lines_without_scripts(&browser, &project).await?,
        ["My groups"]
    );
    let page = browser.visit(&project.page()).await?;
    assert_shows_the_list(&page).await?;
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn turbo() -> Result<()> {
    let project = Project::copy("turbo", ".").await?;
    project.serve_package("@hotwired/turbo", "dist/turbo.es2017-esm.js")?;
    assert_badge_survives_navigation(&project).await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn htmx() -> Result<()> {
    let project = Project::copy("htmx", ".").await?;
    project.serve_package("htmx.org", "dist/htmx.min.js")?;
    assert_badge_survives_navigation(&project).await
}

/// Both pages use the same badge, also after going back. Nothing is requested twice.
async fn assert_badge_survives_navigation(project: &Project) -> Result<()> {
    project.serve(".")?;
    let browser = Browser::open().await?;
    assert_eq!(
        lines_without_scripts(&browser, project).await?,
        ["My groups"]
    );
    let page = browser.visit(&project.page()).await?;
    assert_shows_the_list(&page).await?;
    page.run(
        "window.badge = document.querySelector('my-groups-badge');
        window.loads = 0;
        badge.addEventListener('loadstart', () => loads++)",
    )
    .await?;
    page.stop_clock().await?;
    for (link, heading) in [("second", "Second page"), ("index", "First page")] {
        page.run(&format!(
            "document.querySelector('nav a[href^={link}]').click()"
        ))
        .await?;
        page.wait_until(&format!(
            "document.querySelector('h1').textContent === '{heading}'"
        ))
        .await?;
        // A badge that was out of the page for too long would end and load again.
        page.advance_clock(Duration::from_secs(30)).await?;
        let is_same = page
            .run("return [...document.querySelectorAll('my-groups-badge')].map((now) => now === window.badge)")
            .await?;
        assert_eq!(is_same, json!([true]), "{heading}");
        assert_shows_the_list(&page).await?;
    }
    assert_eq!(page.run("return loads").await?, 0, "loads");
    for file in ["/my-groups.json", "/my-groups-badge.js", ".wasm"] {
        assert_eq!(project.request_count(file), 1, "{file}");
    }
    browser.close().await
}

/// The snippets for services that could not be tried, on a test page.
#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn paste() -> Result<()> {
    let project = Project::copy("paste", ".").await?;
    let theme = fs::read_to_string(project.folder.join("blogger-theme.xml"))?;
    let paste = fs::read_to_string(project.folder.join("paste.html"))?;
    let browser = Browser::open().await?;
    for html in [&paste, &theme] {
        let page = format!("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">{html}");
        fs::write(project.folder.join("index.html"), page)?;
        project.serve(".")?;
        assert_eq!(
            lines_without_scripts(&browser, &project).await?,
            ["My groups"]
        );
        let page = browser.visit(&project.page()).await?;
        assert_shows_the_list(&page).await?;
    }
    let page = browser.visit(&project.page()).await?;
    let parse = format!(
        "return new DOMParser().parseFromString({}, 'text/xml').documentElement.localName",
        Value::from(theme)
    );
    assert_eq!(
        page.run(&parse).await?,
        "div",
        "the theme's lines are no XML"
    );
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn github() -> Result<()> {
    let project = Project::copy("github", "public").await?;
    // GitHub keeps HTML in Markdown, except for scripts, styles and unknown elements.
    let readme = fs::read_to_string(project.folder.join("README.md"))?;
    fs::write(
        project.folder.join("index.html"),
        format!("<!doctype html>{readme}"),
    )?;
    project.serve(".")?;
    let browser = Browser::open().await?;
    let page = browser.visit(&project.page()).await?;
    let schemes: &[_] = if browser.engine().supports(Feature::DevTools) {
        &[
            ("light", "/public/my-groups.svg"),
            ("dark", "/public/my-groups-dark.svg"),
        ]
    } else {
        &[]
    };
    for (scheme, image) in schemes {
        page.emulate_screen(800, 600, scheme).await?;
        page.wait_until(&format!(
            "document.querySelector('img').complete && document.querySelector('img').currentSrc.endsWith('{image}')"
        ))
        .await?;
        let size = page
            .run("const { naturalWidth, naturalHeight } = document.querySelector('img'); return naturalWidth > 100 && naturalHeight > 50")
            .await?;
        assert_eq!(size, Value::Bool(true), "{image} is no picture");
    }
    assert_eq!(page.console().await?, Vec::<String>::new());
    browser.close().await
}
