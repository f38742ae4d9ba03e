//! The cases of the benchmark, and the bound of each.

/// One measurement: something that a visitor waits for.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) network: Network,
    /// Whether the browser's cache is filled by earlier visits.
    pub(crate) is_warm: bool,
    pub(crate) groups: usize,
    /// The number of badges on the page. All have the same URL.
    pub(crate) badges: usize,
    /// The contestant that the badge is compared with.
    pub(crate) peer: &'static str,
    /// The maximum of the badge's time divided by the peer's time.
    pub(crate) limit: Option<f64>,
    /// The maximum duration of one task on the badge's page, in milliseconds.
    pub(crate) task_limit: Option<f64>,
}

/// The badge as two files, script and wasm.
pub(crate) const BADGE: &str = "badge";
/// The page of the recommended snippet without any script.
pub(crate) const NO_SCRIPT: &str = "no script";
/// The page of the recommended snippet without the tag that preloads the wasm.
pub(crate) const NO_PRELOAD: &str = "no preload";
/// The badge as one file with the wasm inside.
pub(crate) const ONE_FILE: &str = "badge, one file";

impl Case {
    /// Returns whether a contestant runs. The badge in one file differs only in how it is loaded.
    pub(crate) fn has(&self, contestant: &str) -> bool {
        match contestant {
            BADGE => true,
            NO_SCRIPT => self.kind == Kind::FirstPaint,
            NO_PRELOAD => self.kind == Kind::Preload,
            ONE_FILE => self.kind == Kind::Script && self.groups * self.badges == 17,
            _ => !matches!(self.kind, Kind::FirstPaint | Kind::Preload),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// From navigation until the last name is painted. The page contains only the script tag and the element.
    Script,
    /// The same for a page with the recommended snippet: it preloads the wasm, and its tag contains the list as static HTML.
    Snippet,
    /// From navigation until the last name of the static list is painted, on the page with the recommended snippet.
    Static,
    /// The same time as `Snippet`. The page is compared with the same page without the tag that preloads the wasm.
    Preload,
    /// The first contentful paint of the page with the recommended snippet.
    FirstPaint,
    /// From a change of the order until the list has a layout. The mean of sorting by name and restoring the order.
    Sort,
    /// From typing a word into the filter until the matching rows have a layout. The mean of filtering and showing all again.
    Filter,
    /// From `reload()` until the same list is rendered again, including the request.
    Reload,
}

/// The speed of the network and the processor, which DevTools limits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Network {
    /// A latency of 150 ms, 1.6 Mbit/s, and a processor 4 times slower.
    Slow4G,
    /// A latency of 60 ms and 9 Mbit/s.
    Fast4G,
    /// No limits.
    Unshaped,
    /// An unlimited network, and a processor 4 times slower.
    SlowProcessor,
}

/// A first visit to a page with the documented sample.
const COLD: Case = Case {
    name: "",
    kind: Kind::Script,
    network: Network::Unshaped,
    is_warm: false,
    groups: 17,
    badges: 1,
    peer: "Lit",
    limit: None,
    task_limit: None,
};

/// A later visit to such a page.
const WARM: Case = Case {
    is_warm: true,
    ..COLD
};

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "slow 4G, cold, recommended snippet",
        kind: Kind::Snippet,
        network: Network::Slow4G,
        limit: Some(1.80),
        ..COLD
    },
    Case {
        name: "slow 4G, cold, script tag alone",
        network: Network::Slow4G,
        limit: Some(2.10),
        ..COLD
    },
    Case {
        name: "slow 4G, cold, static list in the tag",
        kind: Kind::Static,
        network: Network::Slow4G,
        limit: Some(0.45),
        ..COLD
    },
    Case {
        name: "slow 4G, cold, first contentful paint",
        kind: Kind::FirstPaint,
        network: Network::Slow4G,
        peer: NO_SCRIPT,
        limit: Some(1.05),
        ..COLD
    },
    Case {
        name: "slow 4G, cold, preload",
        kind: Kind::Preload,
        network: Network::Slow4G,
        peer: NO_PRELOAD,
        limit: Some(1.0),
        ..COLD
    },
    Case {
        name: "slow 4G, warm",
        network: Network::Slow4G,
        limit: Some(1.10),
        ..WARM
    },
    Case {
        name: "fast 4G, cold, recommended snippet",
        kind: Kind::Snippet,
        network: Network::Fast4G,
        limit: Some(1.25),
        ..COLD
    },
    Case {
        name: "fast 4G, cold, script tag alone",
        network: Network::Fast4G,
        limit: Some(1.52),
        ..COLD
    },
    Case {
        name: "fast 4G, cold, static list in the tag",
        kind: Kind::Static,
        network: Network::Fast4G,
        limit: Some(0.45),
        ..COLD
    },
    Case {
        name: "fast 4G, cold, first contentful paint",
        kind: Kind::FirstPaint,
        network: Network::Fast4G,
        peer: NO_SCRIPT,
        limit: Some(1.05),
        ..COLD
    },
    Case {
        name: "fast 4G, cold, preload",
        kind: Kind::Preload,
        network: Network::Fast4G,
        peer: NO_PRELOAD,
        limit: Some(1.0),
        ..COLD
    },
    Case {
        name: "fast 4G, warm",
        network: Network::Fast4G,
        limit: Some(1.10),
        ..WARM
    },
    Case {
        name: "unshaped, cold",
        limit: Some(1.60),
        ..COLD
    },
    Case {
        name: "processor 4 times slower, cold, preload",
        kind: Kind::Preload,
        network: Network::SlowProcessor,
        peer: NO_PRELOAD,
        limit: Some(1.10),
        ..COLD
    },
    Case {
        name: "unshaped, warm",
        limit: Some(1.70),
        ..WARM
    },
    Case {
        name: "unshaped, warm, 20 badges of one address",
        badges: 20,
        limit: Some(1.05),
        ..WARM
    },
    Case {
        name: "unshaped, warm, 1,000 groups",
        groups: 1_000,
        limit: Some(2.00),
        ..WARM
    },
    Case {
        name: "processor 4 times slower, warm, 1,000 groups",
        network: Network::SlowProcessor,
        groups: 1_000,
        task_limit: Some(100.0),
        ..WARM
    },
    Case {
        name: "unshaped, warm, 10,000 groups",
        groups: 10_000,
        limit: Some(1.70),
        ..WARM
    },
    Case {
        name: "1,000 groups, sorted by name and back",
        kind: Kind::Sort,
        groups: 1_000,
        limit: Some(1.2),
        ..WARM
    },
    Case {
        name: "10,000 groups, sorted by name and back",
        kind: Kind::Sort,
        groups: 10_000,
        ..WARM
    },
    Case {
        name: "1,000 groups, filtered and all again",
        kind: Kind::Filter,
        groups: 1_000,
        limit: Some(1.00),
        ..WARM
    },
    Case {
        name: "10,000 groups, filtered and all again",
        kind: Kind::Filter,
        groups: 10_000,
        ..WARM
    },
    Case {
        name: "1,000 groups, reloaded",
        kind: Kind::Reload,
        groups: 1_000,
        limit: Some(1.45),
        ..WARM
    },
    Case {
        name: "10,000 groups, reloaded",
        kind: Kind::Reload,
        groups: 10_000,
        ..WARM
    },
];
