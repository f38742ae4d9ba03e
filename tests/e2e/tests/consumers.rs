//! The npm package in projects with common bundlers. Each project is built, and its page is opened.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::{Context, Result, ensure};
use e2e::{Browser, File, Site, fixture, root};
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The copy of `tests/consumers/` in which `cargo xtask test consumers` has installed the package.
fn folder() -> PathBuf {
    root().join("target/consumers")
}

/// Returns the command for a program of a package, or for Node itself.
fn command(folder: &Path, line: &str) -> Command {
    let mut words = line.split_whitespace();
    let program = words.next().unwrap();
    let own = self::folder().join("node_modules/.bin").join(program);
    let mut command = Command::new(if own.exists() { own } else { program.into() });
    command
        .args(words)
        .current_dir(folder)
        .env("NEXT_TELEMETRY_DISABLED", "1");
    command
}

fn run(folder: &Path, line: &str) -> Result<()> {
    let output = command(folder, line).output().context(line.to_owned())?;
    ensure!(
        output.status.success(),
        "{line}, in {}\n{}{}",
        folder.display(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

/// Asserts that the badge of a page shows its list. The page is German, because in most builds the
/// German words are a separate file.
async fn assert_shows_the_list(browser: &Browser, address: &str, what: &str) -> Result<()> {
    let page = browser.visit(address).await?;
    page.wait_until("document.querySelector('my-groups-badge')?.state === 'ready'")
        .await
        .with_context(|| what.to_owned())?;
    page.wait_until("document.querySelector('my-groups-badge').shadowRoot.querySelector('[part=heading]')?.textContent === 'Meine Gruppen'")
        .await
        .with_context(|| what.to_owned())?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17, "{what}");
    let messages = page.console().await?;
    assert!(messages.is_empty(), "{what}: {messages:?}");
    Ok(())
}

/// Builds a project with a command, and asserts that its page shows the list.
async fn assert_build(name: &str, line: &str, out: &str) -> Result<()> {
    let folder = folder().join(name);
    let out = folder.join(out);
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    run(&folder, line)?;
    let site = Site::open().await;
    site.put_folder("/", &out, |file| file)?;
    // Some bundlers make no page. Their page is copied from the sources.
    let page = [out.join("index.html"), folder.join("index.html")];
    let page = page.iter().find(|page| page.exists()).unwrap();
    let page = site.put("/", File::read(page)?);
    let list = fixture("get-my-groups.json");
    site.put("/my-groups.json", File::new("application/json", list));
    site.put("/favicon.ico", File::new("image/x-icon", "")); // Next names none.
    let browser = Browser::open().await?;
    assert_shows_the_list(&browser, &page, name).await?;
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test consumers"]
async fn vite_build_shows_the_list() -> Result<()> {
    assert_build("vite", "vite build", "dist").await?;
    assert_build("vite-url", "vite build", "dist").await?;
    assert_build("vite-inline", "vite build", "dist").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test consumers"]
async fn vite_development_server_shows_the_list() -> Result<()> {
    for name in ["vite", "vite-url", "vite-inline"] {
        let folder = folder().join(name);
        let list = folder.join("public/my-groups.json");
        fs::create_dir_all(list.parent().unwrap())?;
        fs::write(list, fixture("get-my-groups.json"))?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let line = format!("vite --host 127.0.0.1 --strictPort --port {port}");
        let mut server = command(&folder, &line)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            ensure!(server.try_wait()?.is_none(), "{line} has ended");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let browser = Browser::open().await?;
        let page = browser.visit(&format!("http://127.0.0.1:{port}/")).await?;
        let shown = page
            .wait_until("document.querySelector('my-groups-badge')?.state === 'ready'")
            .await;
        server.kill()?;
        shown.with_context(|| name.to_owned())?;
        assert_eq!(page.badge_texts("[part=name]").await?.len(), 17, "{name}");
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "slow: cargo xtask test consumers"]
async fn webpack_build_shows_the_list() -> Result<()> {
    assert_build("webpack", "webpack", "dist").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test consumers"]
async fn esbuild_build_shows_the_list() -> Result<()> {
    let bundle = "esbuild main.js --bundle --outdir=dist";
    let with_files = format!("{bundle} --format=esm --splitting --loader:.wasm=file");
    assert_build("esbuild", &with_files, "dist").await?;
    assert_build("esbuild-inline", bundle, "dist").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test consumers"]
async fn rollup_build_shows_the_list() -> Result<()> {
    assert_build("rollup", "rollup --config", "dist").await
}

/// The page is first rendered on the server, without a DOM.
#[tokio::test]
#[ignore = "slow: cargo xtask test consumers"]
async fn next_build_shows_the_list() -> Result<()> {
    assert_build("next", "next build", "out").await
}

/// The package also contains the files for pages without a build.
#[tokio::test]
#[ignore = "slow: cargo xtask test consumers"]
async fn plain_page_shows_the_list_from_the_package_folder() -> Result<()> {
    let site = Site::open().await;
    let package = folder().join("node_modules/my-groups-badge");
    site.put_folder("/npm/my-groups-badge/", &package, |file| file)?;
    let list = fixture("get-my-groups.json");
    site.put("/my-groups.json", File::new("application/json", list));
    let browser = Browser::open().await?;
    for script in [
        "type=\"module\" src=\"/npm/my-groups-badge/embed/my-groups-badge.js\"",
        "defer src=\"/npm/my-groups-badge/embed/my-groups-badge-inline.js\"",
        "type=\"module\" src=\"/npm/my-groups-badge/index.js\"", // as CDNs serve the main module
    ] {
        let html = format!(
            "<!doctype html><html lang=\"de\"><meta charset=\"utf-8\"><title>A page</title><link rel=\"icon\" href=\"data:,\">
             <script {script}></script><my-groups-badge src=\"/my-groups.json\"></my-groups-badge>"
        );
        let page = site.put("/page", File::new("text/html; charset=utf-8", html));
        assert_shows_the_list(&browser, &page, script).await?;
    }
    browser.close().await
}

#[test]
#[ignore = "slow: cargo xtask test consumers"]
fn every_export_can_be_imported_without_a_dom() -> Result<()> {
    let folder = folder();
    fs::write(
        folder.join("exports.mjs"),
        "import { existsSync, readFileSync } from 'node:fs';
         import { fileURLToPath } from 'node:url';
         const { exports } = JSON.parse(readFileSync('node_modules/my-groups-badge/package.json'));
         for (const [name, target] of Object.entries(exports)) {
           if (name.includes('*')) continue;
           const specifier = 'my-groups-badge' + name.slice(1);
           for (const path of Object.values(typeof target === 'string' ? { target } : target))
             if (!existsSync(`node_modules/my-groups-badge/${path}`)) throw new Error(`${specifier}: no ${path}`);
           const file = fileURLToPath(import.meta.resolve(specifier));
           if (file.endsWith('.js')) await import(specifier);
         }",
    )?;
    run(&folder, "node exports.mjs")
}

#[test]
#[ignore = "slow: cargo xtask test consumers"]
fn types_accept_valid_code_and_reject_invalid_code() -> Result<()> {
    let folder = folder().join("types");
    for framework in ["typescript", "react", "preact", "solid"] {
        run(&folder, &format!("tsc --project {framework}"))?;
    }
    run(&folder, "vue-tsc --project vue")?;
    run(
        &folder,
        "svelte-check --workspace svelte --tsconfig ./tsconfig.json --fail-on-warnings",
    )
}
