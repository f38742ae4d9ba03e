//! The groups of a service with a checkbox each.

use super::{App, LoadedGroup};
use leptos::prelude::*;

/// Returns the list of groups; those that are checked are published.
pub(super) fn checklist(app: App) -> impl IntoView {
    let places = Memo::new(move |_| app.loaded.with(Vec::len));
    let count = move || {
        let published = app.own.with(Vec::len);
        format!("{published} of {} will be shown", places.get())
    };
    let set_all = move |is_published: bool| {
        app.loaded.update(|loaded| {
            for group in loaded.iter_mut().filter(|loaded| !loaded.group.is_private) {
                group.is_published = is_published;
            }
        });
    };
    view! {
        <fieldset class="checklist">
            <legend>"Groups to publish"</legend>
            <div class="checklist-head">
                <span class="help" role="status">{count}</span>
                <span class="buttons">
                    <button type="button" class="all" on:click=move |_| set_all(true)>"All"</button>
                    <button type="button" class="none" on:click=move |_| set_all(false)>"None"</button>
                </span>
            </div>
            <ul>
                {move || (0..places.get()).map(|place| item(app, place)).collect_view()}
            </ul>
        </fieldset>
    }
}

fn item(app: App, place: usize) -> impl IntoView {
    let read = move |read: fn(&LoadedGroup) -> bool| {
        app.loaded
            .with(|loaded| loaded.get(place).is_some_and(read))
    };
    let name = Memo::new(move |_| {
        app.loaded.with(|loaded| {
            let loaded = loaded.get(place);
            loaded.map_or_else(String::new, |loaded| loaded.group.name.clone())
        })
    });
    let details = Memo::new(move |_| {
        app.loaded
            .with(|loaded| loaded.get(place).map_or_else(String::new, details))
    });
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    name="publish"
                    prop:checked=move || read(|loaded| loaded.is_published && !loaded.group.is_private)
                    prop:disabled=move || read(|loaded| loaded.group.is_private)
                    on:change=move |ev| {
                        let is_published = event_target_checked(&ev);
                        app.loaded.update(|loaded| {
                            if let Some(loaded) = loaded.get_mut(place) {
                                loaded.is_published = is_published;
                            }
                        });
                    }
                />
                <span><bdi>{name}</bdi> " " <small>{details}</small></span>
            </label>
        </li>
    }
}

/// Returns the further details of a group in a few words.
fn details(loaded: &LoadedGroup) -> String {
    let group = &loaded.group;
    let members = group.member_count.map(|count| match count {
        1 => "1 member".to_owned(),
        count => format!("{count} members"),
    });
    let private = group
        .is_private
        .then(|| "private, so it is not published".to_owned());
    let parts: Vec<String> = [members, private].into_iter().flatten().collect();
    parts.join(", ")
}
