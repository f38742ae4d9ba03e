//! The *My Groups* badge: a Leptos component, and the custom element `<my-groups-badge>` around it.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod failure;
pub mod groups;
pub mod language;
pub mod options;
pub mod request;
pub mod store;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod badge;
#[cfg(all(target_arch = "wasm32", feature = "element"))]
pub mod element;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
pub mod transport;
