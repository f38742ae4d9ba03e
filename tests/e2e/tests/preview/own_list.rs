//! All steps from a service or a table to a snippet that shows the list on another page, in every
//! engine.

use crate::{LISTEN, open, snippet, text};
use anyhow::Result;
use e2e::{Blog, Browser, File, Page, Preview, Services};
use serde_json::{Value, json};

const SHOWN: &str = "[...(document.querySelector('my-groups-badge')?.shadowRoot?.querySelectorAll('[part=name]') ?? [])].map((name) => name.textContent)";
const ENDED: &str = "window.seen.some(([name]) => name === 'loadend')";

fn blog_page(snippet: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A blog</title><link rel=\"icon\" href=\"data:,\">
        <script nonce=\"listen\">{LISTEN}</script><h1>A blog</h1>{snippet}"
    )
}

/// Waits until the badge of the page shows these groups.
async fn shows(page: &Page<'_>, names: &[&str]) -> Result<()> {
    let names = json!(names).to_string();
    page.until(&format!(
        "JSON.stringify({SHOWN}) === {}",
        Value::from(names)
    ))
    .await
}

/// Opens a page of the blog with the snippet.
async fn publish<'a>(
    browser: &'a Browser,
    blog: &Blog,
    headers: &[(&'static str, &str)],
    snippet: &str,
) -> Result<Page<'a>> {
    let page = browser
        .visit(&blog.publish(headers, blog_page(snippet)))
        .await?;
    page.until(ENDED).await?;
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
async fn a_github_user_gets_from_the_page_to_a_list_on_another_page() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let (services, blog) = (Services::open().await, Blog::open().await);
    let page = open(&browser, &preview, "").await?;
    assert_eq!(services.requested(), [""; 0], "nothing is requested before");
    load_github(&page, &services, "https://github.com/octocat").await?;
    shows(&page, &["choir-of-berlin", "github", "rust-lang"]).await?;
    let said = text(&page, ".load-state").await?;
    assert!(said.contains('3') && said.contains("58"), "{said}");
    assert_eq!(services.requested(), ["GET /users/octocat/orgs"]);

    // One group is not published.
    page.click(".checklist li:nth-child(1) input").await?;
    shows(&page, &["github", "rust-lang"]).await?;

    // In the snippet, as it is at first.
    let in_snippet = snippet(&page).await?;
    assert!(in_snippet.contains(" src=\"data:application/json,"));
    assert!(!in_snippet.contains("choir-of-berlin"));

    // In a file: the download is what the snippet's badge loads.
    page.click("input[name=place][value=site]").await?;
    page.until(
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
    let kept = page
        .run("return [localStorage.length, sessionStorage.length, document.cookie]")
        .await?;
    assert_eq!(kept, json!([0, 0, ""]));
    let hash = page.run("return location.hash").await?;
    assert_eq!(hash, "#place=site", "a link has no account");

    let other = publish(&browser, &blog, &[], &in_snippet).await?;
    shows(&other, &["github", "rust-lang"]).await?;
    let json = File::new("application/json", file);
    blog.site().put("/my-groups.json", json);
    let other = publish(&browser, &blog, &[], &of_file).await?;
    shows(&other, &["github", "rust-lang"]).await?;
    assert_eq!(services.requested().len(), 1);
    browser.close().await
}

#[tokio::test]
async fn a_service_that_fails_is_explained() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let services = Services::open().await;
    let page = open(&browser, &preview, "").await?;
    page.click(".load").await?;
    page.until("document.querySelector('.load-state')?.textContent.includes('GitHub user name')")
        .await?;
    for (user, words) in [("nobody", "404"), ("limited", "30 minutes")] {
        load_github(&page, &services, user).await?;
        page.until(&format!(
            "document.querySelector('.failure')?.textContent.includes('{words}')"
        ))
        .await?;
    }
    page.fill("input[name=service-url]", "http://127.0.0.1:9")
        .await?;
    page.click(".load").await?;
    page.until("document.querySelector('.failure')?.textContent.includes('browser')")
        .await?;
    let note = text(&page, ".sample-note").await?;
    assert!(!note.is_empty(), "the snippet is still that of the sample");
    browser.close().await
}

#[tokio::test]
async fn every_service_of_the_page_gives_a_list_without_private_groups() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let services = Services::open().await;
    let page = open(&browser, &preview, "").await?;
    page.choose("select[name=service]", "buddypress").await?;
    page.fill("input[name=service-user]", "7").await?;
    page.fill("input[name=service-url]", services.origin())
        .await?;
    page.click(".load").await?;
    shows(&page, &["Gardeners"]).await?;
    let private = page
        .run("return [...document.querySelectorAll('.checklist li')].map((item) => [item.querySelector('bdi').textContent, item.querySelector('input').disabled])")
        .await?;
    assert_eq!(
        private,
        json!([["Gardeners", false], ["Surprise Party", true]])
    );
    page.click(".all").await?;
    assert!(!snippet(&page).await?.contains("Surprise"));
    assert_eq!(page.texts("[part=count]").await?, ["1,234 members"]);

    page.choose("select[name=service]", "open-collective")
        .await?;
    page.run("document.querySelector('.advanced').open = true")
        .await?;
    page.fill("input[name=service-url]", services.origin())
        .await?;
    page.fill("input[name=service-user]", "somebody").await?;
    page.click(".load").await?;
    shows(&page, &["webpack"]).await?;
    let extra = services.requested().into_iter().find(|line| {
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
        page.until(
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
async fn a_list_is_typed_and_ordered_by_keyboard_alone() -> Result<()> {
    const ENTER: &str = "\u{e007}";
    const TAB: &str = "\u{e004}";
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let blog = Blog::open().await;
    let page = open(&browser, &preview, "from=typed").await?;
    page.until("document.querySelector('.typed-row')").await?;
    page.run("document.querySelector('[name=group-name]').focus()")
        .await?;
    page.type_keys(&format!(
        "Choir{TAB}choir.example{TAB}1,234{TAB}We sing{ENTER}"
    ))
    .await?;
    page.until("document.querySelectorAll('.typed-row').length === 2")
        .await?;
    page.until(
        "document.activeElement?.name === 'group-name' && document.activeElement.value === ''",
    )
    .await?;
    page.type_keys(&format!("Runners{TAB}not a link{TAB}many{TAB}"))
        .await?;
    shows(&page, &["Choir", "Runners"]).await?;
    let complaints = page
        .run("return [...document.querySelectorAll('.typed-row:nth-child(2) [aria-invalid=true]')].map((field) => field.name)")
        .await?;
    assert_eq!(complaints, json!(["group-link", "group-members"]));

    // A row is moved by its button, and the button keeps the focus.
    page.run("document.querySelectorAll('.up')[1].focus()")
        .await?;
    page.type_keys(ENTER).await?;
    shows(&page, &["Runners", "Choir"]).await?;
    page.until("document.activeElement?.className === 'up' && document.activeElement.closest('.typed-row').matches(':first-child')")
        .await?;
    // A field's row is moved by the keyboard, and the field keeps the focus.
    page.run("const field = document.querySelectorAll('[name=group-name]')[1]; field.focus();
              field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', altKey: true, bubbles: true, cancelable: true }))")
        .await?;
    shows(&page, &["Choir", "Runners"]).await?;
    page.until(
        "document.activeElement?.name === 'group-name' && document.activeElement.value === 'Choir'",
    )
    .await?;
    page.run("document.querySelectorAll('.remove')[1].focus()")
        .await?;
    page.type_keys(ENTER).await?;
    shows(&page, &["Choir"]).await?;
    page.until("document.activeElement?.name === 'group-name'")
        .await?;

    let page = publish(&browser, &blog, &[], &snippet(&page).await?).await?;
    shows(&page, &["Choir"]).await?;
    assert_eq!(page.texts("[part=count]").await?, ["1,234 members"]);
    let link = page
        .run("return document.querySelector('my-groups-badge').shadowRoot.querySelector('[part=name]').href")
        .await?;
    assert_eq!(link, "https://choir.example/");
    browser.close().await
}

#[tokio::test]
async fn lines_and_cells_of_a_spreadsheet_are_pasted() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let blog = Blog::open().await;
    let page = open(&browser, &preview, "from=typed").await?;
    page.until("document.querySelector('.typed-row')").await?;
    page.run("const data = new DataTransfer(); data.setData('text/plain', 'Choir\\t24\\thttps://choir.example/\\nRunners\\t131\\t\\n');
              const paste = new Event('paste', { bubbles: true, cancelable: true });
              Object.defineProperty(paste, 'clipboardData', { value: data });
              Object.setPrototypeOf(paste, ClipboardEvent.prototype);
              document.querySelector('[name=group-name]').dispatchEvent(paste)")
        .await?;
    shows(&page, &["Choir", "Runners"]).await?;
    page.run("document.querySelector('.several').open = true")
        .await?;
    let lines = "\"Rock, Pop\", \"1,234\", rock.example/club";
    page.fill("textarea[name=lines]", lines).await?;
    page.click(".add-lines").await?;
    shows(&page, &["Choir", "Runners", "Rock, Pop"]).await?;
    let page = publish(&browser, &blog, &[], &snippet(&page).await?).await?;
    shows(&page, &["Choir", "Runners", "Rock, Pop"]).await?;
    let counts = page.texts("[part=count]").await?;
    assert_eq!(counts, ["24 members", "131 members", "1,234 members"]);
    browser.close().await
}

#[tokio::test]
async fn a_list_in_the_snippet_respects_the_policy_of_the_page() -> Result<()> {
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let blog = Blog::open().await;
    let page = open(&browser, &preview, "from=typed").await?;
    page.until("document.querySelector('.typed-row')").await?;
    page.fill("[name=group-name]", "Choir").await?;
    shows(&page, &["Choir"]).await?;
    let copied = snippet(&page).await?;
    let host = preview.origin();
    let policy = |more: &str| {
        format!(
            "default-src 'none'; script-src 'nonce-listen' {host} 'wasm-unsafe-eval'; connect-src {host} {more}"
        )
    };
    let allowed = policy("data:");
    let headers = [("content-security-policy", allowed.as_str())];
    let page = publish(&browser, &blog, &headers, &copied).await?;
    shows(&page, &["Choir"]).await?;

    let forbidden = policy("");
    let headers = [("content-security-policy", forbidden.as_str())];
    let page = publish(&browser, &blog, &headers, &copied).await?;
    let error = page
        .run("return seen.find(([name]) => name === 'error')[1]")
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
async fn a_gist_is_named_by_its_raw_address() -> Result<()> {
    const ID: &str = "0123456789abcdef0123456789abcdef";
    let (browser, preview) = (Browser::open().await?, Preview::open().await);
    let page = open(&browser, &preview, "from=typed&place=hosted").await?;
    page.until("document.querySelector('.typed-row')").await?;
    page.fill("[name=group-name]", "Choir").await?;
    page.until("document.querySelector('.note.bad')").await?;
    page.fill(
        "input[name=hosted-url]",
        &format!("https://gist.github.com/me/{ID}"),
    )
    .await?;
    page.until("!document.querySelector('.note.bad')").await?;
    let raw = format!("https://gist.githubusercontent.com/me/{ID}/raw/my-groups.json");
    assert!(snippet(&page).await?.contains(&format!(" src=\"{raw}\"")));
    assert!(text(&page, ".raw-url").await?.contains(&raw));
    page.run("document.querySelector('.upkeep').open = true")
        .await?;
    assert!(text(&page, ".upkeep .workflow code").await?.contains(ID));
    browser.close().await
}
