//! The first step: the source of the groups, and the place of the list.

use super::{App, direct, place, service_form, table};
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
    let radios = Source::ALL.map(|each| {
        view! {
            <label>
                <input
                    type="radio"
                    name="from"
                    value=each.name()
                    prop:checked=move || source.get() == each
                    on:change=move |_| {
                        app.tried.set(None);
                        app.settings.update(|settings| settings.source = each);
                    }
                />
                <span>{each.label()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="visually-hidden">"Where your groups come from"</legend>
            <div class="segments">{radios.into_iter().collect_view()}</div>
        </fieldset>
    }
}
