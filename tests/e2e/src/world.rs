//! The parts that most tests need together: a blog, the embed folder, the documented API, a failing server, and a browser.

use crate::{Api, Blog, Browser, Embed, Faults, Page, Response};
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
    /// Starts the servers and the browser.
    pub async fn open() -> Result<Self> {
        Ok(Self {
            blog: Blog::open().await,
            embed: Embed::open().await,
            api: Api::open().await,
            faults: Faults::open().await,
            browser: Browser::open().await?,
        })
    }

    /// Opens a page with one badge that loads the documented sample from `faults`, where its name is `list`.
    pub async fn visit_sample(
        &self,
        head: &str,
        attributes: &str,
        content: &str,
    ) -> Result<Page<'_>> {
        let src = self.faults.set_response("list", Response::Sample);
        let badge =
            format!("<my-groups-badge src=\"{src}\" {attributes}>{content}</my-groups-badge>");
        self.visit(head, &badge).await
    }

    /// Publishes a page with the badge's script tag, and opens it. The page records the events of every badge in `window.badgeEvents`.
    pub async fn visit(&self, head: &str, body: &str) -> Result<Page<'_>> {
        self.visit_with_headers(&[], head, body).await
    }

    /// Publishes such a page with further response headers, and opens it.
    pub async fn visit_with_headers(
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
