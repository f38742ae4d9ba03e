//! Mounts the app into the page.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <example_leptos::App src="get-my-groups.json"/> });
}
