//! The *My Groups* badge shows the groups that a person belongs to, with names and member counts.
//! It loads them from a `group.getMyGroups` response. This crate contains a Leptos component,
//! [`MyGroups`], and the custom element `<my-groups-badge>`, which wraps the component.
//!
//! ```no_run
//! use leptos::prelude::*;
//! use my_groups_badge::{MyGroups, Options, STYLE, Source};
//!
//! fn main() {
//!     let options = Options {
//!         source: Ok(Source::Src("/my-groups.json".into())),
//!         ..Options::default()
//!     };
//!     mount_to_body(move || view! { <style>{STYLE}</style> <MyGroups options/> });
//! }
//! ```
//!
//! # Modules
//!
//! Everything that does not need a browser is in the crate [`my_groups_core`]. This crate exports
//! the modules of that crate too, except `stored_list`.
//!
//! | module | content |
//! |---|---|
//! | `component` | the component: it loads the groups into signals, and renders them |
//! | `fetch` | requests with gloo-net: limits, retries, one request for several badges |
//! | `cache` | stores the last good list in the visitor's browser |
//! | [`language`] | words, numbers, dates and the order of names in the page's language |
//! | `page`, `console`, `reactive` | small functions around the browser and Leptos |
//! | `element` | the Rust side of the custom element; its class is in `src/element/*.js` |
//!
//! `element` uses `component`, and `component` uses the other modules. Each module except `element`
//! uses only the modules below it in this table.

mod cache;
mod component;
mod console;
#[cfg(feature = "element")]
pub mod element;
mod fetch;
pub mod language;
mod page;
mod reactive;

pub use component::{BadgeHandle, Event, MyGroups, STYLE, State};
pub use fetch::Browser;
pub use my_groups_core::{
    failure::{self, Failure},
    groups::{self, Group, GroupList},
    object,
    options::{self, Options, Source},
    owner, request, visible, wire, words,
};
pub use page::is_local as is_local_page;
