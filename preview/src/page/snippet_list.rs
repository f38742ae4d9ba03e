//! The list of the snippet: the groups that the preview's badge shows, as texts.

use super::{App, badge::ShownGroup};
use crate::{
    settings::Settings,
    snippet::{Detail, Entry},
    snippet_builder::List,
};
use js_sys::{Date, Object, Reflect};
use leptos::prelude::*;
use my_groups::words::Language;
use my_groups_core::{groups::Timestamp, options::Show};

/// Returns the list of the preview, if the badge in the snippet will show it too. It is empty while
/// the visitor's own source has not been loaded.
pub(super) fn snippet_list(app: App, settings: &Settings) -> List {
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
