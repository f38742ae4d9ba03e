//! The preview: the badge with the visitor's list.

use super::{App, outcome::outcome};
use crate::{
    own_list::data_url, release_files::SAMPLE, settings::Settings, snippet_builder::link_content,
};
use leptos::prelude::*;
use my_groups_core::options::SRC;

/// Returns the preview, which can be closed. It is closed while the simulator is open.
pub(super) fn section(app: App) -> impl IntoView {
    let lang = app.part(|settings| settings.lang.clone());
    let dir = app.part(Settings::dir);
    let attributes = Memo::new(move |_| {
        let source = app.own.with(|own| {
            if own.is_empty() {
                let tried = app.tried.get();
                tried.unwrap_or_else(|| vec![(SRC.name, SAMPLE.to_owned())])
            } else {
                vec![(SRC.name, data_url(own))]
            }
        });
        app.settings
            .with(|settings| settings.live_attributes(source, false))
    });
    let is_sample = move || app.own.with(Vec::is_empty) && app.tried.with(Option::is_none);
    let is_simulating = Memo::new(move |_| app.is_simulating.get());
    let content = app.part(link_content);
    view! {
        // Only one badge is open at a time: two regions of the same name would confuse a screen reader.
        <details
            class="preview"
            prop:open=move || !is_simulating.get()
            on:toggle=move |ev| {
                let details: web_sys::Element = event_target(&ev);
                if details.has_attribute("open") && is_simulating.get_untracked() {
                    app.is_simulating.set(false);
                }
            }
        >
            <summary><h2>"Preview"</h2></summary>
            <div class="window">
                // It scrolls, so the keyboard must reach it.
                <div
                    class="sample-page plain-page"
                    lang=move || lang.get()
                    dir=move || dir.get()
                    tabindex="0"
                    role="region"
                    aria-label="The badge"
                >
                    {app.preview.view(attributes, content, Signal::stored(false))}
                </div>
                <div class="outcome">
                    <p role="status">
                        {outcome(app.preview.outcome)}
                        {move || is_sample().then_some(" of the sample")}
                    </p>
                    <button type="button" class="to-copy" on:click=move |_| super::go_to("copy")>
                        "Get the snippet"
                    </button>
                </div>
            </div>
        </details>
    }
}
