//! Where a badge stands, and what follows from an outcome. Pure.

use super::load::Shown;
use crate::{cache::Kept, failure::Failure};
use std::rc::Rc;

/// Where a badge stands. A view is a function of it.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Nothing has been asked for yet.
    Idle,
    /// The first answer is awaited.
    Loading,
    /// There is a list, private groups and all; while `reloading`, a fresh one is on its way.
    Ready {
        /// The list.
        shown: Rc<Shown>,
        /// Whether a reload is under way.
        reloading: bool,
    },
    /// The last attempt failed.
    Failed {
        /// Why.
        failure: Failure,
        /// The last good list from the same address, which stays in sight.
        last: Option<Rc<Shown>>,
        /// Whether a reload is under way.
        reloading: bool,
    },
}

impl State {
    /// The list that there is, fresh or not.
    pub fn shown(&self) -> Option<&Rc<Shown>> {
        match self {
            Self::Idle | Self::Loading => None,
            Self::Ready { shown, .. } => Some(shown),
            Self::Failed { last, .. } => last.as_ref(),
        }
    }

    /// Why there is no fresh list.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// Whether an answer is awaited.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Idle => false,
            Self::Loading => true,
            Self::Ready { reloading, .. } | Self::Failed { reloading, .. } => *reloading,
        }
    }

    /// A request for the same address starts: what is shown stays.
    pub(super) fn reload(&mut self) {
        match self {
            Self::Idle => *self = Self::Loading,
            Self::Loading => {}
            Self::Ready { reloading, .. } | Self::Failed { reloading, .. } => *reloading = true,
        }
    }

    /// The state in which a request for another address starts: with the list kept from an earlier visit, if any.
    pub(super) fn starting(kept: Option<Kept>) -> Self {
        match kept {
            Some(Kept { groups, at }) => Self::Ready {
                shown: Rc::new(Shown { groups, at }),
                reloading: true,
            },
            None => Self::Loading,
        }
    }

    /// The state after an attempt.
    pub(super) fn after(&self, outcome: Result<Rc<Shown>, Failure>) -> Self {
        match outcome {
            Ok(shown) => Self::Ready {
                shown,
                reloading: false,
            },
            Err(failure) => Self::Failed {
                failure,
                last: self.shown().cloned(),
                reloading: false,
            },
        }
    }
}
