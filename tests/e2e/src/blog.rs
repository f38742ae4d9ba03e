//! A blog whose pages the tests write, and the embed folder on another origin.

use crate::{
    File, Site,
    engine::console_script,
    site::{release, root, with_static_host_headers},
};
use anyhow::{Context, Result};
use std::{
    fs,
    sync::atomic::{AtomicUsize, Ordering},
};

/// A blog on its own origin. The tests publish its pages.
pub struct Blog {
    site: Site,
    pages: AtomicUsize,
}

impl Blog {
    /// Starts a blog without pages.
    pub async fn open() -> Self {
        Self {
            site: Site::open().await,
            pages: AtomicUsize::new(0),
        }
    }

    /// Publishes a page with these response headers; returns its URL.
    pub fn publish(&self, headers: &[(&'static str, &str)], html: impl Into<String>) -> String {
        let page = File::new("text/html; charset=utf-8", html.into());
        let page = headers
            .iter()
            .fold(page, |page, (name, value)| page.header(name, value));
        let number = self.pages.fetch_add(1, Ordering::Relaxed);
        self.site.put(&format!("/{number}"), page)
    }

    /// Publishes a page with the badge's script tag; returns its URL. The page records the events of every badge in
    /// `window.badgeEvents`, as `[id, name, detail, state]`.
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
                  window.badgeEvents = [];
                  for (const name of ['loadstart', 'load', 'error', 'loadend'])
                    document.addEventListener(name, (event) => {{
                      const {{ target, detail }} = event;
                      if (target.localName === 'my-groups-badge') badgeEvents.push([target.id, name, detail ?? null, target.state]);
                    }}, true);
                </script>
                <script type=\"module\" src=\"{script}\"></script><h1>A blog</h1>{body}"
            ),
        )
    }

    /// Publishes files of the packages that `tests/e2e/libraries` names; returns their script tags.
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

    /// Returns the blog's origin.
    pub fn origin(&self) -> &str {
        self.site.origin()
    }

    /// Returns the host, for files that are not pages.
    pub fn site(&self) -> &Site {
        &self.site
    }
}

/// The embed folder of `dist/`, on its own origin.
pub struct Embed {
    site: Site,
}

impl Embed {
    /// Serves the embed folder of the existing release build.
    pub async fn open() -> Self {
        let script = release("embed/my-groups-badge.js");
        let site = Site::open().await;
        let folder = script.parent().expect("the embed folder");
        site.put_folder("/1.0.0/", folder, with_static_host_headers)
            .expect("the release can be read");
        // A copy of the folder without the wasm file.
        let script = File::read(&script).expect("the release can be read");
        site.put(
            "/without-wasm/my-groups-badge.js",
            with_static_host_headers(script.clone()),
        );
        // A copy with the wasm file of another release. Here it is an empty module.
        site.put(
            "/mixed/my-groups-badge.js",
            with_static_host_headers(script),
        );
        let mut files = std::fs::read_dir(folder).expect("the release can be read");
        let wasm = files.find_map(|file| {
            let path = file.ok()?.path();
            let is_wasm = path.extension().is_some_and(|ending| ending == "wasm");
            is_wasm.then(|| path.file_name().map(|name| name.display().to_string()))?
        });
        let wasm = wasm.expect("the release has a wasm file");
        let empty = File::new("application/wasm", &b"\0asm\x01\0\0\0"[..]);
        site.put(&format!("/mixed/{wasm}"), with_static_host_headers(empty));
        Self { site }
    }

    /// Returns the origin of the embed folder.
    pub fn origin(&self) -> &str {
        self.site.origin()
    }

    /// Returns the host, which counts requests and can publish more files.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Returns the URL of the script.
    pub fn script(&self) -> String {
        format!("{}/1.0.0/my-groups-badge.js", self.origin())
    }

    /// Returns [`release_head`] for this folder.
    pub fn head(&self) -> String {
        release_head(&format!("{}/1.0.0/", self.origin()))
    }

    /// Returns the number of requests for each file of the folder, by name. Files without a request are left out.
    pub fn request_counts(&self) -> Vec<(String, usize)> {
        let mut paths = self.site.requested_paths();
        paths.sort();
        let requests_of_each_file = paths.chunk_by(|one, other| one == other);
        requests_of_each_file
            .filter_map(|requests| {
                let name = requests.first()?.rsplit('/').next()?;
                Some((name.to_owned(), requests.len()))
            })
            .collect()
    }
}

/// Returns the two tags that load the wasm and the script, each with its integrity, for an embed folder at `folder`. The tags
/// come from the release's own page, where the folder is `./embed/`.
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
