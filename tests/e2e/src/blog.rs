//! A blog, whose pages the tests write, and the embed folder on a host of its own.

use crate::{
    File, Site,
    engine::console_script,
    site::{public, release, root},
};
use anyhow::{Context, Result};
use std::{
    fs,
    sync::atomic::{AtomicUsize, Ordering},
};

/// A blog: each page is written by a test.
pub struct Blog {
    site: Site,
    pages: AtomicUsize,
}

impl Blog {
    /// A blog without pages.
    pub async fn open() -> Self {
        Self {
            site: Site::open().await,
            pages: AtomicUsize::new(0),
        }
    }

    /// Publishes a page with these response headers; gives its address.
    pub fn publish(&self, headers: &[(&'static str, &str)], html: impl Into<String>) -> String {
        let page = File::new("text/html; charset=utf-8", html.into());
        let page = headers
            .iter()
            .fold(page, |page, (name, value)| page.header(name, value));
        let number = self.pages.fetch_add(1, Ordering::Relaxed);
        self.site.put(&format!("/{number}"), page)
    }

    /// Publishes a page with the badge's script tag; it notes the events of every badge in `window.seen`,
    /// as `[id, name, detail, state]`.
    pub fn publish_with_badges(
        &self,
        script: &str,
        headers: &[(&'static str, &str)],
        head: &str,
        body: &str,
    ) -> String {
        let console = console_script();
        self.publish(
            headers,
            format!(
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A blog</title><link rel=\"icon\" href=\"data:,\">
                {console}
                {head}
                <script nonce=\"listen\">
                  window.seen = [];
                  for (const name of ['loadstart', 'load', 'error', 'loadend'])
                    document.addEventListener(name, (event) => {{
                      const {{ target, detail }} = event;
                      if (target.localName === 'my-groups-badge') seen.push([target.id, name, detail ?? null, target.state]);
                    }}, true);
                </script>
                <script type=\"module\" src=\"{script}\"></script><h1>A blog</h1>{body}"
            ),
        )
    }

    /// Publishes files of the packages that `tests/e2e/libraries` names; gives their script tags.
    pub fn libraries(&self, files: &[&str]) -> Result<String> {
        let packages = root().join("tests/e2e/libraries/node_modules");
        let tag = |file: &&str| {
            let library =
                File::read(&packages.join(file)).context("`cargo xtask test pages` installs it")?;
            let address = self.site.put(&format!("/{file}"), library);
            Ok(format!("<script src=\"{address}\"></script>"))
        };
        files.iter().map(tag).collect()
    }

    /// The blog's own origin.
    pub fn origin(&self) -> &str {
        self.site.origin()
    }

    /// The host, for files that are no pages.
    pub fn site(&self) -> &Site {
        &self.site
    }
}

/// The embed folder of `dist/`, on a host of its own.
pub struct Embed {
    site: Site,
}

impl Embed {
    /// Serves the release build that is there.
    pub async fn open() -> Self {
        let script = release("embed/my-groups-badge.js");
        let site = Site::open().await;
        let folder = script.parent().expect("the embed folder");
        site.put_folder("/1.0.0/", folder, public)
            .expect("the release can be read");
        // A copy whose wasm file was forgotten.
        let script = File::read(&script).expect("the release can be read");
        site.put("/without-wasm/my-groups-badge.js", public(script.clone()));
        // One whose wasm file is of another release: a module without anything in it.
        site.put("/mixed/my-groups-badge.js", public(script));
        let mut files = std::fs::read_dir(folder).expect("the release can be read");
        let wasm = files.find_map(|file| {
            let path = file.ok()?.path();
            let is_wasm = path.extension().is_some_and(|ending| ending == "wasm");
            is_wasm.then(|| path.file_name().map(|name| name.display().to_string()))?
        });
        let wasm = wasm.expect("the release has a wasm file");
        let empty = File::new("application/wasm", &b"\0asm\x01\0\0\0"[..]);
        site.put(&format!("/mixed/{wasm}"), public(empty));
        Self { site }
    }

    /// The origin of the embed folder.
    pub fn origin(&self) -> &str {
        self.site.origin()
    }

    /// The host: what was asked of it, and further files.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The one file that a page names.
    pub fn script(&self) -> String {
        format!("{}/1.0.0/my-groups-badge.js", self.origin())
    }

    /// The release's [`release_head`] for this folder.
    pub fn head(&self) -> String {
        release_head(&format!("{}/1.0.0/", self.origin()))
    }

    /// How often each file of the folder was asked for that was asked for at all, by name.
    pub fn requests(&self) -> Vec<(String, usize)> {
        let mut paths = self.site.asked();
        paths.sort();
        let each = paths.chunk_by(|one, other| one == other);
        each.filter_map(|path| {
            let name = path.first()?.rsplit('/').next()?;
            Some((name.to_owned(), path.len()))
        })
        .collect()
    }
}

/// The two lines of a page's head that load the wasm and the script, each with its integrity, as the release's own page has
/// them for an embed folder at `./embed/`; here for one at `folder`.
pub fn release_head(folder: &str) -> String {
    let page = fs::read_to_string(release("index.html")).expect("the release can be read");
    let is_ours = |line: &str| {
        (line.starts_with("<link") || line.starts_with("<script")) && line.contains("\"./embed/")
    };
    let lines: Vec<_> = page
        .lines()
        .map(str::trim)
        .filter(|line| is_ours(line))
        .collect();
    lines.join("\n").replace("./embed/", folder)
}
