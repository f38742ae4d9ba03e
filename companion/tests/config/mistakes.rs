//! Mistakes in the settings.

use super::*;

/// A configuration that is complete, with a line in its list.
fn with(line: &str) -> String {
    format!("[server]\n\n[lists.me]\n{line}\nsources = [{{ type = \"document\", path = \"a\" }}]\n")
}

/// A configuration of one source.
fn source(source: &str) -> String {
    format!("[lists.me]\nsources = [\n  {{ {source} }},\n]\n")
}

/// Reads a configuration that has a mistake; the mistake names a line, a setting, and every word.
fn assert_mistake(file: &str, line: usize, setting: &str, words: &[&str]) {
    let mistakes = read(file, &[], &[]).expect_err(file);
    let is_named = |mistake: &Mistake| {
        mistake.origin == Origin::Line(line)
            && mistake.setting == setting
            && words.iter().all(|word| mistake.message.contains(word))
    };
    assert!(
        mistakes.iter().any(is_named),
        "{file}\nexpected: line {line}, {setting}, {words:?}\nfound: {mistakes:#?}"
    );
    let found = mistakes.iter().filter(|mistake| mistake.setting == setting);
    assert_eq!(
        found.count(),
        1,
        "each mistake is named once: {mistakes:#?}"
    );
}

#[test]
fn a_mistake_of_the_server_is_named_with_line_and_allowed_values() {
    let server = |line: &str| format!("[server]\n{line}");
    let cases: [(&str, &str, &[&str]); 12] = [
        (
            "listen = 8080",
            "server.listen",
            &["8080", "127.0.0.1:8080"],
        ),
        ("listen = [1]", "server.listen", &["127.0.0.1:8080"]),
        ("port = 1", "server.port", &["listen, public_url"]),
        (
            "public_url = \"groups.example\"",
            "server.public_url",
            &["http or https"],
        ),
        (
            "public_url = \"https://u:p@groups.example\"",
            "server.public_url",
            &["user"],
        ),
        (
            "public_url = \"https://u@groups.example\"",
            "server.public_url",
            &["user"],
        ),
        (
            "public_url = \"https://groups.example/?key=1\"",
            "server.public_url",
            &["query"],
        ),
        (
            "embed_url = \"https://u:p@cdn.example/\"",
            "server.embed_url",
            &["user"],
        ),
        (
            "connections = 0",
            "server.connections",
            &["0", "from 1 to 100000"],
        ),
        (
            "connections = \"many\"",
            "server.connections",
            &["many", "from 1 to 100000"],
        ),
        (
            "timeout = \"1h\"",
            "server.timeout",
            &["1h", "from 1s to 5m"],
        ),
        (
            "client_header = \"x: y\"",
            "server.client_header",
            &["x-forwarded-for"],
        ),
    ];
    for (line, setting, words) in cases {
        assert_mistake(&server(line), 2, setting, words);
    }
    assert_mistake("server = 3", 1, "server", &["table"]);
    assert_mistake("state = \" \"", 1, "state", &["not empty"]);
    for setting in ["keys", "lists"] {
        assert_mistake(&format!("{setting} = [\"a\"]"), 1, setting, &["tables"]);
    }
    assert_mistake("colour = 1", 1, "colour", &["server, lists, state, keys"]);
}

#[test]
fn a_mistake_of_a_list_is_named_with_line_and_allowed_values() {
    let cases: [(&str, &str, &[&str]); 10] = [
        ("heading = [\"a\"]", "heading", &["a text"]),
        (
            "refresh = \"soon\"",
            "refresh",
            &["soon", "from 1m to 30d", "15m"],
        ),
        ("refresh = \"1s\"", "refresh", &["1s", "from 1m"]),
        ("private = true", "private", &["true", "hide, show"]),
        ("exclude = 2083", "exclude", &["list", "ids"]),
        ("image_rows = 501", "image_rows", &["501", "from 1 to 500"]),
        (
            "group_url = \"https://x.example/\"",
            "group_url",
            &["{id}", "{name}"],
        ),
        (
            "group_url = \"https://u:p@x.example/{id}\"",
            "group_url",
            &["user"],
        ),
        ("lnaguage = \"de\"", "lnaguage", &["language"]),
        ("language = \"d e\"", "language", &["d e", "pt-BR"]),
    ];
    for (line, setting, words) in cases {
        assert_mistake(&with(line), 4, &format!("lists.me.{setting}"), words);
    }
    assert_mistake("[lists.me]\n", 1, "lists.me.sources", &["missing"]);
    assert_mistake(
        "[lists.me]\nsources = []\n",
        2,
        "lists.me.sources",
        &["missing"],
    );
    assert_mistake(
        "[lists.me]\nsources = 3\n",
        2,
        "lists.me.sources",
        &["tables"],
    );
    let list =
        |name: &str| format!("[lists.{name}]\nsources = [{{ type = \"document\", path = \"a\" }}]");
    for name in ["a", "a1-b", "7", "embedded", &"x".repeat(64)] {
        assert_eq!(config(&list(name)).lists[0].name, name);
    }
    let long = "x".repeat(65);
    for name in [
        "metrics", "readyz", "Me", "a-dark", "-a", "\"a.b\"", "\"\"", "a_b", &long,
    ] {
        let file = list(name);
        let setting = format!("lists.{}", name.trim_matches('"'));
        assert_mistake(&file, 1, &setting, &["a-z"]);
    }
}

#[test]
fn a_mistake_of_a_source_is_named_with_line_and_allowed_values() {
    let cases: [(&str, &str, &[&str]); 21] = [
        (
            "type = \"meetup\"",
            "type",
            &["meetup", "get-my-groups, document"],
        ),
        (
            "user = \"octocat\"",
            "type",
            &["missing", "get-my-groups, document"],
        ),
        ("type = \"github\"", "user", &["missing"]),
        (
            "type = \"github\", user = \"../x\"",
            "user",
            &["../x", "letters"],
        ),
        (
            "type = \"github\", user = \"octocat\", user_id = 3",
            "user_id",
            &["type, url, user, token, token_file"],
        ),
        (
            "type = \"buddypress\", url = \"https://b.example\", user_id = \"alice\"",
            "user_id",
            &["alice", "number", "user_id="],
        ),
        (
            "type = \"buddypress\", url = \"https://b.example\", user_id = 0",
            "user_id",
            &["0", "from 1"],
        ),
        ("type = \"buddypress\", user_id = 1", "url", &["missing"]),
        ("type = \"document\"", "url", &["missing"]),
        (
            "type = \"document\", path = \"a\", url = \"https://b.example\"",
            "path",
            &["`url`"],
        ),
        (
            "type = \"document\", url = \"ftp://b.example\"",
            "url",
            &["http or https"],
        ),
        ("type = \"command\", command = []", "command", &["missing"]),
        ("type = \"command\"", "command", &["missing"]),
        (
            "type = \"lemmy\", url = \"https://l.example\", token = \"a\", nsfw = \"maybe\"",
            "nsfw",
            &["maybe", "true, false"],
        ),
        (
            "type = \"command\", command = 3",
            "command",
            &["3", "a program and its arguments"],
        ),
        (
            "type = \"lemmy\", url = \"https://l.example\"",
            "token",
            &["missing"],
        ),
        (
            "type = \"lemmy\", url = \"https://l.example\", token_file = \"none\"",
            "token_file",
            &["/etc/my-groups/none"],
        ),
        (
            "type = \"lemmy\", url = \"https://l.example\", token_file = \"lines\"",
            "token_file",
            &["one line"],
        ),
        (
            "type = \"lemmy\", url = \"https://l.example\", token = \"a\", token_file = \"token\"",
            "token",
            &["`token_file`"],
        ),
        (
            "type = \"get-my-groups\", endpoint = \"https://a.example\", api_key = \"a\", token = \"b\", format = \"csv\"",
            "format",
            &["csv", "json, xml"],
        ),
        (
            "type = \"open-collective\", slug = \"x\", roles = [\"FRIEND\"]",
            "roles",
            &["ADMIN, MEMBER"],
        ),
    ];
    for (line, setting, words) in cases {
        let setting = format!("lists.me.sources.0.{setting}");
        assert_mistake(&source(line), 3, &setting, words);
    }
}

#[test]
fn a_mistake_of_a_key_is_named_with_line_and_allowed_values() {
    let list = "[lists.me]\nsources = [{ type = \"document\", path = \"a\" }]\n";
    let key = |lines: &str| format!("{list}[[keys]]\n{lines}");
    assert_mistake("[[keys]]\ntokens = []", 1, "keys.0.api_key", &["missing"]);
    let cases: [(&str, usize, &str, &[&str]); 5] = [
        (
            "api_key = \"long-enough\"\ntokens = [{ token = \"long-enough-too\", list = \"you\" }]",
            5,
            "keys.0.tokens.0.list",
            &["you", "me"],
        ),
        ("api_key = \"k\"", 4, "keys.0.api_key", &["short", "8"]),
        (
            "api_key = \"1234567\"",
            4,
            "keys.0.api_key",
            &["short", "8"],
        ),
        (
            "api_key = \"long-enough\"\ntokens = [{ token = \"t\", list = \"me\" }]",
            5,
            "keys.0.tokens.0.token",
            &["short", "12"],
        ),
        (
            "api_key = \"long-enough\"\ntokens = [{ token = \"12345678901\", list = \"me\" }]",
            5,
            "keys.0.tokens.0.token",
            &["short", "12"],
        ),
    ];
    for (lines, line, setting, words) in cases {
        assert_mistake(&key(lines), line, setting, words);
    }
    let shortest = "api_key = \"12345678\"\ntokens = [{ token = \"123456789012\", list = \"me\" }]";
    assert_eq!(config(&key(shortest)).keys[0].tokens.len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_line() {
    for (file, line, words) in [
        ("[server\n", 1, &["TOML"][..]),
        ("[server]\n\nlisten = \n", 3, &["TOML"]),
        ("a = 1\na = 2", 2, &["duplicate key", "`a`"]),
        (
            "[lists.me]\nrefresh = \"1m\"\nrefresh = \"2m\"",
            3,
            &["duplicate key", "`refresh`"],
        ),
        (
            "[server]\n[lists]\n[server]\n",
            3,
            &["duplicate key", "server"],
        ),
    ] {
        assert_mistake(file, line, "the file", words);
    }
    let folder = Path::new("");
    let mistakes = Config::read(Input {
        file: Some(b"# a\n# b\nstate = \"\xff\"\n"),
        folder,
        flags: BTreeMap::new(),
        variables: BTreeMap::new(),
        read_file: &read_file,
    })
    .unwrap_err();
    assert_eq!(mistakes[0].origin, Origin::Line(3));
    assert!(mistakes[0].message.contains("UTF-8"), "{mistakes:?}");
}

#[test]
fn all_mistakes_are_named_at_once() {
    let file = "[server]\nlisten = 1\nport = 2\n[lists.me]\nrefresh = \"x\"\n\
                [lists.you]\nsources = [{ type = \"buddypress\" }]\n";
    let mistakes = read(file, &[], &[]).unwrap_err();
    let settings: Vec<_> = mistakes
        .iter()
        .map(|mistake| mistake.setting.as_str())
        .collect();
    assert_eq!(
        settings,
        [
            "server.listen",
            "server.port",
            "lists.me.refresh",
            "lists.me.sources",
            "lists.you.sources.0.url",
            "lists.you.sources.0.user_id",
        ]
    );
}

#[test]
fn a_printed_mistake_starts_with_its_origin() {
    let mistake = |origin: Origin| Mistake {
        origin,
        setting: "server.listen".to_owned(),
        message: "is missing".to_owned(),
    };
    for (origin, text) in [
        (Origin::Line(3), "line 3: server.listen is missing"),
        (
            Origin::Variable("A".to_owned()),
            "A: server.listen is missing",
        ),
        (
            Origin::Flag("--b".to_owned()),
            "--b: server.listen is missing",
        ),
        (Origin::Default, "server.listen is missing"),
    ] {
        assert_eq!(mistake(origin).to_string(), text);
    }
    assert_eq!(Origin::Default.to_string(), "default");
}

#[test]
fn a_flag_that_names_no_setting_is_a_mistake() {
    for flag in ["server.port", "port", "lists.me.colour"] {
        let mistakes = read(&with(""), &[], &[(flag, "1")]).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert_eq!(mistakes[0].setting, flag);
        assert_eq!(mistakes[0].origin, Origin::Flag(format!("--set {flag}")));
    }
}

/// Kubernetes sets variables such as `MY_GROUPS_PORT` for a service of that name, and other programs
/// may use the prefix. A wrong name is worth a warning, but no reason to stop.
#[test]
fn a_variable_that_names_no_setting_is_ignored_with_a_warning() {
    let kubernetes = [
        ("MY_GROUPS_SERVICE_HOST", "10.0.0.1"),
        ("MY_GROUPS_SERVICE_PORT", "8080"),
        ("MY_GROUPS_PORT", "tcp://10.0.0.1:8080"),
        ("MY_GROUPS_PORT_8080_TCP", "tcp://10.0.0.1:8080"),
        ("MY_GROUPS_PORT_8080_TCP_ADDR", "10.0.0.1"),
        ("MY_GROUPS_SERVER_PORT", "tcp://10.0.0.1:80"),
    ];
    let config = read(&with(""), &kubernetes, &[]).unwrap();
    assert_eq!(config.warnings, []);
    for name in [
        "MY_GROUPS_SERVER_LISTENS",
        "MY_GROUPS_COLOUR",
        "MY_GROUPS_LISTS_YOU_REFRESH",
        "MY_GROUPS_LISTS_ME_SOURCES_0_TOKENS",
    ] {
        let config = read(&with(""), &[(name, "s3cret")], &[]).unwrap();
        assert_eq!(config.warnings.len(), 1);
        assert_eq!(config.warnings[0].setting, name);
        assert!(!config.warnings[0].to_string().contains("s3cret"));
    }
}

/// Every user of a machine can read the flags of a running program.
#[test]
fn a_secret_in_a_flag_is_refused_and_not_repeated() {
    for (flag, value) in [
        ("lists.me.sources.0.token", "s3cret"),
        ("lists.me.sources.0.api_key", "s3cret"),
        ("keys.0.tokens.0.token", "s3cret-and-long"),
        (
            "lists.me.sources",
            "[{ type = \"lemmy\", token = \"s3cret\" }]",
        ),
        (
            "lists.me.sources.0",
            "{ type = \"lemmy\", token = \"s3cret\" }",
        ),
        ("keys", "[{ api_key = \"s3cret-and-long\" }]"),
        ("lists.me.sources.0.url", "https://user:s3cret@a.example/"),
        (
            "lists.me.sources",
            "[{ type = \"document\", url = \"https://s3cret@a.example/\" }]",
        ),
        (
            "lists.me.sources",
            "[{ type = \"command\", command = [\"curl\", \"https://u:s3cret@a.example/\"] }]",
        ),
    ] {
        let mistakes = read(&with(""), &[], &[(flag, value)]).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert_eq!(mistakes[0].setting, flag);
        assert!(!mistakes[0].to_string().contains("s3cret"), "{mistakes:?}");
    }
    let flags = [(
        "lists.me.sources",
        "[{ type = \"lemmy\", url = \"https://l.example\", token_file = \"token\" }]",
    )];
    assert!(read(&with(""), &[], &flags).is_ok(), "a file is no secret");
}

#[test]
fn a_credential_over_http_to_another_host_is_worth_a_warning() {
    let sources = |host: &str| {
        [
            format!(
                "type = \"get-my-groups\", endpoint = \"http://{host}/\", api_key = \"a\", token = \"b\""
            ),
            format!("type = \"lemmy\", url = \"http://{host}/\", token = \"a\""),
            format!("type = \"github\", url = \"http://{host}/\", user = \"a\", token = \"b\""),
            format!(
                "type = \"open-collective\", url = \"http://{host}/\", slug = \"a\", token = \"b\""
            ),
            format!("type = \"document\", url = \"http://u:p@{host}/\""),
            format!("type = \"document\", url = \"http://{host}/?token=a\""),
        ]
    };
    for host in [
        "api.example",
        "192.0.2.1",
        "localhost.example",
        "[2001:db8::1]:80",
    ] {
        for line in sources(host) {
            let config = config(&source(&line));
            assert_eq!(config.warnings.len(), 1, "{line}");
            assert_eq!(config.warnings[0].origin, Origin::Line(3));
        }
    }
    for host in [
        "localhost:80",
        "a.localhost",
        "127.0.0.1",
        "127.1.2.3",
        "[::1]",
    ] {
        for line in sources(host) {
            assert_eq!(config(&source(&line)).warnings, [], "{line}");
        }
    }
    for line in [
        "type = \"lemmy\", url = \"https://l.example\", token = \"a\"",
        "type = \"document\", url = \"http://a.example/groups.json\"",
        "type = \"buddypress\", url = \"http://b.example\", user_id = 1",
        "type = \"github\", url = \"http://g.example\", user = \"a\"",
    ] {
        assert_eq!(config(&source(line)).warnings, [], "{line}");
    }
}
