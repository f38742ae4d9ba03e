//! The plugin in a real WordPress. `WORDPRESS=/path cargo test … --test wordpress -- --ignored` takes another than Debian's.
#![allow(missing_docs, clippy::unwrap_used)]

use anyhow::Result;
use e2e::{Browser, Page, Site, WordPress, fixture};
use serde_json::{Value, json};

const BLOCK: &str = "<!-- wp:my-groups-badge/badge {\"src\":\"/my-groups.json\"} /-->";
const SHORTCODE: &str = "[my_groups_badge src=\"/my-groups.json\"]";

/// Groups that a badge shows, one that it does not, and one that is none.
const DOCUMENT: &str = r#"{"rsp": {"stat": "ok", "version": 1, "group": [
    {"id": 1, "name": "Jazz &amp; Blues", "is_private": 0, "member_count": 1234, "num_members": 1234, "timestamp": "",
     "url": "https://events.example/1?a=1&amp;b=[2]"},
    {"id": "2", "name": 1984, "is_private": "0", "member_count": "", "num_members": "1"},
    {"id": 3, "name": "Nobody may know", "is_private": 1, "member_count": 9},
    {"id": 4, "name": "Nor of this", "is_private": "yes", "member_count": 8},
    {"id": 5, "name": ""}
]}}"#;

/// The list of that document.
const LIST: &str = "<strong role=\"heading\" aria-level=\"2\">My Groups</strong><br><span role=\"list\">\
    <span role=\"listitem\"><a href=\"https://events.example/1?a=1&#038;b=%5B2%5D\"><bdi>Jazz &#x26; Blues</bdi></a> \
    1&#x2c;234 members</span><br><span role=\"listitem\"><bdi>1984</bdi> 1 member</span></span>";

/// A document of one public group.
fn document(name: &str) -> String {
    let group = json!({"id": 1, "name": name, "is_private": 0, "member_count": 2});
    json!({"rsp": {"stat": "ok", "group": [group]}}).to_string()
}

/// The text that an address gives to a program without scripts, by way of a page of the same site.
async fn raw(page: Page<'_>, address: &str) -> Result<String> {
    let text = page
        .wait(&format!(
            "fetch({}).then((answer) => answer.text())",
            Value::from(address)
        ))
        .await?;
    Ok(text.as_str().unwrap().to_owned())
}

/// What the console says of the badge or the block.
async fn about_us(page: Page<'_>) -> Result<Vec<String>> {
    let mut console = page.console().await?;
    console.retain(|line| line.contains("my-groups"));
    Ok(console)
}

/// Waits until the page's only badge has its list; asserts that the list is seen once, and nobody complains.
async fn assert_ready(page: Page<'_>, names: &[&str], what: &str) -> Result<()> {
    page.until("document.querySelector('my-groups-badge').state === 'ready'")
        .await?;
    assert_eq!(page.texts("[part=name]").await?, names, "{what}");
    let facts = page
        .run(
            "return [
                document.querySelectorAll('my-groups-badge').length,
                [...document.querySelectorAll('my-groups-badge *')].filter((inside) => inside.checkVisibility()).length,
                document.querySelectorAll('script[src*=\"my-groups-badge.js?ver=\"]').length,
                document.querySelector('script[src*=\"my-groups-badge.js\"]').type]",
        )
        .await?;
    assert_eq!(facts, json!([1, 0, 1, "module"]), "{what}");
    assert_eq!(about_us(page).await?, [""; 0], "{what}");
    Ok(())
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn a_block_a_shortcode_and_the_tag_show_the_list_once_in_either_kind_of_theme() -> Result<()>
{
    let browser = Browser::open().await?;
    let sample: Value = serde_json::from_str(&fixture("get-my-groups.json"))?;
    let groups = sample["rsp"]["group"].as_array().unwrap();
    let public = groups.iter().filter(|group| group["is_private"] == 0);
    let public: Vec<_> = public
        .map(|group| group["name"].as_str().unwrap())
        .collect();
    let tag =
        "<my-groups-badge src=\"/my-groups.json\"><a href=\"/\">My groups</a></my-groups-badge>";
    for theme in [WordPress::BLOCK_THEME, WordPress::CLASSIC_THEME] {
        let wordpress = WordPress::open(theme).await?;
        wordpress.put("my-groups.json", &fixture("get-my-groups.json"))?;
        for (user, content) in [
            ("admin", BLOCK.to_owned()),
            ("admin", format!("Before.\n\n{SHORTCODE}\n\nAfter.")),
            ("author", format!("Before {SHORTCODE} after.")),
            ("admin", format!("<!-- wp:html -->{tag}<!-- /wp:html -->")),
            ("author", format!("<!-- wp:html -->{tag}<!-- /wp:html -->")),
            ("author", format!("Before.\n\n{tag}\n\nAfter.")),
        ] {
            let post = wordpress.publish(user, &content).await?;
            let page = browser.visit(&post).await?;
            assert_ready(page, &public, &format!("{theme}: {content}")).await?;
        }
        // Nobody else loads it.
        let page = browser
            .visit(&wordpress.publish("admin", "No badge.").await?)
            .await?;
        let page = raw(page, &wordpress.url("/?p=1")).await? + &raw(page, "").await?;
        assert!(
            page.contains("No badge.") && !page.contains("my-groups-badge"),
            "{page}"
        );
        assert_eq!(wordpress.complaints(), [""; 0]);
    }
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_list_is_there_without_a_script_and_in_feeds() -> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::CLASSIC_THEME).await?,
    );
    wordpress.put("my-groups.json", DOCUMENT)?;
    let block = wordpress.publish("admin", BLOCK).await?;
    let shortcode = wordpress
        .publish("author", &format!("Before.\n\n{SHORTCODE}\n\nAfter."))
        .await?;
    for post in [block, shortcode] {
        let page = browser.visit(&format!("{post}&no-script")).await?;
        let shown = page
            .run("return document.querySelector('my-groups-badge').innerText")
            .await?;
        assert_eq!(
            shown,
            "My Groups\nJazz & Blues 1,234 members\n1984 1 member"
        );
        let html = raw(page, &post).await?;
        let tag = format!("<my-groups-badge src=\"/my-groups.json\">{LIST}</my-groups-badge>");
        assert!(html.contains(&tag), "{html}");
        for private in ["Nobody may know", "Nor of this"] {
            assert!(!html.contains(private), "{html}");
        }
    }
    wordpress
        .publish(
            "author",
            "<my-groups-badge src=\"/\" heading='&gt;'><a href=\"/\">My own</a></my-groups-badge>",
        )
        .await?;
    for feed in ["rss2", "atom"] {
        let page = browser.visit(&wordpress.url("/?p=1")).await?;
        let feed = raw(page, &wordpress.url(&format!("/?feed={feed}"))).await?;
        assert_eq!(feed.matches(LIST).count(), 2, "{feed}");
        assert!(feed.contains("<p><a href=\"/\">My own</a></p>"), "{feed}");
        assert!(
            !feed.contains("<my-groups-badge") && !feed.contains("<script"),
            "{feed}"
        );
    }
    let stored = wordpress.tool("stored", json!({})).await?;
    assert!(
        stored.contains("Jazz") && !stored.contains("Nobody may know"),
        "{stored}"
    );
    assert_eq!(wordpress.complaints(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_last_good_list_stays_whatever_becomes_of_the_document() -> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::CLASSIC_THEME).await?,
    );
    wordpress.put("my-groups.json", &document("First"))?;
    let post = wordpress.publish("admin", SHORTCODE).await?;
    let page = browser.visit(&post).await?;
    let has = async |name: &str| {
        anyhow::Ok(
            raw(page, &post)
                .await?
                .contains(&format!("<bdi>{name}</bdi>")),
        )
    };
    assert!(has("First").await?);

    wordpress.put("my-groups.json", &document("Second"))?;
    assert!(has("First").await?, "it is new for some minutes");
    wordpress.tool("forget", json!({})).await?;
    wordpress.cache_for(0)?;
    assert!(has("Second").await?);

    let long = document(&"x".repeat(2 << 20));
    for dead in [
        "",
        "<!doctype html><title>Sorry</title>",
        "{\"rsp\": {\"stat\": \"fail\", \"error\": {\"msg\": \"no\"}}}",
        "{\"rsp\": {\"stat\": \"ok\", \"group\": \"no\"}}",
        "{\"rsp\": {\"stat\": \"ok\", \"group\": [{\"id\": 1}]}}",
        "{\"rsp\": {\"stat\": \"ok\", \"group\": [{\"id\": 1, \"name\": \"Third\"",
        &long,
    ] {
        wordpress.put("my-groups.json", dead)?;
        assert!(has("Second").await?, "{dead:.80}");
    }
    std::fs::remove_file(wordpress.file("my-groups.json"))?;
    assert!(has("Second").await?);
    let page = browser.visit(&post).await?;
    page.until("document.querySelector('my-groups-badge').state === 'failed'")
        .await?;
    let seen = page
        .run("return document.querySelector('my-groups-badge bdi').checkVisibility()")
        .await?;
    assert_eq!(seen, true);

    wordpress.put(
        "my-groups.json",
        "\u{feff}{\"rsp\": {\"stat\": \"ok\", \"group\": \"\"}}",
    )?;
    assert!(!has("Second").await?, "an empty list is one");
    assert_eq!(wordpress.complaints(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn what_stands_in_a_name_is_text_to_wordpress_too() -> Result<()> {
    const NAMES: [&str; 7] = [
        "a <b>c</b> &lt;script&gt;alert(1)&lt;/script&gt;",
        "</bdi></my-groups-badge><script>alert(1)</script>",
        "[my_groups_badge] [gallery ids=\"1\"] [[caption]]",
        "'single' \"double\" -- --- ... (c) 10x20 :) :-D &amp;amp;",
        "https://example.com/ www.example.com me@example.com",
        "<!--more--> <!--nextpage--> <!-- wp:html -->",
        "%s %1$s $1 \\1 {{x}} محبو القهوة \u{202e}gnp",
    ];
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::BLOCK_THEME).await?,
    );
    let groups = NAMES
        .iter()
        .zip(1..)
        .map(|(name, id)| json!({"id": id, "name": name}));
    let document = json!({"rsp": {"stat": "ok", "group": groups.collect::<Value>()}});
    wordpress.put("my-groups.json", &document.to_string())?;
    for content in [
        BLOCK.to_owned(),
        SHORTCODE.to_owned(),
        format!("{BLOCK}\n\n{SHORTCODE}"),
    ] {
        let post = wordpress.publish("admin", &content).await?;
        let page = browser.visit(&post).await?;
        page.until("document.querySelector('my-groups-badge').state === 'ready'")
            .await?;
        let written = page
            .run(
                "return [...document.querySelectorAll('my-groups-badge')].map(
                (badge) => [...badge.querySelectorAll('bdi')].map((name) => name.textContent))",
            )
            .await?;
        let shown = page.texts("[part=name]").await?;
        for written in written.as_array().unwrap() {
            assert_eq!(*written, json!(shown), "{content}");
        }
    }
    assert_eq!(wordpress.complaints(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn attributes_are_those_of_the_badge_and_no_secret_stays_in_a_post() -> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::CLASSIC_THEME).await?,
    );
    wordpress.put("my-groups.json", &fixture("get-my-groups.json"))?;
    for (content, tag) in [
        (
            "[my_groups_badge src='my-groups.json' limit=2 SORT=members heading='' layout=inline group_url='https://e.example/{id}?a=1&amp;b={name}' token=t api-key=k onclick=x]",
            format!(
                "<my-groups-badge src=\"{}\" heading=\"\" group-url=\"https&#x3a;&#x2f;&#x2f;e&#x2e;example&#x2f;&#x7b;id&#x7d;&#x3f;a&#x3d;1&#x26;b&#x3d;&#x7b;name&#x7d;\" sort=\"members\" limit=\"2\" layout=\"inline\">",
                wordpress.url("/my-groups.json")
            ),
        ),
        (
            "<my-groups-badge src=\"/my-groups.json\" token=\"t\" api-key=\"k\" endpoint=\"/\" onclick=\"x\" class=\"c\" limit=\"2\"></my-groups-badge>",
            "<my-groups-badge src=\"/my-groups.json\" class=\"c\" limit=\"2\"></my-groups-badge>".into(),
        ),
        (
            "<!-- wp:my-groups-badge/badge {\"src\":\"javascript:alert(1)\",\"heading\":\"\\u0022\\u003e\\u003cb\\u003e[gallery]\",\"token\":\"t\",\"limit\":2} /-->",
            "<div class=\"wp-block-my-groups-badge-badge\"><my-groups-badge src=\"\" heading=\"&#x22;&#x3e;&#x3c;b&#x3e;&#x5b;gallery&#x5d;\" limit=\"2\"></my-groups-badge></div>".into(),
        ),
    ] {
        let post = wordpress.publish("author", content).await?;
        let page = browser.visit(&wordpress.url("/?p=1")).await?;
        let html = raw(page, &post).await?;
        assert!(html.contains(&tag), "{tag}\n{html}");
    }
    let post = wordpress.publish("admin", "[my_groups_badge src=/my-groups.json limit=2 sort=members heading=Mine heading-level=3 layout=inline group-url=https://e.example/{id}/{name}]").await?;
    let page = browser.visit(&post).await?;
    let list = page
        .run("return document.querySelector('my-groups-badge').innerHTML")
        .await?;
    page.until("document.querySelector('my-groups-badge').state === 'ready'")
        .await?;
    let links = page
        .run("return [...document.querySelector('my-groups-badge').shadowRoot.querySelectorAll('a')].map((link) => link.href)")
        .await?;
    let [one, other] = [0, 1].map(|place| links[place].as_str().unwrap().to_owned());
    assert_eq!(
        list,
        format!(
            "<strong role=\"heading\" aria-level=\"3\">Mine</strong><br><span role=\"list\"><span role=\"listitem\"><a href=\"{one}\"><bdi>Web Conference Junkies</bdi></a> 2,196 members</span> · <span role=\"listitem\"><a href=\"{other}\"><bdi>experience design</bdi></a> 938 members</span></span>"
        )
    );
    assert_eq!(wordpress.complaints(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_server_asks_no_address_of_its_own_network_and_uninstalling_leaves_nothing()
-> Result<()> {
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::CLASSIC_THEME).await?,
    );
    let inner = Site::open().await;
    for address in [
        inner.origin(),
        &inner.origin().replace("127.0.0.1", "localhost"),
    ] {
        wordpress
            .publish(
                "author",
                &format!("[my_groups_badge src={address}/my-groups.json]"),
            )
            .await?;
    }
    wordpress.put("my-groups.json", DOCUMENT)?;
    wordpress.publish("author", SHORTCODE).await?;
    let page = browser.visit(&wordpress.url("/?p=1")).await?;
    let html = raw(page, &wordpress.url("/")).await?;
    assert!(
        html.contains(&format!("src=\"{}/my-groups.json\"></my", inner.origin())),
        "{html}"
    );
    assert!(html.contains(LIST), "{html}");
    assert_eq!(inner.asked(), [""; 0]);

    assert!(wordpress.tool("stored", json!({})).await?.contains("Jazz"));
    wordpress.tool("uninstall", json!({})).await?;
    assert_eq!(wordpress.tool("stored", json!({})).await?, "[]");
    assert_eq!(wordpress.complaints(), [""; 0]);
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_editor_shows_the_list_and_its_settings_are_those_of_the_badge() -> Result<()> {
    const SIDE: &str = ".interface-complementary-area";
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::BLOCK_THEME).await?,
    );
    wordpress.put("my-groups.json", &fixture("get-my-groups.json"))?;
    let page = browser.visit(&wordpress.url("/wp-login.php")).await?;
    page.fill("#user_login", "author").await?;
    page.fill("#user_pass", "author").await?;
    page.click("#wp-submit").await?;
    page.until("location.pathname.startsWith('/wp-admin/')")
        .await?;

    let page = browser
        .visit(&wordpress.url("/wp-admin/post-new.php"))
        .await?;
    page.until("window.wp?.data?.select('core/block-editor')?.getBlocks && document.querySelector('[name=editor-canvas], .editor-styles-wrapper')").await?;
    page.run(
        "wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false);
        wp.data.dispatch('core/preferences').set('core', 'enableChoosePatternModal', false);
        wp.data.dispatch('core/edit-post').openGeneralSidebar('edit-post/block');
        wp.data.dispatch('core/block-editor').insertBlock(wp.blocks.createBlock('my-groups-badge/badge'));",
    )
    .await?;
    let source = format!("{SIDE} .my-groups-badge-source");
    page.until(&format!("document.querySelector('{source} input')"))
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
    page.until(
        "[...(document.querySelector('[name=editor-canvas]')?.contentDocument ?? document).querySelectorAll('.wp-block my-groups-badge bdi')]
            .map((name) => name.textContent).join() === 'Web Conference Junkies,experience design'",
    )
    .await?;
    assert_eq!(about_us(page).await?, [""; 0]);

    page.run(
        "wp.data.dispatch('core/editor').editPost({ title: 'From the editor', status: 'publish' });
        wp.data.dispatch('core/editor').savePost();",
    )
    .await?;
    let is_published = "wp.data.select('core/editor').isCurrentPostPublished()";
    page.until(is_published).await?;
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
    assert_eq!(wordpress.complaints(), [""; 0]);
    browser.close().await
}
