//! Loads the groups of a request.
//!
//! - `shared`: one fetch for all badges that request the same URL
//! - `retry`: the attempts of a fetch, at most three, and the groups of the response
//! - `response`: one attempt: a request with gloo-net, and its limits on time and size
//! - `early`: a request that the element's script sent while the wasm was loading
//! - `policy`: the reason why the browser blocked a request
//! - `platform` and `xml`: the browser's functions for reading a response

mod abort;
mod early;
mod platform;
mod policy;
mod response;
mod retry;
mod shared;
mod xml;

pub(crate) use early::EarlyRequest;
pub use platform::Browser;
pub(crate) use retry::Outcome;
pub(crate) use shared::fetch_groups;
