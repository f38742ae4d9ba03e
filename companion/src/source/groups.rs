//! The groups of one source.

use super::{Step, draft::Draft};
use crate::{
    fault::Fault,
    list::{self, Entry},
    wire,
};
use my_groups_core::failure::{Failure, Format};
use std::{collections::HashSet, sync::Arc};

/// The groups of a source, and the groups that it left out.
#[derive(Debug, Default)]
pub struct SourceGroups {
    /// The groups.
    pub entries: Vec<Arc<Entry>>,
    /// The names of the groups that the source itself left out, each with the reason.
    pub left_out: Vec<(String, &'static str)>,
    /// The number of further groups without a usable id or name.
    pub unusable: usize,
    /// Warnings for the owner about a list that could be loaded. Each warning is a complete
    /// sentence.
    pub warnings: Vec<String>,
    /// Whether the service confirmed that it knows the account. If so, an empty list is not a sign of an
    /// expired session.
    pub is_confirmed: bool,
}

impl SourceGroups {
    /// Reads a getMyGroups response, JSON or XML. A group is public only if its `is_private` says
    /// so.
    ///
    /// # Errors
    /// The body is not a getMyGroups response, its `stat` is "fail", or no group in it is usable.
    pub fn from_response(body: &[u8], content_type: Option<&str>) -> Result<Self, Fault> {
        let mut groups = Self::default();
        for entry in wire::read(body, content_type)? {
            groups.add(entry);
        }
        groups.checked()
    }

    /// Adds a group; counts it if it is not usable.
    pub(super) fn push(&mut self, draft: Draft) {
        self.add(draft.entry());
    }

    fn add(&mut self, entry: Option<Entry>) {
        match entry {
            Some(entry) => self.entries.push(Arc::new(entry)),
            None => self.unusable += 1,
        }
    }

    /// Notes a group that the source leaves out.
    pub(super) fn leave_out(&mut self, name: &str, reason: &'static str) {
        self.left_out.push((list::clean_line(name), reason));
    }

    /// Notes that the service sent its data together with an error.
    pub(super) fn warn_partial(&mut self, service: &str, message: &str) {
        self.warnings.push(format!(
            "{service} sent only a part of the list, with the message: {}",
            list::clean_line(message)
        ));
    }

    /// Keeps the first group of each id: pages can shift while they are read.
    fn without_repetitions(mut self) -> Self {
        let mut seen = HashSet::new();
        self.entries
            .retain(|entry| seen.insert(entry.group.id.clone()));
        self
    }

    /// Returns the groups. A list in which no group is usable is a failure: publishing it as an
    /// empty list would be false.
    fn checked(self) -> Result<Self, Fault> {
        if self.entries.is_empty() && self.unusable > 0 {
            return Err(Failure::Format(Format::NoUsableGroup).into());
        }
        Ok(self)
    }

    /// Ends a source with these groups.
    pub(super) fn done(self) -> Result<Step, Fault> {
        self.without_repetitions().checked().map(Step::Done)
    }
}
