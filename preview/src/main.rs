//! The preview page's app. The badge on it is the shipped one, used as a stranger's page would; this app makes the snippets.

#[cfg(any(test, target_arch = "wasm32"))]
mod snippet;

#[cfg(target_arch = "wasm32")]
mod page;

fn main() {
    #[cfg(target_arch = "wasm32")]
    page::mount();
}
