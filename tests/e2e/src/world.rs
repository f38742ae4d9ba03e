//! All that a test needs: a blog, the embed folder, the documented API, a server that fails, and a browser.

use crate::{Api, Blog, Browser, Embed, Faults, Page};
use anyhow::Result;

/// Everything, each on an origin of its own.
pub struct World {
    /// The blog.
    pub blog: Blog,
    /// The embed folder.
    pub embed: Embed,
    /// The API as it is documented.
    pub api: Api,
    /// A server that answers as a test says.
    pub faults: Faults,
    /// The browser.
    pub browser: Browser,
}

impl World {
    /// Opens everything.
    pub async fn open() -> Result<Self> {
        Ok(Self {
            blog: Blog::open().await,
            embed: Embed::open().await,
            api: Api::open().await,
            faults: Faults::open().await,
            browser: Browser::open().await?,
        })
    }

    /// Publishes a page with the badge's script tag and visits it; `seen` there has every badge's events.
    pub async fn visit(&self, head: &str, body: &str) -> Result<Page<'_>> {
        self.visit_strict(&[], head, body).await
    }

    /// The same with response headers.
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
