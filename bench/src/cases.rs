//! What is measured, and what the project holds itself to.

/// One thing that a visitor waits for.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) network: Network,
    /// Whether the visitor has been there before.
    pub(crate) is_warm: bool,
    pub(crate) groups: usize,
    /// Badges on the page, all of one address.
    pub(crate) badges: usize,
    /// The most that the badge may take, as a part of what Lit takes.
    pub(crate) limit: Option<f64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// From navigation until the last name is painted.
    Load,
    /// The same, and the badge's page has the README's line that has the wasm fetched at once.
    Preload,
    /// The same, and the badge's page has the list as plain HTML in the tag.
    Static,
    /// From a change of the order until the list stands laid out; the mean of by name and back.
    Sort,
    /// From a word in the filter until the rows that match are laid out; the mean of that and of all again.
    Filter,
    /// From `reload()` until the same list stands there again, the answer's way included.
    Reload,
}

/// The network and the processor, by DevTools.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Network {
    /// 150 ms, 1.6 Mbit/s, the processor 4 times slower.
    Slow4G,
    /// 60 ms, 9 Mbit/s.
    Fast4G,
    /// As it is.
    Unshaped,
    /// As it is, the processor 4 times slower.
    SlowProcessor,
}

const LOAD: Case = Case {
    name: "",
    kind: Kind::Load,
    network: Network::Unshaped,
    is_warm: false,
    groups: 17,
    badges: 1,
    limit: None,
};

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "slow 4G, cold, sample",
        network: Network::Slow4G,
        limit: Some(1.35),
        ..LOAD
    },
    Case {
        name: "slow 4G, cold, sample, preload",
        kind: Kind::Preload,
        network: Network::Slow4G,
        ..LOAD
    },
    Case {
        name: "slow 4G, cold, static list in the tag",
        kind: Kind::Static,
        network: Network::Slow4G,
        limit: Some(0.7),
        ..LOAD
    },
    Case {
        name: "slow 4G, warm, sample",
        network: Network::Slow4G,
        is_warm: true,
        limit: Some(1.05),
        ..LOAD
    },
    Case {
        name: "fast 4G, cold, sample",
        network: Network::Fast4G,
        limit: Some(1.15),
        ..LOAD
    },
    Case {
        name: "fast 4G, cold, sample, preload",
        kind: Kind::Preload,
        network: Network::Fast4G,
        ..LOAD
    },
    Case {
        name: "fast 4G, cold, static list in the tag",
        kind: Kind::Static,
        network: Network::Fast4G,
        limit: Some(0.7),
        ..LOAD
    },
    Case {
        name: "fast 4G, warm, sample",
        network: Network::Fast4G,
        is_warm: true,
        limit: Some(1.05),
        ..LOAD
    },
    Case {
        name: "unshaped, cold, sample",
        ..LOAD
    },
    Case {
        name: "unshaped, warm, sample",
        is_warm: true,
        limit: Some(1.05),
        ..LOAD
    },
    Case {
        name: "unshaped, warm, 20 badges of one address",
        is_warm: true,
        badges: 20,
        limit: Some(1.0),
        ..LOAD
    },
    Case {
        name: "unshaped, warm, 1,000 groups",
        is_warm: true,
        groups: 1_000,
        ..LOAD
    },
    Case {
        name: "processor 4 times slower, warm, 1,000 groups",
        network: Network::SlowProcessor,
        is_warm: true,
        groups: 1_000,
        ..LOAD
    },
    Case {
        name: "unshaped, warm, 10,000 groups",
        is_warm: true,
        groups: 10_000,
        limit: Some(1.0),
        ..LOAD
    },
    Case {
        name: "1,000 groups, sorted by name and back",
        kind: Kind::Sort,
        is_warm: true,
        groups: 1_000,
        limit: Some(1.0),
        ..LOAD
    },
    Case {
        name: "10,000 groups, sorted by name and back",
        kind: Kind::Sort,
        is_warm: true,
        groups: 10_000,
        ..LOAD
    },
    Case {
        name: "1,000 groups, filtered and all again",
        kind: Kind::Filter,
        is_warm: true,
        groups: 1_000,
        ..LOAD
    },
    Case {
        name: "10,000 groups, filtered and all again",
        kind: Kind::Filter,
        is_warm: true,
        groups: 10_000,
        ..LOAD
    },
    Case {
        name: "1,000 groups, reloaded",
        kind: Kind::Reload,
        is_warm: true,
        groups: 1_000,
        ..LOAD
    },
    Case {
        name: "10,000 groups, reloaded",
        kind: Kind::Reload,
        is_warm: true,
        groups: 10_000,
        ..LOAD
    },
];
