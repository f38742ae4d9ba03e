//! The list, with its filter above it and the button for the rest below.

use super::{filter::Filter, group::GroupRow, more::More};
use crate::badge::{BadgeHandle, model::Model};
use leptos::prelude::*;

#[component]
pub(super) fn List(handle: BadgeHandle) -> impl IntoView {
    // A list without markers loses its role in WebKit unless that is stated.
    view! {
        <Filter handle/>
        <ul part="list" class="list" role={"list"}>
            <For
                each=move || handle.with(Model::rendered_rows)
                key=|(number, _)| *number
                let((_, content))
            >
                <GroupRow content/>
            </For>
        </ul>
        <More handle/>
    }
}
