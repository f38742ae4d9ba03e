//! The badge as a Leptos component. It knows no custom element.

mod load;
mod model;
mod view;

pub use load::Shown;
pub use model::{Event, Model, State};
pub use view::{Fallback, badge};

use crate::{language::Language, options::Options};
use leptos::prelude::*;

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
    let language = Memo::new(move |_| Language::new(language.get().as_deref().unwrap_or("en")));
    let model = Model::new(options, language.into());
    model.run(move |event| {
        if let Some(on_event) = on_event {
            on_event.run(event);
        }
    });
    let is_filled = Signal::stored(fallback.is_some());
    badge(
        model,
        language.into(),
        Fallback {
            content: fallback.unwrap_or_default(),
            is_filled,
        },
    )
}

/// A warning in the console. Never of anything that holds the token.
pub(crate) fn warn(message: &str) {
    web_sys::console::warn_1(&format!("my-groups-badge: {message}").into());
}
