//! `[server]`.

use super::{
    reader::Reader,
    values::{HeaderName, One, PublicUrl, Seconds, Text, Whole},
};
use serde::Deserialize;
use std::{net::SocketAddr, path::PathBuf};
use url::Url;

/// How lists are served.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The public URL of the server. It is required for oEmbed and for links in iframes.
    pub public_url: Option<Url>,
    /// The folder that contains `my-groups-badge.js`, served as `/embed/`.
    pub embed_dir: Option<PathBuf>,
    /// The URL of the folder that contains `my-groups-badge.js`, if another server serves it.
    pub embed_url: Option<Url>,
    /// The header in which a proxy writes the client's address.
    pub client_header: Option<String>,
    /// The maximum number of simultaneous connections.
    pub connections: usize,
    /// The time limit, in seconds, for a client to send a request's header or to read a part of a
    /// response.
    pub timeout: u64,
}

const DEFAULTS: &str = "
listen = \"127.0.0.1:8080\"
connections = 1024
timeout = \"10s\"
";

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ServerTable {
    listen: Option<One<SocketAddr>>,
    public_url: Option<One<PublicUrl>>,
    embed_dir: Option<One<Text>>,
    embed_url: Option<One<PublicUrl>>,
    client_header: Option<One<HeaderName>>,
    connections: Option<One<Whole<1, 100_000>>>,
    timeout: Option<One<Seconds<1, 300>>>,
}

impl Server {
    /// Returns `None` if a mistake was recorded.
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let table: ServerTable = reader.table("server", DEFAULTS);
        Some(Self {
            listen: table.listen?.0,
            public_url: table.public_url.map(|url| url.0),
            embed_dir: table.embed_dir.map(|path| reader.folder.join(path.0)),
            embed_url: table.embed_url.map(|url| url.0),
            client_header: table.client_header.map(|name| name.0),
            connections: table.connections?.0,
            timeout: table.timeout?.0,
        })
    }
}
