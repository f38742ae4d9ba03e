//! Puts the app into the page.

fn main() {
    #[cfg(target_arch = "wasm32")]
    leptos::mount::mount_to_body(|| {
        use leptos::prelude::*;
        view! { <example_leptos::App src="get-my-groups.json"/> }
    });
}
