//! The rows of a long list that are in the page. A list of thousands is rendered in several tasks,
//! so that the page stays responsive.

use super::visible_list::{Row, RowContent, VisibleList};
use crate::{
    page,
    reactive::{before_change, spawn_until_cleanup},
};
use any_spawner::Executor;
use futures_util::FutureExt;
use leptos::prelude::*;
use std::sync::Arc;

/// The number of rows that are rendered first, which takes about 20 ms on a slow processor.
const FIRST_ROWS: usize = 100;

/// The rows of a list that are in the page.
#[derive(Clone, Copy)]
pub(super) struct RenderedRows {
    list: Memo<VisibleList>,
    count: RwSignal<usize>,
}

/// Renders the first rows of a list at once, and the other rows in further tasks.
pub(super) fn use_rendered_rows(list: Memo<VisibleList>) -> RenderedRows {
    let rendered = RenderedRows {
        list,
        count: RwSignal::new(FIRST_ROWS),
    };
    before_change(list, move || {
        let start = page::now();
        if rendered.total() == 0 {
            rendered.count.set(FIRST_ROWS);
        } else {
            spawn_until_cleanup(rendered.render_rest(start).boxed_local());
        }
    });
    rendered
}

impl RenderedRows {
    /// Returns the rows that are in the page. Reactive.
    pub(super) fn get(self) -> Vec<Arc<RowContent>> {
        let content = |row: &Row| Arc::clone(&row.content);
        let list = self.list.read();
        list.rows
            .iter()
            .take(self.count.get())
            .map(content)
            .collect()
    }

    /// Returns the number of rows of the list, including rows that are not in the page yet.
    pub(super) fn total(self) -> usize {
        self.list.read_untracked().rows.len()
    }

    /// Waits until all rows are in the page.
    pub(super) async fn wait_until_complete(self) {
        Executor::tick().await;
        while self.is_incomplete() {
            page::sleep(0).await;
        }
    }

    fn is_incomplete(self) -> bool {
        self.count.get_untracked() < self.total()
    }

    /// Renders more rows until all rows are in the page. `start` is when the current task began, in
    /// milliseconds since 1970.
    async fn render_rest(self, mut start: u64) {
        /// After this time a task renders no more rows. Its last rows take about 20 ms more on a slow
        /// processor, and visitors notice a task of more than 50 ms.
        /// <https://www.w3.org/TR/longtasks-1/>
        const TASK_MS: u64 = 32;
        loop {
            Executor::tick().await;
            if !self.is_incomplete() {
                return;
            }
            if page::now().abs_diff(start) >= TASK_MS {
                page::sleep(0).await;
                start = page::now();
            }
            self.count.update(|count| {
                *count = if page::is_hidden() {
                    // Timers are slow in a hidden page, and nobody notices a long task there.
                    self.total()
                } else {
                    // Each step compares the whole list, so a longer list gets larger steps.
                    *count + FIRST_ROWS.max(*count / 4)
                };
            });
        }
    }
}
