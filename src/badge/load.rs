//! From a request to its groups: one exchange for all the badges that ask for the same address,
//! with a second and a third attempt where that can help.

use crate::{
    failure::{Failure, Network},
    groups::Group,
    language::owner,
    page,
    request::Request,
    store, transport,
    wire::{self, Listing},
};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared, WeakShared},
};
use gloo_timers::future::TimeoutFuture;
use std::{
    cell::RefCell,
    sync::{Arc, Weak},
};

/// A list as it is shown, and when it was fetched, in milliseconds since 1970.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    /// The groups of the response, private ones and all, in its order.
    pub groups: Vec<Group>,
    /// When they were fetched.
    pub at: u64,
}

type Outcome = Result<Arc<Shown>, Failure>;
type Exchange = Shared<LocalBoxFuture<'static, Outcome>>;

thread_local! {
    /// What the badges of the page have under way or in sight, by request. It owns none of it:
    /// when the last badge lets go of an exchange, the exchange is aborted.
    static PAGE: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
}

struct Entry {
    request: Request,
    exchange: Option<WeakShared<LocalBoxFuture<'static, Outcome>>>,
    shown: Weak<Shown>,
}

impl Entry {
    fn exchange(&self) -> Option<Exchange> {
        let exchange = self.exchange.as_ref()?.upgrade()?;
        exchange.peek().is_none().then_some(exchange)
    }

    fn is_of_use(&self) -> bool {
        self.exchange().is_some() || self.shown.strong_count() > 0
    }
}

/// The groups of a request. A badge that joins others gets what they have, in sight or under way,
/// unless it asks for a fresh list (`reload`); then it still joins what is under way.
pub(crate) async fn load(request: Request, timeout: u32, reload: bool) -> Outcome {
    if let (false, Some(shown)) = (reload, in_sight(&request)) {
        return Ok(shown);
    }
    let outcome = exchange(&request, timeout).await;
    if let Ok(shown) = &outcome {
        note(&request, |entry| entry.shown = Arc::downgrade(shown));
    }
    outcome
}

fn in_sight(request: &Request) -> Option<Arc<Shown>> {
    PAGE.with_borrow(|page| {
        let entry = page.iter().find(|entry| entry.request == *request)?;
        entry.shown.upgrade()
    })
}

fn exchange(request: &Request, timeout: u32) -> Exchange {
    let under_way = PAGE.with_borrow(|page| {
        let entry = page.iter().find(|entry| entry.request == *request)?;
        entry.exchange()
    });
    under_way.unwrap_or_else(|| {
        let exchange = attempts(request.clone(), timeout).boxed_local().shared();
        note(request, |entry| entry.exchange = exchange.downgrade());
        exchange
    })
}

/// Notes something of a request, and forgets the requests that no badge is interested in any more.
fn note(request: &Request, note: impl FnOnce(&mut Entry)) {
    PAGE.with_borrow_mut(|page| {
        page.retain(|entry| entry.request == *request || entry.is_of_use());
        if let Some(entry) = page.iter_mut().find(|entry| entry.request == *request) {
            note(entry);
        } else {
            let mut entry = Entry {
                request: request.clone(),
                exchange: None,
                shown: Weak::new(),
            };
            note(&mut entry);
            page.push(entry);
        }
    });
}

/// The first attempt and at most two more, never while nobody looks at the page.
async fn attempts(request: Request, timeout: u32) -> Outcome {
    const RETRIES: u32 = 2;
    let mut attempt = 0;
    loop {
        let failure = match once(&request, timeout).await {
            Ok(shown) => return Ok(shown),
            Err(failure) => failure,
        };
        let pause = retry_after(&failure, attempt).filter(|_| attempt < RETRIES);
        let Some(pause) = pause else {
            return Err(failure);
        };
        attempt += 1;
        TimeoutFuture::new(pause).await;
        page::visible().await;
    }
}

async fn once(request: &Request, timeout: u32) -> Outcome {
    let body = transport::get(request, timeout).await?;
    let Listing { groups, left_out } =
        wire::read(&body, wire::xml::read).map_err(|failure| match failure {
            Failure::Api { message } => Failure::Api {
                message: request.conceal(message),
            },
            other => other,
        })?;
    if left_out > 0 {
        super::warn(&owner::left_out(left_out));
    }
    Ok(Arc::new(Shown {
        groups,
        at: store::now(),
    }))
}

/// Milliseconds to wait before the attempt that follows the `attempt`th, or `None` where another would end the same way.
fn retry_after(failure: &Failure, attempt: u32) -> Option<u32> {
    /// The longest that a badge waits because a server asks it to. A server that wants more is not asked again.
    const LONGEST: u32 = 20;
    /// Half of it is fixed, the other half chance, so that the visitors of a page do not come back all at once.
    const FIRST: f64 = 1000.0;
    let asked = match failure {
        Failure::RateLimited {
            retry_after: Some(seconds),
            ..
        } if *seconds > LONGEST => return None,
        Failure::RateLimited { retry_after, .. } => retry_after.unwrap_or(0) * 1000,
        Failure::Network(Network::Unreachable)
        | Failure::Server { .. }
        | Failure::Timeout { .. } => 0,
        _ => return None,
    };
    let pause = FIRST * f64::from(1 << attempt) * f64::midpoint(1.0, js_sys::Math::random());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few seconds"
    )]
    let pause = pause as u32;
    Some(pause.saturating_add(asked))
}
