//! The badge: its state over time, its view, and the Leptos component around them. It knows no custom element.

mod load;
mod model;
mod scene;
mod state;
mod view;

pub use load::Shown;
pub use model::Event;
pub(crate) use model::{Host, Model};
pub use scene::Scene;
pub use state::State;
#[cfg(feature = "element")]
pub(crate) use view::{Showing, badge_in};

use crate::{language::Language, options::Options, page, pieces::joined};
use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc};

/// The badge's one style sheet, for the root it stands in: a shadow root, or a page of your own.
pub const STYLE: &str = include_str!("../../style.css");

/// The *My Groups* badge.
#[component]
pub fn MyGroups(
    /// What to load and how to show it.
    #[prop(into)]
    options: Signal<Options>,
    /// The language tag of the words and numbers, such as `de-AT`; English if absent.
    #[prop(optional, into)]
    language: MaybeProp<String>,
    /// Shown until, and unless, there is a list.
    #[prop(optional, into)]
    fallback: Option<ViewFn>,
    /// Told of every load, as the element's events tell a page.
    #[prop(optional, into)]
    on_event: Option<Callback<Event>>,
) -> impl IntoView {
    let tag = move || language.get().unwrap_or_else(|| "en".to_owned());
    let model = Model::new(
        options.get_untracked(),
        Language::new(&untrack(tag)),
        Listener(on_event),
    );
    Effect::new({
        let model = Rc::clone(&model);
        move |_| model.set_options(options.get())
    });
    Effect::new({
        let model = Rc::clone(&model);
        move |_| model.set_language(&tag())
    });
    let is_filled = fallback.is_some();
    let content = fallback.map(|fallback| fallback.run());
    view::badge(model, content, is_filled)
}

/// Whoever uses the component.
struct Listener(Option<Callback<Event>>);

impl Host for Listener {
    fn tell(&self, _scene: &RefCell<Scene>, event: Event) {
        if let Some(on_event) = self.0 {
            on_event.run(event);
        }
    }
}

/// A warning in the console. Never of anything that holds the token.
pub(crate) fn warn(message: &str) {
    page::warn(&joined(["my-groups-badge: ", message]));
}
