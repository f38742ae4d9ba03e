//! From a request to its groups: one exchange for all the badges that ask for the same address,
//! with a second and a third attempt where that can help.

use crate::{
    failure::{Failure, Network},
    groups::Group,
    language::owner,
    page,
    request::Request,
    store,
    transport::{self, Abort, Sent},
    wire::{self, Listing},
};
use js_sys::{Function, Promise};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// A list as it is shown, and when it was fetched, in milliseconds since 1970.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    /// The groups of the response, private ones and all, in its order.
    pub groups: Vec<Group>,
    /// When they were fetched.
    pub at: u64,
}

type Outcome = Result<Rc<Shown>, Failure>;

thread_local! {
    /// What the badges of the page have under way or in sight, by request. It owns none of it.
    static PAGE: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
}

struct Entry {
    request: Request,
    exchange: Weak<Exchange>,
    shown: Weak<Shown>,
}

impl Entry {
    fn is_of_use(&self) -> bool {
        self.exchange.strong_count() + self.shown.strong_count() > 0
    }
}

/// A request under way, or ended. When the last badge lets go of it, it is aborted.
pub(super) struct Exchange {
    outcome: RefCell<Option<Outcome>>,
    ended: Promise,
    abort: Rc<Abort>,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.abort.for_good();
    }
}

impl Exchange {
    /// Resolves when it has ended; never rejects.
    pub(super) fn ended(&self) -> Promise {
        self.ended.clone()
    }

    /// What came of it, once it has ended.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        self.outcome.borrow().clone()
    }

    fn start(request: Request, timeout: u32, sent: Option<Sent>) -> Rc<Self> {
        let mut end = None::<Function>;
        let ended = Promise::new(&mut |resolve, _| end = Some(resolve));
        let exchange = Rc::new(Self {
            outcome: RefCell::new(None),
            ended,
            abort: Rc::default(),
        });
        let (abort, waiting) = (Rc::clone(&exchange.abort), Rc::downgrade(&exchange));
        spawn_local(async move {
            let outcome = attempts(&request, timeout, &abort, sent).await;
            if let Ok(shown) = &outcome {
                note(&request, |entry| entry.shown = Rc::downgrade(shown));
            }
            if let Some(exchange) = waiting.upgrade() {
                exchange.outcome.replace(Some(outcome));
            }
            // A promise's own function does not throw.
            let _ = end.map(|end| end.call0(&JsValue::UNDEFINED));
        });
        exchange
    }
}

/// The exchange for a request. A badge that joins others gets what they have, in sight or under way,
/// unless it asks for a fresh list (`reload`); then it still joins what is under way.
pub(super) fn exchange(
    request: &Request,
    timeout: u32,
    reload: bool,
    sent: impl FnOnce() -> Option<Sent>,
) -> Rc<Exchange> {
    let (under_way, shown) = PAGE.with_borrow(|page| {
        page.iter()
            .find(|entry| entry.request == *request)
            .map(|entry| (entry.exchange.upgrade(), entry.shown.upgrade()))
            .unwrap_or_default()
    });
    if let Some(shown) = shown.filter(|_| !reload) {
        return Rc::new(Exchange {
            outcome: RefCell::new(Some(Ok(shown))),
            ended: Promise::resolve(&JsValue::UNDEFINED),
            abort: Rc::default(),
        });
    }
    under_way
        .filter(|exchange| exchange.outcome.borrow().is_none())
        .unwrap_or_else(|| {
            let exchange = Exchange::start(request.clone(), timeout, sent());
            note(request, |entry| entry.exchange = Rc::downgrade(&exchange));
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
                exchange: Weak::new(),
                shown: Weak::new(),
            };
            note(&mut entry);
            page.push(entry);
        }
    });
}

/// The first attempt and at most two more, never while nobody looks at the page.
async fn attempts(
    request: &Request,
    timeout: u32,
    abort: &Abort,
    mut sent: Option<Sent>,
) -> Outcome {
    const RETRIES: u32 = 2;
    let mut attempt = 0;
    loop {
        let failure = match once(request, timeout, abort, sent.take()).await {
            Ok(shown) => return Ok(shown),
            Err(failure) => failure,
        };
        let pause =
            retry_after(&failure, attempt).filter(|_| attempt < RETRIES && !abort.is_for_good());
        let Some(pause) = pause else {
            return Err(failure);
        };
        attempt += 1;
        page::pause(pause).await;
        page::visible().await;
        if abort.is_for_good() {
            return Err(failure);
        }
    }
}

async fn once(request: &Request, timeout: u32, abort: &Abort, sent: Option<Sent>) -> Outcome {
    let body = transport::get(request, timeout, abort, sent).await?;
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
    Ok(Rc::new(Shown {
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
