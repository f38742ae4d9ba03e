//! The folders of a release that are not made by a tool of their own: what goes to a host, the site, the plugin.

use crate::files;
use anyhow::{Context, Result, ensure};
use serde_json::{Map, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Our own licenses, which every part of a release has beside those of others.
pub const LICENSES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];
/// The licenses of others.
pub const THIRD_PARTY: &str = "THIRD-PARTY-LICENSES.txt";
/// Where the plugin for `WordPress` is. It is a part of the release if it is there.
pub const PLUGIN: &str = "wordpress/my-groups-badge";

/// Files of the project, and where folders are made of them.
pub struct Project<'a> {
    /// The project's folder, with `dist/` in it.
    pub root: &'a Path,
    /// The folder that others are made in.
    pub out: &'a Path,
    /// The version that they are named by.
    pub version: &'a str,
    /// The text of `THIRD-PARTY-LICENSES.txt` for the badge.
    pub third_party: &'a str,
    /// The same text for the preview page, which has crates that the badge does not have.
    pub page_third_party: &'a str,
}

impl Project<'_> {
    /// The folder for a host, `my-groups-badge-<version>`: the embed folder, with the hashes of what is in it.
    ///
    /// # Errors
    /// There is no release build in `dist/`, or a file cannot be read or written.
    pub fn embed(&self) -> Result<PathBuf> {
        let name = format!("my-groups-badge-{}", self.version);
        let folder = self.with_licenses(&name)?;
        self.copy_embed(&folder)?;
        let mut hashes = Map::new();
        for (name, path) in files::below(&folder)? {
            if has_kind(&name, "js") || has_kind(&name, "wasm") {
                hashes.insert(name, files::integrity(&path)?.into());
            }
        }
        let script = hashes.get("my-groups-badge.js").and_then(|of| of.as_str());
        let script = script.context("dist/embed/ has no my-groups-badge.js")?;
        let readme = README
            .replace("VERSION", self.version)
            .replace("INTEGRITY", script);
        fs::write(folder.join("README.txt"), readme)?;
        let hashes = json!({ "version": self.version, "integrity": hashes });
        let hashes = format!("{hashes:#}\n");
        fs::write(folder.join("integrity.json"), hashes)?;
        let sums = files::sha256_sums(&folder)?;
        fs::write(folder.join("SHA256SUMS"), sums)?;
        Ok(folder)
    }

    /// The site, `my-groups-badge-site-<version>`: all of `dist/` but the npm package.
    ///
    /// # Errors
    /// There is no release build in `dist/`, or a file cannot be read or written.
    pub fn site(&self) -> Result<PathBuf> {
        let name = format!("my-groups-badge-site-{}", self.version);
        let folder = self.with_licenses(&name)?;
        let third_party = format!("{}\n{}", self.third_party, self.page_third_party);
        fs::write(folder.join(THIRD_PARTY), third_party)?;
        let dist = self.root.join("dist");
        files::copy_where(&dist, &folder, |name| {
            !name.starts_with("npm/") && !has_kind(name, "tgz")
        })?;
        ensure!(
            folder.join("index.html").exists(),
            "dist/ has no index.html; `cargo xtask dist` makes it"
        );
        Ok(folder)
    }

    /// The plugin for `WordPress`, `my-groups-badge`, with the badge in it; nothing where the project has none.
    ///
    /// # Errors
    /// There is no release build in `dist/`, or a file cannot be read or written.
    pub fn plugin(&self) -> Result<Option<PathBuf>> {
        let plugin = self.root.join(PLUGIN);
        if !plugin.exists() {
            return Ok(None);
        }
        let folder = self.with_licenses("my-groups-badge")?;
        // The badge there is one that was put there to try the plugin.
        files::copy_where(&plugin, &folder, |name| !name.starts_with("embed/"))?;
        self.copy_embed(&folder.join("embed"))?;
        Ok(Some(folder))
    }

    fn copy_embed(&self, to: &Path) -> Result<()> {
        let embed = self.root.join("dist/embed");
        ensure!(
            embed.join("my-groups-badge.js").exists(),
            "there is no dist/embed/my-groups-badge.js; `cargo xtask dist` makes it"
        );
        files::copy_where(&embed, to, |_| true)
    }

    /// A new folder with the licenses in it.
    fn with_licenses(&self, name: &str) -> Result<PathBuf> {
        let folder = self.out.join(name);
        fs::create_dir_all(&folder)?;
        for license in LICENSES {
            fs::copy(self.root.join(license), folder.join(license))?;
        }
        fs::write(folder.join(THIRD_PARTY), self.third_party)?;
        Ok(folder)
    }
}

fn has_kind(name: &str, kind: &str) -> bool {
    Path::new(name).extension().is_some_and(|of| of == kind)
}

const README: &str = r#"My Groups badge VERSION

Put this folder on any host that serves it with a right type for .wasm (application/wasm), for
example as /my-groups-badge-VERSION/. A page then has the badge by these lines:

<script type="module" src="/my-groups-badge-VERSION/my-groups-badge.js"
  integrity="INTEGRITY"
  crossorigin="anonymous"></script>
<my-groups-badge src="/my-groups.json"></my-groups-badge>

For pages that can have one file only, such as those opened from a disk, wasm and words are also in

<script defer src="my-groups-badge-inline.js"></script>

The version is in the folder's name so that a new release never changes what a page has pinned.
The script holds the hash of its wasm, so its own `integrity` covers both; integrity.json has it,
and those of the other scripts. SHA256SUMS is for `sha256sum --check SHA256SUMS`.
"#;
