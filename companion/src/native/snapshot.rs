//! `snapshot`: writes the documents of one list.

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
    wire,
    words::{Language, counted},
};
use serde_json::{Value, json};

/// The start of the documents' names.
pub const BASE: &str = "my-groups";

/// The outcome of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A document is new or has changed.
    Published,
    /// No document has changed.
    Unchanged,
    /// A source failed, and its last good groups stay.
    Stale,
    /// Some documents were written, and others could not be.
    Incomplete,
    /// No document could be written.
    Failed,
}

impl Outcome {
    /// Returns the exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Published | Self::Unchanged => 0,
            Self::Stale => 1,
            Self::Incomplete | Self::Failed => 2,
        }
    }

    /// Returns the outcome in one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Unchanged => "unchanged",
            Self::Stale => "stale",
            Self::Incomplete => "incomplete",
            Self::Failed => "failed",
        }
    }
}

/// A snapshot of a list.
#[derive(Debug)]
pub struct Snapshot {
    /// The outcome.
    pub outcome: Outcome,
    /// The documents, each with the result of writing it.
    pub files: Vec<(String, Result<Written, String>)>,
    /// The number of groups that are published.
    pub published: usize,
    /// The number of groups that are left out.
    pub left_out: usize,
    /// The result of each source.
    pub sources: Vec<SourceReport>,
    /// The lines for a page that show the images.
    pub snippet: String,
    /// Whether nothing was written because the list has suddenly become empty.
    pub is_suddenly_empty: bool,
}

/// The fields of a report that are printed.
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
    let allow_empty = settings.allow_empty;
    let mut gatherer = Gatherer::new(settings, state).await;
    let report = gatherer.refresh(client, now(), false).await;
    let documents = documents(&gatherer.settings, &report.list);
    let before = out.read(&format!("{BASE}{}", Kind::Json.suffix())).await;
    // A document that cannot be read may exist.
    let exists = !matches!(before, Ok(None));
    let before = before.ok().flatten().unwrap_or_default();
    let groups_before = wire::read(&before, None).map_or(0, |groups| groups.len());
    // With a state, a second run confirms that a list is empty. Without a state, only the published
    // document shows that the list had groups before.
    let has_state = report.sources.iter().any(|source| source.has_last);
    let is_suddenly_empty = report.is_fresh()
        && report.list.entries.is_empty()
        && groups_before > 0
        && !has_state
        && !allow_empty;
    // A list that lacks a source's part must not replace a list that has it.
    let is_publishable = !report.is_empty() && !is_suddenly_empty && (report.is_whole() || !exists);
    let mut files = Vec::new();
    for (name, options, document) in documents.files.into_iter().filter(|_| is_publishable) {
        let written = out.write(&name, document.as_bytes(), options).await;
        files.push((name, written));
    }
    let outcome = match (is_publishable, exists) {
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
        is_suddenly_empty,
    }
}

fn outcome(files: &[(String, Result<Written, String>)], is_fresh: bool) -> Outcome {
    let any = |wanted: Written| files.iter().any(|(_, written)| *written == Ok(wanted));
    if files.iter().all(|(_, written)| written.is_err()) {
        Outcome::Failed
    } else if files.iter().any(|(_, written)| written.is_err()) {
        Outcome::Incomplete
    } else if !is_fresh {
        Outcome::Stale
    } else if any(Written::Written) {
        Outcome::Published
    } else {
        Outcome::Unchanged
    }
}

impl Snapshot {
    /// Returns the snapshot for `--json`.
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

    /// Returns the snapshot as text.
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
                Err(error) => format!("{name}: could not be written: {error}"),
            });
        }
        let groups = counted(self.published, "group");
        lines.push(match self.outcome {
            Outcome::Published | Outcome::Unchanged => format!(
                "{list}: {}, {groups}; {} left out (`my-groups check` says why)",
                self.outcome.word(),
                self.left_out
            ),
            Outcome::Stale if self.is_suddenly_empty => format!(
                "{list}: the list is empty now, and the published list has groups. It stays as it is; pass --allow-empty \
                 to publish the empty list"
            ),
            Outcome::Stale => {
                format!("{list}: a source failed; its last good groups stay published")
            }
            Outcome::Incomplete => {
                let failed = self.files.iter().filter(|(_, written)| written.is_err());
                let failed = counted(failed.count(), "document");
                format!("{list}: {failed} of {} could not be written", self.files.len())
            }
            Outcome::Failed => format!("{list}: nothing could be published"),
        });
        lines.join("\n")
    }
}

/// Returns the result of a source for `--json`.
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
