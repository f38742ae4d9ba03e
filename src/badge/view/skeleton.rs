//! What stands where the list will be: rows of its size, so that nothing jumps when it comes.

use super::Scene;
use crate::badge::model::State;
use leptos::prelude::*;

/// The rows of a list whose length nobody knows yet.
const FEW: u32 = 5;
/// More rows than any window shows; a larger `limit` needs no more room to keep what is in sight in its place.
const ENOUGH: u32 = 30;

/// The skeleton under a heading, with a word for those who do not see it.
pub(super) fn skeleton(scene: Scene) -> impl IntoView {
    let loading = scene.word(|language| language.words().loading);
    view! {
        <p class="unseen">{loading}</p>
        {rows(scene, "skeleton")}
    }
}

/// The author's content, in the room that the list will take if that is known.
pub(super) fn in_its_room(scene: Scene, content: impl IntoView) -> impl IntoView {
    let is_awaited = Memo::new(move |_| {
        let has_limit = scene.model.options.with(|options| options.limit.is_some());
        has_limit
            && scene
                .model
                .state
                .with(|state| matches!(state, State::Loading))
    });
    let room = move || {
        is_awaited.get().then(|| {
            let has_heading = scene
                .model
                .options
                .with(|options| options.heading.as_deref() != Some(""));
            let heading = has_heading.then(|| view! { <div class="heading">"\u{a0}"</div> });
            view! { <div class="room">{heading} {rows(scene, "skeleton unseeable")}</div> }
        })
    };
    view! {
        <div class=move || if is_awaited.get() { "stack" } else { "" }>
            <div>{content}</div>
            {room}
        </div>
    }
}

fn rows(scene: Scene, class: &'static str) -> impl IntoView {
    move || {
        let (limit, show) = scene
            .model
            .options
            .with(|options| (options.limit, options.show));
        let rows = (0..limit.unwrap_or(FEW).min(ENOUGH))
            .map(|_| {
                let meta = (show.topics || show.founded).then(|| line("meta"));
                let description = show.description.then(|| line("description"));
                view! { <div class="group">{line("name")} {line("count")} {meta} {description}</div> }
            })
            .collect_view();
        let more = limit.map(|_| view! { <div class="more">"\u{a0}"</div> });
        view! {
            <div part="skeleton" class=class aria-hidden={"true"}>
                <div class="list">{rows}</div>
                {more}
            </div>
        }
    }
}

fn line(class: &'static str) -> impl IntoView {
    view! { <div class=class><span class="bar">"\u{a0}"</span></div> }
}
