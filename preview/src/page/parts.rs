//! The parts of the snippet with their purposes, and a switch for each optional part.

use super::App;
use crate::{settings::Hint, snippet_builder::helpful_hints};
use leptos::prelude::*;

/// The list of parts, in the order of the snippet.
pub(super) fn parts(app: App) -> impl IntoView {
    let hints = Memo::new(move |_| {
        app.files
            .with_value(|files| app.settings.with(|settings| helpful_hints(settings, files)))
    });
    let hint = move |hint| {
        move || {
            hints
                .with(|hints| hints.contains(&hint))
                .then(|| switch(app, hint))
        }
    };
    view! {
        <ul class="parts" aria-label="The parts of the snippet">
            <li>
                <code>"<div>"</code>
                <p class="help">
                    "The snippet is one line in a div, so that WordPress and Markdown do not change it. Put a blank line before and after it."
                </p>
            </li>
            {hint(Hint::Preload)}
            {hint(Hint::Preconnect)}
            <li>
                <code>"<script>"</code>
                <p class="help">
                    "The badge. The attribute "
                    <code>"integrity"</code>
                    " makes the browser refuse any file that is not of this release. Copy a new snippet for the next release."
                </p>
            </li>
            {hint(Hint::Priority)}
            {static_list(app)}
        </ul>
    }
}

/// The switch of a hint.
fn switch(app: App, hint: Hint) -> impl IntoView {
    let (code, help) = match hint {
        Hint::Preload => (
            "<link rel=\"preload\">",
            "The browser downloads the wasm file together with the script, and not after it.",
        ),
        Hint::Preconnect => (
            "<link rel=\"preconnect\">",
            "The browser connects to the API while the script is loading.",
        ),
        Hint::Priority => (
            "fetchpriority=\"high\"",
            "The browser loads the script before the images of the page.",
        ),
    };
    let is_on = app.part(move |settings| !settings.without.contains(&hint));
    let set = move |is_on: bool| {
        app.settings.update(|settings| {
            settings.without.retain(|other| *other != hint);
            if !is_on {
                settings.without.push(hint);
            }
        });
    };
    part(hint.name(), view! { <code>{code}</code> }, help, is_on, set)
}

fn static_list(app: App) -> impl IntoView {
    part(
        "static",
        "The list as it is now, as HTML inside the tag",
        "Visitors see it before the badge has loaded, in feeds, and without JavaScript. The badge replaces it by the current list. It never contains a private group.",
        app.part(|settings| settings.is_static),
        move |is_on| app.settings.update(|settings| settings.is_static = is_on),
    )
}

fn part(
    name: &'static str,
    label: impl IntoView + 'static,
    help: &'static str,
    is_on: Memo<bool>,
    set: impl Fn(bool) + 'static,
) -> impl IntoView {
    let help_id = format!("help-{name}");
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    name=name
                    aria-describedby=help_id.clone()
                    prop:checked=move || is_on.get()
                    on:change=move |ev| set(event_target_checked(&ev))
                />
                <span>{label}</span>
            </label>
            <p class="help" id=help_id>{help}</p>
        </li>
    }
}
