//! Compares the badge with its peers: the same list with the shipped badge, with Lit, with Preact, and in plain JavaScript. All
//! use the same server and the same browser, and their runs alternate.
//!
//! `cargo xtask bench` builds the badge and its peers, and runs this program, which writes `target/bench/report.md` and
//! `report.json`.

mod cases;
mod pages;
mod peers;
mod report;

use anyhow::Result;
use cases::{CASES, Case, Kind, Network};
use e2e::{Browser, Page, root};
use report::{Report, Row, Sample};
use serde_json::{Value, json};

/// The contestants of each case: name, tag, and the script that the page loads.
const CONTESTANTS: &[Contestant] = &[
    (cases::BADGE, "my-groups-badge", "my-groups-badge.js"),
    (
        cases::ONE_FILE,
        "my-groups-badge",
        "my-groups-badge-inline.js",
    ),
    (cases::NO_SCRIPT, "my-groups-badge", ""),
    (cases::NO_PRELOAD, "my-groups-badge", "my-groups-badge.js"),
    ("Lit", "lit-groups", "lit.js"),
    ("Preact", "preact-groups", "preact.js"),
    ("plain JS", "plain-groups", "plain.js"),
];
type Contestant = (&'static str, &'static str, &'static str);

/// The number of visits before a warm run is measured. They fill the caches: Chromium caches compiled code from the second
/// visit on.
const WARMING: usize = 3;

/// The number of groups from which a case runs a third as often.
const LONG: usize = 10_000;

#[tokio::main]
async fn main() -> Result<()> {
    let (runs, wanted) = arguments()?;
    let folder = root().join("target/bench");
    peers::bundle(&folder)?;
    let site = pages::publish().await?;
    let origin = site.origin();
    let browser = Browser::open().await?;
    let mut report = Report::new(browser.version().await?, runs);
    for case in CASES.iter().filter(|case| {
        wanted
            .as_ref()
            .is_none_or(|wanted| case.name.contains(wanted.as_str()))
    }) {
        eprintln!("{}", case.name);
        // A run with a long list takes long, and its ratio varies less.
        let runs = if case.groups >= LONG {
            runs.div_ceil(3)
        } else {
            runs
        };
        report.add(case, run(case, runs, origin, &browser).await?);
        // The report is written after each case, so that a later failure does not lose the results.
        report.write(&folder)?;
    }
    browser.close().await?;
    println!("{}", report.write(&folder)?);
    eprintln!("The report is {}", folder.join("report.md").display());
    Ok(())
}

/// Returns the number of runs of each case, and the text that the names of the chosen cases contain.
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

/// Runs one case. The contestants alternate, so that changes in the machine's load affect all of them.
async fn run(case: &Case, runs: usize, origin: &str, browser: &Browser) -> Result<Vec<Row>> {
    let names = CONTESTANTS.iter().map(|(name, ..)| *name);
    let mut rows: Vec<_> = names.filter(|name| case.has(name)).map(Row::new).collect();
    let visits = if case.is_warm { WARMING } else { 0 } + runs;
    for visit in 0..visits {
        let is_measured = visit + runs >= visits;
        for turn in 0..rows.len() {
            let at = (turn + visit) % rows.len();
            let Some(row) = rows.get_mut(at) else {
                continue;
            };
            let address = format!("{origin}{}", pages::path(case, row.name));
            let sample = measure(case, &address, origin, browser).await?;
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
        Kind::Script | Kind::Snippet | Kind::Static | Kind::Preload | Kind::FirstPaint => None,
        Kind::Sort => Some("['name', 'api'].map(sort)"),
        Kind::Filter => Some("['chess', ''].map(filter)"),
        Kind::Reload => Some("[reload]"),
    };
    if let Some(change) = change {
        // The first changes are slower, because the browser has not optimized the code yet. The median
        // excludes them.
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

/// Returns the bytes of the page's JavaScript heap.
async fn heap(page: Page<'_>) -> Result<f64> {
    page.devtools("Performance.enable", json!({})).await?;
    let metrics = page.devtools("Performance.getMetrics", json!({})).await?;
    let mut metrics = field(&metrics, "metrics").as_array().into_iter().flatten();
    let used = metrics.find(|metric| field(metric, "name") == "JSHeapUsedSize");
    Ok(used
        .and_then(|metric| field(metric, "value").as_f64())
        .unwrap_or_default())
}

/// Returns a field of an object, or null if it is missing.
fn field<'a>(object: &'a Value, name: &str) -> &'a Value {
    object.get(name).unwrap_or(&Value::Null)
}
