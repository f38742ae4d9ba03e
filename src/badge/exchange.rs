//! From a request to its groups: one exchange for all the badges that ask for the same address,
//! with a second and a third attempt where that can help.

use crate::{
    cache,
    failure::{Failure, Network},
    fetch::{self, Answer, Browser},
    groups::Group,
    owner, page,
    request::Request,
    wire::{self, Listing},
};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared, WeakShared},
};
use std::{
    cell::RefCell,
    sync::{Arc, Weak},
};

/// A list, and when it was loaded.
///
/// ```no_run
/// use my_groups_badge::BadgeHandle;
///
/// fn fetched(handle: BadgeHandle) -> Option<u64> {
///     handle.state().loaded().map(|loaded| loaded.at)
/// }
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The groups of the response, private ones included, in its order.
    pub groups: Vec<Group>,
    /// When they were loaded, in milliseconds since 1970.
    pub at: u64,
}

/// What a load comes to.
pub(super) type Outcome = Result<Arc<Loaded>, Failure>;

type Exchange = Shared<LocalBoxFuture<'static, Outcome>>;

thread_local! {
    /// What the badges of the page are waiting for or showing, by request. It owns none of it: when
    /// the last badge drops an exchange, the exchange is aborted.
    static PAGE: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
}

struct Entry {
    request: Request,
    exchange: Option<WeakShared<LocalBoxFuture<'static, Outcome>>>,
    loaded: Weak<Loaded>,
}

impl Entry {
    fn exchange(&self) -> Option<Exchange> {
        let exchange = self.exchange.as_ref()?.upgrade()?;
        exchange.peek().is_none().then_some(exchange)
    }

    fn is_in_use(&self) -> bool {
        self.exchange().is_some() || self.loaded.strong_count() > 0
    }
}

/// The groups of a request. A badge that joins others gets what they show or wait for; one that
/// reloads gets a fresh list, but still joins an exchange under way.
pub(super) async fn load(request: Request, timeout: u32, is_reload: bool) -> Outcome {
    let (exchange, loaded) = PAGE.with_borrow(|page| {
        let entry = page.iter().find(|entry| entry.request == request);
        entry.map_or((None, None), |entry| {
            (entry.exchange(), entry.loaded.upgrade())
        })
    });
    if let Some(loaded) = loaded.filter(|_| !is_reload) {
        return Ok(loaded);
    }
    let exchange = exchange.unwrap_or_else(|| {
        let exchange = attempts(request.clone(), timeout).boxed_local().shared();
        note(&request, |entry| entry.exchange = exchange.downgrade());
        exchange
    });
    let outcome = exchange.await;
    if let Ok(loaded) = &outcome {
        note(&request, |entry| entry.loaded = Arc::downgrade(loaded));
    }
    outcome
}

/// Notes something of a request, and forgets the requests that are in use by no badge any more.
fn note(request: &Request, note: impl FnOnce(&mut Entry)) {
    PAGE.with_borrow_mut(|page| {
        page.retain(|entry| entry.request == *request || entry.is_in_use());
        if let Some(entry) = page.iter_mut().find(|entry| entry.request == *request) {
            return note(entry);
        }
        let mut entry = Entry {
            request: request.clone(),
            exchange: None,
            loaded: Weak::new(),
        };
        note(&mut entry);
        page.push(entry);
    });
}

/// The first attempt and at most two more, none of which starts while the page is hidden.
async fn attempts(request: Request, timeout: u32) -> Outcome {
    const RETRIES: u32 = 2;
    /// To read a long list that takes longer is a task of its own, and to show it another.
    const TASK_MS: u64 = 8;
    /// A list of no more groups takes that long only while the browser compiles the code.
    const SHORT: usize = 100;
    let mut attempt = 0;
    loop {
        // Boxed: as a part of this future its code is larger.
        let answer = fetch::get(&request, timeout).boxed_local().await;
        let start = cache::now();
        let failure = match answer.and_then(|answer| read(&request, &answer)) {
            Ok(loaded) => {
                let is_long = loaded.groups.len() > SHORT;
                if is_long && loaded.at.abs_diff(start) >= TASK_MS {
                    page::timeout(0).await;
                }
                return Ok(loaded);
            }
            Err(failure) => failure,
        };
        let pause = pause_before_retry(&failure, attempt).filter(|_| attempt < RETRIES);
        let Some(pause) = pause else {
            return Err(failure);
        };
        attempt += 1;
        page::timeout(pause).await;
        page::visible().await;
    }
}

fn read(request: &Request, answer: &Answer) -> Outcome {
    let Answer { content_type, body } = answer;
    let listing = wire::read(body, content_type.as_deref(), &Browser);
    let Listing { groups, left_out } = listing.map_err(|failure| match failure {
        Failure::Api { message } => Failure::Api {
            message: request.conceal(message),
        },
        other => other,
    })?;
    if left_out > 0 {
        super::warn(&owner::left_out(left_out));
    }
    let at = cache::now();
    Ok(Arc::new(Loaded { groups, at }))
}

/// Milliseconds to wait after the failure of an attempt (0 is the first), or `None` where another
/// attempt would end the same way.
fn pause_before_retry(failure: &Failure, attempt: u32) -> Option<u32> {
    /// The longest pause that a badge grants a server, in seconds. A server that asks for more is
    /// not asked again.
    const LONGEST_S: u32 = 20;
    /// Half of it is fixed, the other half chance, so that the visitors of a page do not come back
    /// all at once.
    const FIRST_MS: f64 = 1000.0;
    let asked = match failure {
        Failure::RateLimited {
            retry_after: Some(seconds),
            ..
        } if *seconds > LONGEST_S => return None,
        Failure::RateLimited { retry_after, .. } => retry_after.unwrap_or(0) * 1000,
        Failure::Network(Network::Unreachable)
        | Failure::Server { .. }
        | Failure::Timeout { .. } => 0,
        _ => return None,
    };
    let pause = FIRST_MS * f64::from(1 << attempt) * f64::midpoint(1.0, js_sys::Math::random());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few seconds"
    )]
    let pause = pause as u32;
    Some(pause.saturating_add(asked))
}
