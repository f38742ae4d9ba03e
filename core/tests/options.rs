//! Options: the values that an author may write, the values that are used, and the warnings.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used)]

use my_groups_core::{
    failure::Config,
    options::{Attribute, Debug, Options, Secret, Show, Source, TABLE, Template},
    owner,
};
use std::collections::BTreeSet;

fn read(attributes: &[(&str, &str)]) -> (Options, Vec<String>) {
    let get = |name: &str| {
        attributes
            .iter()
            .find(|(attribute, _)| *attribute == name)
            .map(|(_, value)| (*value).to_owned())
    };
    let (options, malformed) = Options::read(get);
    (options, malformed.iter().map(owner::malformed).collect())
}

#[test]
fn every_attribute_has_its_own_help_text() {
    let texts: BTreeSet<_> = TABLE.iter().map(Attribute::help).collect();
    assert_eq!(texts.len(), TABLE.len());
    assert!(!texts.contains(""));
}

#[test]
fn default_options_have_the_defaults_of_the_table() {
    let written: Vec<_> = TABLE
        .iter()
        .filter(|attribute| !attribute.default.is_empty())
        .map(|attribute| (attribute.name, attribute.default))
        .collect();
    let (options, warnings) = read(&written);
    assert_eq!(options, Options::default());
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn properties_have_the_attributes_name_in_camel_case() {
    let properties: Vec<_> = TABLE.iter().map(Attribute::property).collect();
    assert!(
        properties.contains(&"apiKey".to_owned()) && properties.contains(&"groupUrl".to_owned())
    );
}

#[test]
fn a_source_is_src_or_endpoint_api_key_and_token() {
    assert_eq!(
        read(&[("src", " a.json\n")]).0.source,
        Ok(Source::Src("a.json".into()))
    );
    let direct = [
        ("endpoint", "https://x.example"),
        ("api-key", "k"),
        ("token", "t"),
    ];
    assert_eq!(
        read(&direct).0.source,
        Ok(Source::Direct {
            endpoint: "https://x.example".into(),
            api_key: "k".into(),
            token: Secret::new("t")
        })
    );
    assert_eq!(read(&[]).0.source, Err(Config::Missing(vec!["src"])));
    assert_eq!(
        read(&[("src", " ")]).0.source,
        Err(Config::Missing(vec!["src"]))
    );
    assert_eq!(
        read(&direct[..1]).0.source,
        Err(Config::Missing(vec!["api-key", "token"]))
    );
    assert_eq!(
        read(&direct[..2]).0.source,
        Err(Config::Missing(vec!["token"]))
    );
}

#[test]
fn src_has_precedence_over_endpoint() {
    let (options, _) = read(&[
        ("src", "a.json"),
        ("endpoint", "https://x.example"),
        ("api-key", "k"),
        ("token", "t"),
    ]);
    assert_eq!(options.source, Ok(Source::Src("a.json".into())));
}

#[test]
fn an_invalid_value_gives_the_default_and_one_warning() {
    for (name, value) in [
        ("heading-level", "7"),
        ("heading-level", "two"),
        ("heading-level", "+2"),
        ("heading-level", ""),
        ("private", "maybe"),
        ("private", ""),
        ("sort", "size"),
        ("limit", "0"),
        ("show", "description pictures"),
        ("refresh", "29"),
        ("cache", "-1"),
        ("debug", "yes"),
        ("timeout", "0"),
        ("timeout", "121"),
        ("timeout", "1.5"),
        ("timeout", "99999999999999999999"),
        ("group-url", "javascript:alert('{id}')"),
        ("group-url", "/group/{id}"),
        ("group-url", "https://x.example/"),
    ] {
        let (options, warnings) = read(&[(name, value)]);
        assert_eq!(options, Options::default(), "{name}={value}");
        let [warning] = warnings.as_slice() else {
            unreachable!("{warnings:?}")
        };
        assert!(
            warning.contains(name) && warning.contains(value) && warning.contains("Allowed: "),
            "{warning}"
        );
    }
}

#[test]
fn values_may_have_white_space_and_capitals() {
    let (options, warnings) = read(&[
        ("private", " SHOW "),
        ("heading-level", " 3 "),
        ("timeout", "120"),
        ("heading", ""),
    ]);
    assert!(options.show_private);
    assert_eq!(
        (
            options.heading_level,
            options.timeout,
            options.heading.as_deref()
        ),
        (3, 120, Some(""))
    );
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn an_empty_debug_is_on_and_show_accepts_several_words() {
    let (options, warnings) = read(&[
        ("debug", ""),
        ("show", " Topics  founded\n"),
        ("limit", "3"),
        ("refresh", "30"),
    ]);
    assert_eq!(options.debug, Debug::On);
    assert_eq!(
        options.show,
        Show {
            description: false,
            topics: true,
            founded: true
        }
    );
    assert_eq!((options.limit, options.refresh), (Some(3), Some(30)));
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn a_warning_about_a_long_value_is_short() {
    let (_, warnings) = read(&[("timeout", &"é".repeat(1_000_000))]);
    assert!(warnings[0].len() < 400);
}

#[test]
fn a_template_is_filled_once_with_percent_encoded_values() {
    let template = Template::parse("HTTPS://x.example/{id}/{name}?n={name}").unwrap();
    assert_eq!(
        template.fill("7", "{id} & ü/"),
        "HTTPS://x.example/7/%7Bid%7D%20%26%20%C3%BC%2F?n=%7Bid%7D%20%26%20%C3%BC%2F"
    );
}

#[test]
fn debug_output_of_options_hides_the_token() {
    let (options, _) = read(&[
        ("endpoint", "https://x.example"),
        ("api-key", "k"),
        ("token", "s3cr3t"),
    ]);
    assert!(!format!("{options:?}").contains("s3cr3t"));
}
