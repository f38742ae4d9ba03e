//! What is made of a trunk build: the embed folder, the file with everything in it, and the npm package.
//!
//! Each file holds the hash of those that it loads, so they are made in this order:
//!
//! 1. `embed/my-groups-badge-<hash>.wasm`, named by its content: [`wasm`]
//! 2. `embed/my-groups-badge.js`, which knows the wasm by name and integrity, and its two siblings for bundlers and for
//!    single files: [`script`]
//! 3. `index.html`, whose script tag and preload line have the integrity of both: [`page`]
//! 4. `npm/`: those files, their types and their manifest: [`npm`]

mod documents;
mod npm;
mod page;
mod script;
pub mod surface;
mod wasm;

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};
use std::{
    fs,
    path::{Path, PathBuf},
};
use xshell::Shell;

/// Where a build's files are.
struct Build<'a> {
    sh: &'a Shell,
    /// The folder of esbuild and wasm-opt.
    tools: &'a Path,
    /// What trunk has built, and what is made of it.
    dist: PathBuf,
    /// What the scripts are bundled from.
    parts: PathBuf,
    is_release: bool,
}

/// The last step of a trunk build, in the project's folder: `tools` is the folder of esbuild and wasm-opt, `parts` one for
/// what the files are made of, `version` that of the release. A release leaves `named.wasm` there, a wasm with the names of its functions.
///
/// # Errors
/// Where trunk has not built what is expected, or a tool fails.
pub fn finish(sh: &Shell, tools: &Path, parts: &Path, version: &str) -> Result<()> {
    let dist = sh
        .var("TRUNK_STAGING_DIR")
        .context("this is a step of `trunk build`; run that, or `cargo xtask dist`")?;
    let build = Build {
        sh,
        tools,
        dist: dist.into(),
        parts: parts.to_owned(),
        is_release: sh.var("TRUNK_PROFILE").is_ok_and(|name| name == "release"),
    };
    // Empty: a name in it stands for one file, whatever the build before has left.
    sh.remove_path(parts)?;
    sh.create_dir(parts)?;
    let wasm = wasm::finish(&build)?;
    let words = script::bundle(&build, &wasm)?;
    page::pin(&build, &wasm.asset)?;
    documents::render(&build)?;
    if build.is_release {
        npm::write(&build, &wasm.asset, &words, version)?;
    }
    Ok(())
}

/// Every file in a folder and those below.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.append(&mut files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// A file of the embed folder, as others name it.
struct Asset {
    name: String,
    /// Its hash as the attribute `integrity` has it.
    integrity: String,
}

impl Asset {
    fn new(path: &Path) -> Result<Self> {
        let name = path.file_name().context("the path of a file")?;
        let hash = STANDARD.encode(Sha384::digest(fs::read(path)?));
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            integrity: format!("sha384-{hash}"),
        })
    }
}
