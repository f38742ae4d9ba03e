//! The state of a badge, and how it changes when loading starts and ends.

use crate::{failure::Failure, fetch::Outcome, groups::GroupList};
use std::sync::Arc;

/// The state of a badge.
///
/// ```no_run
/// use my_groups_badge::{BadgeHandle, State};
///
/// fn is_empty(handle: BadgeHandle) -> bool {
///     matches!(handle.state(), State::Ready { list, .. } if list.groups.is_empty())
/// }
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub enum State {
    /// The badge has not sent a request yet.
    #[default]
    Idle,
    /// The badge waits for the first response.
    Loading,
    /// The last load succeeded.
    Ready {
        /// The groups, private groups included.
        list: Arc<GroupList>,
        /// Whether a reload is in progress.
        is_reloading: bool,
    },
    /// The last load failed.
    Failed {
        /// Why it failed.
        failure: Failure,
        /// The last list that was loaded from the same source. It stays visible.
        last: Option<Arc<GroupList>>,
        /// Whether a reload is in progress.
        is_reloading: bool,
    },
}

impl State {
    /// Returns the list to show: the loaded list, or the last list if a reload has failed.
    ///
    /// ```no_run
    /// assert!(my_groups_badge::State::Idle.list().is_none());
    /// ```
    pub fn list(&self) -> Option<&Arc<GroupList>> {
        match self {
            Self::Idle | Self::Loading => None,
            Self::Ready { list, .. } => Some(list),
            Self::Failed { last, .. } => last.as_ref(),
        }
    }

    /// Returns why the last load failed, or `None` if it did not fail.
    ///
    /// ```no_run
    /// assert!(my_groups_badge::State::Loading.failure().is_none());
    /// ```
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// Returns whether a load is in progress.
    ///
    /// ```no_run
    /// assert!(my_groups_badge::State::Loading.is_busy());
    /// ```
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Idle => false,
            Self::Loading => true,
            Self::Ready { is_reloading, .. } | Self::Failed { is_reloading, .. } => *is_reloading,
        }
    }

    /// Returns the state at the start of the first load from a source. `stored` is the list that was
    /// stored during an earlier visit; it is shown until the response has loaded.
    pub(super) fn starting(stored: Option<Arc<GroupList>>) -> Self {
        match stored {
            Some(list) => Self::Ready {
                list,
                is_reloading: true,
            },
            None => Self::Loading,
        }
    }

    /// Returns the state at the start of a reload. A visible list stays visible.
    pub(super) fn reloading(mut self) -> Self {
        match &mut self {
            Self::Idle => return Self::Loading,
            Self::Loading => {}
            Self::Ready { is_reloading, .. } | Self::Failed { is_reloading, .. } => {
                *is_reloading = true;
            }
        }
        self
    }

    /// Returns the state at the end of a load.
    pub(super) fn after(self, outcome: Outcome) -> Self {
        match outcome {
            Ok(list) => Self::Ready {
                list,
                is_reloading: false,
            },
            Err(failure) => Self::Failed {
                failure,
                last: self.list().cloned(),
                is_reloading: false,
            },
        }
    }
}
