//! What the badge's owner is told, in English as a console is: what happened and what to do.
//! None of it holds the token, nor an address.

use crate::{
    failure::{Config, Failure, Format, MAX_BODY, Network},
    options::{Malformed, Values},
    pieces::{joined, parted},
};

/// A failure in one or two sentences.
pub fn explain(failure: &Failure) -> String {
    match failure {
        Failure::Config(Config::Missing(names)) => match names.as_slice() {
            ["src"] => "There is no address to load from. Set src, or all of endpoint, api-key and token.".into(),
            names => joined(["The attribute ", &parted(names.iter().copied(), " and "), " is missing. Set it, or use src instead."]),
        },
        Failure::Config(Config::BadUrl(name)) => {
            joined(["The attribute ", name, " holds no URL that can be requested."])
        }
        Failure::Token => {
            "The server answered 403: the token is missing, not found or deactivated. Check token, or make a new one.".into()
        }
        Failure::ApiKey => {
            "The server answered 404: the api_key is missing, inactive or not found, or endpoint is not the API's address. Check api-key and endpoint.".into()
        }
        Failure::RateLimited { status, retry_after } => match retry_after {
            Some(seconds) => joined(["The server answered ", &status.to_string(), ": too many requests. It may be tried again in ", &seconds.to_string(), " s."]),
            None => joined(["The server answered ", &status.to_string(), ": too many requests. It does not say when it may be tried again."]),
        },
        Failure::Server { status } => {
            joined(["The server answered ", &status.to_string(), ": it has a problem of its own. Try again later."])
        }
        Failure::Http { status } => {
            joined(["The server answered ", &status.to_string(), ", which is no success. Check the address."])
        }
        Failure::Network(Network::Unreachable) => {
            "No answer: the server is unreachable, or its CORS headers do not allow this page to read the answer.".into()
        }
        Failure::Network(Network::Policy) => {
            "This page's Content-Security-Policy forbids the request. Add the server to connect-src.".into()
        }
        Failure::Network(Network::Redirect) => {
            "The endpoint redirects elsewhere. That is refused, since it would hand the token on. Set endpoint to the final address.".into()
        }
        Failure::Timeout { seconds } => {
            joined(["No complete answer within ", &seconds.to_string(), " s. Try again later, or set a longer timeout."])
        }
        Failure::Format(format) => {
            joined(["The answer is no getMyGroups response: ", &describe(format), "."])
        }
        Failure::Api { message } if message.is_empty() => {
            "The API reports a failure and does not say which.".into()
        }
        Failure::Api { message } => joined(["The API reports a failure: ", message]),
        Failure::TooLarge => {
            joined(["The answer is larger than ", &(MAX_BODY / (1024 * 1024)).to_string(), " MiB, the most that is read."])
        }
    }
}

fn describe(format: &Format) -> String {
    match format {
        Format::Empty => "it is empty".into(),
        Format::Html => "it is an HTML page".into(),
        Format::Unknown => "it is neither JSON nor XML".into(),
        Format::Truncated => "it ends in the middle".into(),
        Format::Json { line, column } => {
            joined(["its JSON is broken at line ", &line.to_string(), ", column ", &column.to_string()])
        }
        Format::Xml => "its XML is broken or ends in the middle".into(),
        Format::XmlForbidden => {
            "it is XML, which this page's Trusted Types keep from being parsed; a JSON response works".into()
        }
        Format::NoRsp => "it has no \"rsp\" object".into(),
        Format::NoStat => "\"rsp\" has neither a \"stat\" of \"ok\" or \"fail\" nor groups".into(),
        Format::NoList => "\"rsp.group\" is neither a list nor a group".into(),
        Format::NoUsableGroup => "\"rsp.group\" has entries, but none with an \"id\" and a \"name\"".into(),
    }
}

/// The warning about an attribute whose value is not allowed.
pub fn malformed(malformed: &Malformed) -> String {
    const SHOWN: usize = 80;
    let Malformed { attribute, value } = malformed;
    let mut shown: String = value.chars().take(SHOWN).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    joined([
        attribute.name,
        "=\"",
        &shown,
        "\" is not allowed, so the default counts. Allowed: ",
        &allowed(&attribute.values),
        ".",
    ])
}

/// What an attribute may hold, in words.
pub fn allowed(values: &Values) -> String {
    match values {
        Values::Text | Values::Secret => "any text".into(),
        Values::Url => "a URL".into(),
        Values::Template => "an http or https URL with {id} or {name} in it".into(),
        Values::OneOf { words, .. } => parted(words.iter().copied(), ", "),
        Values::AnyOf(words) => joined([
            "any of ",
            &parted(words.iter().copied(), ", "),
            ", parted by spaces",
        ]),
        Values::Whole { min, max: u32::MAX } => {
            joined(["a whole number from ", &min.to_string(), " on"])
        }
        Values::Whole { min, max } => joined([
            "a whole number from ",
            &min.to_string(),
            " to ",
            &max.to_string(),
        ]),
    }
}

/// The warning about groups that could not be shown.
pub fn left_out(count: usize) -> String {
    joined([
        &count.to_string(),
        " group(s) of the answer have no usable id or name and are left out.",
    ])
}
