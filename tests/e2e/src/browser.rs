//! A browser over WebDriver, and a page in it.

use crate::engine::{self, Driver, Engine};
use anyhow::{Context, Result, bail, ensure};
use fantoccini::{
    Client,
    wd::{TimeoutConfiguration, WebDriverCompatibleCommand},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use url::Url;

const PATIENCE: Duration = Duration::from_secs(15);

/// A browser of its own for one test, of the engine that is chosen; it ends with it.
pub struct Browser {
    client: Client,
    _driver: Driver,
}

impl Browser {
    /// Starts a driver on a free port, and a browser with an empty profile.
    pub async fn open() -> Result<Self> {
        let engine = Engine::chosen();
        let (driver, client) = engine.start().await?;
        // WebKit's driver has the page's own `setTimeout` wait for it, and a page may replace that for 30 s, our script's time
        // limit for the wasm. This one is told from it.
        let script = Some(Duration::from_secs(60));
        client
            .update_timeouts(TimeoutConfiguration::new(script, None, None))
            .await?;
        Ok(Self {
            client,
            _driver: driver,
        })
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        Engine::chosen()
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
        /// Of some thousands of scripts `WebKitGTK`'s driver loses the result of one. To ask again changes nothing in the page.
        const LOST: &str = "Could not parse script result";
        let start = Instant::now();
        loop {
            match self.run(&format!("return Boolean({holds})")).await {
                Ok(Value::Bool(true)) => return Ok(()),
                Err(error) if !format!("{error:#}").contains(LOST) => return Err(error),
                _ => {}
            }
            if start.elapsed() > PATIENCE {
                let page = self.run("return document.body?.outerHTML").await?;
                bail!(
                    "waited in vain for {holds}\n{page}\n{:?}",
                    self.console().await?
                );
            }
            sleep(Duration::from_millis(20)).await;
        }
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
        // One string: WebKit's driver makes JSON of an array in the page, which may have arrays that have a JSON of their own.
        let found = self
            .run(&format!(
                "return [...document.querySelector('my-groups-badge').shadowRoot.querySelectorAll({})].map((found) => found.textContent + '\\0').join('')",
                Value::from(selector)
            ))
            .await?;
        Ok(engine::strings(&found))
    }

    /// What the console has said since the last time it was asked, as `LEVEL message`. In other engines than Chromium these
    /// are the calls of `console` and the uncaught errors of a page that the blog has published with badges.
    pub async fn console(&self) -> Result<Vec<String>> {
        if Engine::chosen() != Engine::Chromium {
            return Ok(engine::strings(&self.run(engine::TAKE_CONSOLE).await?));
        }
        let entries = self.client.issue_cmd(Log).await?;
        let line = |entry: &Value| {
            let part = |name| entry[name].as_str().unwrap_or_default();
            format!("{} {}", part("level"), part("message"))
        };
        Ok(entries.as_array().into_iter().flatten().map(line).collect())
    }

    /// A command of the DevTools protocol, which Chromium alone has.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        ensure!(
            Engine::chosen() == Engine::Chromium,
            "{command}: ask for `Feature::DevTools` first"
        );
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
