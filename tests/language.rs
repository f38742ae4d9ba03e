//! Language: every word in every language, and words for the owner that say what to do.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::indexing_slicing)]

use my_groups_badge::{
    failure::{Config, Failure, Format, Network},
    language::{owner, words, words::TABLES},
};

#[test]
fn a_page_finds_its_language() {
    for (tag, expected) in [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE_at", "de"),
        ("zh-Hant-TW", "zh"),
        ("", "en"),
        ("tlh", "en"),
        ("d", "en"),
    ] {
        assert_eq!(words(tag).tag, expected, "{tag}");
    }
}

#[test]
fn no_language_lacks_a_word() {
    for table in TABLES {
        let plurals = [&table.members, &table.groups, &table.topics];
        let texts = [
            table.tag,
            table.heading,
            table.loading,
            table.empty,
            table.unavailable,
            table.founded,
            table.about,
            table.show_all,
            table.show_fewer,
            table.filter,
            table.no_match,
            table.as_of,
        ];
        let mut texts = texts
            .iter()
            .copied()
            .chain(plurals.iter().flat_map(|plural| plural.lines().lines()));
        assert!(texts.all(|text| !text.trim().is_empty()), "{table:?}");
        for plural in plurals {
            let other = plural.form("other").unwrap_or_default();
            assert!(other.contains("{n}"), "{table:?}");
        }
        for (text, place) in [
            (table.founded, "{date}"),
            (table.show_all, "{n}"),
            (table.as_of, "{time}"),
        ] {
            assert!(text.contains(place), "{table:?}");
        }
    }
}

#[test]
fn no_language_repeats_the_words_of_another() {
    for (at, table) in TABLES.iter().enumerate() {
        for other in &TABLES[at + 1..] {
            assert_ne!(table.tag, other.tag);
            assert_ne!(
                table.unavailable, other.unavailable,
                "{} {}",
                table.tag, other.tag
            );
        }
    }
}

#[test]
fn every_failure_is_explained_in_its_own_words() {
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
