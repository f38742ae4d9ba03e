//! The heading, and with it the name of the region.

use super::{Face, Scene};
use leptos::{prelude::*, tachys::html::element as html};

/// The author's text, or that of the language; also where no heading is seen, since a region needs a name.
pub(super) fn text(scene: Scene) -> String {
    let own = scene.model.options.with(|options| options.heading.clone());
    own.filter(|heading| !heading.trim().is_empty())
        .unwrap_or_else(|| {
            scene
                .language
                .with(|language| language.words().heading.to_owned())
        })
}

pub(super) fn heading(scene: Scene) -> impl IntoView {
    let level = Memo::new(move |_| {
        let (level, is_wanted) = scene.model.options.with(|options| {
            let is_wanted = options.heading.as_deref() != Some("");
            (options.heading_level, is_wanted)
        });
        (is_wanted && scene.face.get() != Face::Fallback).then_some(level)
    });
    move || level.get().map(|level| element(level, move || text(scene)))
}

/// A heading whose level is the author's choice.
fn element(level: u8, text: impl Fn() -> String + Send + Clone + 'static) -> AnyView {
    macro_rules! heading {
        ($name:ident) => {
            html::$name()
                .attr("part", "heading")
                .class("heading")
                .child(text)
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
