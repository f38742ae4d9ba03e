//! The last step: the snippet to copy.

use super::{
    App,
    badge::ShownGroup,
    clipboard::{BY_KEYS, copy_button},
    notes::notes,
    parts::parts,
};
use crate::{
    settings::Settings,
    snippet::{Detail, Entry, Snippet, tokens},
    snippet_builder::{self, List},
};
use js_sys::{Date, Object, Reflect};
use leptos::prelude::*;
use my_groups::words::Language;
use my_groups_core::{groups::Timestamp, options::Show};

/// Returns the last step.
pub(super) fn section(app: App) -> impl IntoView {
    let snippet = Memo::new(move |_| snippet(app).html());
    let shown = NodeRef::new();
    view! {
        <section class="step copy-step" aria-labelledby="copy">
            <h2 id="copy" tabindex="-1">"Copy"</h2>
            <div class="card">
                <div class="snippet">
                    // It scrolls, so the keyboard must reach it.
                    <pre tabindex="0" role="region" aria-label="The snippet"><code node_ref=shown>{move || coloured(&snippet.get())}</code></pre>
                    <div class="buttons">
                        {copy_button("Copy the snippet", None, move || snippet.get(), shown, BY_KEYS)}
                        {copy_button("Copy a link", Some("to these settings"), move || { app.push_history(); app.link() }, NodeRef::new(), "See the address bar")}
                    </div>
                </div>
                {notes(app)}
                <details class="snippet-parts">
                    <summary>"What each part is for"</summary>
                    {fields(app)}
                    {parts(app)}
                    <p class="help">
                        "The link to this setting contains neither your groups nor a key, a token or the address of the API."
                    </p>
                </details>
            </div>
        </section>
    }
}

/// The snippet in several lines. The line breaks are those of the style sheet: the copied snippet is
/// one line.
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
    app.settings.with(|settings| {
        app.own
            .with(|own| snippet_builder::snippet(settings, &files, list(app, settings), own))
    })
}

/// Returns the list of the preview, if the badge in the snippet will show it too. It is empty while
/// the visitor's own source has not been loaded.
pub(super) fn list(app: App, settings: &Settings) -> List {
    let is_in_preview = app.own.with(|own| {
        let is_tried = app.tried.with(Option::is_some);
        settings.is_sample(own) || !own.is_empty() || is_tried
    });
    if !is_in_preview {
        return List::default();
    }
    let options = settings.options();
    let language = Language::new(&settings.lang);
    app.preview.shown.with(|shown| List {
        groups: shown
            .groups
            .iter()
            .map(|group| entry(group, options.show, &language))
            .collect(),
        rows: shown.rows,
        has_more: shown.has_more,
    })
}

fn entry(group: &ShownGroup, show: Show, language: &Language) -> Entry {
    let topics = group.topics.filter(|_| show.topics);
    let founded = group.created.as_ref().filter(|_| show.founded);
    let meta = [
        topics.map(|count| language.topics(count)),
        founded.map(|created| founded_on(created, language)),
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

/// Returns when a group was created, in the words and the date format that the badge has.
fn founded_on(created: &Timestamp, language: &Language) -> String {
    let options = Object::new();
    for (key, value) in [("dateStyle", "medium"), ("timeZone", "UTC")] {
        // A new object accepts every property.
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    let midnight = Date::new(&format!("{}T00:00:00Z", created.date()).into());
    let date = midnight.to_locale_date_string(language.tag(), &options);
    language
        .words
        .founded
        .replace("{date}", &String::from(date))
}

/// The link inside the tag, and the URL of the script.
fn fields(app: App) -> impl IntoView {
    let own_script = app.files.with_value(|files| files.script.clone());
    view! {
        <div class="fields">
            {field(app, "link", "Link to your groups", "Visitors see it while the list loads, and if loading fails.", String::new(),
                |settings| &settings.link, |settings, value| settings.link = value)}
            {field(app, "text", "Text of the link", "In the language of your page. Above a list in the snippet, the heading is the link.", String::new(),
                |settings| &settings.text, |settings, value| settings.text = value)}
            {field(app, "script", "Address of the script", "Where you put the folder embed. If the field is empty, it is this page’s own.", own_script,
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
