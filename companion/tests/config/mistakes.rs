//! What is wrong with settings.

use super::*;

/// A configuration that is whole but for what stands in place of `@`.
fn with(list: &str) -> String {
    format!("[server]\n\n[lists.me]\n{list}\nsources = [{{ type = \"document\", path = \"a\" }}]\n")
}

#[allow(clippy::too_many_lines)] // one table
#[test]
fn every_mistake_is_named_with_its_line_and_what_is_allowed() {
    let source = |source: &str| format!("[lists.me]\nsources = [\n  {{ {source} }},\n]\n");
    let cases = [
        (
            "colour = 1".to_owned(),
            "line 1: colour is no setting; allowed: server, lists, state, keys",
        ),
        (
            "[server]\nlisten = 8080".to_owned(),
            "line 2: server.listen = \"8080\" is not allowed; allowed: an address with a port",
        ),
        (
            "[server]\nport = 1".to_owned(),
            "line 2: server.port is no setting; allowed: listen, public_url,",
        ),
        (
            "[server]\npublic_url = \"groups.example\"".to_owned(),
            "line 2: server.public_url is not allowed; allowed: an http or https URL",
        ),
        (
            "[server]\nconnections = 0".to_owned(),
            "line 2: server.connections = \"0\" is not allowed; allowed: a whole number from 1 to",
        ),
        ("server = 3".to_owned(), "line 1: server is no table"),
        (
            with("refresh = \"soon\""),
            "line 4: lists.me.refresh = \"soon\" is not allowed; allowed: a duration from 1m to 30d",
        ),
        (
            with("refresh = \"1s\""),
            "line 4: lists.me.refresh = \"1s\" is not allowed",
        ),
        (
            with("private = true"),
            "line 4: lists.me.private = \"true\" is not allowed; allowed: hide, show",
        ),
        (
            with("exclude = 2083"),
            "line 4: lists.me.exclude is not allowed; allowed: a list of ids in quotes",
        ),
        (
            with("group_url = \"https://x.example/\""),
            "line 4: lists.me.group_url = \"https://x.example/\" is not allowed; allowed: an http or https URL with {id} or {name} in it",
        ),
        (
            with("lnaguage = \"de\""),
            "line 4: lists.me.lnaguage is no setting; allowed: language,",
        ),
        (
            "[lists.me]\n".to_owned(),
            "line 1: lists.me.sources is missing",
        ),
        (
            "[lists.metrics]\nsources = [{ type = \"document\", path = \"a\" }]".to_owned(),
            "line 1: lists.metrics is no name",
        ),
        (
            "[lists.Me]\nsources = [{ type = \"document\", path = \"a\" }]".to_owned(),
            "line 1: lists.Me is no name",
        ),
        (
            "[lists.a-dark]\nsources = [{ type = \"document\", path = \"a\" }]".to_owned(),
            "line 1: lists.a-dark is no name",
        ),
        (
            source("type = \"meetup\""),
            "line 3: lists.me.sources.0.type = \"meetup\" is not allowed; allowed: get-my-groups, document,",
        ),
        (
            source("user = \"octocat\""),
            "line 3: lists.me.sources.0.type is missing",
        ),
        (
            source("type = \"github\""),
            "line 3: lists.me.sources.0.user is missing",
        ),
        (
            source("type = \"github\", user = \"../x\""),
            "line 3: lists.me.sources.0.user = \"../x\" is not allowed",
        ),
        (
            source("type = \"github\", user = \"octocat\", user_id = 3"),
            "line 3: lists.me.sources.0.user_id is no setting; allowed: type, url, user, token, token_file",
        ),
        (
            source("type = \"buddypress\", url = \"https://b.example\", user_id = \"x\""),
            "line 3: lists.me.sources.0.user_id = \"x\" is not allowed",
        ),
        (
            source("type = \"document\""),
            "line 3: lists.me.sources.0.path or `url` is missing",
        ),
        (
            source("type = \"document\", path = \"a\", url = \"https://b.example\""),
            "line 3: lists.me.sources.0.path and `url` are both set",
        ),
        (
            source("type = \"command\", command = []"),
            "line 3: lists.me.sources.0.command is missing",
        ),
        (
            source("type = \"lemmy\", url = \"https://l.example\""),
            "line 3: lists.me.sources.0.token is missing",
        ),
        (
            source("type = \"lemmy\", url = \"https://l.example\", token_file = \"none\""),
            "line 3: lists.me.sources.0.token_file names /etc/my-groups/none, which cannot be read",
        ),
        (
            source("type = \"lemmy\", url = \"https://l.example\", token_file = \"lines\""),
            "line 3: lists.me.sources.0.token_file is empty or has more than one line",
        ),
        (
            source(
                "type = \"lemmy\", url = \"https://l.example\", token = \"a\", token_file = \"token\"",
            ),
            "line 3: lists.me.sources.0.token and `token_file` are both set",
        ),
        (
            source("type = \"open-collective\", slug = \"x\", roles = [\"FRIEND\"]"),
            "line 3: lists.me.sources.0.roles has one that there is not",
        ),
        (
            "[[keys]]\ntokens = []".to_owned(),
            "line 1: keys.0.api_key is missing",
        ),
        (
            "[[keys]]\napi_key = \"k\"\ntokens = [{ token = \"t\", list = \"you\" }]".to_owned(),
            "line 3: keys.0.tokens.0.list = \"you\" is not allowed; allowed: the name of a list",
        ),
        ("[server\n".to_owned(), "line 1: the file is no TOML:"),
        (
            "[server]\n\nlisten = \n".to_owned(),
            "line 3: the file is no TOML:",
        ),
        ("a = 1\na = 2".to_owned(), "line 2: the file is no TOML:"),
    ];
    for (file, expected) in cases {
        let mistakes = read(&file, &[], &[]).expect_err(&file);
        let said: Vec<_> = mistakes.iter().map(Mistake::to_string).collect();
        assert!(
            said.iter().any(|said| said.starts_with(expected)),
            "{file}\nexpected: {expected}\nsaid: {said:#?}"
        );
    }
}

#[test]
fn every_mistake_is_told_at_once() {
    let mistakes = read(
        "[server]\nlisten = 1\nport = 2\n[lists.me]\nrefresh = \"x\"\n",
        &[],
        &[],
    )
    .unwrap_err();
    assert_eq!(mistakes.len(), 4, "{mistakes:?}");
}

#[test]
fn a_variable_or_flag_that_names_no_setting_is_a_mistake() {
    for (variables, flags) in [
        (&[("MY_GROUPS_SERVER_PORT", "1")][..], &[][..]),
        (&[], &[("server.port", "1")]),
    ] {
        let mistakes = read("", variables, flags).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    }
}
