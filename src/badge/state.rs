//! Where a badge stands, and what follows from an outcome. Pure.

use super::exchange::{Loaded, Outcome};
use crate::failure::Failure;
use std::sync::Arc;

/// Where a badge stands. The view is a function of it.
///
/// ```no_run
/// use my_groups_badge::{BadgeHandle, State};
///
/// fn is_empty(handle: BadgeHandle) -> bool {
///     matches!(handle.state(), State::Ready { loaded, .. } if loaded.groups.is_empty())
/// }
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub enum State {
    /// Nothing has been requested yet.
    #[default]
    Idle,
    /// The first answer is awaited.
    Loading,
    /// There is a list, private groups included; while `is_reloading`, a fresh one is on its way.
    Ready {
        /// The list.
        loaded: Arc<Loaded>,
        /// Whether a reload is under way.
        is_reloading: bool,
    },
    /// The last attempt failed.
    Failed {
        /// Why.
        failure: Failure,
        /// The last good list from the same address, which stays in view.
        last: Option<Arc<Loaded>>,
        /// Whether a reload is under way.
        is_reloading: bool,
    },
}

impl State {
    /// The list that there is, fresh or not.
    ///
    /// ```no_run
    /// assert!(my_groups_badge::State::Idle.loaded().is_none());
    /// ```
    pub fn loaded(&self) -> Option<&Arc<Loaded>> {
        match self {
            Self::Idle | Self::Loading => None,
            Self::Ready { loaded, .. } => Some(loaded),
            Self::Failed { last, .. } => last.as_ref(),
        }
    }

    /// Why there is no fresh list.
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

    /// Whether an answer is awaited.
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

    /// The state in which a request for another address starts: with the list kept from an earlier
    /// visit, if any.
    pub(super) fn starting(kept: Option<Arc<Loaded>>) -> Self {
        match kept {
            Some(loaded) => Self::Ready {
                loaded,
                is_reloading: true,
            },
            None => Self::Loading,
        }
    }

    /// The state in which a request for the same address starts: what is shown stays.
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

    /// The state after an attempt.
    pub(super) fn after(&self, outcome: Outcome) -> Self {
        match outcome {
            Ok(loaded) => Self::Ready {
                loaded,
                is_reloading: false,
            },
            Err(failure) => Self::Failed {
                failure,
                last: self.loaded().cloned(),
                is_reloading: false,
            },
        }
    }
}
