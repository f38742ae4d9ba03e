//! Tests that need a browser, headless Chromium: no part of an image exceeds its box, whatever the
//! names are.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod common;

use common::{Served, Upstream, http, sample};
use my_groups::{
    render::{Kind, View},
    source::SourceGroups,
    words::Language,
};
use serde_json::{Value, json};
use std::{
    fs,
    process::{Command, Stdio},
    time::Duration,
};
use tokio::{process, sync::mpsc, time::timeout};

/// The time after which a test fails if the browser does nothing.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Compares every text of every image on the page with the box that clips it. The native tests check
/// that the boxes are within the image.
const MEASURE: &str = r"
const far = [];
for (const image of document.querySelectorAll('body > svg')) {
  for (const text of image.querySelectorAll('text')) {
    const inner = text.getBoundingClientRect();
    const wide = inner.width > text.parentNode.width.baseVal.value + 1;
    if (wide) far.push(`${Math.round(inner.width)} of ${text.parentNode.width.baseVal.value}: ${text.textContent}`);
    const style = getComputedStyle(text.parentNode);
    if (style.overflowX !== 'hidden') far.push('not clipped');
  }
}
document.title = 'measured';
document.body.textContent = JSON.stringify(far);
";

#[test]
#[ignore = "it needs Chromium: cargo test -p my-groups --test browser -- --ignored"]
fn nothing_of_an_image_leaves_its_box() {
    let family = "👨‍👩‍👧‍👦";
    let scripts = [
        "W".repeat(40),
        "漢字".repeat(20),
        "مجموعة الأصدقاء ".repeat(6),
        "คนไทย".repeat(12),
        "हिन्दी संस्था ".repeat(8),
        family.repeat(40),
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿".repeat(20),
        "က္က".repeat(30),
        "﷽".repeat(4),
        "𒐫".repeat(9),
        "⸻".repeat(9),
        "e\u{301}\u{302}\u{303}\u{304}\u{305}".repeat(40),
        "கௌ".repeat(40),
        "Ꙭ".repeat(40),
        "ͧ".repeat(40),
    ];
    let names = naughty_strings::BLNS
        .iter()
        .map(|name| (*name).to_owned())
        .chain(scripts);
    let groups: Vec<_> = names
        .enumerate()
        .map(|(id, name)| json!({"id": id, "name": name, "member_count": id * 12_345_678}))
        .collect();
    let document = json!({"rsp": {"stat": "ok", "group": groups}}).to_string();
    let entries = SourceGroups::from_response(document.as_bytes(), None)
        .unwrap()
        .entries;
    let entries: Vec<_> = entries.iter().map(AsRef::as_ref).collect();
    let mut page = String::from("<!doctype html><meta charset=utf-8><body>");
    for tag in ["en", "ar", "ja"] {
        let language = Language::new(tag);
        let view = View {
            entries: &entries,
            as_of: Some(1),
            language: &language,
            heading: None,
            image_rows: 1000,
        };
        page.push_str(&Kind::Svg.render(&view));
    }
    page.push_str("<script>");
    page.push_str(MEASURE);
    page.push_str("</script>");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, page).unwrap();
    let dom = dom_of(&format!("file://{}", file.display()));
    assert!(
        dom.contains("<title>measured</title>") || dom.contains("<body>["),
        "{dom:.500}"
    );
    let far = dom
        .split("<body>")
        .nth(1)
        .unwrap()
        .split("</body>")
        .next()
        .unwrap();
    assert_eq!(far, "[]", "an estimate is too small");
}

const FLAGS: [&str; 5] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
];

/// Returns the document at a URL as HTML, after Chromium has run its scripts.
fn dom_of(url: &str) -> String {
    let output = Command::new("chromium")
        .args(FLAGS)
        .args(["--virtual-time-budget=10000", "--dump-dom", url])
        .output();
    String::from_utf8_lossy(&output.unwrap().stdout).into_owned()
}

/// A page as WordPress makes one: the iframe may run scripts and nothing else, and has a secret. The
/// page sends each message of the iframe to its own server.
const PARENT: &str = r#"<!doctype html><link rel="icon" href="data:,">
<iframe sandbox="allow-scripts" security="restricted" src="PAGE#?secret=abc"></iframe>
<script>
  addEventListener("message", ({ origin, data }) => {
    fetch("/message", { method: "POST", body: JSON.stringify({ origin, ...data }) });
  });
</script>"#;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "it needs Chromium: cargo test -p my-groups --test browser -- --ignored"]
async fn the_page_for_iframes_works_in_a_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    // This script replaces the badge: it finds the list inside the tag, and follows the first link.
    let script = "addEventListener('load', () => document.querySelector('my-groups-badge a[href]').click());";
    fs::write(folder.path().join("my-groups-badge.js"), script).unwrap();
    let file = format!(
        "[server]\npublic_url = \"PUBLIC\"\nembed_dir = {:?}\n[lists.me]\ngroup_url = \"https://events.example/{{id}}\"\n\
         sources = [{{ type = \"document\", path = \"none\" }}]\n",
        folder.path()
    );
    let served = Served::open(&file).await;
    let list = &served.app.lists["me"];
    let linked = sample().linked(list.settings.group_url.as_deref());
    list.publish(linked, 0, &served.app.server);
    let parent = PARENT.replace("PAGE", &served.url("/me/embed"));
    let (sender, mut messages) = mpsc::unbounded_channel();
    let blog = Upstream::open(move |request| {
        if request.starts_with("POST /message") {
            let (_, message) = request.split_once("\r\n\r\n").unwrap();
            sender.send(message.to_owned()).unwrap();
        }
        http(200, "content-type: text/html\r\n", &parent)
    })
    .await;
    let profile = tempfile::tempdir().unwrap();
    let _browser = process::Command::new("chromium")
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(blog.url())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let (mut link, mut height) = (None, None);
    while link.is_none() || height.is_none() {
        let message = timeout(TIMEOUT, messages.recv()).await;
        let message = message.expect("the iframe sends its height and the link");
        let message: Value = serde_json::from_str(&message.unwrap()).unwrap();
        assert_eq!(message["origin"], "null", "the iframe is in a sandbox");
        assert_eq!(message["secret"], "abc");
        match message["message"].as_str() {
            Some("link") => link = Some(message["value"].clone()),
            Some("height") => height = message["value"].as_u64(),
            _ => panic!("{message}"),
        }
    }
    // WordPress follows only links to the host of the page.
    assert_eq!(link.unwrap(), served.url("/me/go/2083"));
    let height = height.unwrap();
    assert!(height > 300, "17 groups are {height} pixels high");
}
