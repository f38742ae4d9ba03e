//! What is seen: a function of the model, the language and what the author put inside the tag.

mod focus;
mod heading;
mod list;
mod skeleton;

use super::model::{Model, State};
use crate::{
    groups::Group,
    language::{Language, folded, owner},
    options::{Layout, Theme},
};
use focus::Focus;
use leptos::{either::EitherOf4, html, prelude::*};

/// A list longer than this has a box that filters it: about what a tall window shows at once, so that one has to
/// scroll to know whether a name is there.
const SCANNED_AT_A_GLANCE: usize = 20;

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

/// What the parts of the view share.
#[derive(Clone, Copy)]
struct Scene {
    model: Model,
    language: Signal<Language>,
    face: Memo<Face>,
    /// What the visitor typed into the filter.
    filter: RwSignal<String>,
    /// Whether the list is long enough for one.
    has_filter: Memo<bool>,
    /// That, as names are compared with it; `None` while nothing is filtered.
    wanted: Memo<Option<String>>,
    /// How many groups match it.
    matches: Memo<Option<usize>>,
    focus: Focus,
}

impl Scene {
    fn new(model: Model, language: Signal<Language>, face: Memo<Face>, focus: Focus) -> Self {
        let has_filter = Memo::new(move |_| {
            model.groups.with(|groups| {
                groups
                    .as_ref()
                    .is_some_and(|groups| groups.len() > SCANNED_AT_A_GLANCE)
            })
        });
        let filter = RwSignal::new(String::new());
        let wanted = Memo::new(move |_| {
            let wanted = filter.with(|filter| folded(filter.trim()));
            (has_filter.get() && !wanted.is_empty()).then_some(wanted)
        });
        let matches = Memo::new(move |_| {
            let wanted = wanted.get()?;
            model.groups.with(|groups| {
                let groups = groups.as_ref()?.iter();
                Some(groups.filter(|group| is_match(group, &wanted)).count())
            })
        });
        Self {
            model,
            language,
            face,
            filter,
            has_filter,
            wanted,
            matches,
            focus,
        }
    }

    /// A word of the language, followed as the language changes.
    fn word(self, word: fn(&Language) -> &'static str) -> impl Fn() -> &'static str + Send + Copy {
        move || self.language.with(word)
    }
}

/// Whether a group's name holds what the visitor looks for.
fn is_match(group: &Group, wanted: &str) -> bool {
    folded(&group.name).contains(wanted)
}

/// The badge, whatever its state.
pub fn badge(model: Model, language: Signal<Language>, fallback: Fallback) -> impl IntoView {
    let face = {
        let fallback = fallback.clone();
        Memo::new(move |_| face(model, &fallback))
    };
    let section = NodeRef::<html::Section>::new();
    let scene = Scene::new(model, language, face, Focus::new(section));
    let content = fallback.content;
    // The height of the author's content, which a shorter list keeps, so that nothing below it jumps.
    let room = RwSignal::new(None::<i32>);
    let before = StoredValue::new(face.get_untracked());
    let content = move || {
        scene.focus.keep();
        let face = face.get();
        let was_filled = before.try_update_value(|before| std::mem::replace(before, face));
        let was_filled = was_filled == Some(Face::Fallback) && face == Face::List;
        let height = || {
            section
                .get_untracked()
                .map(|section| section.offset_height())
        };
        room.set(was_filled.then(height).flatten());
        match face {
            Face::List => EitherOf4::A(list::list(scene)),
            Face::Empty => EitherOf4::B(()),
            Face::Skeleton => EitherOf4::C((skeleton::skeleton(scene), content.run())),
            // Where it is empty it is there to be seen when it no longer is.
            Face::Fallback | Face::Unavailable => {
                EitherOf4::D(skeleton::in_its_room(scene, content.run()))
            }
        }
    };
    let look = move || {
        let (layout, theme) = model
            .options
            .with(|options| (options.layout, options.theme));
        let layout = match layout {
            Layout::List => "badge as-list",
            Layout::Compact => "badge as-compact",
            Layout::Inline => "badge as-inline",
        };
        let theme = match theme {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        (layout, theme)
    };
    // The root is one element that stays: Leptos exchanges views in an element only, and a shadow root is none.
    view! {
        <div class="root">
            <section
                node_ref=section
                part="badge"
                class=move || look().0
                data-theme=move || look().1
                tabindex={"-1"}
                aria-label=move || (face.get() != Face::Fallback).then(|| heading::text(scene))
                aria-busy=move || model.state.with(State::is_busy).then_some("true")
                style:min-block-size=move || room.get().map(|room| format!("{room}px"))
            >
                {heading::heading(scene)}
                {content}
                {status(scene)}
            </section>
            {move || notice(model)}
        </div>
    }
}

/// The one place where the badge says how it stands; there from the start, so that a screen reader tells of every
/// change once. A list says its length to those alone who do not see it.
fn status(scene: Scene) -> impl IntoView {
    let is_seen = Memo::new(move |_| match scene.face.get() {
        Face::Empty | Face::Unavailable => true,
        Face::List => scene.matches.get() == Some(0),
        Face::Fallback | Face::Skeleton => false,
    });
    let text = move || {
        scene.language.with(|language| match scene.face.get() {
            Face::Fallback | Face::Skeleton => String::new(),
            Face::Empty => language.words().empty.to_owned(),
            Face::Unavailable => language.words().unavailable.to_owned(),
            Face::List => match scene.matches.get() {
                Some(0) => language.words().no_match.to_owned(),
                Some(matches) => language.groups(matches),
                None => language.groups(scene.model.count()),
            },
        })
    };
    view! {
        <div role={"status"}>
            <p
                part=move || is_seen.get().then_some("status")
                class=move || if is_seen.get() { "status" } else { "unseen" }
            >
                {text}
            </p>
            {move || as_of(scene)}
        </div>
    }
}

/// When the list was fetched, where it is not fresh.
fn as_of(scene: Scene) -> Option<impl IntoView> {
    let at = scene.model.state.with(|state| match state {
        State::Failed { last, .. } => last.as_ref().map(|shown| shown.at),
        _ => None,
    })?;
    let text = scene.language.with(|language| language.as_of(at));
    Some(view! { <p part="status" class="status">{text}</p> })
}

/// What has failed and what to do, for the badge's owner alone.
fn notice(model: Model) -> Option<impl IntoView> {
    let failure = model.state.with(|state| state.failure().cloned())?;
    model.is_owner_here().then(|| {
        let kind = failure.kind();
        // It is English wherever it stands.
        view! { <p part="status" class="notice" dir="ltr"><b>{kind}</b>": "{owner::explain(&failure)}</p> }
    })
}
