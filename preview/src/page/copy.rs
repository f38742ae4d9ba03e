//! The last step: the snippet to copy.

use super::{
    App,
    clipboard::{BY_KEYS, copy_button},
    notes::notes,
    parts::parts,
    snippet_list::snippet_list,
    text_field::{TextField, TextKind},
};
use crate::{
    settings::Settings,
    snippet::{Snippet, tokens},
    snippet_builder,
};
use leptos::prelude::*;

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
        app.own.with(|own| {
            snippet_builder::snippet(settings, &files, snippet_list(app, settings), own)
        })
    })
}

/// The link inside the tag, and the URL of the script.
fn fields(app: App) -> impl IntoView {
    let link = TextField {
        name: "link",
        label: "Link to your groups",
        help: "Visitors see it while the list loads, and if loading fails.",
        placeholder: String::new(),
        kind: TextKind::Url,
    };
    let text = TextField {
        name: "text",
        label: "Text of the link",
        help: "In the language of your page. Above a list in the snippet, the heading is the link.",
        placeholder: String::new(),
        kind: TextKind::Words,
    };
    let script = TextField {
        name: "script",
        label: "Address of the script",
        help: "Where you put the folder embed. If the field is empty, it is this page’s own.",
        placeholder: app.files.with_value(|files| files.script.clone()),
        kind: TextKind::Url,
    };
    let update = move |write: fn(&mut Settings, String)| {
        move |value| app.settings.update(|settings| write(settings, value))
    };
    view! {
        <div class="fields">
            {link.view(
                app.part(|settings| settings.link.clone()),
                update(|settings, value| settings.link = value),
            )}
            {text.view(
                app.part(|settings| settings.text.clone()),
                update(|settings, value| settings.text = value),
            )}
            {script.view(
                app.part(|settings| settings.script.clone()),
                update(|settings, value| settings.script = value),
            )}
        </div>
    }
}
