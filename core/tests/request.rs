//! The request: exactly the documented arguments, wherever the endpoint is.
#![allow(missing_docs, clippy::unwrap_used)]

use my_groups_core::{
    failure::Config,
    options::{Secret, Source},
    request::Request,
};
use url::Url;

const PAGE: &str = "https://blog.example/posts/1.html";

fn resolve(url: &str) -> Option<String> {
    Some(Url::parse(PAGE).unwrap().join(url).ok()?.into())
}

fn direct(endpoint: &str, api_key: &str, token: &str) -> Result<String, Config> {
    let source = Source::Direct {
        endpoint: endpoint.into(),
        api_key: api_key.into(),
        token: Secret::new(token),
    };
    let request = Request::new(&source, resolve)?;
    assert!(request.is_direct);
    Ok(request.address)
}

#[test]
fn src_is_resolved_and_requested_unchanged() {
    let request = Request::new(&Source::Src("../my groups.json?a=b".into()), resolve).unwrap();
    assert_eq!(request.address, "https://blog.example/my%20groups.json?a=b");
    assert!(!request.is_direct);
}

#[test]
fn an_endpoint_gets_the_documented_arguments() {
    assert_eq!(
        direct("https://api.example/services/rest/", "KEY", "TOKEN").unwrap(),
        "https://api.example/services/rest/?method=group.getMyGroups&api_key=KEY&token=TOKEN&format=json"
    );
}

#[test]
fn an_endpoint_keeps_its_query_and_loses_its_fragment() {
    for (endpoint, start) in [
        (
            "https://api.example/?v=2",
            "https://api.example/?v=2&method=",
        ),
        (
            "https://api.example/?v=2&",
            "https://api.example/?v=2&method=",
        ),
        ("https://api.example/?", "https://api.example/?method="),
        (
            "https://api.example/?v=2#top",
            "https://api.example/?v=2&method=",
        ),
        ("//api.example", "https://api.example/?method="),
        ("/rest", "https://blog.example/rest?method="),
    ] {
        let address = direct(endpoint, "k", "t").unwrap();
        assert!(address.starts_with(start), "{endpoint}: {address}");
    }
}

#[test]
fn key_and_token_are_percent_encoded() {
    let hostile = "a&token=b#c d\n\0é+%00";
    let address = Url::parse(&direct("https://api.example/", hostile, hostile).unwrap()).unwrap();
    let arguments: Vec<_> = address.query_pairs().into_owned().collect();
    let expected = [
        ("method", "group.getMyGroups"),
        ("api_key", hostile),
        ("token", hostile),
        ("format", "json"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(arguments, expected);
}

#[test]
fn an_invalid_url_is_an_error_that_names_its_attribute() {
    assert_eq!(
        direct("https://", "k", "t"),
        Err(Config::BadUrl("endpoint"))
    );
    assert_eq!(
        direct("javascript:alert(1)", "k", "t"),
        Err(Config::BadUrl("endpoint"))
    );
    assert_eq!(
        direct("data:application/json,{}", "k", "t"),
        Err(Config::BadUrl("endpoint"))
    );
    let src = Request::new(&Source::Src("http://[".into()), resolve);
    assert!(matches!(src, Err(Config::BadUrl("src"))));
}

#[test]
fn an_http_url_of_another_host_is_insecure() {
    let is_insecure = |src: &str| {
        let request = Request::new(&Source::Src(src.into()), resolve);
        request.unwrap().is_insecure()
    };
    for src in [
        "http://events.example/g.json",
        "http://events.example:8080/",
        "HTTP://events.example",
        "http://192.168.0.7/g.json",
        "http://127.events.example/",
        "http://localhost.events.example/",
        "http://notlocalhost/",
        "http://[2001:db8::1]/",
        "http://[2001:db8::1]:80/",
        "http://events.example/?at=http://localhost/",
    ] {
        assert!(is_insecure(src), "{src}");
    }
    for src in [
        "https://events.example/g.json",
        "http://localhost/g.json",
        "http://LOCALHOST:8080",
        "http://blog.localhost/",
        "http://127.0.0.1:3000/g.json",
        "http://127.1.2.3",
        "http://[::1]/",
        "http://[::1]:8080/g.json",
        "data:application/json,{}",
        "blob:http://events.example/1",
    ] {
        assert!(!is_insecure(src), "{src}");
    }
}
