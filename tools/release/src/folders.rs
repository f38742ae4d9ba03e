//! Makes the folders of a release for which there is no tool: the embed folder for a host, the site, and the WordPress plugin.

use crate::files;
use anyhow::{Context, Result, ensure};
use serde_json::{Map, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The project's own licenses. Every part of a release contains them, beside the licenses of others.
pub const LICENSES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];
/// The file with the licenses of others.
pub const THIRD_PARTY: &str = "THIRD-PARTY-LICENSES.txt";
/// The folder of the plugin for `WordPress`. If it exists, the plugin is part of the release.
pub const PLUGIN: &str = "wordpress/my-groups-badge";

/// The project's folder, and the folder in which the folders of a release are made.
pub struct Project<'a> {
    /// The project's folder, which contains `dist/`.
    pub root: &'a Path,
    /// The folder in which the folders are made.
    pub out: &'a Path,
    /// The version, which is part of their names.
    pub version: &'a str,
    /// The text of `THIRD-PARTY-LICENSES.txt` for the badge.
    pub third_party: &'a str,
    /// The same text for the preview page, which has crates that the badge does not have.
    pub page_third_party: &'a str,
}

impl Project<'_> {
    /// Makes the folder for a host, `my-groups-badge-<version>`: the embed folder, and the hashes of its files.
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

    /// Makes the site, `my-groups-badge-site-<version>`: everything in `dist/` except the npm package.
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

    /// Makes the plugin for `WordPress`, `my-groups-badge`, which contains the badge. Returns `None` if the project has no
    /// plugin.
    ///
    /// # Errors
    /// There is no release build in `dist/`, or a file cannot be read or written.
    pub fn plugin(&self) -> Result<Option<PathBuf>> {
        let plugin = self.root.join(PLUGIN);
        if !plugin.exists() {
            return Ok(None);
        }
        let folder = self.with_licenses("my-groups-badge")?;
        // A badge in the plugin's source folder was put there for trying the plugin, so it is not copied.
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

    /// Creates a folder that contains the licenses.
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
