//! Links that download a file which the page has made.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};

/// Returns a link that downloads a text as a file.
pub(super) fn download_link(
    file: &'static str,
    media_type: &'static str,
    class: &'static str,
    text: Memo<String>,
) -> impl IntoView {
    let url = Memo::new(move |_| {
        let url = blob_url(&text.get(), media_type);
        on_cleanup({
            let url = url.clone();
            move || {
                // It fails only for a URL that is not a text.
                let _ = Url::revoke_object_url(&url);
            }
        });
        url
    });
    view! { <a class=class href=move || url.get() download=file>{format!("Download {file}")}</a> }
}

/// Returns the URL of a text in this page's memory; empty if the browser refuses.
fn blob_url(text: &str, media_type: &str) -> String {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options);
    blob.and_then(|blob| Url::create_object_url_with_blob(&blob))
        .unwrap_or_default()
}
