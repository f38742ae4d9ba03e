//! The button that shows and hides the groups beyond the limit.

use super::visible_list::VisibleList;
use crate::language::Language;
use leptos::prelude::*;

/// The button, if there are groups beyond the limit. When its label changes, the element is reused,
/// so that it keeps the focus.
#[component]
pub(super) fn ShowMore(
    list: Memo<VisibleList>,
    language: Signal<Language, LocalStorage>,
    is_expanded: RwSignal<bool>,
) -> impl IntoView {
    let label = move || {
        let list = list.read();
        list.exceeds_limit.then(|| {
            let language = language.read();
            if is_expanded.get() {
                language.words().show_fewer.to_owned()
            } else {
                language.show_all(list.total)
            }
        })
    };
    move || {
        label().map(|label| {
            view! {
                <button
                    type="button"
                    part="more"
                    class="more"
                    prop:textContent=label
                    on:click:capture=move |_| is_expanded.update(|is_expanded| *is_expanded = !*is_expanded)
                ></button>
            }
        })
    }
}
