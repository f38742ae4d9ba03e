//! Loads what the options ask for: at once, whenever that changes, and every so often if they say
//! so.

use super::{
    handle::BadgeHandle,
    load::{Event, Load},
};
use crate::{language::Language, options::Options, page};
use leptos::prelude::*;

/// Ties a badge to its options and its language, where they are given, until the reactive owner is
/// disposed of.
pub(super) fn use_groups(
    handle: BadgeHandle,
    options: Option<Signal<Options>>,
    language: Option<Signal<String>>,
    on_event: Option<Callback<Event>>,
) {
    if let Some(on_event) = on_event {
        handle.set_on_event(move |event| on_event.run(event));
    }
    if let Some(language) = language {
        let set = move |tag: String| handle.set_language(Language::new(&tag));
        set(language.get_untracked());
        Effect::new(move |_| set(language.get()));
    }
    if let Some(options) = options {
        handle.set_options(options.get_untracked());
        Effect::new(move |_| handle.set_options(options.get()));
    }
    handle.want(Load::First);
    let listeners = page::on_return(move || handle.reload_unless_settled());
    handle.with_work(|work| work.listeners = listeners);
    on_cleanup(move || handle.stop());
}
