//! Measuring the layout shifts of a page.

use crate::Page;
use anyhow::{Context, Result};

impl Page<'_> {
    /// Waits until the page is painted; returns the sum of its layout shifts so far, without those that follow an input of the
    /// user. Only for engines with `Feature::LayoutShifts`.
    pub async fn layout_shift(&self) -> Result<f64> {
        self.wait_until_painted().await?;
        let sum = self
            .run(
                "const observer = new PerformanceObserver(() => {});
                 observer.observe({ type: 'layout-shift', buffered: true });
                 const shifts = observer.takeRecords().filter(({ hadRecentInput }) => !hadRecentInput);
                 return shifts.reduce((sum, { value }) => sum + value, 0);",
            )
            .await?;
        sum.as_f64().context("a number")
    }
}
