//! A setting as the fragment of an address, and back. Strangers make links: a link never says where
//! a token goes, nor which script runs, and it never holds a key or a token.

use crate::{
    scenario::Scenario,
    settings::{Hint, Host, Settings, Source, languages, tidy},
};
use form_urlencoded::{Serializer, parse};
use my_groups_core::options::{API_KEY, Attribute, ENDPOINT, TABLE, TOKEN};

/// Longer values are no setting.
const MAX_VALUE: usize = 2000;

/// The attributes that no link carries.
const KEPT: [&str; 3] = [ENDPOINT.name, API_KEY.name, TOKEN.name];

/// The fragment for a setting, without its `#`; empty for the default.
pub(crate) fn to_fragment(settings: &Settings) -> String {
    let standard = Settings::default();
    let mut fragment = Serializer::new(String::new());
    let mut put = |name: &str, value: &str| {
        if !is_secret(settings, value) {
            fragment.append_pair(name, value);
        }
    };
    if settings.source != standard.source
        && let Some((_, name, _)) = Source::ALL.iter().find(|(it, ..)| *it == settings.source)
    {
        put("from", name);
    }
    for attribute in carried() {
        let value = settings.value(attribute);
        if let Some(value) = value.and_then(|value| tidy(attribute, value)) {
            put(attribute.name, &value);
        }
    }
    if settings.scenario != standard.scenario {
        put("state", settings.scenario.name());
    }
    if settings.host != standard.host {
        put("page", settings.host.name());
    }
    if settings.lang != standard.lang {
        put("lang", &settings.lang);
    }
    if settings.is_owner {
        put("view", "owner");
    }
    if settings.link != standard.link {
        put("link", &settings.link);
    }
    if settings.text != standard.text {
        put("text", &settings.text);
    }
    if settings.is_static != standard.is_static {
        put("static", "0");
    }
    for hint in &settings.without {
        put("without", hint.name());
    }
    fragment.finish()
}

/// The setting of a fragment. What the fragment does not say is the default; what no link carries
/// stays as it is in `now`.
pub(crate) fn from_fragment(fragment: &str, now: &Settings) -> Settings {
    let mut settings = Settings {
        script: now.script.clone(),
        ..Settings::default()
    };
    for name in KEPT {
        if let Some(value) = now.values.get(name) {
            settings.values.insert(name, value.clone());
        }
    }
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    for (name, value) in parse(fragment.as_bytes()) {
        if value.len() > MAX_VALUE {
            continue;
        }
        // What no control can hold: a text field has one line.
        let value: String = value.chars().filter(|char| !char.is_control()).collect();
        if let Some(attribute) = carried().find(|attribute| attribute.name == name) {
            if let Some(value) = tidy(attribute, &value) {
                settings.set(attribute, Some(value));
            }
            continue;
        }
        match &*name {
            "from" => {
                let source = Source::ALL.iter().find(|(_, name, _)| *name == value);
                settings.source = source.map_or(settings.source, |(source, ..)| *source);
            }
            "state" => settings.scenario = Scenario::named(&value).unwrap_or(settings.scenario),
            "page" => {
                let host = Host::ALL.iter().find(|(_, name, _)| *name == value);
                settings.host = host.map_or(settings.host, |(host, ..)| *host);
            }
            "lang" if languages().any(|(tag, _)| tag == value) => settings.lang = value,
            "view" => settings.is_owner = value == "owner",
            "link" => settings.link = value,
            "text" => settings.text = value,
            "static" => settings.is_static = value != "0",
            "without" => {
                let hint = Hint::ALL.into_iter().find(|hint| hint.name() == value);
                settings
                    .without
                    .extend(hint.filter(|hint| !settings.without.contains(hint)));
            }
            _ => {}
        }
    }
    settings
}

/// Whether a value must not go into a link: it holds the key or the token as typed, or arguments
/// that are named so.
fn is_secret(settings: &Settings, value: &str) -> bool {
    let typed = [&API_KEY, &TOKEN]
        .into_iter()
        .filter_map(|attribute| settings.value(attribute))
        .map(str::trim)
        .filter(|secret| !secret.is_empty());
    // A secret of a letter or two stands in nearly every text.
    let mut typed =
        typed.filter(|secret| value == *secret || secret.len() > 3 && value.contains(*secret));
    let query = value.split_once('?').map_or("", |(_, query)| query);
    let query = query.to_ascii_lowercase();
    let names_one = ["token=", "key=", "secret=", "password=", "auth="]
        .iter()
        .any(|name| query.contains(name));
    // A user name or password before the host.
    let has_user = value
        .split_once("://")
        .and_then(|(_, rest)| rest.split(['/', '?', '#']).next())
        .is_some_and(|authority| authority.contains('@'));
    typed.next().is_some() || names_one || has_user
}

fn carried() -> impl Iterator<Item = &'static Attribute> {
    TABLE
        .iter()
        .filter(|attribute| !KEPT.contains(&attribute.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use my_groups_core::options::{HEADING, LAYOUT, LIMIT, SHOW, SRC};

    fn there_and_back(settings: &Settings) -> Settings {
        from_fragment(&format!("#{}", to_fragment(settings)), &Settings::default())
    }

    #[test]
    fn the_default_needs_no_fragment() {
        assert_eq!(to_fragment(&Settings::default()), "");
        assert_eq!(there_and_back(&Settings::default()), Settings::default());
    }

    #[test]
    fn a_setting_comes_back_as_it_went() {
        let mut settings = Settings {
            source: Source::Document,
            scenario: Scenario::RateLimited,
            host: Host::Forum,
            lang: "ar".into(),
            is_owner: true,
            link: "https://events.example/?a=1&b=#2".into(),
            text: "Mine & yours".into(),
            is_static: false,
            without: vec![Hint::Priority, Hint::Preload],
            ..Settings::default()
        };
        settings.set(&SRC, Some("/my groups.json?a=b&c=é".into()));
        settings.set(&HEADING, Some(String::new()));
        settings.set(&LAYOUT, Some("inline".into()));
        settings.set(&LIMIT, Some("5".into()));
        settings.set(&SHOW, Some("topics founded".into()));
        assert_eq!(there_and_back(&settings), settings);
    }

    #[test]
    fn neither_key_nor_token_nor_the_endpoint_goes_into_a_link() {
        let mut settings = Settings {
            source: Source::Api,
            link: "https://events.example/?me=s3cret".into(),
            ..Settings::default()
        };
        settings.set(
            &ENDPOINT,
            Some("https://api.example/?api_key=abcdefg".into()),
        );
        settings.set(&API_KEY, Some("abcdefg".into()));
        settings.set(&TOKEN, Some("s3cret".into()));
        settings.set(&HEADING, Some("Groups of s3cret".into()));
        assert_eq!(to_fragment(&settings), "from=api");

        for src in [
            "/?token=x",
            "/groups?API_KEY=x",
            "https://me:pass@site.example/groups.json",
        ] {
            settings.set(&SRC, Some(src.into()));
            assert_eq!(to_fragment(&settings), "from=api", "{src}");
        }
    }

    #[test]
    fn a_link_leaves_the_key_the_token_the_endpoint_and_the_script_alone() {
        let mut now = Settings {
            script: "https://mine.example/badge.js".into(),
            ..Settings::default()
        };
        now.set(&TOKEN, Some("mine".into()));
        now.set(&LAYOUT, Some("inline".into()));
        let then = from_fragment(
            "#token=theirs&endpoint=https://evil.example/&script=https://evil.example/x.js",
            &now,
        );
        assert_eq!(then.value(&TOKEN), Some("mine"));
        assert_eq!(then.value(&ENDPOINT), None);
        assert_eq!(then.script, now.script);
        assert_eq!(then.value(&LAYOUT), None, "what it does not say");
    }

    #[test]
    fn nonsense_is_left_out() {
        let settings = from_fragment(
            "limit=0&layout=sideways&lang=xx&page=&state=x&group-url=javascript:{id}&%ff&=&refresh=1&heading=a%00b&without=script&static=",
            &Settings::default(),
        );
        let mut expected = Settings::default();
        expected.set(&HEADING, Some("ab".into()));
        assert_eq!(settings, expected);
    }
}
