//! Settings: their values, where each one comes from, and that a mistake is named with its line and with
//! the allowed values.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod mistakes;
use my_groups::config::{Config, Input, Mistake, Origin};
use std::{collections::BTreeMap, io, path::Path};

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

fn read_file(path: &Path) -> io::Result<String> {
    match path.to_str() {
        Some("/etc/my-groups/token") => Ok("  fr0m-file\n".into()),
        Some("/etc/my-groups/lines") => Ok("two\nlines".into()),
        _ => Err(io::Error::from(io::ErrorKind::NotFound)),
    }
}

fn read(
    file: &str,
    variables: &[(&str, &str)],
    flags: &[(&str, &str)],
) -> Result<Config, Vec<Mistake>> {
    let folder = Path::new("/etc/my-groups");
    Config::read(Input {
        file: Some(file.as_bytes()),
        folder,
        flags: map(flags),
        variables: map(variables),
        read_file: &read_file,
    })
}

fn config(file: &str) -> Config {
    read(file, &[], &[]).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

const EXAMPLE: &str = include_str!("../../my-groups.example.toml");

#[test]
fn the_example_is_read() {
    let config = Config::read(Input {
        file: Some(EXAMPLE.as_bytes()),
        folder: Path::new("/etc/my-groups"),
        flags: BTreeMap::new(),
        variables: BTreeMap::new(),
        read_file: &|_| Ok("s3cret-0f-the-example".into()),
    });
    let config = config.unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    assert!(!config.lists.is_empty());
}

#[test]
fn the_specified_configuration_is_read() {
    let config = config(
        r#"
[server]
listen = "127.0.0.1:8080"
public_url = "https://groups.example"

[lists.me]
refresh = "15m"
private = "hide"
exclude = ["2083"]
sources = [
  { type = "get-my-groups", endpoint = "https://api.example/services/rest/", api_key = "k", token_file = "token" },
  { type = "document", path = "groups.json" },
  { type = "command", command = ["./my-list"] },
  { type = "buddypress", url = "https://blog.example", user_id = 7 },
  { type = "lemmy", url = "https://lemmy.example", token_file = "token" },
  { type = "github", user = "octocat", token_file = "token" },
]

[[keys]]
api_key = "k3y-of-the-app"
tokens = [{ token = "t0k3n-of-a-user", list = "me", private = true }]
"#,
    );
    assert_eq!(config.lists[0].sources.len(), 6);
    assert_eq!(
        (
            config.lists[0].refresh,
            config.lists[0].selection.show_private
        ),
        (900, false)
    );
    assert!(config.keys[0].tokens[0].private);
    let labels: Vec<_> = config.lists[0]
        .sources
        .iter()
        .map(my_groups::source::Settings::label)
        .collect();
    assert_eq!(
        labels,
        [
            "get-my-groups api.example",
            "document groups.json",
            "command ./my-list",
            "buddypress blog.example",
            "lemmy lemmy.example",
            "github octocat"
        ]
    );
}

#[test]
fn flags_come_before_variables_and_both_before_the_file() {
    let file = "[server]\nlisten = \"127.0.0.1:1\"\ntimeout = \"1s\"\nconnections = 1\n\
                [lists.me]\nsources = [{ type = \"github\", user = \"a\" }, {type = \"github\",\n user = \"b\" }]\n";
    let variables = [
        ("MY_GROUPS_SERVER_TIMEOUT", "2s"),
        ("MY_GROUPS_SERVER_CONNECTIONS", "2"),
        ("MY_GROUPS_LISTS_ME_SOURCES_1_USER", "c"),
    ];
    let config = read(file, &variables, &[("server.connections", "3")]).unwrap();
    let in_force = |setting: &str| {
        let found = config
            .in_force
            .iter()
            .find(|found| found.setting == setting)
            .unwrap_or_else(|| panic!("{setting}: {:#?}", config.in_force));
        (found.value.clone(), found.origin.clone())
    };
    assert_eq!((config.server.timeout, config.server.connections), (2, 3));
    let labels: Vec<_> = config.lists[0]
        .sources
        .iter()
        .map(my_groups::source::Settings::label)
        .collect();
    assert_eq!(labels, ["github a", "github c"]);
    let variable = |name: &str| Origin::Variable(format!("MY_GROUPS_{name}"));
    for (setting, value, origin) in [
        ("server.listen", "\"127.0.0.1:1\"", Origin::Line(2)),
        ("server.timeout", "\"2s\"", variable("SERVER_TIMEOUT")),
        (
            "server.connections",
            "\"3\"",
            Origin::Flag("--set server.connections".into()),
        ),
        ("state", "\".my-groups\"", Origin::Default),
        ("lists.me.refresh", "\"15m\"", Origin::Default),
        ("lists.me.sources.0.user", "\"a\"", Origin::Line(6)),
        (
            "lists.me.sources.0.url",
            "\"https://api.github.com/\"",
            Origin::Default,
        ),
        ("lists.me.sources.1.type", "\"github\"", Origin::Line(6)),
        (
            "lists.me.sources.1.user",
            "\"c\"",
            variable("LISTS_ME_SOURCES_1_USER"),
        ),
    ] {
        assert_eq!(in_force(setting), (value.to_owned(), origin), "{setting}");
    }
}

/// A list that a variable sets replaces the file's list: their tables are not mixed.
#[test]
fn a_whole_list_of_sources_replaces_the_earlier_one() {
    let file = "[lists.me]\nsources = [{ type = \"lemmy\", url = \"https://l.example\", token = \"a\" }, \
                { type = \"github\", user = \"a\" }]\n";
    let sources = r#"[{ type = "github", user = "b" }]"#;
    let variables = [("MY_GROUPS_LISTS_ME_SOURCES", sources)];
    let flags = [("lists.me.sources", sources)];
    for config in [
        read(file, &variables, &[]).unwrap(),
        read(file, &[], &flags).unwrap(),
    ] {
        assert_eq!(config.lists[0].sources.len(), 1);
        assert_eq!(config.lists[0].sources[0].label(), "github b");
    }
}

#[test]
fn the_example_shows_each_default() {
    let config = config("[lists.me]\nsources = [{ type = \"document\", path = \"a\" }]\n");
    let in_force = config.in_force.iter();
    let defaults: Vec<_> = in_force
        .filter(|setting| setting.origin == Origin::Default)
        .map(|default| {
            let (_, key) = default.setting.rsplit_once('.').unwrap_or_default();
            let key = if key.is_empty() {
                &default.setting
            } else {
                key
            };
            format!("{key} = {}", default.value)
        })
        .collect();
    assert_eq!(defaults.len(), 9, "{defaults:?}");
    for default in defaults {
        let is_shown = |line: &str| line.trim_start_matches("# ").starts_with(&default);
        assert!(EXAMPLE.lines().any(is_shown), "{default}");
    }
}

#[test]
fn a_setting_that_is_missing_in_a_list_of_a_variable_is_attributed_to_the_variable() {
    let file = "[lists.me]\nsources = [\n{ type = \"github\", user = \"a\" }]\n";
    for sources in [
        "[{ type = \"lemmy\" }]",
        "[{ type = \"buddypress\", url = \"https://b.example\" }]",
    ] {
        let mistakes = read(file, &[("MY_GROUPS_LISTS_ME_SOURCES", sources)], &[]).unwrap_err();
        for mistake in mistakes {
            let origin = Origin::Variable("MY_GROUPS_LISTS_ME_SOURCES".into());
            assert_eq!(mistake.origin, origin, "{mistake}");
        }
    }
}

#[test]
fn private_groups_are_shown_only_if_the_list_says_so() {
    for (line, shows) in [
        ("", false),
        ("private = \"hide\"", false),
        ("private = \"show\"", true),
    ] {
        let list =
            format!("[lists.me]\n{line}\nsources = [{{ type = \"document\", path = \"a\" }}]");
        assert_eq!(
            config(&list).lists[0].selection.show_private,
            shows,
            "{line}"
        );
    }
}

#[test]
fn a_heading_may_be_empty() {
    for (line, heading) in [
        ("", None),
        ("heading = \"\"", Some("")),
        ("heading = \"Clubs\"", Some("Clubs")),
    ] {
        let list =
            format!("[lists.me]\n{line}\nsources = [{{ type = \"document\", path = \"a\" }}]");
        assert_eq!(config(&list).lists[0].heading.as_deref(), heading, "{line}");
    }
}

#[test]
fn a_state_is_a_url_or_relative_to_the_file() {
    for (state, expected) in [
        ("", "/etc/my-groups/.my-groups"),
        ("state = \"a/b\"", "/etc/my-groups/a/b"),
        ("state = \"/a\"", "/a"),
        ("state = \"s3://bucket/a\"", "s3://bucket/a"),
    ] {
        assert_eq!(config(state).state, expected);
    }
}

#[test]
fn a_list_can_come_from_the_environment_alone() {
    let whole = [
        (
            "MY_GROUPS_LISTS_ME_SOURCES",
            r#"[{ type = "github", user = "octocat", token_file = "token" }]"#,
        ),
        ("MY_GROUPS_LISTS_ME_EXCLUDE", "1, 2"),
    ];
    let apart = [
        ("MY_GROUPS_LISTS_ME_SOURCES_0_TYPE", "github"),
        ("MY_GROUPS_LISTS_ME_SOURCES_0_USER", "octocat"),
        ("MY_GROUPS_LISTS_ME_SOURCES_0_TOKEN_FILE", "token"),
    ];
    for variables in [&whole[..], &apart[..]] {
        let config = read("", variables, &[]).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        assert_eq!(config.lists[0].name, "me");
        assert_eq!(config.lists[0].sources[0].label(), "github octocat");
    }
    assert_eq!(
        read("", &whole, &[]).unwrap().lists[0].selection.exclude,
        ["1", "2"]
    );
    let flags = [("lists.me.sources", r#"[{ type = "document", path = "a" }]"#)];
    assert_eq!(read("", &[], &flags).unwrap().lists[0].name, "me");
}

#[test]
fn a_secret_is_shown_nowhere() {
    const SECRETS: [&str; 6] = [
        "s3cr3t-key",
        "s3cr3t-token",
        "fr0m-file",
        "s3cr3t-query",
        "s3cr3t-user",
        "s3cr3t-argument",
    ];
    let config = config(
        r#"
[lists.me]
sources = [
  { type = "get-my-groups", endpoint = "https://s3cr3t-user:s3cr3t-user@api.example/?x=s3cr3t-query", api_key = "s3cr3t-key", token_file = "token" },
  { type = "lemmy", url = "https://lemmy.example", token = "s3cr3t-token" },
]
[[keys]]
api_key = "s3cr3t-key"
tokens = [{ token = "s3cr3t-token", list = "me" }]
[lists.two]
sources = [{ type = "command", command = ["./list", "s3cr3t-argument", "s3cr3t-argument"] }]
"#,
    );
    let settings: Vec<_> = config
        .in_force
        .iter()
        .map(|found| format!("{} = {} # {}", found.setting, found.value, found.origin))
        .collect();
    assert!(
        settings.contains(&"lists.me.sources.0.token_file = \"***\" # line 4".to_owned()),
        "{settings:#?}"
    );
    let labels: Vec<_> = config.lists[0]
        .sources
        .iter()
        .map(my_groups::source::Settings::label)
        .collect();
    for secret in SECRETS {
        assert!(!settings.join("\n").contains(secret), "{secret}");
        assert!(!labels.join("\n").contains(secret), "{secret}");
        assert!(!format!("{:?}", config.keys).contains(secret), "{secret}");
    }
}

#[test]
fn the_name_of_the_state_changes_with_the_settings_of_the_source() {
    let print = |token: &str| {
        let file = format!(
            "[lists.me]\nsources = [{{ type = \"lemmy\", url = \"https://l.example\", token = \"{token}\" }}]\n"
        );
        config(&file).lists[0].sources[0].fingerprint()
    };
    assert_eq!(print("a"), print("a"));
    assert_ne!(print("a"), print("b"));
}
