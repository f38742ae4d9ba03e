//! One group of the list.

use crate::badge::row::{Description, RowContent};
use leptos::{either::Either, prelude::*};

#[component]
pub(super) fn GroupRow(content: ArcRwSignal<RowContent>) -> impl IntoView {
    move || {
        let RowContent {
            name,
            url,
            count,
            topics,
            founded,
            description,
            is_hidden,
        } = content.get();
        let name = view! { <bdi>{name}</bdi> };
        let name = match url {
            Some(url) => Either::Left(view! {
                <a part="name" href=url rel={"noopener noreferrer"}>{name}</a>
            }),
            None => Either::Right(view! { <span part="name">{name}</span> }),
        };
        let count = count.map(|count| view! { <span part="count">{count}</span> });
        let has_meta = topics.is_some() || founded.is_some();
        let meta = has_meta.then(|| {
            view! {
                <div part="meta" class="meta">
                    {topics.map(|topics| view! { <span>{topics}</span> })}
                    {founded.map(|founded| view! { <span>{founded}</span> })}
                </div>
            }
        });
        let description = description.map(self::description);
        view! {
            <li part="group" hidden=is_hidden>
                {name} {count} {meta} {description}
            </li>
        }
    }
}

/// A text reads in its own direction; a long one waits behind a disclosure.
fn description(Description { text, label }: Description) -> impl IntoView {
    match label {
        Some(label) => Either::Left(view! {
            <details part="description" class="description">
                <summary>{label}</summary>
                <p dir={"auto"}>{text}</p>
            </details>
        }),
        None => Either::Right(view! {
            <p part="description" class="description" dir={"auto"}>{text}</p>
        }),
    }
}
