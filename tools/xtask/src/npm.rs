//! npm packages: each project's lock file is committed, and `npm ci` installs exactly those packages.
//!
//! The packages are installed in a folder of the user's cache that is named after the lock file's content. A fresh clone
//! finds them there again. The project's own `node_modules` is a link to that folder.

use crate::installation;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// The packages that the commands use: esbuild and wasm-opt for every build, axe-core for the tests, the peers of the
/// benchmark, and TypeScript.
const TOOLS: &str = "tools/npm-tools";
/// The recipes, whose projects are part of the documentation.
const RECIPES: &str = "docs/recipes";
/// The lock files of the recipes. They do not name the badge itself, which comes from a tarball.
const RECIPE_LOCKS: &str = "tests/e2e/recipes";
/// Every other project, which has its lock file beside its `package.json`.
const PROJECTS: [&str; 4] = [
    TOOLS,
    "preview/cms",
    "tests/consumers",
    "tests/e2e/libraries",
];

const MANIFEST: &str = "package.json";
const LOCK: &str = "package-lock.json";
const MODULES: &str = "node_modules";

/// A project that uses packages from npm.
struct Project {
    name: String,
    manifest: String,
    /// Where the lock file is.
    lock: PathBuf,
}

impl Project {
    /// Reads a project that has its lock file beside its `package.json`.
    fn read(sh: &Shell, folder: &str) -> Result<Self> {
        let folder = Path::new(folder);
        Ok(Self {
            name: name_of(folder)?,
            manifest: sh.read_file(folder.join(MANIFEST))?,
            lock: folder.join(LOCK),
        })
    }

    /// Reads a recipe: its own packages, without the badge.
    fn read_recipe(sh: &Shell, folder: &Path) -> Result<Self> {
        let name = name_of(folder)?;
        let manifest: Value = serde_json::from_str(&sh.read_file(folder.join(MANIFEST))?)?;
        let packages = manifest
            .get("devDependencies")
            .with_context(|| format!("{name} has no devDependencies"))?;
        let manifest = json!({
            "name": format!("recipe-{name}"),
            "private": true,
            "devDependencies": packages,
        });
        Ok(Self {
            lock: Path::new(RECIPE_LOCKS).join(&name).join(LOCK),
            manifest: format!("{manifest:#}\n"),
            name,
        })
    }

    /// Installs the packages in the user's cache if they are missing; returns the folder that contains them.
    fn install(&self, sh: &Shell) -> Result<PathBuf> {
        let lock = sh.read_file(&self.lock)?;
        let folder = installation::cache(sh)?.join(cache_name(&self.name, &self.manifest, &lock));
        let modules = folder.join(MODULES);
        // npm writes this file last.
        let is_missing = || !sh.path_exists(modules.join(".package-lock.json"));
        if is_missing() {
            let _lock = installation::lock(sh)?;
            if !is_missing() {
                return Ok(modules);
            }
            say!(
                "Installing the npm packages of {} (under a minute, once)",
                self.name
            );
            sh.write_file(folder.join(MANIFEST), &self.manifest)?;
            sh.write_file(folder.join(LOCK), lock)?;
            clean_install(sh, &folder)?;
        }
        Ok(modules)
    }

    /// Writes the lock file for the versions in `package.json`.
    fn write_lock(&self, sh: &Shell) -> Result<()> {
        let folder = sh.create_temp_dir()?;
        let folder = folder.path();
        sh.write_file(folder.join(MANIFEST), &self.manifest)?;
        if sh.path_exists(&self.lock) {
            sh.copy_file(&self.lock, folder.join(LOCK))?;
        }
        // The lock file omits the URLs of the packages, because they would name the registry of the person who wrote it.
        let options = ["--package-lock-only", "--omit-lockfile-registry-resolved"];
        let quiet = ["--silent", "--no-fund", "--no-audit"];
        cmd!(sh, "npm install --prefix {folder} {options...} {quiet...}").run()?;
        let lock = sh.read_file(folder.join(LOCK))?;
        sh.write_file(&self.lock, lock)?;
        Ok(())
    }
}

/// Returns the folder with esbuild and wasm-opt, which it installs if they are missing.
pub(crate) fn tools(sh: &Shell) -> Result<PathBuf> {
    Ok(packages(sh, TOOLS)?.join(".bin"))
}

/// Returns the folder with the packages of [`TOOLS`].
pub(crate) fn tool_packages(sh: &Shell) -> Result<PathBuf> {
    packages(sh, TOOLS)
}

/// Installs a project's packages, and links them into its folder, where Node looks for them. Returns their folder.
pub(crate) fn packages(sh: &Shell, folder: &str) -> Result<PathBuf> {
    let modules = Project::read(sh, folder)?.install(sh)?;
    let link = sh.current_dir().join(folder).join(MODULES);
    // Trunk watches the folder, so a correct link is not replaced.
    let is_right = std::fs::read_link(&link).is_ok_and(|target| target == modules);
    if !is_right {
        sh.remove_path(&link)?; // it is a folder if somebody has installed the packages by hand
        cmd!(sh, "ln -sfn {modules} {link}").quiet().run()?;
    }
    Ok(modules)
}

/// Links a recipe's packages into `copy`, where it is built, and unpacks the badge's own `tarball` beside them.
pub(crate) fn recipe(sh: &Shell, project: &Path, copy: &Path, tarball: &Path) -> Result<()> {
    let packages = sh.read_dir(Project::read_recipe(sh, project)?.install(sh)?)?;
    let modules = copy.join(MODULES);
    sh.remove_path(&modules)?;
    unpack_badge(sh, &modules, tarball)?;
    Ok(cmd!(sh, "ln -s -t {modules} {packages...}").quiet().run()?)
}

/// Copies a project to `copy` with its packages in it as files, which some bundlers want, and the badge's own `tarball`.
pub(crate) fn copy_of(sh: &Shell, folder: &str, copy: &Path, tarball: &Path) -> Result<()> {
    let modules = Project::read(sh, folder)?.install(sh)?;
    sh.remove_path(copy)?;
    sh.create_dir(copy)?;
    cmd!(sh, "cp -r {folder}/. {copy}").quiet().run()?;
    cmd!(sh, "cp -rT {modules} {copy}/node_modules")
        .quiet()
        .run()?;
    unpack_badge(sh, &copy.join(MODULES), tarball)
}

fn unpack_badge(sh: &Shell, modules: &Path, tarball: &Path) -> Result<()> {
    let own = modules.join("my-groups-badge");
    sh.create_dir(&own)?;
    cmd!(sh, "tar -xzf {tarball} --strip-components=1 -C {own}").run()?;
    Ok(())
}

/// Returns the recipes that use packages from npm.
pub(crate) fn recipes(sh: &Shell) -> Result<Vec<PathBuf>> {
    let mut recipes = sh.read_dir(RECIPES)?;
    recipes.retain(|recipe| sh.path_exists(recipe.join(MANIFEST)));
    Ok(recipes)
}

/// Rewrites every lock file.
pub(crate) fn write_locks(sh: &Shell) -> Result<()> {
    for folder in PROJECTS {
        Project::read(sh, folder)?.write_lock(sh)?;
    }
    for recipe in recipes(sh)? {
        Project::read_recipe(sh, &recipe)?.write_lock(sh)?;
    }
    Ok(())
}

/// Installs the packages of a folder's lock file. No install script of a package is run.
fn clean_install(sh: &Shell, folder: &Path) -> Result<()> {
    let options = ["--ignore-scripts", "--silent", "--no-fund", "--no-audit"];
    cmd!(sh, "npm ci --prefix {folder} {options...}")
        .run()
        .context("the npm packages could not be installed; is Node.js installed, and does the lock file fit package.json?")
}

/// The name of a project's folder in the cache.
fn cache_name(name: &str, manifest: &str, lock: &str) -> String {
    let digest = Sha256::new()
        .chain_update(manifest)
        .chain_update([0])
        .chain_update(lock)
        .finalize();
    let mut digits = format!("{digest:x}");
    digits.truncate(16);
    format!("{name}-{digits}")
}

fn name_of(folder: &Path) -> Result<String> {
    let name = folder.file_name().context("a folder has no name")?;
    Ok(name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn root() -> Shell {
        let sh = Shell::new().unwrap();
        sh.change_dir(crate::root());
        sh
    }

    fn projects(sh: &Shell) -> Vec<Project> {
        let recipes = recipes(sh).unwrap().into_iter();
        let recipes = recipes.map(|recipe| Project::read_recipe(sh, &recipe).unwrap());
        let others = PROJECTS.map(|folder| Project::read(sh, folder).unwrap());
        others.into_iter().chain(recipes).collect()
    }

    #[test]
    fn every_project_has_a_lock_file_for_exactly_its_packages() {
        let sh = root();
        for project in projects(&sh) {
            let lock: Value = serde_json::from_str(&sh.read_file(&project.lock).unwrap()).unwrap();
            let manifest: Value = serde_json::from_str(&project.manifest).unwrap();
            assert_eq!(
                lock.pointer("/packages//devDependencies"),
                manifest.get("devDependencies"),
                "{}: `cargo xtask lock` writes the lock files",
                project.name
            );
        }
    }

    #[test]
    fn lock_files_hold_a_hash_of_every_package_and_no_address() {
        let sh = root();
        for project in projects(&sh) {
            let lock: Value = serde_json::from_str(&sh.read_file(&project.lock).unwrap()).unwrap();
            let packages = lock.get("packages").and_then(Value::as_object).unwrap();
            for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
                let place = format!("{}: {path}", project.name);
                assert!(package.get("resolved").is_none(), "{place}");
                let is_bundled = package.get("inBundle").is_some();
                assert!(is_bundled || package.get("integrity").is_some(), "{place}");
            }
        }
    }

    #[test]
    fn the_cache_folder_depends_on_manifest_and_lock_alone() {
        let name = cache_name("tools", "{}", "{\"a\": 1}");
        assert_eq!(name, cache_name("tools", "{}", "{\"a\": 1}"));
        for (manifest, lock) in [
            ("{} ", "{\"a\": 1}"),
            ("{}", "{\"a\": 2}"),
            ("{}{", "\"a\": 1}"),
        ] {
            assert_ne!(name, cache_name("tools", manifest, lock));
        }
        assert!(name.starts_with("tools-"), "{name}");
    }
}
