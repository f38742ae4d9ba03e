//! One exchange for all badges of a page that request the same URL.

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

type Exchange = Shared<LocalBoxFuture<'static, Outcome>>;

thread_local! {
    /// The exchanges and the lists of the page's badges. The entries own neither of them: an
    /// exchange is aborted when the last badge that awaits it drops it.
    static ENTRIES: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
}

struct Entry {
    request: Request,
    exchange: Option<WeakShared<LocalBoxFuture<'static, Outcome>>>,
    list: Weak<GroupList>,
}

impl Entry {
    /// Returns the exchange if it is still under way.
    fn exchange(&self) -> Option<Exchange> {
        let exchange = self.exchange.as_ref()?.upgrade()?;
        exchange.peek().is_none().then_some(exchange)
    }

    fn is_in_use(&self) -> bool {
        self.exchange().is_some() || self.list.strong_count() > 0
    }
}

/// Loads the groups of a request within `timeout` seconds for each attempt.
///
/// If another badge already awaits or shows the response to the same request, this badge gets the
/// same list. A reload always gets a fresh list, but joins an exchange that is under way. Dropping
/// the future aborts the request, unless other badges await it.
///
/// # Errors
/// The failure of the last attempt.
pub(crate) async fn fetch_groups(
    request: Request,
    timeout: u32,
    is_reload: bool,
    early: Option<EarlyRequest>,
) -> Outcome {
    let (exchange, list) = ENTRIES.with_borrow(|entries| {
        let entry = entries.iter().find(|entry| entry.request == request);
        entry.map_or((None, None), |entry| {
            (entry.exchange(), entry.list.upgrade())
        })
    });
    if let Some(list) = list.filter(|_| !is_reload) {
        return Ok(list);
    }
    let exchange = exchange.unwrap_or_else(|| {
        let options = FetchOptions { timeout, is_reload };
        let exchange = fetch_with_retries(request.clone(), options, early);
        let exchange = exchange.boxed_local().shared();
        update_entry(&request, |entry| entry.exchange = exchange.downgrade());
        exchange
    });
    let outcome = exchange.await;
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
            exchange: None,
            list: Weak::new(),
        };
        update(&mut entry);
        entries.push(entry);
    });
}
