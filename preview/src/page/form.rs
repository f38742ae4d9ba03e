//! Every attribute of the table, in its section.

use super::{App, control::control, sample_page::outcome};
use crate::settings::{Section, Source};
use leptos::prelude::*;

/// The form.
pub(super) fn form(app: App) -> impl IntoView {
    view! {
        <section class="shape" aria-labelledby="shape">
            <h2 id="shape">"Shape it"</h2>
            <form
                autocomplete="off"
                on:submit=move |ev| {
                    ev.prevent_default();
                    try_it(app);
                }
            >
                <fieldset class="section">
                    <legend>"Where the groups come from"</legend>
                    {sources(app)}
                    {move || fields(app)}
                </fieldset>
                {section(app, Section::Shown, "What is shown")}
                {section(app, Section::Looks, "How it looks")}
                {section(app, Section::Behaviour, "How it behaves")}
            </form>
        </section>
    }
}

fn section(app: App, section: Section, title: &'static str) -> impl IntoView {
    let controls = section
        .attributes()
        .map(|attribute| control(app, attribute));
    view! {
        <fieldset class="section">
            <legend>{title}</legend>
            {controls.collect_view()}
        </fieldset>
    }
}

/// Shows what the author's own source answers. Only when told to: half an address is an address
/// too, and a token must not go there.
fn try_it(app: App) {
    let source = app.settings.with_untracked(|settings| {
        (settings.source != Source::Sample).then(|| settings.source_attributes(""))
    });
    let is_same = app.own.with_untracked(|own| *own == source);
    app.own.set(source);
    if is_same {
        super::badge::reload();
    }
}

fn sources(app: App) -> impl IntoView {
    let source = app.part(|settings| settings.source);
    let radios = Source::ALL.map(|(each, name, label)| {
        view! {
            <label>
                <input
                    type="radio"
                    name="from"
                    value=name
                    prop:checked=move || source.get() == each
                    on:change=move |_| {
                        app.own.set(None);
                        app.settings.update(|settings| settings.source = each);
                    }
                />
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="visually-hidden">"Source"</legend>
            <div class="segments">{radios.into_iter().collect_view()}</div>
        </fieldset>
    }
}

/// What the chosen source asks for.
fn fields(app: App) -> AnyView {
    let source = app.settings.with(|settings| settings.source);
    let text = match source {
        Source::Sample => {
            return view! {
                <p class="help">
                    "The API’s documented sample response. Choose another to use your own groups."
                </p>
            }
            .into_any();
        }
        Source::Document => {
            "A file that holds the API’s answer, made beforehand: the safe way, with no token in the page. While you try it here, a relative address counts from here."
        }
        Source::Api => {
            "The badge asks the API itself, with your token. Everyone who can read the page can read it."
        }
    };
    let controls = Section::Source
        .attributes()
        .filter(|attribute| source.takes(attribute.name))
        .map(|attribute| control(app, attribute));
    view! {
        <p class="help">{text}</p>
        {controls.collect_view()}
        <div class="try">
            <button type="submit">"Try it here"</button>
            <p class="help">
                "Your browser asks that address and no other. Nothing that you type is stored, or sent anywhere else."
            </p>
        </div>
        // The sample page announces it; here it is for those who have scrolled past that.
        {move || app.own.with(Option::is_some).then(|| view! { <p class="answer">{outcome(app)}</p> })}
    }
    .into_any()
}
