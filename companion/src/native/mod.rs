//! The modules that do I/O.

mod body;
pub mod check;
pub mod client;
mod compression;
pub mod gather;
mod program;
pub mod server;
pub mod snapshot;
mod state;
pub mod store;

use crate::time::UnixTime;
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the current time.
pub fn now() -> UnixTime {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
