//! The preview page's app. The badge on it is the shipped one, used as a stranger's page would; this app sets it and makes
//! the snippet. What it makes of the settings is pure and tested natively; what touches the page stands in `page`.
#![cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "natively there is no page, only the tests")
)]

mod link;
mod scenario;
mod settings;
mod snippet;

#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod simulator;

fn main() {
    #[cfg(target_arch = "wasm32")]
    page::mount();
}
