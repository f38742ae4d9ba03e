//! The preview page on a static host, without a server program.

use crate::{
    Browser, File, Page, Site,
    site::{release, with_static_host_headers},
};
use anyhow::Result;
use std::path::Path;

/// A static host for `dist/`.
pub struct Preview {
    site: Site,
}

/// A script that types a list into the table, if the page shows the table.
const TYPE_GROUPS: &str = "const lines = document.querySelector('textarea[name=lines]');
    if (lines) {
      lines.value = 'Choir, 1234, https://choir.example/\\nTrail Runners, 131, runners.example, Sundays at nine';
      lines.dispatchEvent(new Event('input', { bubbles: true }));
      document.querySelector('.add-lines').click();
    }";

impl Preview {
    /// Serves the existing release build.
    pub async fn open() -> Self {
        let page = release("index.html");
        let site = Site::open().await;
        let folder = page.parent().expect("the folder of the release");
        site.put_folder("/", folder, with_static_host_headers)
            .expect("the release can be read");
        site.put("/", File::read(&page).expect("the release can be read"));
        Self { site }
    }

    /// Returns the URL of the page with these settings, a fragment without `#`.
    pub fn page(&self, setting: &str) -> String {
        match setting {
            "" => format!("{}/", self.origin()),
            setting => format!("{}/#{setting}", self.origin()),
        }
    }

    /// Returns the origin.
    pub fn origin(&self) -> &str {
        self.site.origin()
    }

    /// Returns the paths of all requests.
    pub fn requested_paths(&self) -> Vec<String> {
        self.site.requested_paths()
    }

    /// Types a list into the table of a page, if the page shows the table. Waits until the page has taken it.
    pub async fn type_groups(&self, page: &Page<'_>) -> Result<()> {
        page.run(TYPE_GROUPS).await?;
        page.wait_until("!document.querySelector('.typed') || document.querySelector('.place')")
            .await
    }

    /// Takes screenshots of the page on a narrow, a medium and a wide screen, light and dark; returns their
    /// names.
    pub async fn shots(&self, browser: &Browser, folder: &Path) -> Result<Vec<String>> {
        std::fs::create_dir_all(folder)?;
        let mut names = Vec::new();
        for (state, setting) in [
            ("first", ""),
            ("typed", "from=typed&place=hosted"),
            ("api", "from=api&page=forum&state=token&view=owner"),
            ("blog", "page=blog&layout=inline"),
            ("rtl", "page=rtl&lang=ar&state=hostile"),
        ] {
            for width in [360, 768, 1280] {
                for scheme in ["light", "dark"] {
                    // A URL that differs only in its fragment would not load a new document.
                    let blank = browser.visit("about:blank").await?;
                    blank.emulate_screen(width, 900, scheme).await?;
                    let page = browser.visit(&self.page(setting)).await?;
                    page.wait_until(
                        "document.querySelector('.outcome')?.textContent.match(/Loaded|error/)",
                    )
                    .await?;
                    self.type_groups(&page).await?;
                    let name = format!("preview-{state}-{width}-{scheme}.png");
                    std::fs::write(folder.join(&name), page.screenshot().await?)?;
                    names.push(name);
                }
            }
        }
        Ok(names)
    }
}
