//! What only a browser can say, in headless Chromium: nothing of an image leaves its box, whatever
//! the names.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use my_groups::{
    list::Entry,
    render::{Kind, View},
    words::Language,
};
use serde_json::json;
use std::{fs, process::Command};

/// Measures every text of every image on the page against the box that clips it; that boxes are
/// within the image, the native tests say.
const MEASURE: &str = r"
const far = [];
for (const image of document.querySelectorAll('body > svg')) {
  for (const text of image.querySelectorAll('text')) {
    const inner = text.getBoundingClientRect();
    const wide = inner.width > text.parentNode.width.baseVal.value + 1;
    if (wide) far.push(`${Math.refresh(inner.width)} of ${text.parentNode.width.baseVal.value}: ${text.textContent}`);
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
    let (entries, _) = Entry::read(&groups).unwrap();
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
    let output = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--virtual-time-budget=10000",
            "--dump-dom",
        ])
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout);
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
