//! The preview page as a static host serves it, with nothing behind it.

use crate::{
    Browser, File, Site,
    site::{public, release},
};
use anyhow::Result;
use std::path::Path;

/// A static host for `dist/`.
pub struct Preview {
    site: Site,
}

impl Preview {
    /// Serves the release build that is there.
    pub async fn open() -> Self {
        let page = release("index.html");
        let site = Site::open().await;
        let folder = page.parent().expect("the folder of the release");
        site.put_folder("/", folder, public)
            .expect("the release can be read");
        site.put("/", File::read(&page).expect("the release can be read"));
        Self { site }
    }

    /// The page at this setting, a fragment without its `#`.
    pub fn page(&self, setting: &str) -> String {
        match setting {
            "" => format!("{}/", self.origin()),
            setting => format!("{}/#{setting}", self.origin()),
        }
    }

    /// The origin.
    pub fn origin(&self) -> &str {
        self.site.origin()
    }

    /// Every path that was asked for.
    pub fn asked(&self) -> Vec<String> {
        self.site.asked()
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
