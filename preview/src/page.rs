//! The part of the page that is not static: the snippets.

use crate::snippet::snippet;
use leptos::{mount, prelude::*, wasm_bindgen::JsCast};

const LINK: &str = "https://events.example/user/7/groups";

pub(crate) fn mount() {
    let Some(place) = document().get_element_by_id("snippets") else {
        return;
    };
    mount::mount_to(place.unchecked_into(), Snippets).forget();
}

#[component]
fn Snippets() -> impl IntoView {
    let document = snippet(&[("src", "/my-groups.json")], LINK);
    let direct = snippet(
        &[
            ("endpoint", "https://api.example/services/rest/"),
            ("api-key", "KEY"),
            ("token", "TOKEN"),
        ],
        LINK,
    );
    view! {
        <h2>"From a document, with no token in the page"</h2>
        <pre tabindex="0"><code>{document}</code></pre>
        <h2>"Straight from the API"</h2>
        <p>"Everyone who can read the page can read the token in it."</p>
        <pre tabindex="0"><code>{direct}</code></pre>
    }
}
