//! What to know before pasting, the most serious first.

use super::{
    App,
    clipboard::{BY_KEYS, copy_button},
    paste::list,
};
use crate::{
    settings::{Settings, Source, is_link},
    snippet::{companion_command, curl_command},
};
use leptos::prelude::*;
use my_groups_core::{
    options::{self, API_KEY, Attribute, ENDPOINT, Secret, TOKEN},
    request::Request,
};

/// The notes that apply to the setting.
pub(super) fn notes(app: App) -> impl IntoView {
    let source = app.part(|settings| settings.source);
    let missing = app.part(Settings::missing);
    let has_script = app.part(|settings| is_link(settings.script.trim()));
    let lacks_list = Memo::new(move |_| {
        app.settings.with(|settings| {
            let is_own = settings.source != Source::Sample;
            settings.is_static && is_own && list(app, settings).groups.is_empty()
        })
    });
    view! {
        <div class="notes">
            {move || match source.get() {
                Source::Sample => sample_note().into_any(),
                Source::Document => document_note(app).into_any(),
                Source::Api => token_note(app).into_any(),
            }}
            <div role="status">
                {move || missing.get().map(|missing| view! { <p class="note bad">{missing}</p> })}
            </div>
            {move || lacks_list.get().then(|| view! {
                <p class="note">
                    "To have your list in the snippet, press “Try it here” above: it is the one that the badge shows."
                </p>
            })}
            {move || (app.is_local && !has_script.get()).then(|| view! {
                <p class="note">
                    "This page runs on your own machine, where nobody else finds the script: copy the "
                    <code>"embed"</code>
                    " folder to a host of yours and put its address above."
                </p>
            })}
        </div>
    }
}

fn sample_note() -> impl IntoView {
    view! {
        <p class="note">
            "This is the snippet for the sample. For your own groups, say above where they come from."
        </p>
    }
}

/// How the document for `src` is made.
fn document_note(app: App) -> impl IntoView {
    view! {
        <div class="note">
            <p>
                <strong>"No token in the page."</strong>
                " The document is made where your token is safe, now and then, without your private groups."
            </p>
            {commands(app)}
        </div>
    }
}

/// What a token in a public page means, and the way without one.
fn token_note(app: App) -> impl IntoView {
    view! {
        <div class="note warning">
            <p>
                <strong>"A token in a public page is public."</strong>
                " Every visitor, and every script on the page, can read it and use it until you deactivate it. "
                "The way without: make a document, and choose “A document”."
            </p>
            {commands(app)}
            <div class="buttons">
                <button
                    type="button"
                    class="use-document"
                    on:click=move |_| {
                        app.own.set(None);
                        app.settings.update(|settings| settings.source = Source::Document);
                        app.push_history();
                    }
                >
                    "Use a document instead"
                </button>
            </div>
        </div>
    }
}

/// The ways to make the document: the companion first, then curl and jq.
fn commands(app: App) -> impl IntoView {
    let companion = app.part(|settings| {
        let endpoint = typed_or(settings, &ENDPOINT, "https://api.example/services/rest/");
        companion_command(&endpoint, &typed_or(settings, &API_KEY, "KEY"))
    });
    let curl = app.part(|settings| {
        let source = options::Source::Direct {
            endpoint: typed_or(settings, &ENDPOINT, "https://api.example/services/rest/"),
            api_key: typed_or(settings, &API_KEY, "KEY"),
            token: Secret::new(typed_or(settings, &TOKEN, "TOKEN")),
        };
        let request = Request::new(&source, |url| Some(url.to_owned()));
        request.map_or_else(|_| String::new(), |request| curl_command(&request.address))
    });
    view! {
        <p>
            "With the program "
            <code>"my-groups"</code>
            ", and your token in a file named "
            <code>"token"</code>
            ". It writes "
            <code>"public/my-groups.json"</code>
            ", and knows BuddyPress, Lemmy, GitHub and others too."
        </p>
        {command("companion", companion)}
        <details>
            <summary>"With curl and jq"</summary>
            {command("curl", curl)}
        </details>
    }
}

fn command(class: &'static str, command: Memo<String>) -> impl IntoView {
    let shown = NodeRef::new();
    view! {
        <div class=format!("command {class}")>
            <pre tabindex="0" role="region" aria-label="The command"><code node_ref=shown>{command}</code></pre>
            <div class="buttons">
                {copy_button("Copy the command", move || command.get(), shown, BY_KEYS)}
            </div>
        </div>
    }
}

/// The value as it was typed, or `default` where nothing was.
fn typed_or(settings: &Settings, attribute: &Attribute, default: &str) -> String {
    let typed = settings.value(attribute).map(str::trim);
    typed
        .filter(|it| !it.is_empty())
        .unwrap_or(default)
        .to_owned()
}
