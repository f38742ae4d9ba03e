//! A served list. Its documents are rendered in the background, once for each refresh. The server responds
//! with the last good documents.

use super::{
    embed,
    encoded::{Encoded, Headers},
};
use crate::{
    config::{ListSettings, Server},
    fault::Fault,
    list::List,
    native::{client::Client, gather::Gatherer, now, store::Store},
    render::{Kind, View},
    time::{LONGEST_PAUSE, UnixTime},
    words::Language,
};
use axum::http::{HeaderValue, header};
use std::{
    sync::{Arc, RwLock},
    time::Duration,
};
use tokio::{sync::Semaphore, task::JoinSet};

/// The pause before a refresh task that has ended starts again.
const RESTART: Duration = Duration::from_secs(60);

/// A list on the server.
pub struct Published {
    /// Its settings.
    pub settings: ListSettings,
    current: RwLock<Option<Arc<Current>>>,
}

/// The current state of a list.
pub struct Current {
    /// The list with its private groups, for tokens that give access to them.
    pub list: List,
    /// The number of public groups.
    pub count: usize,
    /// The time at which the list was loaded.
    pub at: UnixTime,
    /// The page for iframes.
    pub embed: Encoded,
    documents: [Encoded; 5],
}

impl Current {
    /// Returns a document.
    pub fn document(&self, kind: Kind) -> Option<&Encoded> {
        let place = Kind::ALL.iter().position(|other| *other == kind)?;
        self.documents.get(place)
    }
}

impl Published {
    /// Creates a list that is not loaded yet.
    pub fn new(settings: ListSettings) -> Self {
        Self {
            settings,
            current: RwLock::new(None),
        }
    }

    /// Returns the current state; `None` before the list is loaded for the first time.
    pub fn current(&self) -> Option<Arc<Current>> {
        self.current
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// Returns the URL of a public group.
    pub fn address(&self, current: &Current, id: &str) -> Option<String> {
        let published = self.settings.selection.of(&current.list.entries);
        published
            .into_iter()
            .find(|entry| entry.group.id == id)?
            .group
            .url
            .clone()
    }

    /// Renders the documents of a list, and replaces the served documents.
    pub fn publish(&self, list: List, at: UnixTime, server: &Server) {
        let same = self.current().filter(|current| current.list == list);
        if same.is_some() {
            return;
        }
        let current = Arc::new(self.render(list, at, server));
        *self
            .current
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(current);
    }

    fn render(&self, list: List, at: UnixTime, server: &Server) -> Current {
        let entries = self.settings.selection.of(&list.entries);
        let heading = self.settings.heading.as_deref();
        let language = Language::new(&self.settings.language);
        let image_rows = self.settings.image_rows;
        let view = View {
            entries: &entries,
            as_of: list.as_of,
            language: &language,
            heading,
            image_rows,
        };
        let documents = Kind::ALL.map(|kind| Encoded::new(kind.render(&view), headers(kind)));
        let embed = embed::page(&view, &self.settings.name, server);
        Current {
            count: entries.len(),
            at,
            embed,
            documents,
            list,
        }
    }
}

/// Returns the headers of a document.
fn headers(kind: Kind) -> Headers {
    let policy = match kind {
        Kind::Svg | Kind::DarkSvg | Kind::Html => {
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        }
        Kind::Json | Kind::Xml => "default-src 'none'; frame-ancestors 'none'",
    };
    let headers = [
        (header::CONTENT_TYPE, kind.media_type()),
        (header::CACHE_CONTROL, kind.cache_control()),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    headers
        .map(|(name, value)| (name, HeaderValue::from_static(value)))
        .into()
}

/// Refreshes a list repeatedly. If the task ends, for instance by a panic, this is logged, and the
/// task starts again. `permits` limits the number of lists that are refreshed at the same time.
pub async fn keep_fresh(
    published: Arc<Published>,
    state: Store,
    client: Client,
    server: Arc<Server>,
    permits: Arc<Semaphore>,
) {
    let name = published.settings.name.clone();
    supervise(&name, || {
        let (published, state, client) = (Arc::clone(&published), state.clone(), client.clone());
        let (server, permits) = (Arc::clone(&server), Arc::clone(&permits));
        async move {
            let gatherer = Gatherer::new(published.settings.clone(), Some(state)).await;
            refresh_repeatedly(published, gatherer, client, server, permits).await;
        }
    })
    .await;
}

/// Runs a task, and starts it again whenever it has ended. Dropping the future ends the task.
async fn supervise<Task>(list: &str, start: impl Fn() -> Task)
where
    Task: Future<Output = ()> + Send + 'static,
{
    loop {
        let mut tasks = JoinSet::new();
        tasks.spawn(start());
        let cause = match tasks.join_next().await {
            Some(Err(error)) => error.to_string(),
            _ => "it returned".to_owned(),
        };
        tracing::error!(
            list,
            cause,
            "the refresh task has ended; it starts again in {} s",
            RESTART.as_secs()
        );
        tokio::time::sleep(RESTART).await;
    }
}

/// Refreshes a list, waits, and starts again.
async fn refresh_repeatedly(
    published: Arc<Published>,
    mut gatherer: Gatherer,
    client: Client,
    server: Arc<Server>,
    permits: Arc<Semaphore>,
) {
    let name = published.settings.name.clone();
    if let Some(list) = gatherer.remembered() {
        published.publish(list, now(), &server);
    }
    let (mut failures, mut known) = (0_u32, Vec::new());
    loop {
        let permit = permits.acquire().await;
        let report = gatherer.refresh(&client, now(), false).await;
        let kinds: Vec<_> = report
            .sources
            .iter()
            .map(|source| source.outcome.as_ref().err().map(Fault::kind))
            .collect();
        if kinds != known {
            for source in &report.sources {
                match &source.outcome {
                    Ok(count) => {
                        tracing::info!(list = name, source = source.source, count, "loaded");
                    }
                    Err(fault) => tracing::warn!(
                        list = name,
                        source = source.source,
                        kind = fault.kind(),
                        "{fault}"
                    ),
                }
            }
            known = kinds;
        }
        let (is_fresh, retry_after) = (report.is_fresh(), report.retry_after());
        // A list that lacks a source's part does not replace a list that has it.
        if !report.is_empty() && (report.is_whole() || published.current().is_none()) {
            let (published, server) = (Arc::clone(&published), Arc::clone(&server));
            let done =
                tokio::task::spawn_blocking(move || published.publish(report.list, now(), &server))
                    .await;
            if let Err(error) = done {
                tracing::error!(list = name, %error, "the documents could not be rendered");
            }
        }
        drop(permit);
        failures = if is_fresh {
            0
        } else {
            failures.saturating_add(1)
        };
        let wait = seconds_to_wait(published.settings.refresh, failures, retry_after);
        tokio::time::sleep(jittered(wait)).await;
    }
}

/// Returns the seconds until the next refresh: `every` after a success, less after the first
/// failures, and at least what a service asked for, which is at most a day.
fn seconds_to_wait(every: u64, failures: u32, retry_after: Option<u64>) -> u64 {
    const FIRST_RETRY: u64 = 60;
    match failures {
        0 => every,
        _ => every
            .min(FIRST_RETRY << (failures - 1).min(10))
            .max(retry_after.unwrap_or(0).min(LONGEST_PAUSE)),
    }
}

/// Returns a duration that is up to a tenth shorter or longer, so that lists do not load all at the
/// same moment.
fn jittered(seconds: u64) -> Duration {
    Duration::from_secs(seconds).mul_f64(0.9 + 0.2 * fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_service_delays_the_next_refresh_by_at_most_a_day() {
        for retry_after in [86_401, 1 << 40, u64::MAX] {
            for failures in [1, 2, u32::MAX] {
                let wait = seconds_to_wait(900, failures, Some(retry_after));
                assert_eq!(wait, LONGEST_PAUSE);
                assert!(jittered(wait) < Duration::from_secs(2 * LONGEST_PAUSE));
            }
        }
        assert_eq!(seconds_to_wait(900, 0, None), 900);
        assert_eq!(seconds_to_wait(900, 1, None), 60);
        assert_eq!(seconds_to_wait(900, 1, Some(120)), 120);
        assert_eq!(seconds_to_wait(900, 9, None), 900);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refresh_task_that_ends_starts_again() {
        let starts = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&starts);
        let supervisor = supervise("me", move || {
            let start = counted.fetch_add(1, Ordering::Relaxed);
            async move {
                match start {
                    0 => panic!("a fault of this program"),
                    1 => {}
                    _ => std::future::pending().await,
                }
            }
        });
        let hour = Duration::from_secs(60 * 60);
        assert!(tokio::time::timeout(hour, supervisor).await.is_err());
        assert_eq!(starts.load(Ordering::Relaxed), 3);
    }
}
