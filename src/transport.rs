//! Bytes, or a failure: the one room that performs a request. It knows nothing of what the bytes mean.

use crate::{
    failure::{Config, Failure, Network},
    options::Source,
    request::Request,
};
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/transport.js")]
extern "C" {
    /// A request under way.
    pub type Sent;
    /// Comes to an [`Answer`]; never rejects.
    #[wasm_bindgen(method, getter)]
    fn outcome(this: &Sent) -> Promise;
    #[wasm_bindgen(method)]
    fn abort(this: &Sent);
    fn send(address: &str, direct: bool, seconds: u32) -> Sent;
    fn resolve(url: &str) -> Option<String>;

    type Answer;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Answer) -> u16;
    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    fn retry_after(this: &Answer) -> Option<u32>;
    #[wasm_bindgen(method, getter)]
    fn body(this: &Answer) -> Option<Vec<u8>>;
    #[wasm_bindgen(method, getter)]
    fn trouble(this: &Answer) -> Option<String>;
}

/// The request for a source, its URL resolved against the page's.
///
/// # Errors
/// [`Failure::Config`] where the URL is none, or holds a user name or password, which `fetch` refuses.
pub fn request(source: &Result<Source, Config>) -> Result<Request, Failure> {
    source
        .as_ref()
        .map_err(Config::clone)
        .and_then(|source| Request::new(source, resolve))
        .map_err(Failure::Config)
}

/// Performs a request and reads the whole body of a 2xx answer, at most [`MAX_BODY`](crate::failure::MAX_BODY) bytes in
/// `timeout` seconds. It sends neither cookies nor a `Referer`. A request that has been `sent` already is not made again.
///
/// # Errors
/// Whatever keeps the body away, each by its kind.
pub async fn get(
    request: &Request,
    timeout: u32,
    abort: &Abort,
    sent: Option<Sent>,
) -> Result<Vec<u8>, Failure> {
    let sent = sent.unwrap_or_else(|| send(&request.address, request.is_direct, timeout));
    let outcome = JsFuture::from(sent.outcome());
    abort.current.replace(Some(sent));
    let answer: Answer = outcome
        .await
        .map_err(|_| Failure::Network(Network::Unreachable))?
        .unchecked_into();
    let status = answer.status();
    match answer.trouble().as_deref() {
        Some("timeout") => Err(Failure::Timeout { seconds: timeout }),
        Some("too-large") => Err(Failure::TooLarge),
        Some("redirect") => Err(Failure::Network(Network::Redirect)),
        Some("policy") => Err(Failure::Network(Network::Policy)),
        Some(_) => Err(Failure::Network(Network::Unreachable)),
        None => match Failure::of_status(status, request.is_direct, answer.retry_after()) {
            Some(failure) => Err(failure),
            None => Ok(answer.body().unwrap_or_default()),
        },
    }
}

/// Ends the request under way, and says whether another may follow.
#[derive(Default)]
pub struct Abort {
    current: RefCell<Option<Sent>>,
    is_for_good: Cell<bool>,
}

impl Abort {
    /// Whether nobody waits for the list any more.
    pub fn is_for_good(&self) -> bool {
        self.is_for_good.get()
    }

    /// Nobody waits for the list any more.
    pub fn for_good(&self) {
        self.is_for_good.set(true);
        if let Some(sent) = self.current.take() {
            sent.abort();
        }
    }
}
