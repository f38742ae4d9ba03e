//! Writes settings into the fragment of the page's URL, and reads them. A link may come from a stranger,
//! so it never sets the URL to which a token is sent, or the script. It never contains a key, a token, an
//! account or a group.

use crate::{
    scenario::Scenario,
    secrets::may_hold_secret,
    service::Service,
    settings::{Hint, Host, Place, Settings, Source, languages, tidy},
};
use form_urlencoded::{Serializer, parse};
use my_groups_core::options::{API_KEY, Attribute, ENDPOINT, TABLE, TOKEN};

/// A longer value is ignored.
const MAX_VALUE: usize = 2000;

/// The attributes that no link contains.
const KEPT: [&str; 3] = [ENDPOINT.name, API_KEY.name, TOKEN.name];

/// Returns the fragment of the settings, without its `#`; empty for the default settings.
pub(crate) fn to_fragment(settings: &Settings) -> String {
    let standard = Settings::default();
    let mut fragment = Serializer::new(String::new());
    let mut put = |name: &str, value: &str| {
        if !is_secret(settings, value) {
            fragment.append_pair(name, value);
        }
    };
    if settings.source != standard.source {
        put("from", settings.source.name());
    }
    if settings.service != standard.service {
        put("service", settings.service.name());
    }
    if settings.place != standard.place {
        put("place", settings.place.name());
    }
    if settings.file_url != standard.file_url {
        put("file", &settings.file_url);
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

/// Returns the settings of a fragment. A setting that is missing in it has its default. Settings that are
/// never in a link are copied from `now`.
pub(crate) fn from_fragment(fragment: &str, now: &Settings) -> Settings {
    let mut settings = Settings {
        script: now.script.clone(),
        hosted_url: now.hosted_url.clone(),
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
        // A text field has one line, so it can contain no control character.
        let value: String = value.chars().filter(|char| !char.is_control()).collect();
        if let Some(attribute) = carried().find(|attribute| attribute.name == name) {
            if let Some(value) = tidy(attribute, &value) {
                settings.set(attribute, Some(value));
            }
            continue;
        }
        match &*name {
            "from" => settings.source = Source::named(&value).unwrap_or(settings.source),
            "service" => settings.service = Service::named(&value).unwrap_or(settings.service),
            "place" => settings.place = Place::named(&value).unwrap_or(settings.place),
            "file" => settings.file_url = value,
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

/// Returns whether a value must not be in a link: it contains the key or the token that was typed, or
/// looks like a secret.
fn is_secret(settings: &Settings, value: &str) -> bool {
    /// A shorter secret occurs in ordinary texts.
    const SHORTEST: usize = 4;
    let typed = [&API_KEY, &TOKEN]
        .into_iter()
        .filter_map(|attribute| settings.value(attribute))
        .map(str::trim)
        .filter(|secret| !secret.is_empty());
    let mut typed = typed.filter(|secret| {
        let is_inside = secret.len() >= SHORTEST && value.contains(*secret);
        value == *secret || is_inside
    });
    typed.next().is_some() || may_hold_secret(value)
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
            service: Service::BuddyPress,
            place: Place::Site,
            file_url: "/lists/mine.json".into(),
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
    fn a_link_has_no_value_that_looks_like_a_secret() {
        let mut settings = Settings {
            source: Source::Document,
            place: Place::Site,
            file_url: "https://b.s3.example/g.json?X-Amz-Signature=0a".into(),
            hosted_url: "https://gist.githubusercontent.com/me/0a/raw/g.json".into(),
            text: "https://me:pass@site.example/".into(),
            ..Settings::default()
        };
        settings.set(&SRC, Some("/g.json?sig=x".into()));
        assert_eq!(to_fragment(&settings), "from=document&place=site");
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
