//! Loads what the options ask for: at once, whenever that changes, and every so often if they say
//! so.

use super::{
    handle::BadgeHandle,
    load::{Event, Load},
};
use crate::{language::Language, options::Options, page};
use leptos::prelude::*;

/// Ties a badge to its options and, where it is given, its language, until the reactive owner is
/// disposed of.
pub(super) fn use_groups(
    handle: BadgeHandle,
    options: Signal<Options>,
    language: MaybeProp<String>,
    on_event: Option<Callback<Event>>,
) {
    handle.work.update_value(|work| work.on_event = on_event);
    let set = move |options: Options, language: Option<String>| {
        if let Some(tag) = language {
            handle.set_language(Language::new(&tag));
        }
        let changed = handle.model.with_untracked(|model| {
            let before = &model.options;
            let is_other_source = before.source != options.source;
            let is_other_refresh = before.refresh != options.refresh;
            (*before != options).then_some((is_other_source, is_other_refresh))
        });
        let Some((is_other_source, is_other_refresh)) = changed else {
            return;
        };
        handle.change(|model| model.set_options(options));
        if is_other_source {
            handle.want(Load::First);
        }
        if is_other_refresh {
            handle.refresh_later();
        }
    };
    set(options.get_untracked(), untrack(|| language.get()));
    handle.want(Load::First);
    Effect::new(move |_| set(options.get(), language.get()));
    StoredValue::new_local(page::on_return(move || handle.reload_unless_settled()));
    on_cleanup(move || handle.stop());
}
