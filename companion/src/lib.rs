//! `my-groups` publishes the groups somebody belongs to without a token in the page.

pub mod config;
pub mod fault;
pub mod list;
pub mod render;
pub mod secret;
pub mod source;
pub mod time;
pub mod wire;
pub mod words;
