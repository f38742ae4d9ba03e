//! The badge as a Leptos component. It knows nothing of the custom element.
//!
//! `my_groups` is the component: it creates the signals, and renders the view. `visible` computes
//! the rows, and `use_groups` loads the groups. Every other file contains a part of the view, or
//! one behaviour of the view.
#![expect(
    unreachable_pub,
    reason = "`#[component]` makes the properties of a component public"
)]

mod error_notice;
mod fallback;
mod filter;
mod focus;
mod group_row;
mod handle;
mod heading;
mod kept_height;
mod list;
mod my_groups;
mod rendered_rows;
mod scrolling;
mod show_more;
mod size_observer;
mod skeleton;
mod state;
mod status;
mod use_groups;
mod visible;

pub use handle::BadgeHandle;
pub use my_groups::MyGroups;
pub use state::State;
pub use use_groups::Event;

/// The style sheet of the badge. Put it into the root that contains the badge: the page, or a shadow
/// root.
///
/// ```no_run
/// use leptos::prelude::*;
///
/// let style = view! { <style>{my_groups_badge::STYLE}</style> };
/// # let _ = style;
/// ```
pub const STYLE: &str = include_str!("../../style.css");
