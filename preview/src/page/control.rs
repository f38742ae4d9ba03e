//! One control for each attribute, by the values that the table of attributes accepts.

use super::{App, segments::segments};
use crate::settings::{label, word_label};
use leptos::{either::EitherOf5, prelude::*};
use my_groups_core::options::{Attribute, HEADING, Values};

/// Returns the control of an attribute, with its label, its name and its line of help.
pub(super) fn control(app: App, attribute: &'static Attribute) -> impl IntoView {
    match &attribute.values {
        Values::OneOf { words, .. } => EitherOf5::A(one_of(app, attribute, words)),
        Values::AnyOf(words) => EitherOf5::B(any_of(app, attribute, words)),
        Values::Whole { min, max } => EitherOf5::C(whole(app, attribute, *min, *max)),
        _ if attribute.name == HEADING.name => EitherOf5::D(heading(app)),
        _ => EitherOf5::E(text(app, attribute)),
    }
}

fn value(app: App, attribute: &'static Attribute) -> Memo<Option<String>> {
    app.part(move |settings| settings.value(attribute).map(str::to_owned))
}

fn set(app: App, attribute: &'static Attribute, value: Option<String>) {
    app.settings
        .update(|settings| settings.set(attribute, value));
}

/// Returns what was typed; an empty field removes the attribute.
fn typed(ev: &web_sys::Event) -> Option<String> {
    Some(event_target_value(ev)).filter(|value| !value.is_empty())
}

fn one_of(
    app: App,
    attribute: &'static Attribute,
    words: &'static [&'static str],
) -> impl IntoView {
    let value = value(app, attribute);
    let chosen = move || value.get().unwrap_or_else(|| attribute.default.to_owned());
    let choices = words
        .iter()
        .map(|word| (*word, *word, word_label(attribute, word)));
    let choose = move |word: &str| set(app, attribute, Some(word.to_owned()));
    let segments = segments(
        attribute.name,
        choices,
        move |word| chosen() == word,
        choose,
    );
    fieldset(attribute, segments)
}

fn any_of(
    app: App,
    attribute: &'static Attribute,
    words: &'static [&'static str],
) -> impl IntoView {
    let value = value(app, attribute);
    let has = move |word: &str| {
        value.with(|value| {
            let words = value.as_deref().unwrap_or_default();
            words.split(' ').any(|chosen| chosen == word)
        })
    };
    let toggle = move |word: &'static str, is_on: bool| {
        let chosen = words.iter().filter(|other| {
            if **other == word {
                is_on
            } else {
                untrack(|| has(other))
            }
        });
        let chosen = chosen.copied().collect::<Vec<_>>().join(" ");
        set(app, attribute, Some(chosen).filter(|it| !it.is_empty()));
    };
    let boxes = words.iter().map(|word| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    name=attribute.name
                    value=*word
                    prop:checked=move || has(word)
                    on:change=move |ev| toggle(word, event_target_checked(&ev))
                />
                <span>{word_label(attribute, word)}</span>
            </label>
        }
    });
    fieldset(
        attribute,
        view! { <div class="checks">{boxes.collect_view()}</div> },
    )
}

/// Returns the controls of an attribute's words, with the attribute's label and help.
fn fieldset(attribute: &'static Attribute, controls: impl IntoView + 'static) -> impl IntoView {
    view! {
        <fieldset class="field" aria-describedby=help_id(attribute)>
            <legend>{title(attribute)}</legend>
            {controls}
            {help(attribute)}
        </fieldset>
    }
}

fn whole(app: App, attribute: &'static Attribute, min: u32, max: u32) -> impl IntoView {
    let value = value(app, attribute);
    let placeholder = match (attribute.name, attribute.default) {
        ("limit", _) => "all",
        (_, "") => "off",
        (_, default) => default,
    };
    view! {
        <div class="field row">
            <label for=field_id(attribute)>{title(attribute)}</label>
            <input
                type="number"
                id=field_id(attribute)
                name=attribute.name
                min=min
                max=(max != u32::MAX).then_some(max)
                step="1"
                placeholder=placeholder
                autocomplete="off"
                aria-describedby=help_id(attribute)
                aria-invalid=move || is_wrong(app, attribute)
                prop:value=move || value.get().unwrap_or_default()
                on:input=move |ev| set(app, attribute, typed(&ev))
            />
            {help(attribute)}
            {complaint(app, attribute)}
        </div>
    }
}

fn text(app: App, attribute: &'static Attribute) -> impl IntoView {
    let value = value(app, attribute);
    let is_address = matches!(attribute.values, Values::Url | Values::Template);
    // Not a password field: the browser would offer to store it.
    let is_secret = matches!(attribute.values, Values::Secret);
    let placeholder = match attribute.name {
        "src" => "/my-groups.json",
        "endpoint" => "https://api.example/services/rest/",
        "group-url" => "https://events.example/group/{id}/",
        _ => "",
    };
    view! {
        <div class="field">
            <label for=field_id(attribute)>{title(attribute)}</label>
            <input
                type="text"
                class:secret=is_secret
                id=field_id(attribute)
                name=attribute.name
                inputmode=is_address.then_some("url")
                placeholder=placeholder
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=help_id(attribute)
                aria-invalid=move || is_wrong(app, attribute)
                prop:value=move || value.get().unwrap_or_default()
                on:input=move |ev| set(app, attribute, typed(&ev))
            />
            {help(attribute)}
            {complaint(app, attribute)}
        </div>
    }
}

/// The heading is the only text that may be empty on purpose, so it has a checkbox for that.
fn heading(app: App) -> impl IntoView {
    let value = value(app, &HEADING);
    let is_none = move || value.with(|value| value.as_deref() == Some(""));
    view! {
        <div class="field">
            <label for=field_id(&HEADING)>{title(&HEADING)}</label>
            <div class="beside">
                <input
                    type="text"
                    id=field_id(&HEADING)
                    name=HEADING.name
                    placeholder="My Groups"
                    autocomplete="off"
                    aria-describedby=help_id(&HEADING)
                    prop:disabled=is_none
                    prop:value=move || value.get().unwrap_or_default()
                    on:input=move |ev| set(app, &HEADING, typed(&ev))
                />
                <label class="check">
                    <input
                        type="checkbox"
                        name="no-heading"
                        prop:checked=is_none
                        on:change=move |ev| {
                            set(app, &HEADING, event_target_checked(&ev).then(String::new));
                        }
                    />
                    <span>"No heading"</span>
                </label>
            </div>
            {help(&HEADING)}
        </div>
    }
}

/// Returns the label, followed by the name in HTML.
fn title(attribute: &'static Attribute) -> impl IntoView {
    view! { {label(attribute)} " " <code>{attribute.name}</code> }
}

fn field_id(attribute: &Attribute) -> String {
    format!("field-{}", attribute.name)
}

fn help_id(attribute: &Attribute) -> String {
    format!("help-{}", attribute.name)
}

fn help(attribute: &'static Attribute) -> impl IntoView {
    view! { <p class="help" id=help_id(attribute)>{prose(attribute.help())}</p> }
}

/// Returns a line of the table as a sentence. Text between backquotes is code.
fn prose(line: &'static str) -> impl IntoView {
    let mut letters = line.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let sentence = format!("{}{}.", first.unwrap_or_default(), letters.as_str());
    let parts: Vec<_> = sentence.split('`').map(str::to_owned).collect();
    parts
        .into_iter()
        .enumerate()
        .map(|(index, part)| {
            if index % 2 == 1 {
                view! { <code>{part}</code> }.into_any()
            } else {
                part.into_any()
            }
        })
        .collect_view()
}

fn is_wrong(app: App, attribute: &'static Attribute) -> Option<&'static str> {
    app.settings
        .with(|settings| settings.complaint(attribute))
        .map(|_| "true")
}

fn complaint(app: App, attribute: &'static Attribute) -> impl IntoView {
    let complaint = app.part(move |settings| settings.complaint(attribute));
    view! { <p class="complaint" role="status">{move || complaint.get()}</p> }
}
