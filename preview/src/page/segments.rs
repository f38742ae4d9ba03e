//! A choice between a few words: a row of radio buttons that looks like one control.

use leptos::prelude::*;

/// Returns the radio buttons. Each choice has its value, its name in the form and its label.
pub(super) fn segments<T: Copy + Send + 'static>(
    form_name: &'static str,
    choices: impl IntoIterator<Item = (T, &'static str, &'static str)>,
    is_chosen: impl Fn(T) -> bool + Copy + Send + 'static,
    choose: impl Fn(T) + Copy + 'static,
) -> impl IntoView {
    let radios = choices.into_iter().map(|(choice, name, label)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=form_name
                    value=name
                    prop:checked=move || is_chosen(choice)
                    on:change=move |_| choose(choice)
                />
                <span>{label}</span>
            </label>
        }
    });
    view! { <div class="segments">{radios.collect_view()}</div> }
}
