//! The preview page as a static host serves it, with nothing behind it.

use crate::{
    Browser,
    site::{release, root, serve},
};
use anyhow::Result;
use axum::{Router, extract::State, http::Uri, response::Response};
use std::{
    path::Path,
    sync::{Arc, Mutex},
};

type Asked = Arc<Mutex<Vec<String>>>;

/// A static host for `dist/`.
pub struct Preview {
    origin: String,
    asked: Asked,
}

impl Preview {
    /// Serves the release build that is there.
    pub async fn open() -> Self {
        async fn file(State(asked): State<Asked>, uri: Uri) -> Response {
            let path = uri.path();
            asked
                .lock()
                .expect("no handler panics")
                .push(path.to_owned());
            let name = match path {
                "/" => "index.html",
                path => path.trim_start_matches('/'),
            };
            release(name)
        }
        assert!(
            root().join("dist/index.html").exists(),
            "there is no release build: run `cargo xtask dist` first, or `cargo xtask test pages`"
        );
        let asked = Asked::default();
        Self {
            origin: serve(Router::new().fallback(file).with_state(Arc::clone(&asked))).await,
            asked,
        }
    }

    /// The page at this setting, a fragment without its `#`.
    pub fn page(&self, setting: &str) -> String {
        match setting {
            "" => format!("{}/", self.origin),
            setting => format!("{}/#{setting}", self.origin),
        }
    }

    /// The origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Every path that was asked for.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no handler panics").clone()
    }

    /// Takes pictures of the page, on a narrow, a middling and a wide screen, light and dark; gives their names.
    pub async fn shots(&self, browser: &Browser, folder: &Path) -> Result<Vec<String>> {
        std::fs::create_dir_all(folder)?;
        let mut names = Vec::new();
        for (state, setting) in [
            ("first", ""),
            ("api", "from=api&page=forum&state=token&view=owner&static=1"),
            ("blog", "page=blog&layout=inline&static=1"),
            ("rtl", "page=rtl&lang=ar&state=hostile"),
        ] {
            for width in [320, 768, 1280] {
                for scheme in ["light", "dark"] {
                    // A new document each: another fragment alone is the same page.
                    let blank = browser.visit("about:blank").await?;
                    blank.screen(width, 900, scheme).await?;
                    let page = browser.visit(&self.page(setting)).await?;
                    page.until(
                        "document.querySelector('.outcome')?.textContent.match(/load |error/)",
                    )
                    .await?;
                    let name = format!("preview-{state}-{width}-{scheme}.png");
                    std::fs::write(folder.join(&name), page.picture().await?)?;
                    names.push(name);
                }
            }
        }
        Ok(names)
    }
}
