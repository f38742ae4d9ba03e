//! Site generators: the built page contains the list, and the badge replaces it.

use crate::{Project, assert_shows_the_list, lines_without_scripts};
use anyhow::Result;
use e2e::{Browser, File};

/// Builds a recipe. The page shows the list without a script, and the badge shows it with the script.
async fn assert_generator_works(
    project: Project,
    tool: &[&str],
    output: &str,
    members: &str,
) -> Result<()> {
    project.run(tool[0], &tool[1..]).await?;
    project.serve(output)?;
    let browser = Browser::open().await?;
    assert_eq!(
        lines_without_scripts(&browser, &project).await?,
        [
            "My Groups".to_owned(),
            format!("{} {members}", crate::PUBLIC[0]),
            crate::PUBLIC[1].to_owned(),
            format!("{} 1 member", crate::PUBLIC[2]),
        ]
    );
    let page = browser.visit(&project.page()).await?;
    assert_shows_the_list(&page).await?;
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn hugo() -> Result<()> {
    let project = Project::copy("hugo", "assets").await?;
    assert_generator_works(project, &["hugo", "--quiet"], "public", "1,234 members").await?;

    // The same with a list of another host, as `docs/recipes.md` says beside the shortcode.
    let project = Project::copy("hugo", "../hugo-list").await?;
    let list = File::read(&project.folder.join("../hugo-list/my-groups.json"))?;
    let list = project.site.put("/elsewhere/my-groups.json", list);
    let shortcode = "layouts/shortcodes/my-groups.html";
    let remote = format!(r#"resources.GetRemote "{list}""#);
    project.replace(shortcode, r#"resources.Get "my-groups.json""#, &remote)?;
    assert_generator_works(project, &["hugo", "--quiet"], "public", "1,234 members").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn jekyll() -> Result<()> {
    let project = Project::copy("jekyll", "_data").await?;
    assert_generator_works(
        project,
        &["jekyll", "build", "--quiet"],
        "_site",
        "1234 members",
    )
    .await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn eleventy() -> Result<()> {
    let project = Project::copy("eleventy", "public").await?;
    assert_generator_works(project, &["eleventy", "--quiet"], "_site", "1,234 members").await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test recipes"]
async fn astro() -> Result<()> {
    let project = Project::copy("astro", "src").await?;
    assert_generator_works(project, &["astro", "build"], "dist", "1,234 members").await
}
