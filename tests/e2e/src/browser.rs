//! A browser that is controlled by WebDriver, and a page in it.

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

/// An expression for the first badge of a page.
pub const BADGE: &str = "document.querySelector('my-groups-badge')";
/// The time after which [`Page::wait_until`] fails.
const TIME_LIMIT: Duration = Duration::from_secs(15);

/// A browser of the chosen engine for one test. Dropping it ends the browser.
pub struct Browser {
    client: Client,
    _driver: Driver,
}

impl Browser {
    /// Starts a driver on a free port, and a browser with an empty profile.
    pub async fn open() -> Result<Self> {
        let engine = Engine::chosen();
        let (driver, client) = engine.start().await?;
        // WebKit's driver waits with the page's own `setTimeout`, which a page may replace. 60 s differ from the 30 s that the
        // badge's script waits for the wasm, so that a test can tell both timers apart.
        let script = Some(Duration::from_secs(60));
        client
            .update_timeouts(TimeoutConfiguration::new(script, None, None))
            .await?;
        Ok(Self {
            client,
            _driver: driver,
        })
    }

    /// Returns the engine.
    pub fn engine(&self) -> Engine {
        Engine::chosen()
    }

    /// Opens a page, and discards the console messages of the previous page.
    pub async fn visit(&self, address: &str) -> Result<Page<'_>> {
        let page = Page {
            client: &self.client,
        };
        page.console().await?;
        self.client.goto(address).await?;
        Ok(page)
    }

    /// Returns the browser's name and version. Chromium only.
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

/// The page that a browser shows.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub(crate) client: &'a Client,
}

impl Page<'_> {
    /// Runs a script; returns the value of its `return`.
    pub async fn run(&self, script: &str) -> Result<Value> {
        self.client
            .execute(script, Vec::new())
            .await
            .with_context(|| script.to_owned())
    }

    /// Evaluates an expression to a promise; returns the value that the promise resolves to. The harness runs no other script
    /// in the page meanwhile.
    pub async fn wait(&self, promise: &str) -> Result<Value> {
        let script = format!("const [done] = arguments; {promise}.then(done)");
        self.client
            .execute_async(&script, Vec::new())
            .await
            .with_context(|| script)
    }

    /// Waits until an expression is true.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        /// `WebKitGTK`'s driver loses the result of one script in some thousands. The expression has no side effect, so it can
        /// be evaluated again.
        const LOST_RESULT: &str = "Could not parse script result";
        let start = Instant::now();
        loop {
            match self.run(&format!("return Boolean({expression})")).await {
                Ok(Value::Bool(true)) => return Ok(()),
                Err(error) if !format!("{error:#}").contains(LOST_RESULT) => return Err(error),
                _ => {}
            }
            if start.elapsed() > TIME_LIMIT {
                let page = self.run("return document.body?.outerHTML").await?;
                bail!(
                    "this did not become true: {expression}\n{page}\n{:?}",
                    self.console().await?
                );
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the badges of the page have fired this number of `loadend` events.
    pub async fn wait_for_loads(&self, count: usize) -> Result<()> {
        self.wait_until(&format!(
            "badgeEvents.filter(([, name]) => name === 'loadend').length >= {count}"
        ))
        .await
    }

    /// Returns the names of the events that the badges of the page have fired, in their order.
    pub async fn event_names(&self) -> Result<Value> {
        self.run("return badgeEvents.map(([, name]) => name)").await
    }

    /// Returns the `detail` of the first `error` event.
    pub async fn error_detail(&self) -> Result<Value> {
        self.run("return badgeEvents.find(([, name]) => name === 'error')[2]")
            .await
    }

    /// Returns the text of each element in the badge's shadow root that matches a selector.
    pub async fn badge_texts(&self, selector: &str) -> Result<Vec<String>> {
        // The texts are joined to one string: WebKit's driver serializes an array with the page's own objects, and a page may
        // have changed how its arrays become JSON.
        let found = self
            .run(&format!(
                "return [...document.querySelector('my-groups-badge').shadowRoot.querySelectorAll({})].map((found) => found.textContent + '\\0').join('')",
                Value::from(selector)
            ))
            .await?;
        Ok(engine::strings(&found))
    }

    /// Returns the console messages since the last call, as `LEVEL message`. In Firefox and WebKit these are the calls of
    /// `console` and the uncaught errors, and only on pages that the blog has published with badges.
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

    /// Sends a command of the DevTools protocol; returns its result. Chromium only.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        ensure!(
            Engine::chosen() == Engine::Chromium,
            "{command}: check `Feature::DevTools` first"
        );
        let command = DevTools(json!({"cmd": command, "params": parameters}));
        Ok(self.client.issue_cmd(command).await?)
    }
}

/// ChromeDriver's command for the DevTools protocol.
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

/// ChromeDriver's command for the console messages.
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
