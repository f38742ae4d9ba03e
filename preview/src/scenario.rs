//! The states that a visitor can meet, and the answers that bring them about. Pure: `simulator` gives the answers.

use crate::settings::{Attributes, SAMPLE};
use my_groups_badge::{
    failure::MAX_BODY,
    options::{API_KEY, ENDPOINT, SRC, TOKEN},
};
use serde_json::{Value, json};

/// The made-up folder, beside the page, whose addresses are answered inside it.
pub(crate) const FOLDER: &str = "simulator/";

/// What the server, or the browser, does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// The documented sample: a file, and nothing simulated.
    #[default]
    List,
    Empty,
    One,
    Thousand,
    Private,
    Hostile,
    Slow,
    /// The first answer is a list, every later one a failure.
    Stale,
    Config,
    Token,
    ApiKey,
    RateLimited,
    Server,
    Http,
    Network,
    Timeout,
    Format,
    Api,
    TooLarge,
    /// Nothing is answered: the browser has no WebAssembly.
    Unsupported,
}

/// Each with its name in a link, and its label. A failure's name is its `detail.kind`.
pub(crate) const ALL: [(Scenario, &str, &str); 20] = [
    (Scenario::List, "list", "The documented sample"),
    (Scenario::Empty, "empty", "No groups"),
    (Scenario::One, "one", "One group"),
    (Scenario::Thousand, "thousand", "A thousand groups"),
    (Scenario::Private, "private", "Private groups among them"),
    (Scenario::Hostile, "hostile", "Hostile names"),
    (Scenario::Slow, "slow", "A slow server (4 s)"),
    (Scenario::Stale, "stale", "A list, then a failing reload"),
    (Scenario::Config, "config", "No address set"),
    (Scenario::Token, "token", "A wrong token (403)"),
    (Scenario::ApiKey, "api-key", "A wrong api_key (404)"),
    (
        Scenario::RateLimited,
        "rate-limited",
        "Too many requests (429)",
    ),
    (Scenario::Server, "server", "A broken server (503)"),
    (Scenario::Http, "http", "Gone (410)"),
    (Scenario::Network, "network", "No answer"),
    (
        Scenario::Timeout,
        "timeout",
        "No answer in time (see timeout)",
    ),
    (Scenario::Format, "format", "An HTML page instead"),
    (Scenario::Api, "api", "A failure from the API"),
    (Scenario::TooLarge, "too-large", "More than 4 MiB"),
    (
        Scenario::Unsupported,
        "unsupported",
        "A browser without WebAssembly",
    ),
];

/// One answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A response.
    Response {
        /// Its HTTP status.
        status: u16,
        /// Its `Retry-After`.
        retry_after: Option<&'static str>,
        /// Its body.
        body: String,
        /// Milliseconds until it comes.
        after: u32,
    },
    /// The connection fails.
    Refused,
    /// The connection stands, and nothing comes.
    Never,
}

impl Scenario {
    /// Whether it ends in a list or in a failure.
    pub(crate) fn is_failure(self) -> bool {
        !matches!(
            self,
            Self::List
                | Self::Empty
                | Self::One
                | Self::Thousand
                | Self::Private
                | Self::Hostile
                | Self::Slow
                | Self::Stale
        )
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        ALL.iter()
            .find(|(scenario, ..)| *scenario == self)
            .map_or("list", |(_, name, _)| name)
    }

    /// The attributes by which a badge meets it. A 404 speaks of the key only where the API itself is asked.
    pub(crate) fn source(self) -> Attributes {
        let address = format!("{FOLDER}{}", self.name());
        match self {
            Self::List | Self::Unsupported => vec![(SRC.name, SAMPLE.into())],
            Self::Config => Vec::new(),
            Self::Token | Self::ApiKey => vec![
                (ENDPOINT.name, address),
                (API_KEY.name, "KEY".into()),
                (TOKEN.name, "TOKEN".into()),
            ],
            _ => vec![(SRC.name, address)],
        }
    }

    /// What is answered to the request after `earlier` others.
    pub(crate) fn answer(self, earlier: u32) -> Answer {
        const MOMENT: u32 = 250;
        let response = |status, body: String| Answer::Response {
            status,
            retry_after: None,
            body,
            after: MOMENT,
        };
        let list = |groups: Vec<Value>| {
            let list = json!({"rsp": {"stat": "ok", "version": 1, "group": groups}});
            response(200, list.to_string())
        };
        match self {
            Self::Empty => list(Vec::new()),
            Self::One => list(some(1)),
            Self::Thousand => list(some(1000)),
            Self::Private => list(private()),
            Self::Hostile => list(hostile()),
            Self::Slow => match list(some(7)) {
                Answer::Response { status, body, .. } => Answer::Response {
                    status,
                    retry_after: None,
                    body,
                    after: 4000,
                },
                other => other,
            },
            Self::Stale if earlier == 0 => list(some(7)),
            Self::Stale | Self::Server => response(503, String::new()),
            Self::Token => response(403, String::new()),
            Self::ApiKey => response(404, String::new()),
            Self::RateLimited => Answer::Response {
                status: 429,
                retry_after: Some("120"),
                body: String::new(),
                after: MOMENT,
            },
            Self::Http => response(410, String::new()),
            Self::Timeout => Answer::Never,
            Self::Format => response(200, "<!doctype html><title>Log in</title>".into()),
            Self::Api => response(
                200,
                json!({"rsp": {"stat": "fail", "error": {"msg": "The service is down for maintenance"}}})
                    .to_string(),
            ),
            Self::TooLarge => response(200, " ".repeat(MAX_BODY + 1)),
            Self::List | Self::Config | Self::Unsupported | Self::Network => Answer::Refused,
        }
    }
}

/// So many groups, each a bit different.
fn some(count: u32) -> Vec<Value> {
    const TOWNS: [&str; 8] = [
        "Austin", "Lisbon", "Kyoto", "Berlin", "Nairobi", "Bogotá", "Oslo", "Perth",
    ];
    const INTERESTS: [&str; 7] = [
        "Jazz Nights",
        "Trail Runners",
        "Rust Meetup",
        "Film Club",
        "Board Games",
        "Choir",
        "Street Food",
    ];
    let name = |number: u32| {
        let town = TOWNS.iter().cycle().nth(number as usize);
        let interest = INTERESTS.iter().cycle().nth(number as usize);
        let pair = town.zip(interest);
        let series = match number / 56 {
            0 => String::new(),
            series => format!(" {}", series + 1),
        };
        pair.map_or_else(String::new, |(town, interest)| {
            format!("{town} {interest}{series}")
        })
    };
    (0..count)
        .map(|number| {
            json!({
                "id": 1000 + number,
                "name": name(number),
                "description": "We meet every other week, and newcomers are welcome.",
                "is_private": 0,
                "member_count": 1 + number * 7919 % 3001,
                "topic_count": number % 13,
                "timestamp": format!("20{:02}-{:02}-15 19:00:00", 5 + number % 15, 1 + number % 12),
            })
        })
        .collect()
}

/// Five groups, three of them private.
fn private() -> Vec<Value> {
    let mut groups = some(5);
    for (group, name) in
        groups
            .iter_mut()
            .step_by(2)
            .zip(["Family", "Support Group", "Surprise Party for Em"])
    {
        if let Some(group) = group.as_object_mut() {
            group.insert("name".into(), name.into());
            group.insert("is_private".into(), 1.into());
        }
    }
    groups
}

/// Names that try to be more than text, or that no layout expects.
fn hostile() -> Vec<Value> {
    let names = [
        json!("<script>alert(1)</script>"),
        json!("&lt;script&gt;alert(1)&lt;/script&gt;"),
        json!("\"><img src=x onerror=alert(1)>"),
        json!("Rock &amp;amp; Roll &lt;b&gt;"),
        json!("\u{202e}gnp.exe\u{202c} right to left"),
        json!("محبو القهوة في برلين (Berlin)"),
        json!(
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenliebhaberinnenundliebhaber"
        ),
        json!(
            "Z\u{0351}\u{036b}\u{0343}a\u{0348}\u{030a}l\u{0353}\u{0305}g\u{0354}\u{0352}o\u{0345}"
        ),
        json!("👩‍👩‍👧‍👦🏳️‍🌈 Families"),
        json!("two\r\nlines\tand a tab"),
        json!(1984),
        json!("javascript:alert(1)"),
        json!(""),
    ];
    names
        .into_iter()
        .zip(1u64..)
        .map(|(name, id)| {
            json!({
                "id": id,
                "name": name,
                "description": "<a href=\"javascript:alert(1)\">Click</a> <b>me</b>",
                "is_private": 0,
                "member_count": if id % 2 == 0 { json!("12345678") } else { json!(id) },
                "topic_count": id,
                "timestamp": "0000-00-00 00:00:00",
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use my_groups_badge::{
        failure::Failure,
        wire::{self, Listing},
    };

    fn listing(scenario: Scenario) -> Listing {
        let Answer::Response {
            status: 200, body, ..
        } = scenario.answer(0)
        else {
            panic!("{scenario:?} answers with a list");
        };
        wire::read(body.as_bytes(), None, |_| panic!("it is JSON")).unwrap()
    }

    #[test]
    fn every_scenario_is_named_once() {
        let mut names: Vec<_> = ALL.iter().map(|(_, name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn the_lists_are_as_long_as_they_say() {
        for (scenario, count) in [
            (Scenario::Empty, 0),
            (Scenario::One, 1),
            (Scenario::Thousand, 1000),
            (Scenario::Private, 5),
            (Scenario::Slow, 7),
        ] {
            assert_eq!(listing(scenario).groups.len(), count, "{scenario:?}");
        }
        let private = listing(Scenario::Private).groups;
        assert_eq!(private.iter().filter(|group| group.is_private).count(), 3);
        let hostile = listing(Scenario::Hostile);
        assert_eq!((hostile.groups.len(), hostile.left_out), (12, 1));
    }

    #[test]
    fn a_failing_answer_fails_with_the_kind_that_names_it() {
        for (scenario, name, _) in ALL {
            if !scenario.is_failure() {
                continue;
            }
            let is_direct = scenario.source().len() > 1;
            let kind = match scenario.answer(0) {
                Answer::Response { status, body, .. } => {
                    let failure = Failure::of_status(status, is_direct, None);
                    let failure = failure.or_else(|| {
                        if body.len() > MAX_BODY {
                            return Some(Failure::TooLarge);
                        }
                        wire::read(body.as_bytes(), None, |_| panic!("it is JSON")).err()
                    });
                    failure.unwrap().kind()
                }
                Answer::Never => "timeout",
                Answer::Refused if scenario.source().is_empty() => "config",
                Answer::Refused if scenario == Scenario::Unsupported => "unsupported",
                Answer::Refused => "network",
            };
            assert_eq!(kind, name);
        }
    }

    #[test]
    fn a_stale_list_fails_from_the_second_request_on() {
        assert_eq!(Scenario::Stale.answer(1), Scenario::Server.answer(0));
        assert_eq!(listing(Scenario::Stale).groups.len(), 7);
    }
}
