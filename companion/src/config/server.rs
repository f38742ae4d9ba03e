//! `[server]`.

use super::section::Section;
use std::{net::SocketAddr, path::PathBuf};
use url::Url;

/// How lists are served.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address that is listened on.
    pub listen: SocketAddr,
    /// How pages reach it; needed for oEmbed and for links in iframes.
    pub public_url: Option<Url>,
    /// The folder that holds `my-groups-badge.js`, served as `/embed/`.
    pub embed_dir: Option<PathBuf>,
    /// Where `my-groups-badge.js` is served otherwise: the folder's address.
    pub embed_url: Option<Url>,
    /// Connections at a time.
    pub connections: usize,
    /// Seconds that a request's header may take to come.
    pub timeout: u64,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            embed_dir: None,
            embed_url: None,
            connections: 1024,
            timeout: 10,
        }
    }
}

impl Server {
    pub(super) fn read(mut section: Section<'_, '_>) -> Self {
        let default = Self::default();
        let allowed = "an address with a port, such as 127.0.0.1:8080 or [::]:8080";
        let read = |text: &str| text.parse().ok();
        let server = Self {
            listen: section.checked(
                "listen",
                allowed,
                (default.listen, "\"127.0.0.1:8080\""),
                read,
            ),
            public_url: section.url("public_url"),
            embed_dir: section.file("embed_dir"),
            embed_url: section.url("embed_url"),
            connections: section
                .whole("connections", Some(1024), 1, 100_000)
                .and_then(|connections| connections.try_into().ok())
                .unwrap_or(default.connections),
            timeout: section.duration("timeout", "10s", "1s", "5m"),
        };
        section.finish();
        server
    }
}
