//! The *My Groups* badge: a Leptos component, and the custom element `<my-groups-badge>`, both around one view.
//!
//! An answer has one straight way through the crate, each room knowing only those before it:
//!
//! 1. [`options`]: what the author asked for, validated; the one table of attributes
//! 2. [`request`]: the address
//! 3. `transport`: bytes, or a [`failure`]; the request itself is a script, since the element makes it before the wasm is there
//! 4. [`wire`]: bytes into groups
//! 5. [`groups`]: hide, sort; [`cache`] keeps the last good list, where the author lets it
//! 6. `badge`: its state over time, its view, and the Leptos component around them, in the words, numbers and dates of [`language`]
//! 7. `element`: the front door, for the custom element's class in `element.js`
//!
//! The rooms that need a browser (`transport`, `badge`, `element`) are there on `wasm32` alone; the others are pure.

pub mod cache;
pub mod failure;
pub mod groups;
pub mod language;
pub mod options;
mod pieces;
pub mod request;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod badge;
#[cfg(all(target_arch = "wasm32", feature = "element"))]
pub mod element;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod transport;

/// The page's own wasm has an allocator of its own choice; the element's is chosen for its size.
#[cfg(all(target_arch = "wasm32", feature = "element"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
