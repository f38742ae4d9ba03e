//! The places of a badge: block, shortcode and tag.

use super::*;

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn block_shortcode_and_tag_show_the_list_once_in_every_kind_of_theme() -> Result<()> {
    let browser = Browser::open().await?;
    let sample: Value = serde_json::from_str(&fixture("get-my-groups.json"))?;
    let groups = sample["rsp"]["group"].as_array().unwrap();
    let public = groups.iter().filter(|group| group["is_private"] == 0);
    let public: Vec<_> = public
        .map(|group| group["name"].as_str().unwrap())
        .collect();
    for theme in [WordPress::BLOCK_THEME, WordPress::CLASSIC_THEME] {
        let wordpress = WordPress::open(theme).await?;
        wordpress.put("my-groups.json", &fixture("get-my-groups.json"))?;
        for (user, content) in [
            ("admin", BLOCK.to_owned()),
            ("author", format!("Before.\n\n{SHORTCODE}\n\nAfter.")),
            ("author", format!("Before {SHORTCODE} after.")),
            ("admin", format!("<!-- wp:html -->{TAG}<!-- /wp:html -->")),
            ("author", format!("<!-- wp:html -->{TAG}<!-- /wp:html -->")),
            ("author", format!("Before.\n\n{TAG}\n\nAfter.")),
        ] {
            let post = wordpress.publish(user, &content).await?;
            let page = browser.visit(&post).await?;
            assert_ready(page, &public, &format!("{theme}: {content}")).await?;
        }
        // Other pages do not load the script.
        let page = browser
            .visit(&wordpress.publish("admin", "No badge.").await?)
            .await?;
        let page = fetch_text(page, &wordpress.url("/?p=1")).await? + &fetch_text(page, "").await?;
        assert!(
            page.contains("No badge.") && !page.contains("my-groups-badge"),
            "{page}"
        );
        assert_eq!(wordpress.php_messages(), [""; 0]);
    }
    browser.close().await
}

/// The snippets in the plugin's README.
#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn the_examples_in_the_readme_show_the_list() -> Result<()> {
    let readme = std::fs::read_to_string(root().join("wordpress/README.md"))?;
    let snippets: Vec<_> = ["```text\n", "```html\n"]
        .iter()
        .flat_map(|fence| readme.split(fence).skip(1))
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert_eq!(snippets.len(), 2);
    let (browser, wordpress) = (
        Browser::open().await?,
        WordPress::open(WordPress::BLOCK_THEME).await?,
    );
    let group = json!({"id": 1, "name": "Choir", "is_private": 0, "member_count": 2});
    let document = json!({"rsp": {"stat": "ok", "group": [group]}});
    wordpress.put("my-groups.json", &document.to_string())?;
    for snippet in snippets {
        let post = wordpress.publish("author", snippet).await?;
        assert_ready(browser.visit(&post).await?, &["Choir"], snippet).await?;
    }
    browser.close().await
}

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn posts_keep_every_attribute_of_the_badge_except_secrets() -> Result<()> {
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
        let html = fetch_text(page, &post).await?;
        assert!(html.contains(&tag), "{tag}\n{html}");
    }
    let post = wordpress.publish("admin", "[my_groups_badge src=/my-groups.json limit=2 sort=members heading=Mine heading-level=3 layout=inline group-url=https://e.example/{id}/{name}]").await?;
    let page = browser.visit(&post).await?;
    let list = page
        .run("return document.querySelector('my-groups-badge').innerHTML")
        .await?;
    page.wait_until("document.querySelector('my-groups-badge').state === 'ready'")
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
    assert_eq!(wordpress.php_messages(), [""; 0]);
    browser.close().await
}
