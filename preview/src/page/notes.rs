//! Notes about the snippet, the most serious first.

use super::{App, snippet_list::snippet_list};
use crate::settings::is_link;
use leptos::prelude::*;

/// Returns the notes that apply to the setting.
pub(super) fn notes(app: App) -> impl IntoView {
    let missing = Memo::new(move |_| {
        app.own
            .with(|own| app.settings.with(|settings| settings.missing(own)))
    });
    let is_sample = Memo::new(move |_| app.is_sample());
    let has_script = app.part(|settings| is_link(settings.script.trim()));
    let lacks_list = Memo::new(move |_| {
        app.settings.with(|settings| {
            let is_own = !app.own.with(|own| settings.is_sample(own));
            settings.is_static && is_own && snippet_list(app, settings).groups.is_empty()
        })
    });
    view! {
        <div class="notes">
            <div role="status">
                {move || missing.get().map(|missing| view! { <p class="note bad">{missing}</p> })}
            </div>
            {move || is_sample.get().then(|| view! {
                <p class="note sample-note">
                    "This snippet shows the sample. Load or type your groups first, and it shows them."
                </p>
            })}
            {move || lacks_list.get().then(|| view! {
                <p class="note">
                    "To have your list in the snippet for visitors without JavaScript, press “Try it here” first."
                </p>
            })}
            {move || (app.is_local && !has_script.get()).then(|| view! {
                <p class="note local-note">
                    "This page runs on your own machine, so other people cannot load the script. Copy the folder "
                    <code>"embed"</code>
                    " to your own host, and enter its address under “What each part is for”."
                </p>
            })}
        </div>
    }
}
