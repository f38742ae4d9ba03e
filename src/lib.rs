//! The *My Groups* badge: the groups somebody belongs to, with names and member counts, from a
//! `group.getMyGroups` response. A Leptos component, [`MyGroups`], and around it the custom element
//! `<my-groups-badge>`.
//!
//! An answer has one way through the crate; each module knows only those before it:
//!
//! 1. [`options`]: what the author asked for, validated; the one table of attributes
//! 2. [`request`]: the address
//! 3. `fetch`: bytes, or a [`failure`]
//! 4. [`wire`]: bytes into groups
//! 5. [`groups`]: what a group is, visibility, order; [`cache`] keeps the last good list where the
//!    author lets it
//! 6. `badge`: the component; its state over time and its view, in the words, numbers and dates of
//!    [`language`]
//! 7. `element`: what the custom element's class, in `src/element/*.js`, calls
//!
//! `fetch`, `badge` and `element` need a browser and are there on `wasm32` alone; the others are
//! pure.
//!
//! ```
//! # #[cfg(target_arch = "wasm32")] {
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
//! # }
//! ```

pub mod cache;
pub mod failure;
pub mod groups;
pub mod language;
mod object;
pub mod options;
pub mod request;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod badge;
#[cfg(all(target_arch = "wasm32", feature = "element"))]
pub mod element;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod page;

#[cfg(target_arch = "wasm32")]
pub use badge::{BadgeHandle, Event, MyGroups, STYLE, State};
pub use failure::Failure;
pub use groups::Group;
pub use options::{Options, Source};
#[cfg(target_arch = "wasm32")]
pub use page::is_local as is_local_page;
