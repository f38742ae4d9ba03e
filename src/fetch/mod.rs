//! Loads the groups of a request.
//!
//! - `shared`: one exchange for all badges that request the same URL
//! - `retry`: up to three attempts, each of which reads the groups of the response
//! - `response`: one request with gloo-net, and its limits on time and size
//! - `early`: a request that the element's script sent while the wasm was loading
//! - `policy`: why a browser may have blocked a request
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
