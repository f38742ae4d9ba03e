//! What has failed and what to do, for the badge's owner alone. It is English wherever it stands.

use crate::{badge::BadgeHandle, owner};
use leptos::prelude::*;

#[component]
pub(super) fn Notice(handle: BadgeHandle) -> impl IntoView {
    move || {
        handle.with(|model| {
            let failure = model.state.failure().filter(|_| model.is_owner())?;
            let (kind, text) = (failure.kind(), owner::explain(failure));
            Some(view! {
                <p part="status" class="notice" dir={"ltr"}><b>{kind}</b>": "{text}</p>
            })
        })
    }
}
