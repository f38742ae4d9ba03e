//! A list that is served: its documents are made once for each refresh, in the background, and the
//! last good ones answer.

use super::{
    embed,
    encoded::{Encoded, Headers},
};
use crate::{
    config::{ListSettings, Server},
    fault::Fault,
    list::List,
    native::{client::Client, gather::Gatherer, now},
    render::{Kind, View},
    time::UnixTime,
    words::Language,
};
use axum::http::{HeaderValue, header};
use std::{
    sync::{Arc, RwLock},
    time::Duration,
};
use tokio::sync::Semaphore;

/// One list's place on the server.
pub struct Published {
    /// What is configured.
    pub settings: ListSettings,
    current: RwLock<Option<Arc<Current>>>,
}

/// What is served of a list now.
pub struct Current {
    /// The list itself, private groups included: for those whose token sees them.
    pub list: List,
    /// How many groups everybody sees.
    pub count: usize,
    /// When it was loaded.
    pub at: UnixTime,
    /// The page for iframes.
    pub embed: Encoded,
    documents: [Encoded; 5],
}

impl Current {
    /// A document.
    pub fn document(&self, kind: Kind) -> Option<&Encoded> {
        let place = Kind::ALL.iter().position(|other| *other == kind)?;
        self.documents.get(place)
    }
}

impl Published {
    /// A list that is not loaded yet.
    pub fn new(settings: ListSettings) -> Self {
        Self {
            settings,
            current: RwLock::new(None),
        }
    }

    /// What is served now; `None` until it was loaded once.
    pub fn current(&self) -> Option<Arc<Current>> {
        self.current
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// A public group's own address.
    pub fn address(&self, current: &Current, id: &str) -> Option<String> {
        let published = self.settings.selection.of(&current.list.entries);
        published
            .into_iter()
            .find(|entry| entry.group.id == id)?
            .group
            .url
            .clone()
    }

    /// Makes the documents of a list, and serves them from now on.
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

/// The headers that go with a document.
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

/// Refreshes a list again and again, with jitter. `permits` bounds how many lists do so at a time.
pub async fn keep_fresh(
    published: Arc<Published>,
    mut gatherer: Gatherer,
    client: Client,
    server: Arc<Server>,
    permits: Arc<Semaphore>,
) {
    const FIRST_RETRY: u64 = 60;
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
        // A list that lacks a source's part does not replace one that has it.
        if !report.is_empty() && (report.is_whole() || published.current().is_none()) {
            let (published, server) = (Arc::clone(&published), Arc::clone(&server));
            let done =
                tokio::task::spawn_blocking(move || published.publish(report.list, now(), &server))
                    .await;
            if let Err(error) = done {
                tracing::error!(list = name, %error, "the documents could not be made");
            }
        }
        drop(permit);
        failures = if is_fresh {
            0
        } else {
            failures.saturating_add(1)
        };
        let every = published.settings.refresh;
        let wait = match failures {
            0 => every,
            _ => every
                .min(FIRST_RETRY << (failures - 1).min(10))
                .max(retry_after.unwrap_or(0)),
        };
        tokio::time::sleep(jittered(wait)).await;
    }
}

/// Up to a tenth shorter or longer, so that lists do not ask all at once.
fn jittered(seconds: u64) -> Duration {
    Duration::from_secs(seconds).mul_f64(0.9 + 0.2 * fastrand::f64())
}
