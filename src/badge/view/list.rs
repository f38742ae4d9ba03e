//! The list: its rows, the button for those beyond the limit, and the filter.

use super::{Scene, is_match};
use crate::groups::Group;
use leptos::{either::Either, prelude::*};
use std::collections::HashMap;

/// A description of more letters, or of several lines, waits behind a disclosure: about three lines of a list.
const LONG: usize = 160;

/// A row's identity: the group's id, and how many groups before it have the same one, which should not be.
type Key = (String, usize);

pub(super) fn list(scene: Scene) -> impl IntoView {
    let keys = move || {
        scene.focus.keep();
        keys(scene)
    };
    // Where each row's group stands, so that no row has to look for it.
    let places = Memo::new(move |_| {
        let places = self::keys(scene).into_iter().enumerate();
        places
            .map(|(place, key)| (key, place))
            .collect::<HashMap<_, _>>()
    });
    // A list without markers loses its role in WebKit unless that is said.
    view! {
        {filter(scene)}
        <ul part="list" class="list" role={"list"}>
            <For each=keys key=Clone::clone let(key)>
                {row(scene, places, key)}
            </For>
        </ul>
        {more(scene)}
    }
}

/// The identities of all rows, in their order.
fn keys(scene: Scene) -> Vec<Key> {
    let mut seen = HashMap::new();
    let mut key = |group: &Group| {
        let times: &mut usize = seen.entry(group.id.clone()).or_default();
        *times += 1;
        (group.id.clone(), *times)
    };
    scene.model.groups.with(|groups| {
        let groups = groups.as_deref().unwrap_or_default();
        groups.iter().map(&mut key).collect()
    })
}

/// A row stays in the page as long as its group is in the list; what stands in it follows.
fn row(scene: Scene, places: Memo<HashMap<Key, usize>>, key: Key) -> impl IntoView {
    let group = Memo::new(move |_| {
        let place = places.with(|places| places.get(&key).copied())?;
        scene
            .model
            .groups
            .with(|groups| groups.as_ref()?.get(place).cloned())
    });
    let is_out = move || {
        let is_match = |wanted: &String| {
            group.with(|group| group.as_ref().is_some_and(|group| is_match(group, wanted)))
        };
        scene
            .wanted
            .with(|wanted| wanted.as_ref().is_some_and(|wanted| !is_match(wanted)))
    };
    view! {
        <li part="group" class="group" hidden=is_out>
            {move || group.get().map(|group| content(scene, group))}
        </li>
    }
}

fn content(scene: Scene, group: Group) -> impl IntoView + use<> {
    let (url, show) = scene.model.options.with(|options| {
        let template = options.group_url.as_ref();
        let url = template.map(|template| template.fill(&group.id, &group.name));
        (url, options.show)
    });
    let name = view! { <bdi>{group.name}</bdi> };
    let name = match url {
        Some(url) => Either::Left(view! {
            <a part="name" class="name" href=url rel={"noopener noreferrer"}>{name}</a>
        }),
        None => Either::Right(view! { <span part="name" class="name">{name}</span> }),
    };
    let (count, topics, founded) = scene.language.with(|language| {
        (
            group.member_count.map(|count| language.members(count)),
            group
                .topic_count
                .filter(|_| show.topics)
                .map(|count| language.topics(count)),
            group
                .created
                .filter(|_| show.founded)
                .map(|created| language.founded(&created)),
        )
    });
    let count = count.map(|count| view! { <span part="count" class="count">{count}</span> });
    let has_meta = topics.is_some() || founded.is_some();
    let meta = has_meta.then(|| {
        let facts = [topics, founded]
            .into_iter()
            .flatten()
            .map(|fact| view! { <span>{fact}</span> })
            .collect_view();
        view! { <div part="meta" class="meta">{facts}</div> }
    });
    let is_described = show.description && !group.description.is_empty();
    let description = is_described.then(|| description(scene, group.description));
    (name, count, meta, description)
}

fn description(scene: Scene, text: String) -> impl IntoView {
    if text.contains('\n') || text.chars().nth(LONG).is_some() {
        Either::Left(view! {
            <details part="description" class="description">
                <summary>{scene.word(|language| language.words().about)}</summary>
                <p dir={"auto"}>{text}</p>
            </details>
        })
    } else {
        Either::Right(view! { <p part="description" class="description" dir={"auto"}>{text}</p> })
    }
}

/// The button for what the limit hides; one element whatever it says, so that it keeps the focus.
fn more(scene: Scene) -> impl IntoView {
    let model = scene.model;
    let is_needed = Memo::new(move |_| {
        let limit = model.options.with(|options| options.limit);
        limit.is_some_and(|limit| model.total() > limit as usize)
    });
    let text = move || {
        scene.language.with(|language| {
            if model.is_expanded.get() {
                language.words().show_fewer.to_owned()
            } else {
                language.show_all(model.total())
            }
        })
    };
    move || {
        scene.focus.keep();
        is_needed.get().then(|| {
            view! {
                <button
                    type="button"
                    part="more"
                    class="more"
                    on:click=move |_| model.is_expanded.update(|is_expanded| *is_expanded = !*is_expanded)
                >
                    {text}
                </button>
            }
        })
    }
}

fn filter(scene: Scene) -> impl IntoView {
    let label = scene.word(|language| language.words().filter);
    move || {
        // A filter that nobody sees filters nothing.
        scene.filter.set(String::new());
        scene.focus.keep();
        scene.has_filter.get().then(|| {
            view! {
                <input
                    type="search"
                    class="filter"
                    aria-label=label
                    placeholder=label
                    on:input=move |event| scene.filter.set(event_target_value(&event))
                />
            }
        })
    }
}
