//! The list, with the filter above it and the button for more groups below it.

use super::{
    filter::Filter,
    group_row::{GroupRow, OpenDescriptions},
    rendered_rows::RenderedRows,
    show_more::ShowMore,
    visible::VisibleList,
};
use crate::{language::Language, reactive::effect};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The list with its filter and its button.
///
/// A row's content is its key, so the elements of a row are built once, and nothing in a row is
/// reactive. Signals for the parts of each row made sorting and reloading a third slower.
#[component]
pub(super) fn List(
    list: Memo<VisibleList>,
    rendered: RenderedRows,
    language: Signal<Language, LocalStorage>,
    is_expanded: RwSignal<bool>,
    filter: RwSignal<String>,
) -> impl IntoView {
    let has_filter = Memo::new(move |_| list.read().has_filter());
    let open_descriptions = OpenDescriptions::default();
    let ul = NodeRef::new();
    use_hidden_rows(ul, rendered, filter);
    // WebKit removes the role of a list without markers unless the role is explicit. Here and in the
    // other components, a value in braces keeps Leptos from writing an element without dynamic parts
    // as HTML, which Trusted Types forbid.
    view! {
        {move || has_filter.get().then(|| view! { <Filter language filter/> })}
        <ul node_ref=ul part="list" class="list" role={"list"}>
            <For each=move || rendered.get() key=|row| row.clone() let(row)>
                <GroupRow row filter open_descriptions/>
            </For>
        </ul>
        <ShowMore list language is_expanded/>
    }
}

/// Hides the rows in the page that do not match the filter whenever the filter changes. A row that
/// is built later is built hidden.
///
/// One effect sets `hidden` on all rows. An effect for each row made filtering 2.7 times slower.
fn use_hidden_rows(ul: NodeRef<html::Ul>, rendered: RenderedRows, filter: RwSignal<String>) {
    effect(Box::new(move || {
        let filter = filter.read();
        let Some(ul) = ul.get_untracked() else {
            return;
        };
        let elements = ul.children();
        for (index, row) in (0..).zip(untrack(|| rendered.get())) {
            if let Some(element) = elements.item(index) {
                element
                    .unchecked_into::<HtmlElement>()
                    .set_hidden(!row.is_match(&filter));
            }
        }
    }));
}
