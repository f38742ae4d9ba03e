//! The block in WordPress' editor.

use super::*;

/// The sidebar with the settings of the selected block.
const SIDE: &str = ".interface-complementary-area";
/// The document in which the post is edited: newer versions of WordPress have an iframe for it.
const CANVAS: &str =
    "(document.querySelector('[name=editor-canvas]')?.contentDocument ?? document)";
/// The element of the block.
const BLOCK_ELEMENT: &str = "[data-type=\"my-groups-badge/badge\"]";
/// The key Enter, as WebDriver names it.
const ENTER: &str = "\u{e007}";

/// Logs the author in, and opens a new post with the block, which is selected.
async fn edit_new_post<'a>(browser: &'a Browser, wordpress: &WordPress) -> Result<Page<'a>> {
    let page = browser.visit(&wordpress.url("/wp-login.php")).await?;
    page.fill("#user_login", "author").await?;
    page.fill("#user_pass", "author").await?;
    page.click("#wp-submit").await?;
    page.wait_until("location.pathname.startsWith('/wp-admin/')")
        .await?;

    let page = browser
        .visit(&wordpress.url("/wp-admin/post-new.php"))
        .await?;
    page.wait_until("window.wp?.data?.select('core/block-editor')?.getBlocks && document.querySelector('[name=editor-canvas], .editor-styles-wrapper')").await?;
    page.run(
        "wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false);
        wp.data.dispatch('core/preferences').set('core', 'enableChoosePatternModal', false);
        wp.data.dispatch('core/edit-post').openGeneralSidebar('edit-post/block');
        wp.data.dispatch('core/block-editor').insertBlock(wp.blocks.createBlock('my-groups-badge/badge'));",
    )
    .await?;
    page.wait_until(&format!(
        "{CANVAS}.querySelector('{BLOCK_ELEMENT} input') && document.querySelector('{SIDE} .my-groups-badge-source input')"
    ))
    .await?;
    Ok(page)
}

/// Waits until the preview shows these names.
async fn wait_for_preview(page: Page<'_>, names: &str) -> Result<()> {
    page.wait_until(&format!(
        "[...{CANVAS}.querySelectorAll('{BLOCK_ELEMENT} my-groups-badge bdi')].map((name) => name.textContent).join() === '{names}'"
    ))
    .await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_editor_previews_the_list_and_sets_the_attributes() -> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::BLOCK_THEME).await?,
    );
    wordpress.put("my-groups.json", &fixture("get-my-groups.json"))?;
    let page = edit_new_post(&browser, &wordpress).await?;
    let source = format!("{SIDE} .my-groups-badge-source");
    page.wait_until(&format!("document.querySelector('{source} input')"))
        .await?;
    page.fill(&format!("{source} input"), "/my-groups.json")
        .await?;
    page.click(&format!("{source} button")).await?;
    page.fill(&format!("{SIDE} input[type=number]"), "2")
        .await?;
    page.choose(&format!("{SIDE} select:has([value=inline])"), "inline")
        .await?;
    page.choose(&format!("{SIDE} select:has([value=members])"), "members")
        .await?;
    page.choose(&format!("{SIDE} select:has([value=dark])"), "dark")
        .await?;
    page.choose(&format!("{SIDE} select:has([value=dark])"), "auto")
        .await?;
    // The panel's own header may lie over it.
    page.run(&format!(
        "document.querySelector('{SIDE} .components-toggle-control input').click()"
    ))
    .await?;
    page.wait_until(&format!(
        "[...{CANVAS}.querySelectorAll('.wp-block my-groups-badge bdi')]
            .map((name) => name.textContent).join() === 'Web Conference Junkies,experience design'"
    ))
    .await?;
    assert_eq!(messages(page).await?, [""; 0]);

    page.run(
        "wp.data.dispatch('core/editor').editPost({ title: 'From the editor', status: 'publish' });
        wp.data.dispatch('core/editor').savePost();",
    )
    .await?;
    let is_published = "wp.data.select('core/editor').isCurrentPostPublished()";
    page.wait_until(is_published).await?;
    let post = page
        .run("const { getPermalink, getEditedPostContent } = wp.data.select('core/editor'); return [getPermalink(), getEditedPostContent()]")
        .await?;
    assert_eq!(
        post[1],
        "<!-- wp:my-groups-badge/badge {\"src\":\"/my-groups.json\",\"heading\":\"\",\"sort\":\"members\",\"limit\":2,\"layout\":\"inline\"} /-->"
    );
    let page = browser.visit(post[0].as_str().unwrap()).await?;
    assert_ready(
        page,
        &["Web Conference Junkies", "experience design"],
        "the post",
    )
    .await?;
    assert_eq!(wordpress.php_messages(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_address_can_be_typed_and_is_saved_unchanged() -> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::BLOCK_THEME).await?,
    );
    for name in ["First", "Second"] {
        let document = json!({"rsp": {"stat": "ok", "group": [{"id": 1, "name": name}]}});
        wordpress.put(&format!("{name}.json"), &document.to_string())?;
    }
    let page = edit_new_post(&browser, &wordpress).await?;

    // In the block itself the preview takes the place of the field, so the block gets the focus.
    page.run(&format!(
        "document.querySelector('[name=editor-canvas]')?.focus();
        {CANVAS}.querySelector('{BLOCK_ELEMENT} input').focus()"
    ))
    .await?;
    page.type_keys("/First.json").await?;
    page.type_keys(ENTER).await?;
    wait_for_preview(page, "First").await?;
    let has_focus = page
        .run(&format!(
            "return {CANVAS}.activeElement.matches('{BLOCK_ELEMENT}')"
        ))
        .await?;
    assert_eq!(has_focus, true);

    // In the sidebar the field keeps the focus.
    let field = format!("document.querySelector('{SIDE} .my-groups-badge-source input')");
    page.run(&format!(
        "window.field = {field}; field.focus(); field.select()"
    ))
    .await?;
    page.type_keys("/Second.json").await?;
    page.type_keys(ENTER).await?;
    wait_for_preview(page, "Second").await?;
    let has_focus = page
        .run(&format!(
            "return document.activeElement === field && field === {field}"
        ))
        .await?;
    assert_eq!(has_focus, true);

    // The address is saved while the focus is still in the field.
    page.run("field.select()").await?;
    page.type_keys("/missing.json").await?;
    let saved = page
        .run(
            "wp.data.dispatch('core/editor').editPost({ title: 'From the keyboard', status: 'publish' });
            wp.data.dispatch('core/editor').savePost();
            return wp.data.select('core/editor').getEditedPostContent()",
        )
        .await?;
    assert_eq!(
        saved,
        "<!-- wp:my-groups-badge/badge {\"src\":\"/missing.json\"} /-->"
    );
    wait_for_preview(page, "Second").await?;
    page.run("field.blur()").await?;
    page.wait_until(&format!(
        "{CANVAS}.querySelector('{BLOCK_ELEMENT} .my-groups-badge-problem')?.textContent.includes('404')"
    ))
    .await?;

    // The server received no request for an incomplete URL.
    let requests = std::fs::read_to_string(wordpress.file("requests.log"))?;
    let previewed: std::collections::BTreeSet<_> = requests
        .lines()
        .filter(|line| line.contains("block-renderer"))
        .filter_map(|line| {
            let address = url::Url::parse(&wordpress.url(line)).ok()?;
            let src = address
                .query_pairs()
                .find(|(name, _)| name == "attributes[src]")?;
            Some(src.1.into_owned())
        })
        .collect();
    assert_eq!(
        previewed.into_iter().collect::<Vec<_>>(),
        ["/First.json", "/Second.json", "/missing.json"]
    );
    assert_eq!(messages(page).await?, [""; 0]);
    assert_eq!(wordpress.php_messages(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn colours_and_spacing_are_applied_once_in_the_preview() -> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::BLOCK_THEME).await?,
    );
    wordpress.put("my-groups.json", &fixture("get-my-groups.json"))?;
    let page = edit_new_post(&browser, &wordpress).await?;
    page.run(
        "const { getBlocks } = wp.data.select('core/block-editor');
        wp.data.dispatch('core/block-editor').updateBlockAttributes(getBlocks()[0].clientId, {
            src: '/my-groups.json',
            style: { spacing: { padding: '41px' }, color: { background: '#ff00ff' } },
        })",
    )
    .await?;
    page.wait_until(&format!(
        "{CANVAS}.querySelector('{BLOCK_ELEMENT} my-groups-badge bdi')"
    ))
    .await?;
    let elements = page
        .run(&format!(
            "const block = {CANVAS}.querySelector('{BLOCK_ELEMENT}');
            return [block, ...block.querySelectorAll('*')].map((element) => {{
                const style = element.ownerDocument.defaultView.getComputedStyle(element);
                return style.paddingTop === '41px' || style.backgroundColor === 'rgb(255, 0, 255)';
            }}).filter(Boolean).length"
        ))
        .await?;
    assert_eq!(elements, 1);
    assert_eq!(messages(page).await?, [""; 0]);
    browser.close().await
}
