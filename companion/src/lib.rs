//! `my-groups` publishes the groups somebody belongs to without a token in the page: as files for a
//! static site (`snapshot`), or as a small server (`serve`).
//!
//! A list has one way through the crate:
//!
//! 1. [`config`]: what the owner set, validated
//! 2. [`source`]: what to ask a service, and its answers mapped to the documented fields
//! 3. [`wire`]: the documented fields into groups, by the badge crate's own reader
//! 4. [`list`]: groups of several sources; which of them are published
//! 5. [`render`]: the list as JSON, XML, HTML and images, in the words of [`words`]
//!
//! These are the core: no I/O, for any target. `native` adds the client, the folder or object
//! store, the server, and what the commands do.

pub mod config;
pub mod fault;
pub mod list;
#[cfg(feature = "native")]
pub mod native;
pub mod render;
pub mod secret;
pub mod source;
pub mod time;
pub mod wire;
pub mod words;
