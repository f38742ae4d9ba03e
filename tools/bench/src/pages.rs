//! The pages, the code and the data of every contestant. All of them are compressed with brotli in advance. Browsers may cache
//! code forever, and never pages and data.

use crate::{
    CONTESTANTS, Contestant,
    cases::{CASES, Case, Kind, NO_PRELOAD},
};
use anyhow::{Context, Result};
use e2e::{File, Site, fixture, root};
use serde_json::{Value, json};
use std::fmt::Write;

/// Publishes the pages, the code and the data.
pub(crate) async fn publish() -> Result<Site> {
    let site = Site::open().await;
    let code = |file: File| {
        file.brotli()
            .header("cache-control", "public, max-age=31536000, immutable")
    };
    let missing = "run this as `cargo xtask bench`, which builds what it measures";
    site.put_folder("/", &root().join("dist/embed"), code)
        .context(missing)?;
    let is_peer = |(_, tag, _): &&Contestant| *tag != "my-groups-badge";
    for (_, _, script) in CONTESTANTS.iter().filter(is_peer) {
        let file = File::read(&root().join("target/bench").join(script)).context(missing)?;
        site.put(&format!("/{script}"), code(file));
    }
    let volatile = |kind, text| {
        File::new(kind, text)
            .brotli()
            .header("cache-control", "no-store")
    };
    let data = |text| volatile("application/json", text);
    site.put("/17.json", data(fixture("get-my-groups.json")));
    for count in [1_000, 10_000] {
        site.put(&format!("/{count}.json"), data(groups(count).to_string()));
    }
    let page = |html| volatile("text/html; charset=utf-8", html);
    for case in CASES {
        for (name, tag, script) in CONTESTANTS.iter().filter(|(name, ..)| case.has(name)) {
            site.put(&path(case, name), page(html(case, name, tag, script)?));
        }
    }
    let blank = "<!doctype html><title>Blank</title>";
    site.put("/blank.html", page(blank.to_owned()));
    Ok(site)
}

/// Returns the path of a contestant's page.
pub(crate) fn path(case: &Case, contestant: &str) -> String {
    let name = format!("{}-{contestant}.html", case.name);
    let is_safe = |letter: char| letter.is_ascii_alphanumeric() || letter == '.';
    format!("/{}", name.replace(|letter: char| !is_safe(letter), "-"))
}

/// Returns a response with a number of groups, which are not sorted by name.
fn groups(count: usize) -> Value {
    const WORDS: &[&str] = &[
        "Rust", "Film", "Chess", "Garden", "Jazz", "River", "Book", "Running", "Web", "Photo",
        "Town", "Bread",
    ];
    let word = |number: usize| WORDS.get(number % WORDS.len()).copied().unwrap_or_default();
    let groups: Vec<_> = (0..count)
        .map(|at| {
            let shuffled = (at * 7_919 + 13) % count;
            json!({
                "id": 1_000 + at,
                "name": format!("{} {} {} {shuffled}", word(shuffled), word(shuffled / 5), word(shuffled / 31)),
                "description": format!("Everybody who likes {} is welcome", word(shuffled)),
                "moderation_level": "unmoderated", "event_moderation": 0, "member_moderation": 0, "is_private": 0,
                "topic_count": shuffled % 9, "member_count": shuffled * 3 % 5_000, "timestamp": "2006-08-11 13:38:44",
                "owner_user_id": 11_392, "commercial_account_id": 0, "num_members": shuffled * 3 % 5_000, "num_topics": shuffled % 9,
            })
        })
        .collect();
    json!({"rsp": {"stat": "ok", "version": 1, "group": groups}})
}

fn html(case: &Case, contestant: &str, tag: &str, script: &str) -> Result<String> {
    let has_snippet = matches!(
        case.kind,
        Kind::Snippet | Kind::Static | Kind::Preload | Kind::FirstPaint
    );
    let is_snippet = tag == "my-groups-badge" && has_snippet;
    let measurement = match case.kind {
        Kind::FirstPaint => "measureFirstPaint()".to_owned(),
        kind => format!(
            "measure({}, {})",
            case.groups,
            is_snippet && kind == Kind::Static
        ),
    };
    let mut html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A blog</title><link rel=\"icon\" href=\"data:,\"><script>{}\nconst measured = {measurement};</script>",
        include_str!("probe.js"),
    );
    let has_script = !script.is_empty();
    if is_snippet && has_script {
        let head = e2e::release_head("");
        let head = head.replace("<script ", "<script fetchpriority=\"high\" ");
        let is_wanted = |line: &&str| contestant != NO_PRELOAD || !line.contains("preload");
        head.lines()
            .filter(is_wanted)
            .for_each(|line| html.push_str(line));
    } else if has_script {
        write!(html, "<script type=\"module\" src=\"{script}\"></script>")?;
    }
    html.push_str("<h1>A blog</h1>");
    let content = if is_snippet {
        static_list()?
    } else {
        String::new()
    };
    for _ in 0..case.badges {
        let groups = case.groups;
        write!(
            html,
            "<{tag} data-contestant src=\"{groups}.json\">{content}</{tag}>"
        )?;
    }
    html.push_str("<p>The rest of the blog.</p>");
    Ok(html)
}

/// Returns the public groups as the content of the tag, like in the preview page's snippet.
fn static_list() -> Result<String> {
    let sample: Value = serde_json::from_str(&fixture("get-my-groups.json"))?;
    let groups = sample.pointer("/rsp/group").and_then(Value::as_array);
    let mut list = "<ul>".to_owned();
    for group in groups.into_iter().flatten() {
        let field = |name| group.get(name).unwrap_or(&Value::Null);
        if *field("is_private") == 0 {
            let name = field("name").as_str().unwrap_or_default();
            write!(list, "<li>{name} ({} members)</li>", field("member_count"))?;
        }
    }
    list.push_str("</ul>");
    Ok(list)
}
