//! A source that the badge itself requests: a document, or the API.

use super::{App, code::code_block, control::control, outcome::outcome};
use crate::{
    settings::{Section, Settings, Source},
    upkeep::{companion_command, curl_command},
};
use leptos::prelude::*;
use my_groups_core::{
    options::{self, API_KEY, Attribute, ENDPOINT, Secret, TOKEN},
    request::Request,
};

/// Returns the fields of the document or the API, and a button that tries them.
pub(super) fn panel(app: App, source: Source) -> impl IntoView {
    let controls = Section::Source
        .attributes()
        .into_iter()
        .filter(|attribute| source.takes(attribute.name))
        .map(|attribute| control(app, attribute));
    let introduction = match source {
        Source::Api => "The badge itself requests the list from the API, with your token.",
        _ => {
            "A file that contains a getMyGroups response, JSON or XML. A relative address starts at this page while you try it, and at your page later."
        }
    };
    view! {
        <p class="help">{introduction}</p>
        {(source == Source::Api).then(|| token_note(app))}
        <form
            autocomplete="off"
            on:submit=move |ev| {
                ev.prevent_default();
                try_source(app);
            }
        >
            {controls.collect_view()}
            <div class="try">
                <button type="submit" class="primary">"Try it here"</button>
                <p class="help">"Your browser sends a request to that address and to no other."</p>
            </div>
        </form>
        <p class="answer" role="status">
            {move || app.tried.with(Option::is_some).then(|| outcome(app.preview.outcome))}
        </p>
        {(source == Source::Document).then(|| view! {
            <details>
                <summary>"How to make the document"</summary>
                {commands(app)}
            </details>
        })}
    }
}

/// Loads the visitor's own source in the preview. It is not loaded while the visitor types, so
/// that a token is not sent to an incomplete URL.
fn try_source(app: App) {
    let source = app
        .settings
        .with_untracked(|settings| settings.source_attributes("", &[]));
    let is_same = app
        .tried
        .with_untracked(|tried| tried.as_ref() == Some(&source));
    app.tried.set(Some(source));
    if is_same {
        app.preview.reload();
    }
}

/// Returns the warning about a token in a public page, and the alternative without a token.
fn token_note(app: App) -> impl IntoView {
    view! {
        <div class="note warning">
            <p>
                <strong>"A token in a public page is public."</strong>
                " Every visitor, and every script on the page, can read it and use it until you deactivate it. \
                Make a document instead: then no token is in the page."
            </p>
            <div class="buttons">
                <button
                    type="button"
                    class="use-document"
                    on:click=move |_| {
                        app.tried.set(None);
                        app.settings.update(|settings| settings.source = Source::Document);
                        app.push_history();
                    }
                >
                    "Use a document instead"
                </button>
            </div>
            <details>
                <summary>"How to make the document"</summary>
                {commands(app)}
            </details>
        </div>
    }
}

/// The ways to make the document: the companion first, then curl and jq.
fn commands(app: App) -> impl IntoView {
    let companion = app.part(|settings| {
        companion_command(&typed_or(
            settings,
            &ENDPOINT,
            "https://api.example/services/rest/",
        ))
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
            ", your application key in a file named "
            <code>"api-key"</code>
            " and your token in a file named "
            <code>"token"</code>
            ". It writes "
            <code>"public/my-groups.json"</code>
            "."
        </p>
        {code_block("companion", "The commands", companion)}
        <p>"Or once, with curl and jq:"</p>
        {code_block("curl", "The command", curl)}
    }
}

/// Returns the value as it was typed, or `default` if there is none.
fn typed_or(settings: &Settings, attribute: &Attribute, default: &str) -> String {
    let typed = settings.value(attribute).map(str::trim);
    typed
        .filter(|it| !it.is_empty())
        .unwrap_or(default)
        .to_owned()
}
