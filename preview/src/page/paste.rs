//! The lines to paste, and what their author should know before.

use super::{
    App,
    clipboard::{BY_KEYS, copy_button},
};
use crate::{
    settings::{Settings, Source, is_link},
    snippet::{Entry, Snippet, command, pieces},
};
use leptos::prelude::*;
use my_groups_badge::{
    language::Language,
    options::{API_KEY, ENDPOINT, Secret, TOKEN},
    request::Request,
};

/// The last of the three steps.
pub(super) fn paste(app: App) -> impl IntoView {
    let snippet = Memo::new(move |_| snippet(app).html());
    let shown = NodeRef::new();
    view! {
        <section class="paste" aria-labelledby="paste">
            <h2 id="paste" tabindex="-1">"Paste it"</h2>
            {inside(app)}
            {notes(app)}
            <div class="snippet">
                // It scrolls, so the keyboard must reach it.
                <pre tabindex="0" role="region" aria-label="The snippet"><code node_ref=shown>{move || coloured(&snippet.get())}</code></pre>
                <div class="buttons">
                    {copy_button("Copy the snippet", move || snippet.get(), shown, BY_KEYS)}
                    {copy_button("Copy a link to this setting", move || { app.remember(); app.link() }, NodeRef::new(), "See the address bar")}
                </div>
            </div>
            <p class="help">
                "The link holds neither key nor token nor endpoint. "
                <code>"integrity"</code>
                " lets the browser refuse any other script than the one of this release; with the next one, make the snippet anew."
            </p>
        </section>
    }
}

fn coloured(html: &str) -> impl IntoView + use<> {
    let spans = pieces(html).into_iter();
    spans
        .map(|(piece, text)| view! { <span class=piece.class()>{text}</span> })
        .collect_view()
}

/// The snippet of the moment.
fn snippet(app: App) -> Snippet {
    let place = app.place.get_value();
    app.settings.with(|settings| {
        let script = settings.script.trim();
        let mut content = settings.content();
        if settings.is_static && is_list_ones_own(app, settings) {
            content.groups = entries(app, &settings.lang);
        }
        Snippet {
            script: if is_link(script) {
                script.to_owned()
            } else {
                place.script
            },
            integrity: place.integrity,
            attributes: settings.attributes(&place.base),
            content,
        }
    })
}

/// Whether what is in sight is what the snippet would show: not the sample in place of a source not tried yet.
fn is_list_ones_own(app: App, settings: &Settings) -> bool {
    settings.source == Source::Sample || app.own.with(Option::is_some)
}

fn entries(app: App, lang: &str) -> Vec<Entry> {
    let language = Language::new(lang);
    app.groups.with(|groups| {
        let entry = |group: &super::Group| Entry {
            name: group.name.clone(),
            members: group
                .members
                .map_or_else(String::new, |count| language.members(count)),
            url: group.url.clone(),
        };
        groups.iter().map(entry).collect()
    })
}

/// What stands inside the tag, and where the script is.
fn inside(app: App) -> impl IntoView {
    let is_static = app.part(|settings| settings.is_static);
    let own_script = app.place.with_value(|place| place.script.clone());
    view! {
        <div class="inside">
            {line(app, "link", "Link to your groups", "Shown until, and unless, the list is there.", String::new(),
                |settings| &settings.link, |settings, value| settings.link = value)}
            {line(app, "text", "Its text", "In your page’s language.", String::new(),
                |settings| &settings.text, |settings, value| settings.text = value)}
            {line(app, "script", "Address of the script", "Where you put the embed folder; this page’s own if empty.", own_script,
                |settings| &settings.script, |settings, value| settings.script = value)}
            <div class="field">
                <label class="check">
                    <input
                        type="checkbox"
                        name="static"
                        aria-describedby="help-static"
                        prop:checked=move || is_static.get()
                        on:change=move |ev| {
                            let is_on = event_target_checked(&ev);
                            app.settings.update(|settings| settings.is_static = is_on);
                        }
                    />
                    <span>"The list as it is now, as plain HTML inside the tag"</span>
                </label>
                <p class="help" id="help-static">
                    "For feeds, readers without JavaScript, and systems that strip scripts. The badge shows the fresh list where it can. Private groups are never in it."
                </p>
            </div>
        </div>
    }
}

fn line(
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

/// What to know before pasting, the gravest first.
fn notes(app: App) -> impl IntoView {
    let source = app.part(|settings| settings.source);
    let missing = app.part(Settings::missing);
    let has_script = app.part(|settings| is_link(settings.script.trim()));
    let lacks_list = Memo::new(move |_| {
        app.settings
            .with(|settings| settings.is_static && !is_list_ones_own(app, settings))
    });
    let is_local = app.place.with_value(|place| place.is_local);
    view! {
        <div class="notes">
            {move || (source.get() == Source::Api).then(|| token_note(app))}
            <div role="status">
                {move || missing.get().map(|missing| view! { <p class="note bad">{missing}</p> })}
            </div>
            {move || lacks_list.get().then(|| view! {
                <p class="note">
                    "To have your list in the snippet, press “Try it here” above: it is the one in sight."
                </p>
            })}
            {move || (source.get() == Source::Sample).then(|| view! {
                <p class="note">
                    "This is the snippet for the sample. For your own groups, say above where they come from."
                </p>
            })}
            {move || (is_local && !has_script.get()).then(|| view! {
                <p class="note">
                    "This page runs on your own machine, where nobody else finds the script: copy the "
                    <code>"embed"</code>
                    " folder to a host of yours and put its address above."
                </p>
            })}
        </div>
    }
}

/// What a token in a public page means, and the way around it.
fn token_note(app: App) -> impl IntoView {
    let command = app.part(|settings| {
        let or = |typed: Option<&str>, other: &str| {
            typed
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .unwrap_or(other)
                .to_owned()
        };
        let source = my_groups_badge::options::Source::Direct {
            endpoint: or(
                settings.value(&ENDPOINT),
                "https://api.example/services/rest/",
            ),
            api_key: or(settings.value(&API_KEY), "KEY"),
            token: Secret::new(or(settings.value(&TOKEN), "TOKEN")),
        };
        let request = Request::new(&source, |url| Some(url.to_owned()));
        request.map_or_else(|_| String::new(), |request| command(&request.address))
    });
    let shown = NodeRef::new();
    view! {
        <div class="note grave">
            <p>
                <strong>"A token in a public page is public."</strong>
                " Every visitor, and every script on the page, can read it and use it until you deactivate it. "
                "The way without: let this command make a document now and then, without your private groups, and choose “A document”."
            </p>
            <pre tabindex="0" role="region" aria-label="The command"><code node_ref=shown>{command}</code></pre>
            <div class="buttons">
                {copy_button("Copy the command", move || command.get(), shown, BY_KEYS)}
                <button
                    type="button"
                    on:click=move |_| {
                        app.own.set(None);
                        app.settings.update(|settings| settings.source = Source::Document);
                        app.remember();
                    }
                >
                    "Use a document instead"
                </button>
            </div>
        </div>
    }
}
