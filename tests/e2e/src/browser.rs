//! A headless Chromium over WebDriver, and a page in it.

use anyhow::{Context, Result, bail};
use fantoccini::{
    Client, ClientBuilder,
    wd::{Capabilities, WebDriverCompatibleCommand},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::sleep,
};
use url::Url;

const PATIENCE: Duration = Duration::from_secs(15);

/// A browser of its own for one test; it ends with it.
pub struct Browser {
    client: Client,
    driver: Child,
}

/// A test that fails closes nothing; a driver that is asked to end takes its browser with it, one that is killed does not.
impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.id() {
            // Where it has ended already there is nothing to do.
            let _ = std::process::Command::new("kill")
                .arg(driver.to_string())
                .status();
        }
    }
}

impl Browser {
    /// Starts a driver on a free port, and a browser with an empty profile.
    pub async fn open() -> Result<Self> {
        let (driver, port) = start_driver().await?;
        let capabilities: Capabilities = serde_json::from_value(json!({
            "browserName": "chrome",
            "goog:chromeOptions": {"args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run", "--lang=en-US",
            ]},
            "goog:loggingPrefs": {"browser": "ALL"},
        }))?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await?;
        Ok(Self { client, driver })
    }

    /// Opens a page, and forgets what the last one said in the console.
    pub async fn visit(&self, address: &str) -> Result<Page<'_>> {
        let page = Page {
            client: &self.client,
        };
        page.console().await?;
        self.client.goto(address).await?;
        Ok(page)
    }

    /// The browser's name and version.
    pub async fn version(&self) -> Result<String> {
        let page = Page {
            client: &self.client,
        };
        let version = page.devtools("Browser.getVersion", json!({})).await?;
        Ok(version["product"].as_str().unwrap_or_default().to_owned())
    }

    /// Ends the browser.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.clone().close().await?)
    }
}

/// A driver, and the port it listens on.
///
/// It takes a free port on one address family and then the same on the other; where somebody else has that one it
/// ends at once, as happens when several tests start at a time. Then it is started again.
async fn start_driver() -> Result<(Child, u16)> {
    const ATTEMPTS: usize = 5;
    let mut said = String::new();
    for _ in 0..ATTEMPTS {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver is not there; `cargo xtask test` installs it")?;
        let output = driver.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                return Ok((driver, port.trim_end_matches('.').parse()?));
            }
            said = line;
        }
    }
    bail!("chromedriver does not start: {said}")
}

/// What a page shows and says.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub(crate) client: &'a Client,
}

impl Page<'_> {
    /// The value of a script's `return`.
    pub async fn run(&self, script: &str) -> Result<Value> {
        self.client
            .execute(script, Vec::new())
            .await
            .with_context(|| script.to_owned())
    }

    /// What the promise of an expression comes to. The page is left alone meanwhile.
    pub async fn wait(&self, promise: &str) -> Result<Value> {
        let script = format!("const [done] = arguments; {promise}.then(done)");
        self.client
            .execute_async(&script, Vec::new())
            .await
            .with_context(|| script)
    }

    /// Waits until an expression is true.
    pub async fn until(&self, holds: &str) -> Result<()> {
        let start = Instant::now();
        while self.run(&format!("return Boolean({holds})")).await? != Value::Bool(true) {
            if start.elapsed() > PATIENCE {
                let page = self.run("return document.body?.outerHTML").await?;
                bail!(
                    "waited in vain for {holds}\n{page}\n{:?}",
                    self.console().await?
                );
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Waits until so many loads have ended, on the page as a whole.
    pub async fn ended(&self, times: usize) -> Result<()> {
        self.until(&format!(
            "seen.filter(([, name]) => name === 'loadend').length >= {times}"
        ))
        .await
    }

    /// The texts of every element in the badge's shadow root that a selector finds.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let found = self
            .run(&format!(
                "return [...document.querySelector('my-groups-badge').shadowRoot.querySelectorAll({})].map((found) => found.textContent)",
                Value::from(selector)
            ))
            .await?;
        Ok(serde_json::from_value(found)?)
    }

    /// What the console has said since the last time it was asked, as `LEVEL message`.
    pub async fn console(&self) -> Result<Vec<String>> {
        let entries = self.client.issue_cmd(Log).await?;
        let entry = |entry: &Value| {
            format!(
                "{} {}",
                entry["level"].as_str().unwrap_or_default(),
                entry["message"].as_str().unwrap_or_default()
            )
        };
        Ok(entries
            .as_array()
            .map(|entries| entries.iter().map(entry).collect())
            .unwrap_or_default())
    }
}

impl Page<'_> {
    /// A command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let command = DevTools(json!({"cmd": command, "params": parameters}));
        Ok(self.client.issue_cmd(command).await?)
    }
}

/// ChromeDriver's way to the DevTools protocol.
#[derive(Debug)]
struct DevTools(Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, url::ParseError> {
        base_url.join(&format!(
            "session/{}/goog/cdp/execute",
            session_id.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.to_string()))
    }
}

/// ChromeDriver's way to the console.
#[derive(Debug)]
struct Log;

impl WebDriverCompatibleCommand for Log {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, url::ParseError> {
        base_url.join(&format!(
            "session/{}/se/log",
            session_id.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (
            http::Method::POST,
            Some(json!({"type": "browser"}).to_string()),
        )
    }
}
