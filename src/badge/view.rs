//! What is seen: a function of the model, the language and what the author put inside the tag.

use super::model::{Model, State};
use crate::{
    groups::Group,
    language::{Language, owner},
};
use leptos::{
    either::{Either, EitherOf4},
    prelude::*,
    tachys::html::element as html,
};

/// What stands in a badge that has no list.
#[derive(Clone)]
pub struct Fallback {
    /// The author's own content.
    pub content: ViewFn,
    /// Whether there is any: where not, a quiet line or a skeleton stands in.
    pub is_filled: Signal<bool>,
}

/// Which face the badge shows; the view changes faces only when this changes.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    Fallback,
    Skeleton,
    Unavailable,
    Empty,
    List,
}

fn face(model: Model, fallback: &Fallback) -> Face {
    let shown = model
        .groups
        .with(|groups| groups.as_ref().map(|groups| groups.len()));
    match shown {
        Some(0)
            if model
                .state
                .with(|state| matches!(state, State::Ready { .. })) =>
        {
            Face::Empty
        }
        Some(1..) => Face::List,
        _ if fallback.is_filled.get() => Face::Fallback,
        _ if model
            .state
            .with(|state| matches!(state, State::Failed { .. })) =>
        {
            Face::Unavailable
        }
        _ => Face::Skeleton,
    }
}

/// The badge, whatever its state.
pub fn badge(
    model: Model,
    language: Signal<Language, LocalStorage>,
    fallback: Fallback,
) -> impl IntoView {
    let face = {
        let fallback = fallback.clone();
        Memo::new(move |_| face(model, &fallback))
    };
    let content = move || match face.get() {
        Face::Fallback => Either::Left(fallback.content.run()),
        face => Either::Right(frame(model, language, face, &fallback.content)),
    };
    // One element that stays: Leptos exchanges views in an element only, and a shadow root is none.
    view! { <div class="root">{content} {move || notice(model)}</div> }
}

fn frame(
    model: Model,
    language: Signal<Language, LocalStorage>,
    face: Face,
    content: &ViewFn,
) -> impl IntoView + use<> {
    let heading = Memo::new(move |_| model.options.with(|options| options.heading.clone()));
    let label = move || {
        heading
            .get()
            .filter(|heading| !heading.trim().is_empty())
            .unwrap_or_else(|| language.with(|language| language.words().heading.to_owned()))
    };
    let has_heading = Memo::new(move |_| heading.with(|heading| heading.as_deref() != Some("")));
    let level = Memo::new(move |_| model.options.with(|options| options.heading_level));
    let body = match face {
        Face::List => EitherOf4::A((list(model, language), move || as_of(model, language))),
        Face::Empty => EitherOf4::B(status(move || {
            language.with(|language| language.words().empty)
        })),
        Face::Unavailable => EitherOf4::C((
            status(move || language.with(|language| language.words().unavailable)),
            content.run(),
        )),
        Face::Skeleton | Face::Fallback => EitherOf4::D((skeleton(language), content.run())),
    };
    view! {
        <section
            part="badge"
            class="badge"
            aria-label=label
            aria-busy=move || model.state.with(State::is_busy).then_some("true")
        >
            {move || has_heading.get().then(|| heading_element(level.get(), label))}
            {body}
        </section>
    }
}

/// What has failed and what to do, for the badge's owner alone.
fn notice(model: Model) -> Option<impl IntoView> {
    let failure = model.state.with(|state| state.failure().cloned())?;
    model.is_owner_here().then(|| {
        let kind = failure.kind();
        view! { <p part="status" class="notice"><b>{kind}</b>": "{owner::explain(&failure)}</p> }
    })
}

/// When the list was fetched, where it is not fresh.
fn as_of(model: Model, language: Signal<Language, LocalStorage>) -> Option<impl IntoView> {
    let at = model.state.with(|state| match state {
        State::Failed { last, .. } => last.as_ref().map(|shown| shown.at),
        _ => None,
    })?;
    let text = language.with(|language| language.as_of(at));
    Some(view! { <p part="status" class="status">{text}</p> })
}

/// A heading whose level is the author's choice.
fn heading_element(level: u8, label: impl Fn() -> String + Send + Clone + 'static) -> AnyView {
    macro_rules! heading {
        ($name:ident) => {
            html::$name()
                .attr("part", "heading")
                .class("heading")
                .child(label)
                .into_any()
        };
    }
    match level {
        1 => heading!(h1),
        3 => heading!(h3),
        4 => heading!(h4),
        5 => heading!(h5),
        6 => heading!(h6),
        _ => heading!(h2),
    }
}

fn status(text: impl Fn() -> &'static str + Send + 'static) -> impl IntoView {
    view! { <p part="status" class="status">{text}</p> }
}

fn skeleton(language: Signal<Language, LocalStorage>) -> impl IntoView {
    let label = move || language.with(|language| language.words().loading);
    view! {
        <div part="skeleton" class="skeleton">
            <span class="unseen">{label}</span>
            {(0..3).map(|_| view! { <span class="bar" aria-hidden={"true"}></span> }).collect_view()}
        </div>
    }
}

fn list(model: Model, language: Signal<Language, LocalStorage>) -> impl IntoView {
    // A list without markers loses its role in WebKit unless that is said.
    view! {
        <ul part="list" class="list" role={"list"}>
            {move || {
                let groups = model.groups.get().unwrap_or_default();
                groups.iter().map(|group| row(model, language, group)).collect_view()
            }}
        </ul>
    }
}

fn row(
    model: Model,
    language: Signal<Language, LocalStorage>,
    group: &Group,
) -> impl IntoView + use<> {
    let url = model.options.with(|options| {
        options
            .group_url
            .as_ref()
            .map(|template| template.fill(&group.id, &group.name))
    });
    let name = view! { <bdi>{group.name.clone()}</bdi> };
    let name = match url {
        Some(url) => Either::Left(view! {
            <a part="name" class="name" href=url rel={"noopener noreferrer"}>{name}</a>
        }),
        None => Either::Right(view! { <span part="name" class="name">{name}</span> }),
    };
    let count = group.member_count.map(|count| {
        let members = language.with(|language| language.members(count));
        view! { <span part="count" class="count">{members}</span> }
    });
    view! { <li part="group" class="group">{name} {count}</li> }
}
