//! The first step: the source of the groups, and the place of the list.

use super::{App, direct, place, segments::segments, service_form, table};
use crate::settings::Source;
use leptos::prelude::*;

/// Returns the first step.
pub(super) fn section(app: App) -> impl IntoView {
    let source = app.part(|settings| settings.source);
    let has_own = Memo::new(move |_| app.own.with(|own| !own.is_empty()));
    view! {
        <section class="step groups" aria-labelledby="groups">
            <h2 id="groups">"Your groups"</h2>
            <div class="card">
                {source_choice(app)}
                {move || match source.get() {
                    Source::Service => service_form::panel(app).into_any(),
                    Source::Typed => table::panel(app).into_any(),
                    Source::Sample => view! {
                        <p class="help">
                            "The documented sample response of the API: 17 public groups. Use it to see what the badge can do."
                        </p>
                    }.into_any(),
                    source => direct::panel(app, source).into_any(),
                }}
            </div>
            {move || has_own.get().then(|| place::section(app))}
        </section>
    }
}

fn source_choice(app: App) -> impl IntoView {
    let source = app.part(|settings| settings.source);
    let sources = Source::ALL.map(|source| (source, source.name(), source.label()));
    let choose = move |chosen| {
        app.tried.set(None);
        app.settings.update(|settings| settings.source = chosen);
    };
    view! {
        <fieldset class="field">
            <legend class="visually-hidden">"Where your groups come from"</legend>
            {segments("from", sources, move |each| source.get() == each, choose)}
        </fieldset>
    }
}
