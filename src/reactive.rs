//! Helpers on top of Leptos: an effect, a task that ends with its owner, and a callback that runs
//! before the view changes.

use futures_util::future::LocalBoxFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

/// Runs `run` in the next tick of the executor, and again whenever a signal that it reads has
/// changed, until the current owner is cleaned up.
///
/// The closure is boxed because Leptos' function is compiled once for each type of closure.
pub(crate) fn effect(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

/// Spawns a task that is cancelled when the current reactive owner is cleaned up: when the component
/// is removed, or when the effect that calls this function runs again.
///
/// Signals that the task reads are not tracked. Otherwise each signal that it reads after an `.await`
/// would become a dependency of the effect that spawned the task. The future is boxed because Leptos'
/// function is compiled once for each type of future.
pub(crate) fn spawn_until_cleanup(task: LocalBoxFuture<'static, ()>) {
    untrack(|| spawn_local_scoped_with_cancellation(task));
}

/// Calls `handler` now, and after each change of `memo`, before the view changes. The calls end when
/// the current owner is cleaned up. A component calls this function before it builds its view.
///
/// Subscribers of a memo run in the order in which they subscribed, and each run subscribes them
/// again. This effect subscribes before the view does, and stays first as long as it tracks only the
/// memo. Therefore `handler` is not tracked, and each call of this function tracks one memo.
pub(crate) fn before_change<T: Send + Sync + 'static>(
    memo: Memo<T>,
    mut handler: impl FnMut() + 'static,
) {
    let effect = RenderEffect::new(move |_| {
        // Reading computes the memo, which subscribes it to its own sources.
        drop(memo.read());
        untrack(&mut handler);
    });
    // The owner keeps the effect, because a dropped effect no longer runs.
    StoredValue::new(effect);
}
