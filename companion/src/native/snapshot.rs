//! `snapshot`: the documents of one list, written once.

use super::{
    client::Client,
    gather::{Gatherer, SourceReport},
    now,
    store::{Store, WriteOptions, Written},
};
use crate::{
    config::ListSettings,
    list::List,
    render::{self, Kind, View},
    words::Language,
};
use serde_json::{Value, json};

/// What the files' names begin with.
pub const BASE: &str = "my-groups";

/// What a snapshot came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Some document is new or another.
    Published,
    /// All documents are as they were.
    Unchanged,
    /// Some source failed, and its last good part stands; or nothing was touched.
    Stale,
    /// Nothing is published.
    Failed,
}

impl Outcome {
    /// The process' exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Published | Self::Unchanged => 0,
            Self::Stale => 1,
            Self::Failed => 2,
        }
    }

    /// The outcome in one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Unchanged => "unchanged",
            Self::Stale => "stale",
            Self::Failed => "failed",
        }
    }
}

/// A snapshot that was taken.
#[derive(Debug)]
pub struct Snapshot {
    /// What it came to.
    pub outcome: Outcome,
    /// The files, and what became of each.
    pub files: Vec<(String, Result<Written, String>)>,
    /// How many groups are published.
    pub published: usize,
    /// How many are left out.
    pub left_out: usize,
    /// What came of each source.
    pub sources: Vec<SourceReport>,
    /// The lines that show the images.
    pub snippet: String,
}

/// What is written of a report.
struct Documents {
    files: Vec<(String, WriteOptions, String)>,
    published: usize,
    left_out: usize,
    snippet: String,
}

fn documents(settings: &ListSettings, list: &List) -> Documents {
    let entries = settings.selection.of(&list.entries);
    let language = Language::new(&settings.language);
    let heading = settings.heading.as_deref();
    let view = View {
        entries: &entries,
        as_of: list.as_of,
        language: &language,
        heading,
        image_rows: settings.image_rows,
    };
    let file = |kind: Kind| {
        let options = WriteOptions {
            media_type: kind.media_type(),
            cache_control: kind.cache_control(),
            is_private: false,
        };
        (
            format!("{BASE}{}", kind.suffix()),
            options,
            kind.render(&view),
        )
    };
    Documents {
        files: Kind::ALL.map(file).into(),
        published: entries.len(),
        left_out: list.entries.len() - entries.len(),
        snippet: render::snippet(&view, BASE),
    }
}

/// Takes a snapshot of a list.
pub async fn take(
    settings: ListSettings,
    client: &Client,
    out: &Store,
    state: Option<Store>,
) -> Snapshot {
    let mut gatherer = Gatherer::new(settings, state).await;
    let report = gatherer.refresh(client, now(), false).await;
    let documents = documents(&gatherer.settings, &report.list);
    // A list that lacks a source's part must not replace one that has it.
    let is_there = matches!(
        out.read(&format!("{BASE}{}", Kind::Json.suffix())).await,
        Ok(Some(_))
    );
    let is_publishable = !report.is_empty() && (report.is_whole() || !is_there);
    let mut files = Vec::new();
    for (name, options, document) in documents.files.into_iter().filter(|_| is_publishable) {
        let written = out.write(&name, document.as_bytes(), options).await;
        files.push((name, written));
    }
    let outcome = match (is_publishable, is_there) {
        (true, _) => outcome(&files, report.is_fresh()),
        (false, true) => Outcome::Stale,
        (false, false) => Outcome::Failed,
    };
    let Documents {
        published,
        left_out,
        snippet,
        ..
    } = documents;
    Snapshot {
        outcome,
        files,
        published,
        left_out,
        sources: report.sources,
        snippet,
    }
}

fn outcome(files: &[(String, Result<Written, String>)], is_fresh: bool) -> Outcome {
    let any = |wanted: Written| files.iter().any(|(_, written)| *written == Ok(wanted));
    if files.iter().any(|(_, written)| written.is_err()) {
        Outcome::Failed
    } else if !is_fresh {
        Outcome::Stale
    } else if any(Written::Written) {
        Outcome::Published
    } else {
        Outcome::Unchanged
    }
}

impl Snapshot {
    /// For `--json`.
    pub fn json(&self, list: &str) -> Value {
        let files: Vec<_> = self.files.iter().map(|(name, written)| match written {
            Ok(written) => json!({"name": name, "state": if *written == Written::Written { "written" } else { "unchanged" }}),
            Err(error) => json!({"name": name, "state": "failed", "message": error}),
        }).collect();
        json!({
            "list": list,
            "outcome": self.outcome.word(),
            "published": self.published,
            "left_out": self.left_out,
            "files": files,
            "snippet": self.snippet,
            "sources": self.sources.iter().map(source_json).collect::<Vec<_>>(),
        })
    }

    /// For a person.
    pub fn text(&self, list: &str) -> String {
        let mut lines = Vec::new();
        for report in &self.sources {
            if let Err(fault) = &report.outcome {
                lines.push(format!("{}: {fault}", report.source));
            }
        }
        for (name, written) in &self.files {
            lines.push(match written {
                Ok(Written::Written) => format!("{name}: written"),
                Ok(Written::Unchanged) => format!("{name}: unchanged"),
                Err(error) => format!("{name}: cannot be written: {error}"),
            });
        }
        let Self {
            published,
            left_out,
            ..
        } = self;
        lines.push(match self.outcome {
            Outcome::Published | Outcome::Unchanged => {
                format!("{list}: {}, {published} groups; {left_out} left out (`my-groups check` says why)", self.outcome.word())
            }
            Outcome::Stale => format!("{list}: some source failed; the last good list stands"),
            Outcome::Failed => format!("{list}: nothing could be published"),
        });
        lines.join("\n")
    }
}

/// What came of a source, for `--json`.
pub fn source_json(report: &SourceReport) -> Value {
    match &report.outcome {
        Ok(count) => {
            json!({"source": report.source, "groups": count, "unusable": report.unusable, "warnings": report.warnings})
        }
        Err(fault) => {
            json!({"source": report.source, "fault": fault.kind(), "message": fault.to_string()})
        }
    }
}
