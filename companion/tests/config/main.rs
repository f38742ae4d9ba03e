//! Settings: what is read, where each comes from, and that every mistake is named with its line and
//! what is allowed.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod mistakes;
use my_groups::config::{Config, Input, Mistake, tree::Origin};
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
        file: Some(file),
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
        file: Some(EXAMPLE),
        folder: Path::new("/etc/my-groups"),
        flags: BTreeMap::new(),
        variables: BTreeMap::new(),
        read_file: &|_| Ok("s3cret".into()),
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
api_key = "k3y"
tokens = [{ token = "t0k3n", list = "me", private = true }]
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
    let file = "[server]\nlisten = \"127.0.0.1:1\"\ntimeout = \"1s\"\nconnections = 1\n";
    let variables = [
        ("MY_GROUPS_SERVER_TIMEOUT", "2s"),
        ("MY_GROUPS_SERVER_CONNECTIONS", "2"),
    ];
    let config = read(file, &variables, &[("server.connections", "3")]).unwrap();
    let origin = |setting: &str| {
        let found = config
            .in_force
            .iter()
            .find(|found| found.setting == setting)
            .unwrap();
        (found.value.clone(), found.origin.clone())
    };
    assert_eq!((config.server.timeout, config.server.connections), (2, 3));
    assert_eq!(
        origin("server.listen"),
        ("\"127.0.0.1:1\"".into(), Origin::Line(2))
    );
    assert_eq!(
        origin("server.timeout").1,
        Origin::Variable("MY_GROUPS_SERVER_TIMEOUT".into())
    );
    assert_eq!(
        origin("server.connections").1,
        Origin::Flag("--set server.connections".into())
    );
    assert_eq!(origin("state"), ("\".my-groups\"".into(), Origin::Default));
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
    const SECRETS: [&str; 5] = [
        "s3cr3t-key",
        "s3cr3t-token",
        "fr0m-file",
        "s3cr3t-query",
        "s3cr3t-user",
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
fn what_is_remembered_of_a_source_is_forgotten_when_it_is_configured_otherwise() {
    let print = |token: &str| {
        let file = format!(
            "[lists.me]\nsources = [{{ type = \"lemmy\", url = \"https://l.example\", token = \"{token}\" }}]\n"
        );
        config(&file).lists[0].sources[0].fingerprint()
    };
    assert_eq!(print("a"), print("a"));
    assert_ne!(print("a"), print("b"));
}
