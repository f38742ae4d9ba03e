//! The preview page: a Leptos app in which a blogger collects a list of groups, chooses how the badge
//! shows it, and copies the snippet. The badge on the page is the shipped one, embedded as on any
//! other page.
//!
//! - [`own_list`]: the visitor's groups, typed or loaded, and the documents made of them
//! - [`service`]: the services that a list can be loaded from, as sources of the companion
//! - [`upkeep`]: what the companion needs to keep the list up to date; [`toml`] writes the values of its
//!   configuration, and [`gist`] knows the URLs of gists
//! - [`release_files`]: the files of the release that the page belongs to
//! - [`settings`]: the settings of the page; [`link`] writes them into the page's URL
//! - [`snippet_builder`]: builds a [`snippet`] from the settings and the groups
//! - [`scenario`]: the states of the simulator; [`simulator`] responds to its requests
//! - [`page`]: the view
//!
//! Only `page` and `simulator` use the browser. All other modules are pure.

mod gist;
mod link;
mod own_list;
mod page;
mod release_files;
mod scenario;
mod secrets;
mod service;
mod settings;
mod simulator;
mod snippet;
mod snippet_builder;
mod toml;
mod upkeep;

fn main() {
    page::mount();
}
