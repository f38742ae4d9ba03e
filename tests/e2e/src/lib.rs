//! The tools of the end-to-end tests: a real browser, and pages whose blog, embed folder and API each have their own origin.
#![allow(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test's tools"
)]

mod api;
mod blog;
mod browser;
mod clock;
mod companion;
mod engine;
mod faults;
mod input;
mod layout_shift;
mod preview;
mod services;
mod site;
mod wordpress;
mod world;

pub use api::{API_KEY, Api, ApiRequest, TOKEN};
pub use blog::{Blog, Embed, release_head};
pub use browser::{BADGE, Browser, Page};
pub use clock::CLOCK;
pub use companion::Companion;
pub use engine::{Engine, Feature};
pub use faults::{Faults, Response};
pub use preview::Preview;
pub use services::Services;
pub use site::{File, PRIVATE_GROUP, Site, fixture, root};
pub use wordpress::WordPress;
pub use world::World;
