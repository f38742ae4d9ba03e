//! The badge beside its peers: the same list, once with the shipped badge, once each in Lit, in Preact and in plain
//! JavaScript, on one server and in one browser, their runs in turn.
//!
//! `cargo xtask bench` builds all four and runs this; it writes `target/bench/report.md` and `report.json`.

mod cases;
mod report;
mod site;

use anyhow::Result;
use cases::{CASES, Case, Kind, Network};
use e2e::{Browser, Page};
use report::{Report, Row, Sample};
use serde_json::{Value, json};
use site::Site;
use std::{fmt::Write, path::PathBuf};

/// What runs for each case: name, tag, and the file that its page names.
const CONTESTANTS: &[(&str, &str, &str)] = &[
    ("badge", "my-groups-badge", "my-groups-badge.js"),
    ("Lit", "lit-groups", "lit.js"),
    ("Preact", "preact-groups", "preact.js"),
    ("plain JS", "plain-groups", "plain.js"),
];
/// Visits that fill the caches before a warm run is measured: Chromium keeps compiled code from the second on.
const WARMING: usize = 3;

/// Groups from which a case runs a third as often.
const LONG: usize = 10_000;

#[tokio::main]
async fn main() -> Result<()> {
    let (runs, wanted) = arguments()?;
    let origin = site()?.open().await?;
    let browser = Browser::open().await?;
    let folder = root().join("target/bench");
    let mut report = Report::new(browser.version().await?, runs);
    for case in CASES.iter().filter(|case| {
        wanted
            .as_ref()
            .is_none_or(|wanted| case.name.contains(wanted.as_str()))
    }) {
        eprintln!("{}", case.name);
        // A long list takes long, and its ratio wavers less.
        let runs = if case.groups >= LONG {
            runs.div_ceil(3)
        } else {
            runs
        };
        report.add(case, run(case, runs, &origin, &browser).await?);
        // What is measured is not lost should the next case fail.
        report.write(&folder)?;
    }
    browser.close().await?;
    println!("{}", report.write(&folder)?);
    Ok(())
}

/// How often each case runs, and a part of the names of the cases wanted.
fn arguments() -> Result<(usize, Option<String>)> {
    use lexopt::prelude::*;
    let (mut runs, mut wanted) = (15, None);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("runs") => runs = parser.value()?.parse()?,
            Value(part) => wanted = Some(part.string()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok((runs, wanted))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn site() -> Result<Site> {
    let mut site = Site::default();
    for file in ["my-groups-badge.js", "my-groups-badge_bg.wasm"] {
        site.code(file, &root().join("dist/embed").join(file))?;
    }
    for (_, _, file) in CONTESTANTS.iter().skip(1) {
        site.code(file, &root().join("target/bench").join(file))?;
    }
    site.data("17.json", &e2e::fixture("get-my-groups.json"))?;
    for count in [1_000, 10_000] {
        site.data(&format!("{count}.json"), &groups(count).to_string())?;
    }
    for case in CASES {
        for (name, tag, script) in CONTESTANTS {
            site.page(&address(case, name), &page(case, tag, script)?)?;
        }
    }
    site.page("blank.html", "<!doctype html><title>Blank</title>")?;
    Ok(site)
}

fn address(case: &Case, contestant: &str) -> String {
    format!("{}-{}.html", case.name, contestant).replace(
        |letter: char| !(letter.is_ascii_alphanumeric() || letter == '.'),
        "-",
    )
}

/// An answer with so many groups, in an order that is not that of their names.
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

fn page(case: &Case, tag: &str, script: &str) -> Result<String> {
    let is_badge = tag == "my-groups-badge";
    let mut html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A blog</title><link rel=\"icon\" href=\"data:,\"><script>{}\nconst measured = measure({}, {});</script>",
        include_str!("probe.js"),
        case.groups,
        case.kind == Kind::Static && is_badge,
    );
    if case.kind == Kind::Preload && is_badge {
        html.push_str(
            "<link rel=\"preload\" as=\"fetch\" crossorigin href=\"my-groups-badge_bg.wasm\">",
        );
    }
    write!(
        html,
        "<script type=\"module\" src=\"{script}\"></script><h1>A blog</h1>"
    )?;
    let content = if case.kind == Kind::Static && is_badge {
        static_list()?
    } else {
        String::new()
    };
    for _ in 0..case.badges {
        write!(
            html,
            "<{tag} data-contestant src=\"{}.json\">{content}</{tag}>",
            case.groups
        )?;
    }
    html.push_str("<p>The rest of the blog.</p>");
    Ok(html)
}

/// The public groups as the preview's snippet maker puts them into the tag.
fn static_list() -> Result<String> {
    let sample: Value = serde_json::from_str(&e2e::fixture("get-my-groups.json"))?;
    let groups = sample.pointer("/rsp/group").and_then(Value::as_array);
    let mut list = "<ul>".to_owned();
    for group in groups.into_iter().flatten() {
        if *field(group, "is_private") == 0 {
            let name = field(group, "name").as_str().unwrap_or_default();
            let count = field(group, "member_count");
            write!(list, "<li>{name} ({count} members)</li>")?;
        }
    }
    list.push_str("</ul>");
    Ok(list)
}

/// One case: every contestant as often as the others, in turn, so that a machine's moods meet all of them.
async fn run(case: &Case, runs: usize, origin: &str, browser: &Browser) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = CONTESTANTS
        .iter()
        .map(|(name, ..)| Row::new(name))
        .collect();
    let visits = if case.is_warm { WARMING } else { 0 } + runs;
    for visit in 0..visits {
        let is_measured = visit + runs >= visits;
        for turn in 0..rows.len() {
            let at = (turn + visit) % rows.len();
            let Some((row, (name, ..))) = rows.get_mut(at).zip(CONTESTANTS.get(at)) else {
                continue;
            };
            let sample = measure(
                case,
                &format!("{origin}/{}", address(case, name)),
                origin,
                browser,
            )
            .await?;
            if is_measured {
                row.samples.push(sample);
            }
        }
    }
    Ok(rows)
}

async fn measure(case: &Case, address: &str, origin: &str, browser: &Browser) -> Result<Sample> {
    let page = browser.visit(&format!("{origin}/blank.html")).await?;
    shape(page, case.network).await?;
    if !case.is_warm {
        page.devtools("Network.clearBrowserCache", json!({}))
            .await?;
    }
    page.devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let page = browser.visit(address).await?;
    let mut sample: Sample = serde_json::from_value(page.wait("measured").await?)?;
    let change = match case.kind {
        Kind::Load | Kind::Preload | Kind::Static => None,
        Kind::Sort => Some("['name', 'api'].map(sort)"),
        Kind::Filter => Some("['chess', ''].map(filter)"),
        Kind::Reload => Some("[reload]"),
    };
    if let Some(change) = change {
        // The first changes warm the code up; that is not what a list of a thousand is waited for.
        let times = if case.groups >= LONG { 2 } else { 8 };
        let taken = page.wait(&format!("change({times}, {change})")).await?;
        let mut taken: Vec<f64> = serde_json::from_value(taken)?;
        sample.time = report::median(&mut taken);
    }
    page.devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    sample.heap = heap(page).await?;
    Ok(sample)
}

async fn shape(page: Page<'_>, network: Network) -> Result<()> {
    const UNSHAPED: f64 = -1.0;
    let (latency, bits, slower) = match network {
        Network::Slow4G => (150.0, 1.6e6, 4.0),
        Network::Fast4G => (60.0, 9e6, 1.0),
        Network::Unshaped => (0.0, UNSHAPED, 1.0),
        Network::SlowProcessor => (0.0, UNSHAPED, 4.0),
    };
    let throughput = if bits > 0.0 { bits / 8.0 } else { UNSHAPED };
    page.devtools("Network.enable", json!({})).await?;
    page.devtools(
        "Network.emulateNetworkConditions",
        json!({"offline": false, "latency": latency, "downloadThroughput": throughput, "uploadThroughput": throughput}),
    )
    .await?;
    page.devtools("Emulation.setCPUThrottlingRate", json!({"rate": slower}))
        .await?;
    Ok(())
}

/// Bytes of the page's JavaScript heap.
async fn heap(page: Page<'_>) -> Result<f64> {
    page.devtools("Performance.enable", json!({})).await?;
    let metrics = page.devtools("Performance.getMetrics", json!({})).await?;
    let mut metrics = field(&metrics, "metrics").as_array().into_iter().flatten();
    let used = metrics.find(|metric| field(metric, "name") == "JSHeapUsedSize");
    Ok(used
        .and_then(|metric| field(metric, "value").as_f64())
        .unwrap_or_default())
}

/// A field of an object; null where there is none.
fn field<'a>(object: &'a Value, name: &str) -> &'a Value {
    object.get(name).unwrap_or(&Value::Null)
}
