//! A controlled clock for a page: a test decides when time passes for the page's timers.

use crate::Page;
use anyhow::Result;
use std::time::Duration;

/// A script for the head of a page that controls the page's timers. It must precede the badge's script.
///
/// Timers shorter than 100 ms run as usual, because libraries and drivers use them to yield. All other timers run only while
/// [`Page::advance_clock`] moves the clock. `clock.delays()` returns the remaining milliseconds of each of these timers, and
/// `clock.requests` is the number of calls of `fetch`.
pub const CLOCK: &str = "<script nonce=\"listen\">
  if (!window.clock) {
    const SHORTEST_HELD_MS = 100;
    const setShortTimer = window.setTimeout.bind(window);
    const clearShortTimer = window.clearTimeout.bind(window);
    const dateNow = Date.now;
    const pageFetch = window.fetch;
    const timers = new Map();
    let now = 0;
    let lastId = 1e9;
    window.setTimeout = (call, delay = 0, ...rest) => {
      if (!(delay >= SHORTEST_HELD_MS)) {
        return setShortTimer(call, delay, ...rest);
      }
      lastId += 1;
      timers.set(lastId, { due: now + delay, run: () => call(...rest) });
      return lastId;
    };
    window.clearTimeout = (id) => {
      if (!timers.delete(id)) {
        clearShortTimer(id);
      }
    };
    Date.now = () => dateNow() + now;
    window.fetch = (...request) => {
      clock.requests += 1;
      return pageFetch.apply(window, request);
    };
    const nextDue = (end) => {
      let next;
      for (const [id, { due }] of timers) {
        if (due <= end && (!next || due < next.due)) {
          next = { id, due };
        }
      }
      return next;
    };
    const runQueuedTasks = async () => {
      for (let count = 0; count < 5; count += 1) {
        await new Promise((done) => setShortTimer(done));
      }
    };
    window.clock = {
      requests: 0,
      delays: () => [...timers.values()].map(({ due }) => due - now),
      async advance(duration) {
        const end = now + duration;
        await runQueuedTasks();
        for (let next = nextDue(end); next; next = nextDue(end)) {
          const { run } = timers.get(next.id);
          timers.delete(next.id);
          now = next.due;
          run();
          await runQueuedTasks();
        }
        now = end;
      },
    };
  }
</script>";

impl Page<'_> {
    /// Stops the clock of a page that is already open. Only timers that the page sets from now on are affected.
    pub async fn stop_clock(&self) -> Result<()> {
        let (_, script) = CLOCK.split_once('>').unwrap_or_default();
        let script = script.trim_end_matches("</script>");
        self.run(script).await.map(drop)
    }

    /// Moves the clock of a page that has [`CLOCK`]. Each timer runs at its time, and the tasks that it queues run before the
    /// next timer. The clock does not wait for a pending response: wait for the effect of the response first.
    pub async fn advance_clock(&self, duration: Duration) -> Result<()> {
        /// A driver may implement the time limit of a script by a timer of the page. The limit is longer than a step, so the
        /// clock does not reach it within one script.
        const STEP: Duration = Duration::from_secs(30);
        let mut left = duration;
        loop {
            let step = left.min(STEP);
            self.wait(&format!("clock.advance({})", step.as_millis()))
                .await?;
            left -= step;
            if left.is_zero() {
                return Ok(());
            }
        }
    }

    /// Returns how often a page that has [`CLOCK`] has called `fetch`.
    pub async fn fetch_count(&self) -> Result<u64> {
        let requests = self.run("return clock.requests").await?;
        Ok(requests.as_u64().unwrap_or_default())
    }

    /// Waits until the page has painted its changes, and its finite animations have ended.
    pub async fn wait_until_painted(&self) -> Result<()> {
        self.wait(
            "(async () => {
               const frame = () => new Promise((done) => requestAnimationFrame(done));
               const roots = [document, ...[...document.querySelectorAll('my-groups-badge')].map((badge) => badge.shadowRoot)];
               await frame();
               for (const animation of roots.flatMap((root) => root?.getAnimations() ?? [])) {
                 if (Number.isFinite(animation.effect.getComputedTiming().endTime)) {
                   await animation.finished.catch(() => {});
                 }
               }
               await frame();
               await frame();
             })()",
        )
        .await?;
        Ok(())
    }
}
