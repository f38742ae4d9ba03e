//! One fetch, with its retries, for all badges of a page that request the same URL.

use super::{
    early::EarlyRequest,
    response::FetchOptions,
    retry::{Outcome, fetch_with_retries},
};
use crate::{groups::GroupList, request::Request};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared, WeakShared},
};
use std::{
    cell::RefCell,
    sync::{Arc, Weak},
};

type SharedFetch = Shared<LocalBoxFuture<'static, Outcome>>;

thread_local! {
    /// The fetches and the lists of the page's badges. The badges own both of them: a fetch is
    /// aborted when the last badge that awaits it is dropped.
    static ENTRIES: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
}

struct Entry {
    request: Request,
    fetch: Option<WeakShared<LocalBoxFuture<'static, Outcome>>>,
    list: Weak<GroupList>,
}

impl Entry {
    /// Returns the fetch if it is still in progress.
    fn fetch(&self) -> Option<SharedFetch> {
        let fetch = self.fetch.as_ref()?.upgrade()?;
        fetch.peek().is_none().then_some(fetch)
    }

    fn is_in_use(&self) -> bool {
        self.fetch().is_some() || self.list.strong_count() > 0
    }
}

/// Loads the groups of a request within `timeout` seconds for each attempt.
///
/// If another badge already awaits or shows the response to the same request, this badge gets the
/// same list. A reload always gets a new list, but it joins a fetch that is in progress. Dropping the
/// future aborts the request if no other badge awaits it.
///
/// # Errors
/// The failure of the last attempt.
pub(crate) async fn fetch_groups(
    request: Request,
    timeout: u32,
    is_reload: bool,
    early: Option<EarlyRequest>,
) -> Outcome {
    let (fetch, list) = ENTRIES.with_borrow(|entries| {
        let entry = entries.iter().find(|entry| entry.request == request);
        entry.map_or((None, None), |entry| (entry.fetch(), entry.list.upgrade()))
    });
    if let Some(list) = list.filter(|_| !is_reload) {
        return Ok(list);
    }
    let fetch = fetch.unwrap_or_else(|| {
        let options = FetchOptions { timeout, is_reload };
        let fetch = fetch_with_retries(request.clone(), options, early);
        let fetch = fetch.boxed_local().shared();
        update_entry(&request, |entry| entry.fetch = fetch.downgrade());
        fetch
    });
    let outcome = fetch.await;
    if let Ok(list) = &outcome {
        update_entry(&request, |entry| entry.list = Arc::downgrade(list));
    }
    outcome
}

/// Updates the entry of a request, and removes the entries that no badge uses any more.
fn update_entry(request: &Request, update: impl FnOnce(&mut Entry)) {
    ENTRIES.with_borrow_mut(|entries| {
        entries.retain(|entry| entry.request == *request || entry.is_in_use());
        if let Some(entry) = entries.iter_mut().find(|entry| entry.request == *request) {
            return update(entry);
        }
        let mut entry = Entry {
            request: request.clone(),
            fetch: None,
            list: Weak::new(),
        };
        update(&mut entry);
        entries.push(entry);
    });
}
