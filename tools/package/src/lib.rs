//! Makes the files of a release from a trunk build: the embed folder, the single-file script, and the npm package.
//!
//! Each file contains the hashes of the files that it loads, so they are made in this order:
//!
//! 1. `embed/my-groups-badge-<hash>.wasm`, named by its content: [`wasm`]
//! 2. `embed/my-groups-badge.js`, which contains the wasm file's name and integrity, and its two variants: the script for
//!    bundlers, and the single-file script: [`script`]
//! 3. `index.html`, which contains the integrity of the script and of the wasm: [`page`]
//! 4. `npm/`, the package with these files, their types and their manifest: [`npm`]

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

/// A build: its folders and its profile.
struct Build<'a> {
    sh: &'a Shell,
    /// The folder that contains esbuild and wasm-opt.
    tools: &'a Path,
    /// The folder that trunk builds into. The files of the release are written there too.
    dist: PathBuf,
    /// The folder of intermediate files, from which the scripts are bundled.
    parts: PathBuf,
    is_release: bool,
}

/// Runs the last step of a trunk build, in the project's folder.
///
/// - `tools`: the folder that contains esbuild and wasm-opt
/// - `parts`: a folder for intermediate files. A release build leaves `named.wasm` there, the wasm with its function names
/// - `version`: the version of the release
///
/// # Errors
/// An expected file of the build is missing, or a tool fails.
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
    // The folder is emptied, so that no file of an earlier build is used.
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

/// Returns all files in a folder and its subfolders.
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

/// A file of the embed folder, as other files refer to it.
struct Asset {
    name: String,
    /// Its hash, in the form of the attribute `integrity`.
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
