//! Finds out why the browser blocked a request. The error of `fetch` is the same for all reasons.

use crate::{failure::Network, page, request::Request};
use gloo_events::EventListener;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{SecurityPolicyViolationEvent, SecurityPolicyViolationEventDisposition};

/// Watches whether the page's Content-Security-Policy blocks a request.
pub(super) struct PolicyWatch {
    is_violated: Rc<Cell<bool>>,
    _listener: Option<EventListener>,
}

impl PolicyWatch {
    pub(super) fn new(url: &str) -> Self {
        let is_violated = Rc::new(Cell::new(false));
        let listener = page::on_document_event("securitypolicyviolation", {
            let is_violated = Rc::clone(&is_violated);
            let url = url.to_owned();
            move |event| {
                let event: &SecurityPolicyViolationEvent = event.unchecked_ref();
                // Browsers report the whole URL or only its origin.
                let is_ours = url.starts_with(&event.blocked_uri());
                let is_enforced =
                    event.disposition() == SecurityPolicyViolationEventDisposition::Enforce;
                if is_ours && is_enforced {
                    is_violated.set(true);
                }
            }
        });
        Self {
            is_violated,
            _listener: listener,
        }
    }

    /// Returns the reason why a request got no response. Returns [`Network::Unreachable`] if the page
    /// cannot find out the reason.
    pub(super) async fn reason(&self, request: &Request) -> Network {
        /// The browser reports a violation in a task of its own, right after the error.
        const REPORT_DELAY_MS: u32 = 20;
        page::sleep(REPORT_DELAY_MS).await;
        if self.is_violated.get() {
            Network::Policy
        } else if page::is_https() && request.is_insecure() {
            Network::MixedContent
        } else {
            Network::Unreachable
        }
    }
}
