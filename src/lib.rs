//! The *My Groups* badge: the groups somebody belongs to, with names and member counts, from a
//! `group.getMyGroups` response. The crate has a Leptos component, [`MyGroups`], and around it the
//! custom element `<my-groups-badge>`.
//!
//! A response passes through these modules; what needs no browser is in the crate
//! [`my_groups_core`], whose modules are exported here too:
//!
//! 1. [`options`]: what the author asked for, validated; the table of attributes
//! 2. [`request`]: the URL
//! 3. `fetch`: the bytes, or a [`failure`]
//! 4. [`wire`]: the bytes into groups
//! 5. [`groups`]: what a group is, which are visible, their order; `cache` stores the last good
//!    list if the author asks for it
//! 6. `badge`: the component, with the words, numbers and dates of [`language`]
//! 7. `element`: what the custom element's class, in `src/element/*.js`, calls
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

pub mod badge;
mod cache;
#[cfg(feature = "element")]
pub mod element;
mod fetch;
pub mod language;
mod page;

pub use badge::{BadgeHandle, Event, MyGroups, STYLE, State};
pub use fetch::Browser;
pub use my_groups_core::{
    failure::{self, Failure},
    groups::{self, Group},
    object,
    options::{self, Options, Source},
    owner, request, visible, wire, words,
};
pub use page::is_local as is_local_page;
