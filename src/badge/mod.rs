//! The badge as a Leptos component: its state over time, and its view. It knows no custom element.

mod exchange;
mod focus;
mod handle;
mod load;
mod model;
mod row;
mod state;
mod use_groups;
mod view;

pub use exchange::Loaded;
pub use handle::BadgeHandle;
pub use load::Event;
pub use state::State;
pub use view::MyGroups;

use wasm_bindgen::JsValue;

/// The badge's one style sheet, for the root it stands in: a shadow root, or a page of your own.
///
/// ```no_run
/// use leptos::prelude::*;
///
/// let style = view! { <style>{my_groups_badge::STYLE}</style> };
/// # let _ = style;
/// ```
pub const STYLE: &str = include_str!("../../style.css");

/// Writes a warning to the console. Never one that holds the token.
pub(crate) fn warn(message: &str) {
    web_sys::console::warn_1(&JsValue::from(format!("my-groups-badge: {message}")));
}
