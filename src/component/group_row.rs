//! One group of the list.

use super::visible::{Description, RowContent};
use leptos::{either::Either, prelude::*};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The ids of the groups whose descriptions are open, which are few. They are not a signal: only a new
/// row reads them, to open the description that its predecessor had open.
pub(super) type OpenDescriptions = StoredValue<Vec<String>>;

/// A row: the name and the details of the group that the author wants to show. It is built hidden if
/// it does not match the filter.
#[component]
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
pub(super) fn GroupRow(
    row: Arc<RowContent>,
    filter: RwSignal<String>,
    open_descriptions: OpenDescriptions,
) -> impl IntoView {
    let name = view! { <bdi>{row.name.clone()}</bdi> };
    let name = match row.url.clone() {
        Some(url) => Either::Left(view! {
            <a part="name" href=url rel={"noopener noreferrer"}>{name}</a>
        }),
        None => Either::Right(view! { <span part="name">{name}</span> }),
    };
    let count = row.count.clone();
    let count = count.map(|count| view! { <span part="count">{count}</span> });
    let (topics, founded) = (row.topics.clone(), row.founded.clone());
    let has_meta = topics.is_some() || founded.is_some();
    let meta = has_meta.then(|| {
        view! {
            <div part="meta" class="meta">
                {topics.map(|topics| view! { <span>{topics}</span> })}
                {founded.map(|founded| view! { <span>{founded}</span> })}
            </div>
        }
    });
    let description = row.description.as_ref();
    let description = description
        .map(|description| self::description(description, row.id.clone(), open_descriptions));
    let is_hidden = !row.is_match(&filter.read_untracked());
    view! {
        <li part="group" hidden=is_hidden>
            {name} {count} {meta} {description}
        </li>
    }
}

/// The description, which has the direction of its own text. A long description is folded into a
/// disclosure.
fn description(
    description: &Description,
    group: String,
    open_descriptions: OpenDescriptions,
) -> impl IntoView + use<> {
    let text = description.text.clone();
    match description.label {
        Some(label) => {
            let is_open = open_descriptions.with_value(|open| open.contains(&group));
            let on_toggle = move |event: web_sys::Event| {
                let details = event.target();
                let details = details.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
                let is_open = details.is_some_and(|details| details.has_attribute("open"));
                open_descriptions.update_value(|open| {
                    open.retain(|id| *id != group);
                    if is_open {
                        open.push(group.clone());
                    }
                });
            };
            Either::Left(view! {
                <details part="description" class="description" open=is_open on:toggle=on_toggle>
                    <summary>{label}</summary>
                    <p dir={"auto"}>{text}</p>
                </details>
            })
        }
        None => Either::Right(view! {
            <p part="description" class="description" dir={"auto"}>{text}</p>
        }),
    }
}
