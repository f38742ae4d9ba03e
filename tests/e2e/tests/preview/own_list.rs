//! All steps from a service or a table to a snippet that shows the list on another page, in every
//! engine.

use crate::{LOAD_HAS_ENDED, blog_page, open, snippet, text};
use anyhow::Result;
use e2e::{Blog, Browser, File, Page, Preview, Services};
use serde_json::{Value, json};

/// An expression for the names that the first badge of the page shows.
const GROUP_NAMES: &str = "[...(document.querySelector('my-groups-badge')?.shadowRoot?.querySelectorAll('[part=name]') ?? [])].map((name) => name.textContent)";
/// Waits until the badge of the page shows these groups.
async fn wait_for_groups(page: &Page<'_>, names: &[&str]) -> Result<()> {
    let names = json!(names).to_string();
    page.wait_until(&format!(
        "JSON.stringify({GROUP_NAMES}) === {}",
        Value::from(names)
    ))
    .await
}

/// Opens a page of the blog with the snippet.
async fn visit_snippet<'a>(
    browser: &'a Browser,
    blog: &Blog,
    headers: &[(&'static str, &str)],
    snippet: &str,
) -> Result<Page<'a>> {
    let page = browser
        .visit(&blog.publish(headers, blog_page(snippet)))
        .await?;
    page.wait_until(LOAD_HAS_ENDED).await?;
    Ok(page)
}

/// Chooses GitHub's stand-in and loads a user's groups.
async fn load_github(page: &Page<'_>, services: &Services, user: &str) -> Result<()> {
    page.run("document.querySelector('.advanced').open = true")
        .await?;
    page.fill("input[name=service-url]", services.origin())
        .await?;
    page.fill("input[name=service-user]", user).await?;
    page.click(".load").await
}

#[tokio::test]
async fn a_list_from_github_is_shown_on_another_page() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let (services, blog) = (Services::open().await, Blog::open().await);
    let page = open(&browser, &preview, "").await?;
    assert_eq!(services.requests(), [""; 0], "nothing is requested before");
    load_github(&page, &services, "https://github.com/octocat").await?;
    wait_for_groups(&page, &["choir-of-berlin", "github", "rust-lang"]).await?;
    let message = text(&page, ".load-state").await?;
    assert!(message.contains('3') && message.contains("58"), "{message}");
    assert_eq!(services.requests(), ["GET /users/octocat/orgs"]);

    // One group is not published.
    page.click(".checklist li:nth-child(1) input").await?;
    wait_for_groups(&page, &["github", "rust-lang"]).await?;

    // In the snippet, as it is at first.
    let in_snippet = snippet(&page).await?;
    assert!(in_snippet.contains(" src=\"data:application/json,"));
    assert!(!in_snippet.contains("choir-of-berlin"));

    // In a file: the download is what the snippet's badge loads.
    page.click("input[name=place][value=site]").await?;
    page.wait_until(
        "document.querySelector('.place a[download=\"my-groups.json\"]')?.href.startsWith('blob:')",
    )
    .await?;
    let file = page
        .wait("fetch(document.querySelector('a[download=\"my-groups.json\"]').href).then((file) => file.text())")
        .await?;
    let file = file.as_str().unwrap().to_owned();
    let of_file = snippet(&page).await?;
    assert!(of_file.contains(" src=\"/my-groups.json\""), "{of_file}");
    page.run("document.querySelector('.upkeep').open = true")
        .await?;
    let toml = text(&page, ".upkeep .configuration code").await?;
    assert_eq!(
        toml,
        format!(
            "[lists.me]\nexclude = [\"1\"]\nsources = [{{ type = \"github\", url = \"{}/\", user = \"octocat\" }}]\n",
            services.origin()
        )
    );
    let workflow = text(&page, ".upkeep .workflow code").await?;
    assert!(workflow.contains("snapshot --out public"), "{workflow}");
    let stored = page
        .run("return [localStorage.length, sessionStorage.length, document.cookie]")
        .await?;
    assert_eq!(stored, json!([0, 0, ""]));
    let hash = page.run("return location.hash").await?;
    assert_eq!(hash, "#place=site", "a link has no account");

    let other = visit_snippet(&browser, &blog, &[], &in_snippet).await?;
    wait_for_groups(&other, &["github", "rust-lang"]).await?;
    let json = File::new("application/json", file);
    blog.site().put("/my-groups.json", json);
    let other = visit_snippet(&browser, &blog, &[], &of_file).await?;
    wait_for_groups(&other, &["github", "rust-lang"]).await?;
    assert_eq!(services.requests().len(), 1);
    browser.close().await
}

#[tokio::test]
async fn the_failure_of_a_service_is_explained() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let services = Services::open().await;
    let page = open(&browser, &preview, "").await?;
    page.click(".load").await?;
    page.wait_until(
        "document.querySelector('.load-state')?.textContent.includes('GitHub user name')",
    )
    .await?;
    for (user, words) in [("nobody", "404"), ("limited", "30 minutes")] {
        load_github(&page, &services, user).await?;
        page.wait_until(&format!(
            "document.querySelector('.failure')?.textContent.includes('{words}')"
        ))
        .await?;
    }
    page.fill("input[name=service-url]", "http://127.0.0.1:9")
        .await?;
    page.click(".load").await?;
    page.wait_until("document.querySelector('.failure')?.textContent.includes('browser')")
        .await?;
    let note = text(&page, ".sample-note").await?;
    assert!(!note.is_empty(), "the snippet is still that of the sample");
    browser.close().await
}

#[tokio::test]
async fn every_service_loads_a_list_without_private_groups() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let services = Services::open().await;
    let page = open(&browser, &preview, "").await?;
    page.choose("select[name=service]", "buddypress").await?;
    page.fill("input[name=service-user]", "7").await?;
    page.fill("input[name=service-url]", services.origin())
        .await?;
    page.click(".load").await?;
    wait_for_groups(&page, &["Gardeners"]).await?;
    let private = page
        .run("return [...document.querySelectorAll('.checklist li')].map((item) => [item.querySelector('bdi').textContent, item.querySelector('input').disabled])")
        .await?;
    assert_eq!(
        private,
        json!([["Gardeners", false], ["Surprise Party", true]])
    );
    page.click(".all").await?;
    assert!(!snippet(&page).await?.contains("Surprise"));
    assert_eq!(page.badge_texts("[part=count]").await?, ["1,234 members"]);

    page.choose("select[name=service]", "open-collective")
        .await?;
    page.run("document.querySelector('.advanced').open = true")
        .await?;
    page.fill("input[name=service-url]", services.origin())
        .await?;
    page.fill("input[name=service-user]", "somebody").await?;
    page.click(".load").await?;
    wait_for_groups(&page, &["webpack"]).await?;
    let extra = services.requests().into_iter().find(|line| {
        ["cookie", "referer", "authorization"]
            .iter()
            .any(|header| line.contains(header))
    });
    assert_eq!(extra, None);

    // A service with a secret has the companion's configuration instead.
    for (service, line) in [
        ("lemmy", "type = \"lemmy\", url = \"https://a.example/\""),
        (
            "discourse",
            "type = \"discourse\", url = \"https://a.example/\"",
        ),
        (
            "get-my-groups",
            "type = \"get-my-groups\", endpoint = \"https://a.example/\"",
        ),
    ] {
        page.choose("select[name=service]", service).await?;
        page.wait_until(
            "document.querySelector('.groups .configuration') && !document.querySelector('.load')",
        )
        .await?;
        page.fill("input[name=service-url]", "https://a.example")
            .await?;
        let toml = text(&page, ".groups .configuration code").await?;
        assert!(toml.contains(line), "{toml}");
    }
    browser.close().await
}

#[tokio::test]
async fn a_list_can_be_typed_and_ordered_with_the_keyboard() -> Result<()> {
    const ENTER: &str = "\u{e007}";
    const TAB: &str = "\u{e004}";
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let blog = Blog::open().await;
    let page = open(&browser, &preview, "from=typed").await?;
    page.wait_until("document.querySelector('.typed-row')")
        .await?;
    page.run("document.querySelector('[name=group-name]').focus()")
        .await?;
    page.type_keys(&format!(
        "Choir{TAB}choir.example{TAB}1,234{TAB}We sing{ENTER}"
    ))
    .await?;
    page.wait_until("document.querySelectorAll('.typed-row').length === 2")
        .await?;
    page.wait_until(
        "document.activeElement?.name === 'group-name' && document.activeElement.value === ''",
    )
    .await?;
    page.type_keys(&format!("Runners{TAB}not a link{TAB}many{TAB}"))
        .await?;
    wait_for_groups(&page, &["Choir", "Runners"]).await?;
    let complaints = page
        .run("return [...document.querySelectorAll('.typed-row:nth-child(2) [aria-invalid=true]')].map((field) => field.name)")
        .await?;
    assert_eq!(complaints, json!(["group-link", "group-members"]));

    // A row is moved by its button, and the button keeps the focus.
    page.run("document.querySelectorAll('.up')[1].focus()")
        .await?;
    page.type_keys(ENTER).await?;
    wait_for_groups(&page, &["Runners", "Choir"]).await?;
    page.wait_until("document.activeElement?.className === 'up' && document.activeElement.closest('.typed-row').matches(':first-child')")
        .await?;
    // A field's row is moved by the keyboard, and the field keeps the focus.
    page.run("const field = document.querySelectorAll('[name=group-name]')[1]; field.focus();
              field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', altKey: true, bubbles: true, cancelable: true }))")
        .await?;
    wait_for_groups(&page, &["Choir", "Runners"]).await?;
    page.wait_until(
        "document.activeElement?.name === 'group-name' && document.activeElement.value === 'Choir'",
    )
    .await?;
    page.run("document.querySelectorAll('.remove')[1].focus()")
        .await?;
    page.type_keys(ENTER).await?;
    wait_for_groups(&page, &["Choir"]).await?;
    page.wait_until("document.activeElement?.name === 'group-name'")
        .await?;

    let page = visit_snippet(&browser, &blog, &[], &snippet(&page).await?).await?;
    wait_for_groups(&page, &["Choir"]).await?;
    assert_eq!(page.badge_texts("[part=count]").await?, ["1,234 members"]);
    let link = page
        .run("return document.querySelector('my-groups-badge').shadowRoot.querySelector('[part=name]').href")
        .await?;
    assert_eq!(link, "https://choir.example/");
    browser.close().await
}

#[tokio::test]
async fn lines_and_cells_of_a_spreadsheet_can_be_pasted() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let blog = Blog::open().await;
    let page = open(&browser, &preview, "from=typed").await?;
    page.wait_until("document.querySelector('.typed-row')")
        .await?;
    page.run("const data = new DataTransfer(); data.setData('text/plain', 'Choir\\t24\\thttps://choir.example/\\nRunners\\t131\\t\\n');
              const paste = new Event('paste', { bubbles: true, cancelable: true });
              Object.defineProperty(paste, 'clipboardData', { value: data });
              Object.setPrototypeOf(paste, ClipboardEvent.prototype);
              document.querySelector('[name=group-name]').dispatchEvent(paste)")
        .await?;
    wait_for_groups(&page, &["Choir", "Runners"]).await?;
    page.run("document.querySelector('.several').open = true")
        .await?;
    let lines = "\"Rock, Pop\", \"1,234\", rock.example/club";
    page.fill("textarea[name=lines]", lines).await?;
    page.click(".add-lines").await?;
    wait_for_groups(&page, &["Choir", "Runners", "Rock, Pop"]).await?;
    let page = visit_snippet(&browser, &blog, &[], &snippet(&page).await?).await?;
    wait_for_groups(&page, &["Choir", "Runners", "Rock, Pop"]).await?;
    let counts = page.badge_texts("[part=count]").await?;
    assert_eq!(counts, ["24 members", "131 members", "1,234 members"]);
    browser.close().await
}

#[tokio::test]
async fn a_list_in_the_snippet_respects_the_policy_of_the_page() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let blog = Blog::open().await;
    let page = open(&browser, &preview, "from=typed").await?;
    page.wait_until("document.querySelector('.typed-row')")
        .await?;
    page.fill("[name=group-name]", "Choir").await?;
    wait_for_groups(&page, &["Choir"]).await?;
    let copied = snippet(&page).await?;
    let host = preview.origin();
    let policy = |more: &str| {
        format!(
            "default-src 'none'; script-src 'nonce-listen' {host} 'wasm-unsafe-eval'; connect-src {host} {more}"
        )
    };
    let allowed = policy("data:");
    let headers = [("content-security-policy", allowed.as_str())];
    let page = visit_snippet(&browser, &blog, &headers, &copied).await?;
    wait_for_groups(&page, &["Choir"]).await?;

    let forbidden = policy("");
    let headers = [("content-security-policy", forbidden.as_str())];
    let page = visit_snippet(&browser, &blog, &headers, &copied).await?;
    let error = page
        .run("return badgeEvents.find(([name]) => name === 'error')[1]")
        .await?;
    assert_eq!(error["kind"], "network");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("connect-src"), "{message}");
    let fallback = page
        .run("const list = document.querySelector('my-groups-badge [role=listitem]'); return [list.checkVisibility(), list.textContent.trim()]")
        .await?;
    assert_eq!(fallback, json!([true, "Choir"]));
    browser.close().await
}

#[tokio::test]
async fn the_snippet_has_the_raw_url_of_a_gist() -> Result<()> {
    const ID: &str = "0123456789abcdef0123456789abcdef";
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "from=typed&place=hosted").await?;
    page.wait_until("document.querySelector('.typed-row')")
        .await?;
    page.fill("[name=group-name]", "Choir").await?;
    page.wait_until("document.querySelector('.note.bad')")
        .await?;
    page.fill(
        "input[name=hosted-url]",
        &format!("https://gist.github.com/me/{ID}"),
    )
    .await?;
    page.wait_until("!document.querySelector('.note.bad')")
        .await?;
    let raw = format!("https://gist.githubusercontent.com/me/{ID}/raw/my-groups.json");
    assert!(snippet(&page).await?.contains(&format!(" src=\"{raw}\"")));
    assert!(text(&page, ".raw-url").await?.contains(&raw));
    page.run("document.querySelector('.upkeep').open = true")
        .await?;
    assert!(text(&page, ".upkeep .workflow code").await?.contains(ID));
    browser.close().await
}
