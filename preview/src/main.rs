//! The preview page's app. The badge on it is the shipped one, used as on any other page; the app
//! sets its attributes and makes the snippet. All but `page` and `simulator` is pure and tested
//! natively.
#![cfg_attr(
    not(target_arch = "wasm32"),
    allow(
        dead_code,
        unused_imports,
        reason = "natively there is no page, only the tests"
    )
)]

mod link;
mod maker;
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
