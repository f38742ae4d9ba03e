//! The place where the visitor's own list will be, and how the list is kept up to date.

use super::{
    App,
    code::code_block,
    download::download_link,
    segments::segments,
    text_field::{TextField, TextKind},
};
use crate::{
    gist::{GIST_URL, raw_url},
    own_list::{data_url, document},
    settings::{FILE_URL, Place, Source},
    upkeep::{configuration, workflow},
};
use leptos::prelude::*;
use my_groups::render::Kind;
use my_groups_core::options::HEADING;

/// A snippet with a longer `data:` URL is impractical to paste.
const LONG_DATA_URL: usize = 8000;

/// Returns the choice of the place, with instructions for each.
pub(super) fn section(app: App) -> impl IntoView {
    let place = app.part(|settings| settings.place);
    view! {
        <div class="card place">
            <h3 id="place">"Where the list will be"</h3>
            {place_choice(app)}
            {move || match place.get() {
                Place::Snippet => in_snippet(app).into_any(),
                Place::Site => on_site(app).into_any(),
                Place::Hosted => on_another_host(app).into_any(),
            }}
            {upkeep(app)}
        </div>
    }
}

fn place_choice(app: App) -> impl IntoView {
    let place = app.part(|settings| settings.place);
    let places = Place::ALL.map(|place| (place, place.name(), place.label()));
    let choose = move |chosen| app.settings.update(|settings| settings.place = chosen);
    view! {
        <fieldset class="field" aria-labelledby="place">
            {segments("place", places, move |each| place.get() == each, choose)}
        </fieldset>
    }
}

fn in_snippet(app: App) -> impl IntoView {
    let is_long = Memo::new(move |_| app.own.with(|own| data_url(own).len() > LONG_DATA_URL));
    view! {
        <p class="help">
            "Nothing has to be uploaded: the snippet contains the list. After a change, copy the snippet again. \
            If your site has a Content-Security-Policy, its connect-src must allow data:."
        </p>
        {move || is_long.get().then(|| view! {
            <p class="note">"The list is long, and so is the snippet. A file keeps the snippet short."</p>
        })}
    }
}

fn on_site(app: App) -> impl IntoView {
    view! {
        <p class="help">
            "Download the list and put the file on your site. After a change, replace the file; the snippet stays."
        </p>
        {downloads(app)}
        {file_url_field(app)}
    }
}

fn on_another_host(app: App) -> impl IntoView {
    let typed = app.part(|settings| settings.hosted_url.trim().to_owned());
    let raw = Memo::new(move |_| {
        let raw = raw_url(&typed.get());
        (raw != typed.get()).then_some(raw)
    });
    view! {
        <ol class="help instructions">
            <li>"Download the list."</li>
            <li>
                "Make a public gist with it on "
                <a href="https://gist.github.com/">"gist.github.com"</a>
                ", under the name "
                <code>"my-groups.json"</code>
                ". Any other host works too if it allows requests from other origins (CORS)."
            </li>
            <li>
                "Paste the gist’s address below. The raw address without a version always has the newest list: "
                <code class="raw-form">{GIST_URL}</code>
            </li>
        </ol>
        {downloads(app)}
        {hosted_url_field(app)}
        <p class="help raw-url" role="status">
            {move || raw.get().map(|raw| view! { "The snippet uses the raw address of the newest version: " <code>{raw}</code> })}
        </p>
        <p class="help">
            "After a change, edit the gist; the snippet stays. GitHub serves the new list after about five minutes."
        </p>
    }
}

fn file_url_field(app: App) -> impl IntoView {
    let field = TextField {
        name: "file-url",
        label: "URL of the file on your site",
        help: "",
        placeholder: FILE_URL.to_owned(),
        kind: TextKind::Url,
    };
    let value = app.part(|settings| settings.file_url.clone());
    field.view(value, move |url| {
        app.settings.update(|settings| settings.file_url = url);
    })
}

fn hosted_url_field(app: App) -> impl IntoView {
    let field = TextField {
        name: "hosted-url",
        label: "Address of the gist or file",
        help: "",
        placeholder: GIST_URL.to_owned(),
        kind: TextKind::Url,
    };
    let value = app.part(|settings| settings.hosted_url.clone());
    field.view(value, move |url| {
        app.settings.update(|settings| settings.hosted_url = url);
    })
}

/// The file for the badge, and the files for pages without scripts.
fn downloads(app: App) -> impl IntoView {
    let text = move |kind: Kind| {
        Memo::new(move |_| {
            app.settings.with(|settings| {
                app.own
                    .with(|own| document(kind, own, &settings.lang, settings.value(&HEADING)))
            })
        })
    };
    let link =
        move |file, media_type, class, kind| download_link(file, media_type, class, text(kind));
    view! {
        <p class="buttons">
            {link("my-groups.json", "application/json", "button primary", Kind::Json)}
        </p>
        <details class="extras">
            <summary>"Files for pages without scripts"</summary>
            <ul class="downloads">
                <li>{link("my-groups.html", "text/html", "", Kind::Html)} ": a list to paste into a newsletter or a page"</li>
                <li>{link("my-groups.svg", "image/svg+xml", "", Kind::Svg)} ": an image for a README or a forum"</li>
                <li>{link("my-groups-dark.svg", "image/svg+xml", "", Kind::DarkSvg)} ": the same for dark pages"</li>
                <li>{link("my-groups.xml", "application/xml", "", Kind::Xml)} ": the response as XML"</li>
            </ul>
        </details>
    }
}

/// Returns the instructions for keeping the list up to date with the companion.
fn upkeep(app: App) -> impl IntoView {
    let file = Memo::new(move |_| {
        let upkeep = app.upkeep();
        app.settings
            .with(|settings| configuration(settings, &upkeep))
    });
    let workflow = app.part(|settings| workflow(settings.place, &raw_url(&settings.hosted_url)));
    let is_typed = app.part(|settings| settings.source == Source::Typed);
    let place = app.part(|settings| settings.place);
    view! {
        <details class="upkeep">
            <summary>"Keep it up to date automatically"</summary>
            {move || match place.get() {
                Place::Snippet => view! {
                    <p>
                        "A list in the snippet cannot change by itself. For a list that does, choose a file above. \
                        The program my-groups then writes that file in a scheduled job."
                    </p>
                }.into_any(),
                Place::Site => view! {
                    <p>"The program my-groups writes the file in a scheduled job, for example on GitHub, beside your site."</p>
                }.into_any(),
                Place::Hosted => view! {
                    <p>"The program my-groups writes the file in a scheduled job on GitHub, whose last step updates the gist."</p>
                }.into_any(),
            }}
            {move || is_typed.get().then(|| view! {
                <p>
                    "A typed list has no service to load from. Download the list, save it as "
                    <code>"groups.json"</code>
                    " beside the configuration, and edit it there: the job makes all other files from it."
                </p>
            })}
            <p>"The configuration of exactly this list, " <code>"my-groups.toml"</code> ":"</p>
            {code_block("configuration", "my-groups.toml", file)}
            <p>"The workflow, " <code>".github/workflows/snapshot.yml"</code> ":"</p>
            {code_block("workflow", "snapshot.yml", workflow)}
            <p><a href="docs/companion.html">"More about my-groups"</a></p>
        </details>
    }
}
