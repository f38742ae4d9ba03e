//! Gathers one list: asks its sources, and keeps the last good groups of a source that fails.

use super::{
    client::Client,
    store::{Store, WriteOptions},
};
use crate::{
    config::ListSettings,
    fault::Fault,
    list::{Entry, List},
    render,
    source::Settings,
    time::{self, UnixTime},
    wire,
};
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};
use tokio::task::JoinSet;

/// A list's sources, and what is known of each.
pub struct Gatherer {
    /// What is configured.
    pub settings: ListSettings,
    parts: Vec<Part>,
    store: Option<Store>,
}

struct Part {
    source: Settings,
    /// What its files in the state are called.
    name: String,
    last: Option<(Vec<Arc<Entry>>, UnixTime)>,
    is_refused: bool,
    /// It is not asked before this time.
    not_before: UnixTime,
}

/// What came of one source in a refresh.
#[derive(Debug)]
pub struct SourceReport {
    /// The source's label.
    pub source: String,
    /// How many groups it gave, or why none.
    pub outcome: Result<usize, Fault>,
    /// Names that it left out itself, and why.
    pub left_out: Vec<(String, &'static str)>,
    /// How many groups had no usable id or name.
    pub unusable: usize,
    /// Whether an earlier answer stands in.
    pub has_last: bool,
}

/// What came of a refresh.
#[derive(Debug)]
pub struct Report {
    /// The groups of all sources that ever gave some, and since when.
    pub list: List,
    /// Each source.
    pub sources: Vec<SourceReport>,
}

impl Report {
    /// Whether every source answered.
    pub fn is_fresh(&self) -> bool {
        self.sources.iter().all(|source| source.outcome.is_ok())
    }

    /// Whether every source has a part in it, of now or of earlier.
    pub fn is_whole(&self) -> bool {
        self.sources
            .iter()
            .all(|source| source.outcome.is_ok() || source.has_last)
    }

    /// Whether no source has a part in it.
    pub fn is_empty(&self) -> bool {
        !self
            .sources
            .iter()
            .any(|source| source.outcome.is_ok() || source.has_last)
    }

    /// Seconds that some source asks to be left alone.
    pub fn retry_after(&self) -> Option<u64> {
        self.sources
            .iter()
            .filter_map(|source| source.outcome.as_ref().err()?.retry_after())
            .max()
    }
}

impl Gatherer {
    /// A list with what the state remembers of it. Without a state nothing is remembered.
    pub async fn new(settings: ListSettings, store: Option<Store>) -> Self {
        let mut parts = Vec::new();
        for source in settings.sources.clone() {
            let name = format!("{}-{}", settings.name, source.fingerprint());
            let (mut last, mut is_refused) = (None, false);
            if let Some(store) = &store {
                last = store
                    .read(&format!("{name}.json"))
                    .await
                    .ok()
                    .flatten()
                    .and_then(|bytes| remembered(&bytes));
                is_refused = matches!(store.read(&format!("{name}.refused")).await, Ok(Some(_)));
            }
            parts.push(Part {
                source,
                name,
                last,
                is_refused,
                not_before: 0,
            });
        }
        Self {
            settings,
            parts,
            store,
        }
    }

    /// Asks every source once, all at a time. With `again` also those that refused before.
    pub async fn refresh(&mut self, client: &Client, now: UnixTime, again: bool) -> Report {
        let mut tasks = JoinSet::new();
        let mut outcomes = BTreeMap::new();
        for (place, part) in self.parts.iter().enumerate() {
            if part.is_refused && !again {
                outcomes.insert(place, Err(Fault::Refused { status: 0 }));
            } else if part.not_before > now && !again {
                let retry_after = Some(part.not_before - now);
                outcomes.insert(place, Err(Fault::RateLimited { retry_after }));
            } else {
                let (client, source, timeout) =
                    (client.clone(), part.source.clone(), self.settings.timeout);
                tasks.spawn(async move { (place, client.gather(&source, timeout).await) });
            }
        }
        while let Some(done) = tasks.join_next().await {
            outcomes.extend(done.ok());
        }
        let mut sources = Vec::new();
        for (place, part) in self.parts.iter_mut().enumerate() {
            // A task that gives none has met a fault of this program's own.
            let outcome = outcomes.remove(&place).unwrap_or(Err(Fault::Shape {
                expected: "another",
            }));
            sources.push(part.settle(outcome, now, self.store.as_ref()).await);
        }
        let lists = self
            .parts
            .iter()
            .zip(&sources)
            .filter_map(|(part, source)| {
                let (entries, at) = part.last.clone()?;
                Some(List {
                    entries,
                    as_of: source.outcome.is_err().then_some(at),
                })
            });
        let list = List::merged(lists).linked(self.settings.group_url.as_deref());
        Report { list, sources }
    }

    /// What is remembered, as it would be published before any source is asked; `None` if nothing
    /// is.
    pub fn remembered(&self) -> Option<List> {
        let lists: Vec<_> = self
            .parts
            .iter()
            .filter_map(|part| part.last.clone())
            .collect();
        let lists = lists.into_iter().map(|(entries, at)| List {
            entries,
            as_of: Some(at),
        });
        let list = List::merged(lists).linked(self.settings.group_url.as_deref());
        list.as_of.is_some().then_some(list)
    }
}

impl Part {
    /// Takes a source's outcome, and writes it to the state.
    async fn settle(
        &mut self,
        outcome: Result<crate::source::Gathered, Fault>,
        now: UnixTime,
        store: Option<&Store>,
    ) -> SourceReport {
        let source = self.source.label();
        let has_last = self.last.is_some();
        match outcome {
            Ok(gathered) => {
                let count = gathered.entries.len();
                if let Some(store) = store {
                    let entries: Vec<_> = gathered.entries.iter().map(Arc::as_ref).collect();
                    let document = render::json_method(&entries, Some(now));
                    remember(store, &format!("{}.json", self.name), Some(document)).await;
                    if self.is_refused {
                        remember(store, &format!("{}.refused", self.name), None).await;
                    }
                }
                self.is_refused = false;
                self.last = Some((gathered.entries, now));
                let (left_out, unusable) = (gathered.left_out, gathered.unusable);
                SourceReport {
                    source,
                    outcome: Ok(count),
                    left_out,
                    unusable,
                    has_last,
                }
            }
            Err(fault) => {
                if let Fault::Refused { status: 1.. } = fault {
                    self.is_refused = true;
                    if let Some(store) = store {
                        remember(
                            store,
                            &format!("{}.refused", self.name),
                            Some(time::rfc3339(now)),
                        )
                        .await;
                    }
                }
                self.not_before = self
                    .not_before
                    .max(now.saturating_add(fault.retry_after().unwrap_or(0)));
                SourceReport {
                    source,
                    outcome: Err(fault),
                    left_out: Vec::new(),
                    unusable: 0,
                    has_last,
                }
            }
        }
    }
}

/// Writes to the state. A failure to do so is logged and fails nothing: the list itself is there.
async fn remember(store: &Store, name: &str, document: Option<String>) {
    let outcome = match document {
        Some(document) => store
            .write(name, document.as_bytes(), WriteOptions::STATE)
            .await
            .map(drop),
        None => store.remove(name).await,
    };
    if let Err(error) = outcome {
        tracing::warn!(%error, "the last good list cannot be kept; set `state` to a folder that can be written");
    }
}

fn remembered(bytes: &[u8]) -> Option<(Vec<Arc<Entry>>, UnixTime)> {
    let document: Value = serde_json::from_slice(bytes).ok()?;
    let at = document
        .pointer("/rsp/as_of")
        .and_then(Value::as_str)
        .and_then(time::parse)?;
    let groups = wire::read(bytes, None).ok()?.groups;
    Some((Entry::zip(groups, &wire::documented(bytes)), at))
}
