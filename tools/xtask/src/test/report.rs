//! The outcome of each part, and the table that ends a test run.

use anyhow::{Result, bail};
use std::{
    fmt,
    time::{Duration, Instant},
};

/// The outcome of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The note names what the part could not test, or is empty.
    Passed(String),
    Failed(String),
    Skipped(String),
}

#[derive(Debug)]
struct Row {
    part: String,
    outcome: Outcome,
    time: Duration,
}

/// The outcomes so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Runs a part after its title. A part that fails does not keep the others from running.
    pub(crate) fn run(&mut self, part: &str, title: &str, check: impl FnOnce() -> Result<String>) {
        say!("{part}: {title}");
        let start = Instant::now();
        let outcome = match check() {
            Ok(note) => Outcome::Passed(note),
            Err(error) => {
                eprintln!("error: {error:#}");
                Outcome::Failed(format!("{error:#}"))
            }
        };
        self.add(part, outcome, start.elapsed());
    }

    /// Lists a part that does not run.
    pub(crate) fn skip(&mut self, part: &str, reason: &str) {
        self.add(part, Outcome::Skipped(reason.to_owned()), Duration::ZERO);
    }

    fn add(&mut self, part: &str, outcome: Outcome, time: Duration) {
        self.rows.push(Row {
            part: part.to_owned(),
            outcome,
            time,
        });
    }

    fn count(&self, of: impl Fn(&Outcome) -> bool) -> usize {
        self.rows.iter().filter(|row| of(&row.outcome)).count()
    }

    /// Returns an error if a part has failed.
    pub(crate) fn result(&self) -> Result<()> {
        let failed = self.count(|outcome| matches!(outcome, Outcome::Failed(_)));
        if failed > 0 {
            bail!("parts that failed: {failed}");
        }
        Ok(())
    }
}

/// Returns the table, and a last line that counts the parts.
impl fmt::Display for Report {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|row| row.part.len()).max();
        let width = width.unwrap_or_default();
        for Row {
            part,
            outcome,
            time,
        } in &self.rows
        {
            let (result, note) = match outcome {
                Outcome::Passed(note) => ("passed", note),
                Outcome::Failed(error) => ("FAILED", error),
                Outcome::Skipped(reason) => ("skipped", reason),
            };
            let time = match outcome {
                Outcome::Skipped(_) => String::new(),
                _ => clock(*time),
            };
            // The first line is enough here, because the whole error is printed above the table.
            let note = note.lines().next().unwrap_or_default();
            let line = format!("{part:width$}  {result:7}  {time:>6}  {note}");
            writeln!(to, "{}", line.trim_end())?;
        }
        write!(
            to,
            "{} passed, {} failed, {} skipped",
            self.count(|outcome| matches!(outcome, Outcome::Passed(_))),
            self.count(|outcome| matches!(outcome, Outcome::Failed(_))),
            self.count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        )
    }
}

/// Returns minutes and seconds, "12:05".
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use anyhow::anyhow;

    fn report() -> Report {
        let mut report = Report::default();
        let minutes = Duration::from_secs(725);
        report.add("format", Outcome::Passed(String::new()), Duration::ZERO);
        report.add("pages, firefox", Outcome::Passed("a note".into()), minutes);
        report.skip("consumers", "not named");
        report
    }

    #[test]
    fn each_part_has_a_row_and_the_last_line_counts_them() {
        assert_eq!(
            report().to_string(),
            "format          passed     0:00\n\
             pages, firefox  passed    12:05  a note\n\
             consumers       skipped          not named\n\
             2 passed, 0 failed, 1 skipped"
        );
    }

    #[test]
    fn a_part_that_fails_is_a_failure_of_the_run_and_keeps_no_other_from_running() {
        let mut report = Report::default();
        report.run("lint", "", || Err(anyhow!("first line\nsecond line")));
        report.run("native", "", || Ok(String::new()));
        let text = report.to_string();
        assert!(
            text.contains("first line") && !text.contains("second line"),
            "{text}"
        );
        assert!(text.ends_with("1 passed, 1 failed, 0 skipped"), "{text}");
        report.result().unwrap_err();
    }

    #[test]
    fn parts_that_are_skipped_are_no_failure() {
        report().result().unwrap();
    }
}
