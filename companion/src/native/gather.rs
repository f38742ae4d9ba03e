//! Loads one list: all of its sources at the same time. If a source fails, its last good groups are used.

use super::{
    client::Client,
    state::{LastList, SourceState},
    store::Store,
};
use crate::{
    config::ListSettings,
    fault::Fault,
    list::List,
    source::{Settings, SourceGroups, id_prefixes},
    time::UnixTime,
};
use std::collections::BTreeMap;
use tokio::task::JoinSet;

/// A list's sources, and the state of each.
pub struct Gatherer {
    /// The list's settings.
    pub settings: ListSettings,
    parts: Vec<Part>,
    store: Option<Store>,
    /// The warnings that were logged already.
    warned: Vec<String>,
}

/// One source of a list.
struct Part {
    source: Settings,
    /// The prefix of its groups' ids, if the list has several sources.
    prefix: Option<String>,
    /// The name of its stored state.
    name: String,
    state: SourceState,
}

/// The result of one source in a refresh.
#[derive(Debug)]
pub struct SourceReport {
    /// The source's label.
    pub source: String,
    /// The number of its groups, or the fault.
    pub outcome: Result<usize, Fault>,
    /// The names of the groups that the source itself left out, each with the reason.
    pub left_out: Vec<(String, &'static str)>,
    /// The number of groups without a usable id or name.
    pub unusable: usize,
    /// Warnings for the owner about a source that was loaded, as complete sentences.
    pub warnings: Vec<String>,
    /// Whether the source had a last good list before this refresh.
    pub has_last: bool,
}

/// The result of a refresh.
#[derive(Debug)]
pub struct Report {
    /// The groups of all sources that were loaded now or earlier.
    pub list: List,
    /// The result of each source.
    pub sources: Vec<SourceReport>,
}

impl Report {
    /// Returns whether every source was loaded.
    pub fn is_fresh(&self) -> bool {
        self.sources.iter().all(|source| source.outcome.is_ok())
    }

    /// Returns whether every source has groups in the list, loaded now or earlier.
    pub fn is_whole(&self) -> bool {
        self.sources
            .iter()
            .all(|source| source.outcome.is_ok() || source.has_last)
    }

    /// Returns whether no source has groups in the list.
    pub fn is_empty(&self) -> bool {
        !self
            .sources
            .iter()
            .any(|source| source.outcome.is_ok() || source.has_last)
    }

    /// Returns the longest pause, in seconds, that a source asks for.
    pub fn retry_after(&self) -> Option<u64> {
        self.sources
            .iter()
            .filter_map(|source| source.outcome.as_ref().err()?.retry_after())
            .max()
    }
}

impl Gatherer {
    /// Creates a list with its stored state. Without a store, no state is kept between runs.
    pub async fn new(settings: ListSettings, store: Option<Store>) -> Self {
        let mut parts = Vec::new();
        let prefixes = id_prefixes(&settings.sources);
        for (source, prefix) in settings.sources.iter().cloned().zip(prefixes) {
            let name = format!("{}-{}", settings.name, source.fingerprint());
            let state = match &store {
                Some(store) => SourceState::read(store, &name).await,
                None => SourceState::default(),
            };
            parts.push(Part {
                source,
                prefix,
                name,
                state,
            });
        }
        Self {
            settings,
            parts,
            store,
            warned: Vec::new(),
        }
    }

    /// Loads every source once, all at the same time. A source that refused its credential is requested
    /// only with `again`. A source that asked for a pause is not requested before the pause ends.
    pub async fn refresh(&mut self, client: &Client, now: UnixTime, again: bool) -> Report {
        let mut tasks = JoinSet::new();
        let mut obstacles = BTreeMap::new();
        for (place, part) in self.parts.iter_mut().enumerate() {
            if let Some(fault) = part.obstacle(now, again, self.store.as_ref()).await {
                obstacles.insert(place, fault);
                continue;
            }
            let (client, source) = (client.clone(), part.source.clone());
            let timeout = self.settings.timeout;
            tasks.spawn(async move { (place, client.load(&source, timeout).await) });
        }
        let mut outcomes = BTreeMap::new();
        while let Some(done) = tasks.join_next().await {
            outcomes.extend(done.ok());
        }
        let mut sources = Vec::new();
        for (place, part) in self.parts.iter_mut().enumerate() {
            // The state of a source that was not requested is not stored: a check that runs at the
            // same time may store that the credential is accepted again.
            if let Some(fault) = obstacles.remove(&place) {
                sources.push(part.report(Err(fault), SourceGroups::default()));
                continue;
            }
            let outcome = outcomes
                .remove(&place)
                .unwrap_or_else(|| Err(Fault::Unsupported(FAILED_TASK.to_owned())));
            sources.push(part.settle(outcome, now, self.settings.allow_empty));
            if let Some(store) = &self.store {
                part.state.write(store, &part.name).await;
            }
        }
        let lists = self
            .parts
            .iter()
            .zip(&sources)
            .filter_map(|(part, source)| {
                let is_old = source.outcome.is_err();
                part.list(&self.settings, is_old)
            });
        let list = List::merged(lists);
        let report = Report { list, sources };
        self.log_warnings(&report);
        report
    }

    /// Returns the list from the stored state, without requesting any source; `None` if nothing is
    /// stored.
    pub fn remembered(&self) -> Option<List> {
        let lists = self.parts.iter();
        let lists = lists.filter_map(|part| part.list(&self.settings, true));
        let list = List::merged(lists);
        list.as_of.is_some().then_some(list)
    }

    /// Logs the warnings for the owner. A warning is not repeated while it stays the same.
    fn log_warnings(&mut self, report: &Report) {
        let list = self.settings.name.as_str();
        let mut warnings = Vec::new();
        for source in &report.sources {
            let lines = source.warnings.iter();
            warnings.extend(lines.map(|warning| format!("{}: {warning}", source.source)));
        }
        let has_prefix = |id: &str| {
            let prefixes = self.parts.iter().filter_map(|part| part.prefix.as_deref());
            let mut rests = prefixes.filter_map(|prefix| id.strip_prefix(prefix));
            rests.any(|rest| rest.starts_with(':'))
        };
        if self.parts.len() > 1 && report.is_whole() {
            for id in self.settings.selection.unknown_ids(&report.list.entries) {
                if !has_prefix(id) {
                    warnings.push(format!(
                        "`include` or `exclude` names {id:?}, which is not the id of exactly one group. `my-groups check` prints \
                         the ids."
                    ));
                }
            }
        }
        for warning in &warnings {
            if !self.warned.contains(warning) {
                tracing::warn!(list, "{warning}");
            }
        }
        self.warned = warnings;
    }
}

/// The message if the task that loads a source ends without a result.
const FAILED_TASK: &str = "The program failed while it loaded this source. Please report it.";

impl Part {
    /// Returns the reason why the source is not requested now. This reads the stored state again, because a
    /// check in another process may have found that the credential is accepted again.
    async fn obstacle(
        &mut self,
        now: UnixTime,
        again: bool,
        store: Option<&Store>,
    ) -> Option<Fault> {
        let is_blocked = self.state.refused_at.is_some() || self.state.pause(now).is_some();
        if let Some(store) = store.filter(|_| is_blocked) {
            let stored = SourceState::read(store, &self.name).await;
            self.state.refused_at = stored.refused_at;
            self.state.paused_until = stored.paused_until;
        }
        if self.state.refused_at.is_some() && !again {
            return Some(Fault::Refused { status: 0 });
        }
        let retry_after = self.state.pause(now);
        retry_after.map(|_| Fault::RateLimited { retry_after })
    }

    /// Updates the state of the source with the outcome.
    fn settle(
        &mut self,
        outcome: Result<SourceGroups, Fault>,
        now: UnixTime,
        allow_empty: bool,
    ) -> SourceReport {
        let had_last = self.state.last.is_some();
        let report = match outcome {
            Ok(groups) if self.is_suspicious(&groups, allow_empty) => {
                self.state.empty_at = Some(now);
                let before = self.state.count();
                self.report(Err(Fault::SuddenlyEmpty { before }), groups)
            }
            Ok(mut groups) => {
                let entries = std::mem::take(&mut groups.entries);
                let count = entries.len();
                self.state = SourceState {
                    last: Some(LastList { at: now, entries }),
                    ..SourceState::default()
                };
                self.report(Ok(count), groups)
            }
            Err(fault) => {
                self.note(&fault, now);
                self.report(Err(fault), SourceGroups::default())
            }
        };
        SourceReport {
            has_last: had_last,
            ..report
        }
    }

    /// Returns the report of an outcome. `groups` contains the groups that the source left out.
    fn report(&self, outcome: Result<usize, Fault>, groups: SourceGroups) -> SourceReport {
        SourceReport {
            source: self.source.label(),
            outcome,
            left_out: groups.left_out,
            unusable: groups.unusable,
            warnings: groups.warnings,
            has_last: self.state.last.is_some(),
        }
    }

    /// Returns whether an empty list may be a mistake of the service: there were groups before, the
    /// service did not confirm that it knows the account, and this is the first time.
    fn is_suspicious(&self, groups: &SourceGroups, allow_empty: bool) -> bool {
        groups.entries.is_empty()
            && self.state.count() > 0
            && !groups.is_confirmed
            && !allow_empty
            && self.state.empty_at.is_none()
    }

    /// Records a refusal, or the pause that a service asks for.
    fn note(&mut self, fault: &Fault, now: UnixTime) {
        if let Fault::Refused { status: 1.. } = fault {
            self.state.refused_at = Some(now);
        }
        if let Some(pause) = fault.retry_after().filter(|pause| *pause > 0) {
            self.state.paused_until = Some(now.saturating_add(pause));
        }
    }

    /// Returns the source's part of the list: its last good groups, and with `is_old` the time at which
    /// they were loaded.
    fn list(&self, settings: &ListSettings, is_old: bool) -> Option<List> {
        let LastList { at, entries } = self.state.last.as_ref()?;
        let part = List {
            entries: entries.clone(),
            as_of: is_old.then_some(*at),
        };
        let part = part.linked(settings.group_url.as_deref());
        Some(part.prefixed(self.prefix.as_deref()))
    }
}
