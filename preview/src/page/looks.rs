//! How the badge looks: the settings that most people use, and all others.

use super::{App, control::control};
use crate::settings::{Section, languages};
use leptos::prelude::*;

/// Returns the second step.
pub(super) fn section(app: App) -> impl IntoView {
    let controls = |section: Section| {
        section
            .attributes()
            .into_iter()
            .map(|attribute| control(app, attribute))
            .collect_view()
    };
    view! {
        <section class="step looks" aria-labelledby="looks">
            <h2 id="looks">"How it looks"</h2>
            <form autocomplete="off" on:submit=move |ev| ev.prevent_default()>
                <div class="card settings-grid">{controls(Section::Common)}</div>
                <details class="card more-settings">
                    <summary>"More settings"</summary>
                    <div class="settings-grid">
                        {controls(Section::More)}
                        {language_field(app)}
                    </div>
                </details>
            </form>
        </section>
    }
}

/// The language of the visitor's page. The badge follows the page; the list in the snippet has to be
/// written in it.
fn language_field(app: App) -> impl IntoView {
    view! {
        <div class="field">
            <label for="field-lang">"Language of your page" " " <code>"lang"</code></label>
            {language_select(app, "lang", "field-lang")}
            <p class="help">"The badge follows the language of the page. The list in the snippet is written in it."</p>
        </div>
    }
}

/// Returns a choice of the languages that the badge has words for, each with the badge's heading.
pub(super) fn language_select(app: App, name: &'static str, id: &'static str) -> impl IntoView {
    let lang = app.part(|settings| settings.lang.clone());
    let options = languages().map(|(tag, heading)| {
        view! {
            <option value=tag lang=tag prop:selected=move || lang.get() == tag>
                {format!("{tag} · {heading}")}
            </option>
        }
    });
    view! {
        <select
            id=id
            name=name
            autocomplete="off"
            on:change=move |ev| {
                app.settings.update(|settings| settings.lang = event_target_value(&ev));
            }
        >
            {options.collect_view()}
        </select>
    }
}
