//! What is seen of a badge: one component a file.
#![expect(
    unreachable_pub,
    reason = "`#[component]` makes a component's properties public"
)]

mod fallback;
mod filter;
mod group;
mod heading;
mod list;
mod more;
mod my_groups;
mod notice;
mod skeleton;
mod status;

pub use my_groups::MyGroups;
