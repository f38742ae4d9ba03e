//! The snippet to paste, and what it is made of besides the attributes.

use super::{
    App,
    badge::{Group, Outcome},
    clipboard::{BY_KEYS, copy_button},
    notes::notes,
    parts::parts,
};
use crate::{
    maker::{self, List},
    settings::{Settings, Source},
    snippet::{Detail, Entry, Snippet, tokens},
};
use leptos::prelude::*;
use my_groups_badge::language::Language;
use my_groups_core::options::Show;

/// The last of the three steps.
pub(super) fn section(app: App) -> impl IntoView {
    let snippet = Memo::new(move |_| snippet(app).html());
    let shown = NodeRef::new();
    view! {
        <section class="paste" aria-labelledby="paste">
            <h2 id="paste" tabindex="-1">"Paste it"</h2>
            {fields(app)}
            {notes(app)}
            <div class="snippet">
                // It scrolls, so the keyboard must reach it.
                <pre tabindex="0" role="region" aria-label="The snippet"><code node_ref=shown>{move || coloured(&snippet.get())}</code></pre>
                <div class="buttons">
                    {copy_button("Copy the snippet", move || snippet.get(), shown, BY_KEYS)}
                    {copy_button("Copy a link to this setting", move || { app.push_history(); app.link() }, NodeRef::new(), "See the address bar")}
                </div>
            </div>
            {parts(app)}
            <p class="help">"The link to this setting holds neither key nor token nor endpoint."</p>
        </section>
    }
}

/// Shown in several lines; copied it is one, since the line breaks are the style sheet's.
fn coloured(html: &str) -> impl IntoView + use<> {
    tokens(html)
        .into_iter()
        .map(|token| {
            let class = token.class();
            view! { <span class=class>{token.text}</span> }
        })
        .collect_view()
}

fn snippet(app: App) -> Snippet {
    let files = app.files.get_value();
    app.settings
        .with(|settings| maker::snippet(settings, &files, list(app, settings)))
}

/// What the badge shows, if it is what the snippet's own badge will show. Nothing while an own
/// source has not been tried or has not answered.
pub(super) fn list(app: App, settings: &Settings) -> List {
    let is_loaded = app
        .outcome
        .with(|outcome| matches!(outcome, Outcome::Loaded { .. }));
    let is_own = app.own.with(Option::is_some) && is_loaded;
    if settings.source != Source::Sample && !is_own {
        return List::default();
    }
    let (show, language) = (settings.options().show, Language::new(&settings.lang));
    app.shown.with(|shown| List {
        groups: shown
            .groups
            .iter()
            .map(|group| entry(group, show, &language))
            .collect(),
        rows: shown.rows,
        has_more: shown.has_more,
    })
}

fn entry(group: &Group, show: Show, language: &Language) -> Entry {
    let topics = group.topics.filter(|_| show.topics);
    let founded = group.created.as_ref().filter(|_| show.founded);
    let meta = [
        topics.map(|count| language.topics(count)),
        founded.map(|created| language.founded(created)),
    ];
    let meta = meta.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let description = group.description.as_str();
    Entry {
        name: group.name.clone(),
        members: group
            .members
            .map_or_else(String::new, |count| language.members(count)),
        url: group.url.clone(),
        details: [
            (!meta.is_empty()).then_some(Detail::Text(meta)),
            (show.description && !description.is_empty()).then(|| Detail::of(description)),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

/// The link inside the tag, and the script's address.
fn fields(app: App) -> impl IntoView {
    let own_script = app.files.with_value(|files| files.script.clone());
    view! {
        <div class="fields">
            {field(app, "link", "Link to your groups", "Shown until, and unless, the list is there.", String::new(),
                |settings| &settings.link, |settings, value| settings.link = value)}
            {field(app, "text", "Its text", "In your page’s language. Above a static list the heading is the link.", String::new(),
                |settings| &settings.text, |settings, value| settings.text = value)}
            {field(app, "script", "Address of the script", "Where you put the embed folder; this page’s own if empty.", own_script,
                |settings| &settings.script, |settings, value| settings.script = value)}
        </div>
    }
}

fn field(
    app: App,
    name: &'static str,
    label: &'static str,
    help: &'static str,
    placeholder: String,
    read: impl Fn(&Settings) -> &String + Send + Sync + 'static,
    write: impl Fn(&mut Settings, String) + Send + 'static,
) -> impl IntoView {
    let value = app.part(move |settings| read(settings).clone());
    let (field, help_id) = (format!("field-{name}"), format!("help-{name}"));
    view! {
        <div class="field">
            <label for=field.clone()>{label}</label>
            <input
                type="text"
                id=field
                name=name
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                aria-describedby=help_id.clone()
                prop:value=move || value.get()
                on:input=move |ev| {
                    let value = event_target_value(&ev);
                    app.settings.update(|settings| write(settings, value));
                }
            />
            <p class="help" id=help_id>{help}</p>
        </div>
    }
}
