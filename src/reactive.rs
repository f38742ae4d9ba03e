//! Two helpers on top of Leptos: a task that ends with its owner, and an effect that runs before the
//! view changes.

use futures_util::future::LocalBoxFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

/// Spawns a task that is cancelled when the current reactive owner is cleaned up: when the component
/// is removed, or when the effect that calls this function runs again.
///
/// The task's reads are not tracked. Otherwise each signal that the task reads after an `.await`
/// would become a dependency of the effect that spawned it. The future is boxed because Leptos'
/// function is compiled once for each type of future.
pub(crate) fn spawn_until_cleanup(task: LocalBoxFuture<'static, ()>) {
    untrack(|| spawn_local_scoped_with_cancellation(task));
}

/// Runs `effect` now, and again whenever a signal changes that it has read, until the current owner
/// is cleaned up.
///
/// Subscribers run in the order in which they subscribed. An effect that a component makes before
/// its view therefore runs before the view changes, so it can measure what is about to disappear.
/// `Effect::new` first runs after the view has been built.
pub(crate) fn effect_before_view(mut effect: impl FnMut() + 'static) {
    let effect = RenderEffect::new(move |_| effect());
    // Dropping the effect would end it.
    StoredValue::new(effect);
}
