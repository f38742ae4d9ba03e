//! The parts that most tests need together: a blog, the embed folder, the documented API, a failing server, and a browser.

use crate::{Api, Blog, Browser, Embed, Faults, Page};
use anyhow::Result;

/// The servers, each with its own origin, and the browser.
pub struct World {
    /// The blog.
    pub blog: Blog,
    /// The embed folder.
    pub embed: Embed,
    /// The documented API.
    pub api: Api,
    /// The server whose responses a test sets.
    pub faults: Faults,
    /// The browser.
    pub browser: Browser,
}

impl World {
    /// Starts all of them.
    pub async fn open() -> Result<Self> {
        Ok(Self {
            blog: Blog::open().await,
            embed: Embed::open().await,
            api: Api::open().await,
            faults: Faults::open().await,
            browser: Browser::open().await?,
        })
    }

    /// Publishes a page with the badge's script tag, and opens it. The page records the events of every badge in `window.seen`.
    pub async fn visit(&self, head: &str, body: &str) -> Result<Page<'_>> {
        self.visit_strict(&[], head, body).await
    }

    /// Does the same with further response headers.
    pub async fn visit_strict(
        &self,
        headers: &[(&'static str, &str)],
        head: &str,
        body: &str,
    ) -> Result<Page<'_>> {
        let page = self
            .blog
            .publish_with_badges(&self.embed.script(), headers, head, body);
        self.browser.visit(&page).await
    }
}
