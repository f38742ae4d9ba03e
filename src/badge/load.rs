//! From a request to its groups: one exchange for all the badges that ask for the same address,
//! with a second and a third attempt where that can help.

use crate::{
    cache,
    failure::{Failure, Network},
    groups::Group,
    language::owner,
    page,
    request::Request,
    transport::{self, Sent},
    wire::{self, Listing},
};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

/// A list as it is shown, and when it was fetched, in milliseconds since 1970.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    /// The groups of the response, private ones and all, in its order.
    pub groups: Vec<Group>,
    /// When they were fetched.
    pub at: u64,
}

pub(super) type Outcome = Result<Rc<Shown>, Failure>;

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
    request: Request,
    timeout: u32,
    sent: RefCell<Option<Sent>>,
    outcome: RefCell<Option<Outcome>>,
    /// Whoever waits for its end.
    waiting: RefCell<Vec<page::Then>>,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(sent) = self.sent.take() {
            sent.abort();
        }
    }
}

impl Exchange {
    fn new(request: &Request, timeout: u32, outcome: Option<Outcome>) -> Rc<Self> {
        Rc::new(Self {
            request: request.clone(),
            timeout,
            sent: RefCell::default(),
            outcome: RefCell::new(outcome),
            waiting: RefCell::default(),
        })
    }

    /// What came of it, once it has ended.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        self.outcome.borrow().clone()
    }

    /// Does something when it has ended; never at once.
    pub(super) fn when_ended(&self, then: impl FnOnce() + 'static) {
        if self.outcome.borrow().is_some() {
            page::soon(then);
        } else {
            self.waiting.borrow_mut().push(Box::new(then));
        }
    }

    /// Makes the attempt of that number; the first is 0, and two more may follow, never while nobody looks at the page.
    fn attempt(self: &Rc<Self>, number: u32, sent: Option<Sent>) {
        const RETRIES: u32 = 2;
        /// Groups that take some milliseconds to read on a slow processor.
        const MANY: usize = 100;
        let exchange = Rc::downgrade(self);
        let sent = transport::get(&self.request, self.timeout, sent, move |body| {
            let Some(exchange) = exchange.upgrade() else {
                return;
            };
            match exchange.read(body) {
                // To read a long list and to show it are two tasks.
                Ok(shown) if shown.groups.len() > MANY && !page::is_hidden() => {
                    page::after(0, move || exchange.end(Ok(shown)));
                }
                Ok(shown) => exchange.end(Ok(shown)),
                Err(failure) => match retry_after(&failure, number).filter(|_| number < RETRIES) {
                    Some(pause) => exchange.attempt_after(pause, number + 1),
                    None => exchange.end(Err(failure)),
                },
            }
        });
        self.sent.replace(Some(sent));
    }

    fn attempt_after(self: &Rc<Self>, milliseconds: u32, number: u32) {
        let exchange = Rc::downgrade(self);
        page::after(milliseconds, move || {
            page::when_visible(move || {
                if let Some(exchange) = exchange.upgrade() {
                    exchange.attempt(number, None);
                }
            });
        });
    }

    fn read(&self, body: Result<Vec<u8>, Failure>) -> Outcome {
        let Listing { groups, left_out } =
            wire::read(&body?, None, wire::xml::read).map_err(|failure| match failure {
                Failure::Api { message } => Failure::Api {
                    message: self.request.conceal(message),
                },
                other => other,
            })?;
        if left_out > 0 {
            super::warn(&owner::left_out(left_out));
        }
        Ok(Rc::new(Shown {
            groups,
            at: cache::now(),
        }))
    }

    fn end(&self, outcome: Outcome) {
        if let Ok(shown) = &outcome {
            note(&self.request, |entry| entry.shown = Rc::downgrade(shown));
        }
        self.outcome.replace(Some(outcome));
        for then in self.waiting.take() {
            page::soon(then);
        }
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
        return Exchange::new(request, timeout, Some(Ok(shown)));
    }
    under_way
        .filter(|exchange| exchange.outcome.borrow().is_none())
        .unwrap_or_else(|| {
            let exchange = Exchange::new(request, timeout, None);
            exchange.attempt(0, sent());
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
