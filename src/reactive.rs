//! Helpers on top of Leptos: an effect, a task that ends with its owner, and a callback that runs
//! before the view changes.

use futures_util::future::LocalBoxFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

/// Runs `run` now, and again whenever a signal that it reads has changed, until the current owner is
/// cleaned up.
///
/// The closure is boxed because Leptos' function is compiled once for each type of closure.
pub(crate) fn effect(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

/// Spawns a task that is cancelled when the current reactive owner is cleaned up: when the component
/// is removed, or when the effect that calls this function runs again.
///
/// The task's reads are not tracked. Otherwise each signal that the task reads after an `.await`
/// would become a dependency of the effect that spawned it. The future is boxed because Leptos'
/// function is compiled once for each type of future.
pub(crate) fn spawn_until_cleanup(task: LocalBoxFuture<'static, ()>) {
    untrack(|| spawn_local_scoped_with_cancellation(task));
}

/// Calls `handler` now, and again after each change of `memo` but before the view changes, until the
/// current owner is cleaned up. A component calls this function before it builds its view.
///
/// Subscribers of a memo run in the order in which they subscribed, and each run subscribes them
/// again. This effect subscribes before the view, and stays first as long as the memo is the only
/// value that it tracks. Therefore `handler` is not tracked, and each call watches one memo.
pub(crate) fn before_change<T: Send + Sync + 'static>(
    memo: Memo<T>,
    mut handler: impl FnMut() + 'static,
) {
    let effect = RenderEffect::new(move |_| {
        // Reading computes the memo, which subscribes it to its own sources.
        drop(memo.read());
        untrack(&mut handler);
    });
    // The owner keeps the effect, because dropping it would end it.
    StoredValue::new(effect);
}
