//! Renders the documentation of a build as HTML pages.

use crate::Build;
use anyhow::{Context, Result};
use comrak::{Options, markdown_to_html};
use std::sync::Arc;

const TEMPLATE: &str = include_str!("../document.html");

/// Renders each Markdown file that trunk has copied.
pub(crate) fn render(build: &Build) -> Result<()> {
    build
        .sh
        .copy_file("tools/package/document.css", &build.dist)?;
    for file in crate::files(&build.dist)? {
        let place = file.strip_prefix(&build.dist)?;
        // The files of a recipe are not rendered, because readers copy them.
        let is_recipe = place.starts_with("docs/recipes");
        if file.extension().is_some_and(|kind| kind == "md") && !is_recipe {
            let text = build.sh.read_file(&file)?;
            let depth = place.components().count() - 1;
            let page = page(&text, &"../".repeat(depth))?;
            build.sh.write_file(file.with_extension("html"), page)?;
            build.sh.remove_path(&file)?;
        }
    }
    Ok(())
}

/// Returns the page of a document. `root` is the relative path from it to the folder of the front page.
fn page(markdown: &str, root: &str) -> Result<String> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.header_id_prefix = Some(String::new());
    options.extension.link_url_rewriter = Some(Arc::new(page_of));
    options.render.r#unsafe = true; // The texts are the project's own. They contain HTML comments.
    let title = markdown.lines().find_map(|line| line.strip_prefix("# "));
    let mut content = markdown_to_html(markdown, &options);
    // Tables scroll on a narrow screen. `tabindex` makes this possible with the keyboard.
    for scrolls in ["pre", "table"] {
        let focusable = format!("<{scrolls} tabindex=\"0\">");
        content = content.replace(&format!("<{scrolls}>"), &focusable);
    }
    let page = TEMPLATE.replace("ROOT", root);
    let page = page.replace("TITLE", title.context("a document without a title")?);
    Ok(page.replace("CONTENT", &content))
}

/// Returns the URL of the page for a link to a document of this build.
fn page_of(link: &str) -> String {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let is_ours = !path.contains(':') && !path.contains("recipes/");
    match path.strip_suffix(".md").filter(|_| is_ours) {
        Some(path) if anchor.is_empty() => format!("{path}.html"),
        Some(path) => format!("{path}.html#{anchor}"),
        None => link.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn links_between_documents_lead_to_their_pages() {
        let page = page(
            "# One & two\n\n[a](docs/b.md#c-d) [e](https://f.example/g.md) [h](recipes/i/README.md) [j](#k)\n\n## C d\n",
            "../",
        );
        let page = page.unwrap_or_default();
        for part in [
            "href=\"docs/b.html#c-d\"",
            "href=\"https://f.example/g.md\"",
            "href=\"recipes/i/README.md\"",
            "href=\"#k\"",
            "id=\"c-d\"",
            "href=\"../page.css\"",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
    }
}
