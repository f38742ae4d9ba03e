//! Bytes, or a failure: the one room that performs a request. It knows nothing of what the bytes mean.

use crate::{
    failure::{Config, Failure, Network},
    options::Source,
    page::once,
    request::Request,
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/transport.js")]
extern "C" {
    /// A request under way, or ended.
    #[derive(Clone)]
    pub type Sent;
    #[wasm_bindgen(method, getter)]
    fn answer(this: &Sent) -> Answer;
    /// Ends it; then there is no answer.
    #[wasm_bindgen(method)]
    pub(crate) fn abort(this: &Sent);
    fn send(address: &str, direct: bool, seconds: u32) -> Sent;
    fn receive(sent: &Sent, callback: &JsValue);
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
pub(crate) fn request(source: &Result<Source, Config>) -> Result<Request, Failure> {
    source
        .as_ref()
        .map_err(Config::clone)
        .and_then(|source| Request::new(source, resolve))
        .map_err(Failure::Config)
}

/// Performs a request and reads the whole body of a 2xx answer, at most [`MAX_BODY`](crate::failure::MAX_BODY) bytes in
/// `timeout` seconds; then calls back with the body, or with whatever keeps it away. It sends neither cookies nor a
/// `Referer`. A request that has been `sent` already is not made again.
pub(crate) fn get(
    request: &Request,
    timeout: u32,
    sent: Option<Sent>,
    then: impl FnOnce(Result<Vec<u8>, Failure>) + 'static,
) -> Sent {
    let is_direct = request.is_direct;
    let sent = sent.unwrap_or_else(|| send(&request.address, is_direct, timeout));
    let ended = sent.clone();
    let then = move || then(body(&ended.answer(), is_direct, timeout));
    receive(&sent, &once(Box::new(then)));
    sent
}

fn body(answer: &Answer, is_direct: bool, timeout: u32) -> Result<Vec<u8>, Failure> {
    match answer.trouble().as_deref() {
        Some("timeout") => Err(Failure::Timeout { seconds: timeout }),
        Some("too-large") => Err(Failure::TooLarge),
        Some("redirect") => Err(Failure::Network(Network::Redirect)),
        Some("policy") => Err(Failure::Network(Network::Policy)),
        Some(_) => Err(Failure::Network(Network::Unreachable)),
        None => match Failure::of_status(answer.status(), is_direct, answer.retry_after()) {
            Some(failure) => Err(failure),
            None => Ok(answer.body().unwrap_or_default()),
        },
    }
}
