//! The results as Markdown tables and as JSON.

use crate::cases::{Case, ONE_FILE};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::{fmt::Write, fs, path::Path};

/// The results of one run.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sample {
    /// The measured time in milliseconds.
    pub(crate) time: f64,
    /// The duration of the longest task in milliseconds; 0 if no task took more than 50 ms.
    longest_task: f64,
    requests: usize,
    /// The compressed size of the code in bytes.
    bytes: usize,
    /// The size of the wasm memory in bytes.
    wasm_memory: usize,
    /// The size of the JavaScript heap in bytes, after a garbage collection.
    #[serde(default)]
    pub(crate) heap: f64,
}

/// The runs of a contestant in a case.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) samples: Vec<Sample>,
}

impl Row {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            samples: Vec::new(),
        }
    }

    fn median(&self, of: impl Fn(&Sample) -> f64) -> f64 {
        median(&mut self.samples.iter().map(of).collect::<Vec<_>>())
    }

    fn time(&self) -> f64 {
        self.median(|sample| sample.time)
    }
}

/// Returns the median, or NaN if there are no numbers.
pub(crate) fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    numbers.get(middle).copied().unwrap_or(f64::NAN)
}

#[derive(Serialize)]
struct Outcome {
    case: &'static str,
    peer: &'static str,
    limit: Option<f64>,
    task_limit: Option<f64>,
    rows: Vec<Row>,
}

/// The whole report.
#[derive(Serialize)]
pub(crate) struct Report {
    browser: String,
    runs: usize,
    outcomes: Vec<Outcome>,
}

impl Report {
    pub(crate) fn new(browser: String, runs: usize) -> Self {
        Self {
            browser,
            runs,
            outcomes: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, case: &Case, rows: Vec<Row>) {
        self.outcomes.push(Outcome {
            case: case.name,
            peer: case.peer,
            limit: case.limit,
            task_limit: case.task_limit,
            rows,
        });
    }

    /// Writes both files; returns the table.
    pub(crate) fn write(&self, folder: &Path) -> Result<String> {
        let table = self.table()?;
        fs::create_dir_all(folder)?;
        fs::write(folder.join("report.md"), &table)?;
        fs::write(
            folder.join("report.json"),
            serde_json::to_string_pretty(self)?,
        )?;
        Ok(table)
    }

    fn table(&self) -> Result<String> {
        let mut out = format!("{}, {} runs of each, medians.\n", self.browser, self.runs);
        writeln!(
            out,
            "\n| case | badge to Lit (first paint: to no script; preload: to no preload) | at most | badge to Preact | badge to plain JS | one file to Lit |\n|---|--:|--:|--:|--:|--:|"
        )?;
        for outcome in &self.outcomes {
            let shown =
                |ratio: Option<f64>| ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
            let ratio = |peer| shown(outcome.ratio("badge", peer));
            let limit = outcome.limit.map_or_else(String::new, |limit| {
                let is_met = outcome
                    .ratio("badge", outcome.peer)
                    .is_some_and(|ratio| ratio <= limit);
                format!("{limit:.2} {}", if is_met { "✓" } else { "✗" })
            });
            writeln!(
                out,
                "| {} | {} | {limit} | {} | {} | {} |",
                outcome.case,
                ratio(outcome.peer),
                ratio("Preact"),
                ratio("plain JS"),
                shown(outcome.ratio(ONE_FILE, "Lit"))
            )?;
        }
        for outcome in &self.outcomes {
            if let (Some(limit), Some(row)) = (outcome.task_limit, outcome.row("badge")) {
                let task = row.median(|sample| sample.longest_task);
                let mark = if task <= limit { "✓" } else { "✗" };
                writeln!(
                    out,
                    "\n{}: the badge's longest task takes {task:.0} ms, at most {limit} {mark}",
                    outcome.case
                )?;
            }
        }
        for Outcome { case, rows, .. } in &self.outcomes {
            writeln!(
                out,
                "\n### {case}\n\n| | time, ms | least to most | code, bytes | requests | longest task, ms | heap, kB | wasm memory, kB |\n|---|--:|--:|--:|--:|--:|--:|--:|"
            )?;
            for row in rows {
                let times = || row.samples.iter().map(|sample| sample.time);
                #[expect(clippy::cast_precision_loss, reason = "some megabytes")]
                writeln!(
                    out,
                    "| {} | {:.1} | {:.0} to {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} |",
                    row.name,
                    row.time(),
                    times().fold(f64::INFINITY, f64::min),
                    times().fold(0.0, f64::max),
                    row.median(|sample| sample.bytes as f64),
                    row.median(|sample| sample.requests as f64),
                    row.median(|sample| sample.longest_task),
                    row.median(|sample| sample.heap / 1000.0),
                    row.median(|sample| sample.wasm_memory as f64 / 1000.0),
                )?;
            }
        }
        Ok(out)
    }
}

impl Outcome {
    /// Returns the badge's median divided by the peer's median.
    fn ratio(&self, badge: &str, peer: &str) -> Option<f64> {
        Some(self.row(badge)?.time() / self.row(peer)?.time())
    }

    fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name)
    }
}
