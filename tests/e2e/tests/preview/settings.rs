//! Every control, the visitor's own source, and the link to the settings.

use crate::{SHOWS_A_GROUP, attribute, open, snippet, text};
use anyhow::Result;
use e2e::{API_KEY, Api, Browser, Preview, TOKEN};
use serde_json::{Value, json};

#[tokio::test]
async fn every_control_changes_the_badge_and_the_snippet() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "").await?;
    page.wait_until(SHOWS_A_GROUP).await?;
    page.run("document.querySelector('.more-settings').open = true")
        .await?;
    let first = snippet(&page).await?;
    assert!(
        first.contains("<my-groups-badge src=\"http") && !first.contains("layout"),
        "nothing at its default: {first}"
    );

    let radio = |name: &str, value: &str| format!("input[name={name}][value={value}]");
    let mut changed = vec!["src", "endpoint", "api-key", "token"]; // by the tests of one's own source
    for (name, value) in [
        ("sort", "members"),
        ("private", "show"),
        ("layout", "inline"),
        ("theme", "dark"),
        ("loading", "lazy"),
        ("debug", "on"),
    ] {
        page.click(&radio(name, value)).await?;
        assert_eq!(attribute(&page, name).await?, value);
        let written = format!(" {name}=\"{value}\"");
        page.wait_until(&format!(
            "document.querySelector('.snippet code').textContent.includes({})",
            Value::from(written)
        ))
        .await?;
        changed.push(name);
    }
    for (name, value) in [
        ("heading", "Where I go"),
        ("heading-level", "4"),
        ("group-url", "https://events.example/group/{id}/"),
        ("limit", "5"),
        ("refresh", "60"),
        ("timeout", "20"),
        ("cache", "3600"),
    ] {
        page.fill(&format!("input[name={name}]"), value).await?;
        assert_eq!(attribute(&page, name).await?, value);
        assert!(
            snippet(&page)
                .await?
                .contains(&format!(" {name}=\"{value}\""))
        );
        changed.push(name);
    }
    for word in ["founded", "description"] {
        page.click(&format!("input[name=show][value={word}]"))
            .await?;
    }
    assert_eq!(attribute(&page, "show").await?, "description founded");
    changed.push("show");

    let mut all: Vec<String> = serde_json::from_value(
        page.run("return customElements.get('my-groups-badge').observedAttributes")
            .await?,
    )?;
    all.sort();
    changed.sort_unstable();
    assert_eq!(changed, all, "the form has every attribute of the element");

    page.wait_until(&format!(
        "{SHOWS_A_GROUP}?.href?.includes('events.example')"
    ))
    .await?;
    assert_eq!(page.badge_texts("h4").await?, ["Where I go"]);
    page.click("input[name=no-heading]").await?;
    assert_eq!(attribute(&page, "heading").await?, "");
    assert!(snippet(&page).await?.contains(" heading=\"\""));

    // An invalid value is explained, and is not in the snippet.
    page.fill("input[name=timeout]", "121").await?;
    assert!(!snippet(&page).await?.contains("timeout"));
    let complaint = text(&page, "input[name=timeout] ~ .complaint").await?;
    assert!(complaint.contains("from 1 to 120"), "{complaint}");
    browser.close().await
}

#[tokio::test]
async fn the_visitors_source_is_requested_only_on_command_and_never_stored() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let api = Api::open().await;
    let page = open(&browser, &preview, "").await?;
    page.click("input[name=from][value=api]").await?;
    page.wait_until("document.querySelector('.note.warning')")
        .await?;
    let missing = text(&page, ".note.bad").await?;
    assert!(missing.contains("endpoint"), "{missing}");
    page.fill("input[name=endpoint]", &api.endpoint()).await?;
    page.fill("input[name=api-key]", API_KEY).await?;
    page.fill("input[name=token]", "stale").await?;
    assert_eq!(api.requests().len(), 0, "typing sends no request");

    page.click(".try button").await?;
    page.wait_until("document.querySelector('.answer')?.textContent.includes('error token 403')")
        .await?;
    page.fill("input[name=token]", TOKEN).await?;
    assert_eq!(api.requests().len(), 1);
    page.click(".try button").await?;
    page.wait_until(&format!("{SHOWS_A_GROUP}?.textContent === 'SXSW 2007'"))
        .await?;
    assert_eq!(
        api.requests()[1].query,
        format!("method=group.getMyGroups&api_key={API_KEY}&token={TOKEN}&format=json")
    );
    let lines = snippet(&page).await?;
    let written = format!(
        "<my-groups-badge endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\">",
        api.endpoint()
    );
    assert!(lines.contains(&written), "{lines}");

    // The ways without a token are shown before the snippet, first the companion, whose configuration contains no token.
    let companion = text(&page, ".note.warning .companion code").await?;
    assert!(
        companion.contains(&format!("endpoint = \"{}\"", api.endpoint()))
            && companion.contains("api_key_file")
            && !companion.contains(API_KEY)
            && companion.contains("my-groups snapshot")
            && !companion.contains(TOKEN),
        "{companion}"
    );
    let command = text(&page, ".note.warning .curl code").await?;
    let address = format!(
        "'{}?method=group.getMyGroups&api_key={API_KEY}&token={TOKEN}&format=json'",
        api.endpoint()
    );
    assert!(
        command.contains(&address) && command.contains("is_private"),
        "{command}"
    );
    let is_before = page
        .run("return Boolean(document.querySelector('.note.warning').compareDocumentPosition(document.querySelector('.snippet')) & Node.DOCUMENT_POSITION_FOLLOWING)")
        .await?;
    assert_eq!(is_before, true);

    // The token is not stored, and the page's URL does not contain it.
    let stored = page
        .run("return [localStorage.length, sessionStorage.length, document.cookie, location.hash]")
        .await?;
    assert_eq!(stored, json!([0, 0, "", "#from=api"]));

    page.click(".note.warning .use-document").await?;
    page.fill("input[name=src]", &api.xml()).await?;
    page.click(".try button").await?;
    page.wait_until(&format!(
        "{SHOWS_A_GROUP}?.textContent === 'blasthaus fans'"
    ))
    .await?;
    let lines = snippet(&page).await?;
    assert!(
        lines.contains(&format!("<my-groups-badge src=\"{}\">", api.xml()))
            && lines.contains("blasthaus fans"),
        "{lines}"
    );
    let command = text(&page, ".groups .companion code").await?;
    assert!(command.contains("my-groups snapshot"), "{command}");
    browser.close().await
}

#[tokio::test]
async fn links_and_history_restore_the_settings() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "").await?;
    page.wait_until(SHOWS_A_GROUP).await?;
    page.run("document.querySelector('.simulator details').open = true")
        .await?;
    page.wait_until("document.querySelector('select[name=page]')")
        .await?;
    page.click("input[name=layout][value=compact]").await?;
    page.fill("input[name=limit]", "3").await?;
    page.choose("select[name=page]", "blog").await?;
    assert_eq!(
        page.run("return location.hash").await?,
        "#limit=3&layout=compact&page=blog"
    );
    page.back().await?;
    page.wait_until("document.querySelector('select[name=page]').value === 'light'")
        .await?;
    page.back().await?;
    page.wait_until("document.querySelector('input[name=limit]').value === ''")
        .await?;
    assert_eq!(attribute(&page, "limit").await?, Value::Null);
    assert_eq!(attribute(&page, "layout").await?, "compact");
    page.forward().await?;
    page.wait_until("document.querySelector('input[name=limit]').value === '3'")
        .await?;
    assert!(snippet(&page).await?.contains(" limit=\"3\""));

    page.click(".snippet .buttons > :last-child").await?;
    page.wait_until(
        "document.querySelector('.snippet .buttons > :last-child .said').textContent === 'Copied'",
    )
    .await?;
    let link = page.clipboard().await?;
    assert_eq!(link, preview.page("limit=3&layout=compact"));
    let other = Browser::open().await?;
    let page = other.visit(&link).await?;
    page.wait_until(SHOWS_A_GROUP).await?;
    assert_eq!(attribute(&page, "layout").await?, "compact");
    assert_eq!(
        page.run("return document.querySelector('input[name=layout]:checked').value")
            .await?,
        "compact"
    );
    other.close().await?;
    browser.close().await
}
