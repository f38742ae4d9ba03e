//! The user's actions on a page: clicking, typing, choosing, copying, and going back.
//! Also screenshots and the accessibility check.

use crate::{Page, root};
use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use fantoccini::{
    Locator,
    actions::{InputSource, KeyAction, KeyActions},
    wd::WebDriverCompatibleCommand,
};
use serde_json::{Value, json};
use url::Url;

impl Page<'_> {
    /// Clicks on the first element that matches a selector.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let found = self.client.find(Locator::Css(selector)).await;
        found.with_context(|| selector.to_owned())?.click().await?;
        Ok(())
    }

    /// Replaces the text of a field, and removes the focus from it.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let field = self.client.find(Locator::Css(selector)).await;
        let field = field.with_context(|| selector.to_owned())?;
        field.clear().await?;
        if !text.is_empty() {
            field.send_keys(text).await?;
        }
        self.run("document.activeElement.blur()").await?;
        Ok(())
    }

    /// Sends keys to the element that has the focus.
    pub async fn type_keys(&self, keys: &str) -> Result<()> {
        // Key actions need no element. For a focus within a shadow root, `document.activeElement` is the host.
        let both = |key| [KeyAction::Down { value: key }, KeyAction::Up { value: key }];
        let keys = keys.chars().flat_map(both);
        let keys = keys.fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.client.perform_actions(keys).await?;
        Ok(())
    }

    /// Chooses an option of a `<select>` by its value.
    pub async fn choose(&self, selector: &str, value: &str) -> Result<()> {
        let field = self.client.find(Locator::Css(selector)).await;
        let field = field.with_context(|| selector.to_owned())?;
        field.select_by_value(value).await?;
        Ok(())
    }

    /// Selects the document in the first iframe: all further calls apply to it.
    pub async fn enter_frame(&self) -> Result<()> {
        Ok(self.client.enter_frame(0).await?)
    }

    /// Goes one entry back in the history.
    pub async fn back(&self) -> Result<()> {
        Ok(self.client.back().await?)
    }

    /// Goes one entry forward in the history.
    pub async fn forward(&self) -> Result<()> {
        self.run("history.forward()").await?;
        Ok(())
    }

    /// Sets the size of the window in pixels, in every engine.
    pub async fn set_window_size(&self, width: u32, height: u32) -> Result<()> {
        Ok(self.client.set_window_size(width, height).await?)
    }

    /// Sets the size of the viewport in pixels, and the colour scheme (`light` or `dark`). Unlike a window, a viewport has no
    /// minimum width. Chromium only.
    pub async fn emulate_screen(&self, width: u32, height: u32, scheme: &str) -> Result<()> {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        )
        .await?;
        self.devtools("Emulation.setScrollbarsHidden", json!({"hidden": true}))
            .await?;
        let scheme = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", scheme).await?;
        Ok(())
    }

    /// Returns a screenshot of the whole page as PNG. Chromium only.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        let size = self
            .run("const { scrollWidth, scrollHeight } = document.documentElement; return [scrollWidth, scrollHeight]")
            .await?;
        let [width, height]: [u64; 2] = serde_json::from_value(size)?;
        let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        let screenshot = self
            .devtools(
                "Page.captureScreenshot",
                json!({"captureBeyondViewport": true, "clip": clip}),
            )
            .await?;
        let data = screenshot.get("data").and_then(Value::as_str);
        Ok(STANDARD.decode(data.unwrap_or_default())?)
    }

    /// Returns the text on the clipboard. Chromium only.
    pub async fn clipboard(&self) -> Result<String> {
        self.client.issue_cmd(Allow("clipboard-read")).await?;
        let pasted = self
            .client
            .execute_async(
                "navigator.clipboard.readText().then(arguments[0], (error) => arguments[0](`no clipboard: ${error}`))",
                Vec::new(),
            )
            .await?;
        Ok(pasted.as_str().unwrap_or_default().to_owned())
    }

    /// Returns the violations that axe-core finds on the page, one text for each element.
    pub async fn axe_violations(&self) -> Result<Vec<String>> {
        self.run(&axe_core()?).await?;
        let found = self
            .client
            .execute_async(
                "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => arguments[0](violations.flatMap(({ id, nodes }) =>
                   nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))))",
                Vec::new(),
            )
            .await?;
        Ok(serde_json::from_value(found)?)
    }
}

/// Returns the source of axe-core, which `cargo xtask test pages` installs.
fn axe_core() -> Result<String> {
    let file = root().join("tools/npm-tools/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(file)
        .context("axe-core is not installed; `cargo xtask test pages` installs it")
}

/// Grants the page a permission.
#[derive(Debug)]
struct Allow(&'static str);

impl WebDriverCompatibleCommand for Allow {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, url::ParseError> {
        base_url.join(&format!(
            "session/{}/permissions",
            session_id.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        let granted: Value = json!({"descriptor": {"name": self.0}, "state": "granted"});
        (http::Method::POST, Some(granted.to_string()))
    }
}
