//! A recipe's project: a copy of its folder that contains the list, built by its tool and served on its own origin.

use anyhow::{Context, Result, ensure};
use e2e::{Companion, File, Site, root};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tokio::{process::Command, sync::OnceCell};

/// The names of the public groups, in their order. The first two contain the syntax of HTML, Liquid, Nunjucks, Go's templates,
/// JSX and Markdown.
pub(crate) const PUBLIC: [&str; 3] = [
    "A < B & \"C\" 'D' {{ 7 * 7 }} {% raw %} {e} <!--",
    "*Chess*, _Go_ & `more` [x](y)",
    "Solo",
];
/// The name of the private group.
pub(crate) const PRIVATE: &str = "Secret circle";

/// The host from which the recipes load their scripts. The tests have no access to it, so it is replaced by [`HERE`] in the
/// built files.
const CDN: &str = "https://cdn.jsdelivr.net/npm/";
const HERE: &str = "/npm/";
/// The host of the list, if a recipe has it on another host.
const OTHER_HOST: &str = "https://you.example/";

pub(crate) struct Project {
    pub(crate) folder: PathBuf,
    pub(crate) site: Site,
    /// The same files with a policy that forbids scripts.
    without_scripts: Site,
}

impl Project {
    /// Copies a recipe's folder to one that a tool may write to, and puts the list `at` a folder in it.
    pub(crate) async fn copy(name: &str, at: &str) -> Result<Self> {
        let folder = root().join("target/recipes").join(name);
        fs::create_dir_all(&folder)?;
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            // `cargo xtask test recipes` has put it there.
            if path.ends_with("node_modules") {
                continue;
            }
            if path.is_dir() {
                fs::remove_dir_all(path)?;
            } else {
                fs::remove_file(path)?;
            }
        }
        copy(&root().join("docs/recipes").join(name), &folder)?;
        copy(list().await?, &folder.join(at))?;
        Ok(Self {
            folder,
            site: Site::open().await,
            without_scripts: Site::open().await,
        })
    }

    /// Builds the project with its tool.
    pub(crate) async fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let own = self.folder.join("node_modules/.bin").join(program);
        let program = if own.exists() { own } else { program.into() };
        let output = Command::new(&program)
            .args(arguments)
            .current_dir(&self.folder)
            .env("ASTRO_TELEMETRY_DISABLED", "1")
            .env("NG_CLI_ANALYTICS", "false")
            .output()
            .await
            .with_context(|| {
                format!(
                    "{} is not there; `cargo xtask test recipes` installs it",
                    program.display()
                )
            })?;
        let output_text = [output.stdout, output.stderr].concat();
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output_text)
        );
        Ok(())
    }

    /// Serves the output folder of the tool. `.` is the project's folder.
    pub(crate) fn serve(&self, folder: &str) -> Result<()> {
        let folder = self.folder.join(folder);
        for path in files(&folder)? {
            let place = format!("/{}", path.strip_prefix(&folder)?.display());
            let mut file = File::read(&path)?;
            if path.extension().is_some_and(|kind| kind == "html") {
                let html = fs::read_to_string(&path)?
                    .replace(CDN, HERE)
                    .replace(OTHER_HOST, "/");
                file = File::new("text/html; charset=utf-8", html);
            }
            let no_scripts = file
                .clone()
                .header("content-security-policy", "script-src 'none'");
            self.site.put(&place, file);
            self.without_scripts.put(&place, no_scripts);
        }
        self.site.put("/favicon.ico", File::new("image/x-icon", ""));
        let package = root().join("dist/npm");
        let version = version(
            &package.join("package.json"),
            |manifest| &manifest["version"],
        )?;
        let path = format!("{HERE}my-groups-badge@{version}/embed/");
        self.site
            .put_folder(&path, &package.join("embed"), |file| file)
    }

    /// Serves a file of a package that the project uses, under the same path as on the CDN.
    pub(crate) fn serve_package(&self, name: &str, file: &str) -> Result<()> {
        let manifest = self.folder.join("package.json");
        let version = version(&manifest, |manifest| &manifest["devDependencies"][name])?;
        let path = format!("{HERE}{name}@{version}/{file}");
        let file = self.folder.join("node_modules").join(name).join(file);
        self.site.put(&path, File::read(&file)?);
        Ok(())
    }

    /// Returns the URL of the first page.
    pub(crate) fn page(&self) -> String {
        format!("{}/index.html", self.site.origin())
    }

    /// Changes a file of the copy.
    pub(crate) fn replace(&self, file: &str, from: &str, to: &str) -> Result<()> {
        let file = self.folder.join(file);
        let text = fs::read_to_string(&file)?;
        ensure!(text.contains(from), "{} has no {from}", file.display());
        Ok(fs::write(&file, text.replace(from, to))?)
    }

    /// Returns the URL of the first page without scripts.
    pub(crate) fn page_without_scripts(&self) -> String {
        format!("{}/index.html", self.without_scripts.origin())
    }

    /// Returns the number of requests for paths with an ending.
    pub(crate) fn request_count(&self, ending: &str) -> usize {
        let paths = self.site.requested_paths();
        paths.iter().filter(|path| path.ends_with(ending)).count()
    }
}

/// Returns a folder with the documents of `my-groups snapshot`. They contain the private group too, and the templates must leave
/// it out.
async fn list() -> Result<&'static Path> {
    static LIST: OnceCell<PathBuf> = OnceCell::const_new();
    let list = LIST.get_or_try_init(|| async {
        let folder = root().join("target/recipes/list");
        // The companion removes tags from names and decodes entities, so the name is escaped.
        let name = PUBLIC[0].replace('&', "&amp;").replace('<', "&lt;");
        let groups = json!([
            {"id": 1, "name": name, "is_private": 0, "member_count": 1234, "url": "https://events.example/1?a=1&b='2'"},
            {"id": 2, "name": PRIVATE, "is_private": 1, "member_count": 5},
            {"id": 3, "name": PUBLIC[1], "is_private": 0},
            {"id": 4, "name": PUBLIC[2], "is_private": 0, "member_count": 1},
        ]);
        let document = json!({"rsp": {"stat": "ok", "version": 1, "group": groups}});
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("groups.json"), document.to_string())?;
        let settings = "[lists.me]\nprivate = \"show\"\nsources = [{ type = \"document\", path = \"groups.json\" }]\n";
        fs::write(folder.join("my-groups.toml"), settings)?;
        let written = Companion::command()?
            .args(["--config", "my-groups.toml", "snapshot", "--quiet", "--out", "out"])
            .current_dir(&folder)
            .status()
            .await?;
        ensure!(written.success(), "no snapshot");
        Ok(folder.join("out"))
    });
    list.await.map(PathBuf::as_path)
}

/// Returns a version from a package's manifest.
fn version(manifest: &Path, at: impl Fn(&Value) -> &Value) -> Result<String> {
    let json: Value = serde_json::from_str(&fs::read_to_string(manifest)?)?;
    let version = at(&json).as_str().map(str::to_owned);
    version.with_context(|| format!("a version in {}", manifest.display()))
}

/// Returns all files in a folder and its subfolders, except for installed packages.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            found.push(path);
        } else if !path.ends_with("node_modules") {
            found.extend(files(&path)?);
        }
    }
    Ok(found)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let to = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(to.parent().context("a folder")?)?;
        fs::copy(&file, &to)?;
    }
    Ok(())
}
