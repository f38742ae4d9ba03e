//! A WordPress with the plugin, on PHP's built-in server, and a MariaDB that listens only on a Unix socket.

use crate::{
    engine::{free_port, wait_until_listening},
    root,
};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};
use tokio::{
    io::AsyncWriteExt,
    process::{Child, Command},
    time::sleep,
};

/// The folder in which Debian installs WordPress.
const DEBIAN_FOLDER: &str = "/usr/share/wordpress";

/// A WordPress for one test. Dropping it deletes its folder. The passwords of the users `admin` and `author` are their names.
/// WordPress filters the HTML of `author`.
pub struct WordPress {
    origin: String,
    folder: PathBuf,
    programs: Vec<Child>,
}

/// Ends the whole process group, because PHP's server has started workers.
impl Drop for WordPress {
    fn drop(&mut self) {
        for program in self.programs.iter().filter_map(Child::id) {
            // The program may have already ended.
            let _ = std::process::Command::new("kill")
                .args(["-KILL", "--", &format!("-{program}")])
                .status();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl WordPress {
    /// The block theme that Debian recommends.
    pub const BLOCK_THEME: &str = "twentytwentythree";
    /// A classic theme, which belongs to the tests.
    pub const CLASSIC_THEME: &str = "classic";

    /// Copies a WordPress, and installs the plugin and the release's embed folder in the copy. The original is in the folder
    /// that the environment variable `WORDPRESS` names, by default Debian's.
    pub async fn open(theme: &str) -> Result<Self> {
        static OPENED: AtomicUsize = AtomicUsize::new(0);
        let number = OPENED.fetch_add(1, Ordering::Relaxed);
        let folder = format!("my-groups-wordpress-{}-{number}", std::process::id());
        let port = free_port()?;
        let mut wordpress = Self {
            origin: format!("http://127.0.0.1:{port}"),
            folder: std::env::temp_dir().join(folder),
            programs: Vec::new(),
        };
        wordpress.copy_files()?;
        wordpress.start_database().await?;
        wordpress.tool("install", json!({"theme": theme})).await?;
        wordpress.start_server(port).await?;
        Ok(wordpress)
    }

    fn copy_files(&self) -> Result<()> {
        let site = self.file("");
        let content = site.join("wp-content");
        let plugin = content.join("plugins/my-groups-badge");
        let ours = root().join("tests/e2e/wordpress");
        let wordpress =
            std::env::var_os("WORDPRESS").map_or_else(|| DEBIAN_FOLDER.into(), PathBuf::from);
        fs::create_dir_all(&self.folder)?;
        copy_folder(&wordpress, &site)?;
        copy_folder(&root().join("wordpress/my-groups-badge"), &plugin)?;
        copy_folder(&root().join("dist/embed"), &plugin.join("embed"))?;
        copy_folder(&ours.join("classic"), &content.join("themes/classic"))?;
        fs::create_dir_all(content.join("mu-plugins"))?;
        fs::copy(
            ours.join("mu-plugin.php"),
            content.join("mu-plugins/tests.php"),
        )?;
        fs::copy(ours.join("wp-config.php"), site.join("wp-config.php"))?;
        Ok(fs::write(self.folder.join("origin"), &self.origin)?)
    }

    async fn start_database(&mut self) -> Result<()> {
        let options = [
            // MariaDB requires this option if root starts it.
            "--user=root".to_owned(),
            format!("--datadir={}/data", self.folder.display()),
            // Several servers that start at the same time would use the same names.
            format!("--tmpdir={}", self.folder.display()),
        ];
        let install = Command::new("mariadb-install-db")
            .arg("--no-defaults")
            .args(&options)
            .args(["--auth-root-authentication-method=normal", "--skip-test-db"])
            .output()
            .await;
        successful_output(&install.context("MariaDB is not installed")?)?;
        let socket = self.folder.join("socket");
        let database = Command::new("mariadbd")
            .arg("--no-defaults")
            .args(&options)
            .arg(format!("--socket={}", socket.display()))
            .arg("--skip-networking")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        self.programs.push(database);
        let start = Instant::now();
        while !socket.exists() {
            ensure!(
                start.elapsed() < Duration::from_secs(30),
                "MariaDB does not start"
            );
            sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    async fn start_server(&mut self, port: u16) -> Result<()> {
        let server = Command::new("php")
            .args(["-d", "opcache.revalidate_freq=0", "-S"])
            .arg(format!("127.0.0.1:{port}"))
            .arg("-t")
            .arg(self.file(""))
            // A page may request a document of its own site.
            .env("PHP_CLI_SERVER_WORKERS", "8")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        self.programs.push(server);
        ensure!(
            wait_until_listening(port).await,
            "PHP's server does not start"
        );
        Ok(())
    }

    /// Runs a command of `wordpress/tool.php`; returns its output.
    pub async fn tool(&self, command: &str, input: Value) -> Result<String> {
        let mut tool = Command::new("php")
            .args(["-d", "display_errors=0", "-d", "log_errors=0"])
            .arg(root().join("tests/e2e/wordpress/tool.php"))
            .arg(command)
            .arg(self.file(""))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("PHP is not installed")?;
        let mut stdin = tool.stdin.take().context("its input")?;
        stdin.write_all(input.to_string().as_bytes()).await?;
        drop(stdin);
        successful_output(&tool.wait_with_output().await?)
    }

    /// Runs the tests of `wordpress/php` in this WordPress.
    ///
    /// # Errors
    /// `PHPUnit` is not installed, or a test fails. The error is what `PHPUnit` has printed.
    pub async fn run_php_tests(&self) -> Result<()> {
        let tests = root().join("tests/e2e/wordpress/php");
        let bootstrap = tests.join("bootstrap.php");
        let phpunit = Command::new("php")
            .args(["-d", "display_errors=stderr", "-d"])
            .arg(format!("auto_prepend_file={}", bootstrap.display()))
            .arg("/usr/bin/phpunit")
            .args(["--colors=never", "--do-not-cache-result"])
            .arg(tests)
            .env("SITE", self.file(""))
            .output()
            .await
            .context("PHP is not installed")?;
        successful_output(&phpunit).map(drop)
    }

    /// Publishes a post by a user, `admin` or `author`; returns its URL.
    pub async fn publish(&self, user: &str, content: &str) -> Result<String> {
        let post = json!({"user": user, "content": content});
        let address = self.tool("publish", post).await?;
        ensure!(address.starts_with(&self.origin), "no post: {address}");
        Ok(address)
    }

    /// Publishes a document on the site.
    pub fn put(&self, name: &str, document: &str) -> Result<()> {
        Ok(fs::write(self.file(name), document)?)
    }

    /// Returns the path of a file of the site.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join("site").join(name)
    }

    /// Sets the number of seconds after which the plugin loads a list again.
    pub fn set_cache_seconds(&self, seconds: u32) -> Result<()> {
        self.put("cache-seconds", &seconds.to_string())
    }

    /// Returns the URL of a path, which starts with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Returns PHP's warnings and errors about the plugin.
    pub fn php_messages(&self) -> Vec<String> {
        let log = fs::read_to_string(self.folder.join("debug.log")).unwrap_or_default();
        let ours = log.lines().filter(|line| line.contains("my-groups-badge"));
        ours.map(str::to_owned).collect()
    }
}

/// Copies a folder. Links are replaced by the files that they lead to.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    let output = std::process::Command::new("cp")
        .arg("-rLT")
        .args([from, to])
        .output()?;
    successful_output(&output).map(drop)
}

/// Returns a program's output if it has succeeded.
fn successful_output(output: &Output) -> Result<String> {
    let printed = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.success(),
        "{printed}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(printed.into_owned())
}
