//! Every failure has its own message for the site's owner.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use my_groups_core::{
    failure::{Config, Failure, Format, Network},
    owner,
};

#[test]
fn every_failure_has_its_own_message() {
    let failures = [
        Failure::Config(Config::Missing(vec!["src"])),
        Failure::Config(Config::Missing(vec!["token"])),
        Failure::Config(Config::BadUrl("endpoint")),
        Failure::Token,
        Failure::ApiKey,
        Failure::RateLimited {
            status: 429,
            retry_after: Some(30),
        },
        Failure::RateLimited {
            status: 999,
            retry_after: None,
        },
        Failure::Server { status: 503 },
        Failure::Http { status: 418 },
        Failure::Network(Network::Unreachable),
        Failure::Network(Network::Policy),
        Failure::Network(Network::MixedContent),
        Failure::Network(Network::Redirect),
        Failure::Timeout { seconds: 10 },
        Failure::Format(Format::Html),
        Failure::Api {
            message: "No".into(),
        },
        Failure::TooLarge,
    ];
    let words: Vec<_> = failures.iter().map(owner::explain).collect();
    for (at, text) in words.iter().enumerate() {
        assert!(text.len() > 20 && !words[..at].contains(text), "{text}");
    }
    assert!(words[1].contains("token") && words[4].contains("404") && words[5].contains("30 s"));
}
