//! What is seen: a function of the scene and of what the author put inside the tag.
//!
//! What it shows is made by hand (see [`dom`]).

mod dom;
mod heading;
mod list;
mod skeleton;

use super::{Model, Scene, State};
use crate::{
    language::owner,
    options::{Layout, Theme},
    pieces::joined,
};
use gloo_events::EventListener;
use heading::Heading;
use js_sys::Function;
use leptos::{html, prelude::*};
use list::List;
use skeleton::Skeleton;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Which face the badge shows.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    /// The author's own content.
    Fallback,
    Skeleton,
    Unavailable,
    Empty,
    List,
}

impl Face {
    fn of(scene: &Scene, is_filled: bool) -> Self {
        match scene.state() {
            _ if scene.count() > 0 => Self::List,
            State::Ready { .. } => Self::Empty,
            _ if is_filled => Self::Fallback,
            State::Failed { .. } => Self::Unavailable,
            _ => Self::Skeleton,
        }
    }
}

/// The badge as a view of Leptos, whatever its state. `content` is shown until, and unless, there is a list; `is_filled`
/// says whether there is any: where not, a quiet line or a skeleton stands in.
pub(super) fn badge(model: Rc<Model>, content: impl IntoView, is_filled: bool) -> impl IntoView {
    let section = NodeRef::<html::Section>::new();
    section.on_load(move |section| {
        // It belongs to the component, and ends with it.
        let showing = show(section.unchecked_into(), model, false, move || is_filled);
        let _ = StoredValue::new_local(showing);
    });
    // The root is one element that stays: Leptos exchanges views in an element only, and a shadow root is none.
    html::div().class("root").child(
        html::section()
            .node_ref(section)
            .child(html::div().child(html::div().child(content))),
    )
}

/// The same in a section that stands in the page already, and shows what a badge shows that loads.
#[cfg(feature = "element")]
pub(crate) fn badge_in(
    section: HtmlElement,
    model: Rc<Model>,
    is_filled: impl Fn() -> bool + 'static,
) -> Showing {
    show(section, model, true, is_filled)
}

/// Shows the badge in its section, now and after every change. `is_begun` says whether what is there will do until the next
/// task while the first answer is awaited: an answer that came before the wasm is shown by then, and nothing is drawn twice.
fn show(
    section: HtmlElement,
    model: Rc<Model>,
    is_begun: bool,
    is_filled: impl Fn() -> bool + 'static,
) -> Showing {
    let shown = Rc::downgrade(&model);
    let mut view = None;
    // What a page has done to its DOM's functions may throw. Caught by the browser, since an exception passes Rust by.
    let show = Closure::<dyn FnMut()>::new(move || {
        let Some(model) = shown.upgrade() else {
            return;
        };
        let is_filled = is_filled();
        if view.is_none() {
            view = View::new(section.clone(), is_filled, &model);
        }
        if let Some(view) = &mut view {
            let is_complete = view.show(&model.scene().borrow(), is_filled);
            model.rendered(is_complete);
        }
    });
    let (is_begun, next) = (Cell::new(is_begun), Cell::new(None));
    let changed = Rc::downgrade(&model);
    model.show_by(move || {
        let Some(model) = changed.upgrade() else {
            return;
        };
        model.begin();
        if is_begun.take() && model.is_loading() {
            next.set(Some(model.show_next()));
            return;
        }
        let show: &Function = show.as_ref().unchecked_ref();
        if show.call0(&JsValue::UNDEFINED).is_err() {
            model.broken();
        }
    });
    Showing(model)
}

/// A badge that changes as its model does.
#[must_use = "dropping it ends what is under way"]
pub(crate) struct Showing(Rc<Model>);

impl Drop for Showing {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// The elements of one badge.
struct View {
    section: HtmlElement,
    /// Holds the author's content, and the room that the list will take if that is known.
    stack: Element,
    room: Option<Element>,
    loading: Element,
    status: Element,
    text: Element,
    as_of: Element,
    notice: Element,
    kind: Element,
    reason: Element,
    heading: Heading,
    skeleton: Skeleton,
    list: List,
    more: Element,
    filter: HtmlInputElement,
    face: Face,
    _listeners: [EventListener; 3],
}

impl View {
    fn new(section: HtmlElement, is_filled: bool, model: &Rc<Model>) -> Option<Self> {
        dom::set(&section, "part", Some("badge"));
        dom::set(&section, "tabindex", Some("-1"));
        let stack = section.first_element_child()?;
        // The one place where the badge says how it stands; there from the start, so that a screen reader tells of
        // every change once.
        let status = dom::bare("div");
        dom::set(&status, "role", Some("status"));
        let text = dom::bare("p");
        dom::append(&status, [&text]);
        dom::append(&section, [&status]);
        let notice = dom::element("p", "notice");
        dom::set(&notice, "part", Some("status"));
        // It is English wherever it stands.
        dom::set(&notice, "dir", Some("ltr"));
        let (kind, reason) = (dom::bare("b"), dom::bare("span"));
        dom::append(&notice, [&kind, &reason]);
        let more = dom::part("button", "more");
        dom::set(&more, "type", Some("button"));
        let filter = dom::element("input", "filter");
        dom::set(&filter, "type", Some("search"));
        let filter: HtmlInputElement = filter.unchecked_into();
        let (clicked, typed) = (Rc::downgrade(model), Rc::downgrade(model));
        let filled = Rc::downgrade(model);
        let text_of = filter.clone();
        let listeners = [
            EventListener::new(&more, "click", move |_| {
                if let Some(model) = clicked.upgrade() {
                    model.change(Scene::toggle_limit);
                }
            }),
            EventListener::new(&filter, "input", move |_| {
                if let Some(model) = typed.upgrade() {
                    model.change(|scene| scene.set_filter(&text_of.value()));
                }
            }),
            // A slot in the author's content, as the custom element has one.
            EventListener::new(&stack, "slotchange", move |_| {
                if let Some(model) = filled.upgrade() {
                    model.show();
                }
            }),
        ];
        let room = stack
            .first_element_child()
            .and_then(|content| content.next_element_sibling());
        let face = if is_filled {
            Face::Fallback
        } else {
            Face::Skeleton
        };
        Some(Self {
            section,
            stack,
            room,
            loading: dom::element("p", "unseen"),
            status,
            text,
            as_of: dom::part("p", "status"),
            notice,
            kind,
            reason,
            heading: Heading::default(),
            skeleton: Skeleton::default(),
            list: List::default(),
            more,
            filter,
            face,
            _listeners: listeners,
        })
    }

    /// Shows the scene; of a list that takes long only a part, and says so.
    fn show(&mut self, scene: &Scene, is_filled: bool) -> bool {
        let face = Face::of(scene, is_filled);
        let focused = dom::focused(&self.section);
        self.keep_room(face);
        self.look(scene, face);
        self.content(scene, face);
        self.say(scene, face);
        self.explain(scene);
        if let Some(focused) = focused {
            dom::refocus(&self.section, &focused);
        }
        face != Face::List || self.list.is_complete()
    }

    /// The height of the author's content, which a shorter list keeps, so that nothing below it jumps.
    fn keep_room(&mut self, face: Face) {
        if self.face == face {
            return;
        }
        let was_filled = self.face == Face::Fallback && face == Face::List;
        dom::keep_height(&self.section, was_filled);
        self.face = face;
    }

    fn look(&self, scene: &Scene, face: Face) {
        let options = scene.options();
        let layout = match options.layout {
            Layout::List => "badge as-list",
            Layout::Compact => "badge as-compact",
            Layout::Inline => "badge as-inline",
        };
        let theme = match options.theme {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let label = (face != Face::Fallback).then(|| heading::text(scene));
        let busy = scene.state().is_busy().then_some("true");
        dom::set(&self.section, "class", Some(layout));
        dom::set(&self.section, "data-theme", Some(theme));
        dom::set(&self.section, "aria-label", label);
        dom::set(&self.section, "aria-busy", busy);
    }

    fn content(&mut self, scene: &Scene, face: Face) {
        let words = scene.language().words();
        let has_filter = face == Face::List && scene.has_filter();
        if !has_filter {
            self.filter.set_value("");
        }
        if face != Face::List {
            // What is not in sight is not kept; a badge of its address asks anew.
            self.list = List::default();
        }
        let mut children = [None; 6];
        let [heading, first, second, third, fourth, status] = &mut children;
        *heading = self.heading.show(scene, face);
        *status = Some(&self.status);
        match face {
            Face::List => {
                if has_filter {
                    dom::set(&self.filter, "aria-label", Some(words.filter));
                    dom::set(&self.filter, "placeholder", Some(words.filter));
                    *first = Some(&*self.filter);
                }
                *second = scene.shown().and_then(|shown| self.list.show(scene, shown));
                if scene
                    .options()
                    .limit
                    .is_some_and(|limit| scene.total() > limit as usize)
                {
                    let text = if scene.is_expanded() {
                        words.show_fewer.to_owned()
                    } else {
                        scene.language().show_all(scene.total())
                    };
                    dom::set_text(&self.more, &text);
                    *third = Some(&self.more);
                }
            }
            Face::Empty => {}
            Face::Skeleton => {
                dom::set_text(&self.loading, words.loading);
                *first = Some(&self.loading);
                *second = self.skeleton.show(scene);
                // It is there to be seen when it is no longer empty.
                *third = Some(&self.stack);
            }
            Face::Fallback | Face::Unavailable => *fourth = Some(&self.stack),
        }
        dom::arrange(&self.section, children.into_iter().flatten());

        let is_awaited = face == Face::Fallback
            && scene.options().limit.is_some()
            && *scene.state() == State::Loading;
        if let Some(room) = self.room.take() {
            room.remove();
        }
        if is_awaited {
            let room = skeleton::room(scene);
            dom::append(&self.stack, [&room]);
            self.room = Some(room);
        }
        dom::set(&self.stack, "class", is_awaited.then_some("stack"));
        dom::set(
            &self.stack,
            "hidden",
            (face == Face::Skeleton).then_some(""),
        );
    }

    /// A list says its length to those alone who do not see it.
    fn say(&self, scene: &Scene, face: Face) {
        let words = scene.language().words();
        let matches = || {
            let places = scene.places().iter();
            places.filter(|place| scene.is_match(**place)).count()
        };
        let text = match face {
            Face::Fallback | Face::Skeleton => String::new(),
            Face::Empty => words.empty.to_owned(),
            Face::Unavailable => words.unavailable.to_owned(),
            Face::List => match matches() {
                0 => words.no_match.to_owned(),
                matches => scene.language().groups(matches),
            },
        };
        let is_seen = match face {
            Face::Empty | Face::Unavailable => true,
            Face::List => text == words.no_match,
            Face::Fallback | Face::Skeleton => false,
        };
        let class = if is_seen { "status" } else { "unseen" };
        dom::set(&self.text, "class", Some(class));
        dom::set(&self.text, "part", is_seen.then_some("status"));
        dom::set_text(&self.text, &text);

        // When the list was fetched, where it is not fresh.
        let at = match scene.state() {
            State::Failed { last, .. } => last.as_ref().map(|shown| shown.at),
            _ => None,
        };
        if let Some(at) = at {
            dom::set_text(&self.as_of, &scene.language().as_of(at));
        }
        let lines = [Some(&self.text), at.map(|_| &self.as_of)];
        dom::arrange(&self.status, lines.into_iter().flatten());
    }

    /// What has failed and what to do, for the badge's owner alone.
    fn explain(&self, scene: &Scene) {
        let failure = scene.state().failure().filter(|_| scene.is_owner_here());
        if let Some(failure) = failure {
            dom::set_text(&self.kind, failure.kind());
            dom::set_text(&self.reason, &joined([": ", &owner::explain(failure)]));
        }
        let parts = [
            Some(&*self.section as &Element),
            failure.map(|_| &self.notice),
        ];
        if let Some(root) = self.section.parent_element() {
            dom::arrange(&root, parts.into_iter().flatten());
        }
    }
}
