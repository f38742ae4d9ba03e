use super::*;
use my_groups_core::{
    failure::Failure,
    wire::{self, Listing, Native},
};

fn listing(scenario: Scenario) -> Listing {
    let Reply::Response {
        status: 200, body, ..
    } = scenario.reply(0)
    else {
        panic!("{scenario:?} replies with a list");
    };
    wire::read(body.as_bytes(), None, &Native).unwrap()
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
fn a_failing_reply_fails_with_the_kind_that_names_it() {
    for (scenario, name, _) in ALL {
        if !scenario.is_failure() {
            continue;
        }
        let is_direct = scenario.source().len() > 1;
        let kind = match scenario.reply(0) {
            Reply::Response { status, body, .. } => {
                let failure = Failure::of_status(status, is_direct, None);
                let failure = failure.or_else(|| {
                    if body.len() > MAX_BODY {
                        return Some(Failure::TooLarge);
                    }
                    wire::read(body.as_bytes(), None, &Native).err()
                });
                failure.unwrap().kind()
            }
            Reply::Never => "timeout",
            Reply::Refused if scenario.source().is_empty() => "config",
            Reply::Refused if scenario == Scenario::Unsupported => "unsupported",
            Reply::Refused => "network",
        };
        assert_eq!(kind, name);
    }
}

#[test]
fn a_stale_list_fails_from_the_second_request_on() {
    assert_eq!(Scenario::Stale.reply(1), Scenario::Server.reply(0));
    assert_eq!(listing(Scenario::Stale).groups.len(), 7);
}
