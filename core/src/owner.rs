//! Messages for the site's owner: what happened, and what the owner can do. They are in English on
//! every page. No message contains the token or a URL.

use crate::{
    failure::{Config, Failure, Format, MAX_BODY, Network},
    options::{Malformed, Values},
};

/// Returns what failed and what the owner can do, in one or two sentences.
///
/// ```
/// use my_groups_core::{failure::Failure, owner::explain};
///
/// assert!(explain(&Failure::Token).contains("403"));
/// ```
pub fn explain(failure: &Failure) -> String {
    match failure {
        Failure::Config(Config::Missing(names)) => match names.as_slice() {
            ["src"] => {
                "No source is set. Set src, or set endpoint, api-key and token."
                    .into()
            }
            names => format!(
                "The attribute {} is missing. Set it, or use src instead.",
                names.join(" and ")
            ),
        },
        Failure::Config(Config::BadUrl(name)) => {
            format!("The attribute {name} is not a URL that the badge can request.")
        }
        Failure::Token => "The server responded with status 403: the token is missing, unknown or deactivated. \
            Check token, or create a new one."
            .into(),
        Failure::ApiKey => "The server responded with status 404: the api_key is missing, inactive or unknown, or \
            endpoint is not the API's URL. Check api-key and endpoint."
            .into(),
        Failure::RateLimited {
            status,
            retry_after,
        } => match retry_after {
            Some(seconds) => format!(
                "The server responded with status {status}: too many requests. Try again in {seconds} s."
            ),
            None => format!(
                "The server responded with status {status}: too many requests. It does not say when to \
                try again."
            ),
        },
        Failure::Server { status } => {
            format!("The server responded with status {status}, an error of the server. Try again later.")
        }
        Failure::Http { status } => {
            match status {
                404 => "The server responded with status 404 (not found). Check the URL.".into(),
                _ => format!("The server responded with status {status}. Check the URL."),
            }
        }
        Failure::Network(Network::Unreachable) => {
            "No response: the server is unreachable, or its CORS headers do not allow this page to \
                read the response."
                .into()
        }
        Failure::Network(Network::Policy) => {
            "This page's Content-Security-Policy forbids the request. Add the \
            server to connect-src, or `data:` if src is a data: URL."
                .into()
        }
        Failure::Network(Network::MixedContent) => {
            "The browser blocked the request as mixed content: an https page may not load from an \
            http URL. Use an https URL."
                .into()
        }
        Failure::Network(Network::Redirect) => {
            "The endpoint redirects to another URL. The badge does not follow the redirect, because \
                that would pass the token on. Set endpoint to the final URL."
                .into()
        }
        Failure::Timeout { seconds } => {
            format!(
                "The request was not finished within {seconds} s. Try again later, or set a longer \
                timeout."
            )
        }
        Failure::Format(format) => {
            format!(
                "The response is not a getMyGroups response: {}.",
                describe(format)
            )
        }
        Failure::Api { message } if message.is_empty() => {
            "The API reports a failure without a message.".into()
        }
        Failure::Api { message } => format!("The API reports a failure: {message}"),
        Failure::TooLarge => {
            format!(
                "The response is larger than the limit of {} MiB.",
                MAX_BODY / (1024 * 1024)
            )
        }
    }
}

fn describe(format: &Format) -> String {
    match format {
        Format::Empty => "it is empty".into(),
        Format::Html => "it is an HTML page".into(),
        Format::Unknown => "it is neither JSON nor XML".into(),
        Format::Truncated => "it is cut off".into(),
        Format::Json { line, column } => {
            format!("its JSON is invalid at line {line}, column {column}")
        }
        Format::Xml => "its XML is invalid or cut off".into(),
        Format::XmlForbidden => {
            "it is XML, and this page's Trusted Types policy forbids the XML parser; use JSON"
                .into()
        }
        Format::NoRsp => "it has no \"rsp\"".into(),
        Format::NoStat => "\"rsp\" has no \"stat\" of \"ok\" or \"fail\", and no groups".into(),
        Format::NoList => "\"rsp.group\" is not a list and not a group".into(),
        Format::NoUsableGroup => "no entry of \"rsp.group\" has an \"id\" and a \"name\"".into(),
    }
}

/// Returns the warning about an invalid attribute.
///
/// ```
/// use my_groups_core::{options::Options, owner::malformed};
///
/// let (_, warnings) = Options::read(|name| (name == "limit").then(|| "many".into()));
/// assert!(malformed(&warnings[0]).contains("many"));
/// ```
pub fn malformed(malformed: &Malformed) -> String {
    const SHOWN: usize = 80;
    let Malformed { attribute, value } = malformed;
    let mut shown: String = value.chars().take(SHOWN).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    format!(
        "{}=\"{shown}\" is invalid; the default is used. Allowed: {}.",
        attribute.name,
        allowed(&attribute.values)
    )
}

/// Returns a description of the values that an attribute accepts.
///
/// ```
/// use my_groups_core::{owner::allowed, options::LAYOUT};
///
/// assert_eq!(allowed(&LAYOUT.values), "list, compact, inline");
/// ```
pub fn allowed(values: &Values) -> String {
    match values {
        Values::Text | Values::Secret => "any text".into(),
        Values::Url => "a URL".into(),
        Values::Template => "an http or https URL with {id} or {name} in it".into(),
        Values::OneOf { words, .. } => words.join(", "),
        Values::AnyOf(words) => format!("any of {}, separated by spaces", words.join(", ")),
        Values::Whole { min, max: u32::MAX } => format!("a whole number, at least {min}"),
        Values::Whole { min, max } => format!("a whole number from {min} to {max}"),
    }
}

/// Returns the warning about groups that were left out.
///
/// ```
/// assert!(my_groups_core::owner::left_out(3).contains('3'));
/// ```
pub fn left_out(count: usize) -> String {
    format!("Groups left out because they have no usable id or name: {count}.")
}

/// Returns the warning about groups whose `is_private` cannot be read.
///
/// ```
/// assert!(my_groups_core::owner::unknown_privacy(2).contains("is_private"));
/// ```
pub fn unknown_privacy(count: usize) -> String {
    format!(
        "Groups hidden because their is_private is neither true nor false: {count}. Use 0 or 1, or \
        set private=\"show\"."
    )
}

/// The warning about a tag that contains the rest of the page. A common cause is a self-closing
/// `<my-groups-badge />`, which HTML does not have.
pub const UNCLOSED: &str =
    "The tag is not closed and contains the rest of the page. Close it with </my-groups-badge>.";
