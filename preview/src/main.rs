//! The preview page: a Leptos app in which a blogger collects a list of groups, chooses how the badge
//! shows it, and copies the snippet. The badge on the page is the shipped one, embedded as on any
//! other page.
//!
//! - [`own_list`]: the visitor's groups, typed or loaded, and the documents made of them
//! - [`service`]: the services that a list can be loaded from, as sources of the companion
//! - [`upkeep`]: what the companion needs to keep the list up to date
//! - [`settings`]: everything that the page is set to; [`link`] writes it into the page's address
//! - [`snippet_builder`]: settings and groups into a [`snippet`]
//! - [`scenario`]: the states of the simulator; [`simulator`] responds to its requests
//! - [`page`]: the view
//!
//! Everything except `page` and `simulator` is pure.

mod link;
mod own_list;
mod page;
mod scenario;
mod secrets;
mod service;
mod settings;
mod simulator;
mod snippet;
mod snippet_builder;
mod upkeep;

fn main() {
    page::mount();
}
