//! The box that filters a long list.

use crate::badge::BadgeHandle;
use leptos::prelude::*;

#[component]
pub(super) fn Filter(handle: BadgeHandle) -> impl IntoView {
    let label = move || {
        handle.with(|model| {
            let label = &model.language.words().filter;
            model.has_filter().then(|| label.to_string())
        })
    };
    move || {
        label().map(|label| {
            view! {
                <input
                    type="search"
                    class="filter"
                    aria-label=label.clone()
                    placeholder=label
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        handle.change(|model| model.set_filter(&text));
                    }
                />
            }
        })
    }
}
