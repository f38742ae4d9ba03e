//! What the badge's owner is told, in English as a console is: what happened and what to do.
//! None of it holds the token, nor an address.

use crate::{
    failure::{Config, Failure, Format, MAX_BODY, Network},
    options::{Malformed, Values},
};

/// A failure in one or two sentences.
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
                "There is no address to load from. Set src, or all of endpoint, api-key and token."
                    .into()
            }
            names => format!(
                "The attribute {} is missing. Set it, or use src instead.",
                names.join(" and ")
            ),
        },
        Failure::Config(Config::BadUrl(name)) => {
            format!("The attribute {name} holds no URL that can be requested.")
        }
        Failure::Token => "The server answered 403: the token is missing, not found or \
            deactivated. Check token, or make a new one."
            .into(),
        Failure::ApiKey => "The server answered 404: the api_key is missing, inactive or not \
            found, or endpoint is not the API's address. Check api-key and \
            endpoint."
            .into(),
        Failure::RateLimited {
            status,
            retry_after,
        } => match retry_after {
            Some(seconds) => format!(
                "The server answered {status}: too many requests. It may be tried \
                again in {seconds} s."
            ),
            None => format!(
                "The server answered {status}: too many requests. It does not say \
                when it may be tried again."
            ),
        },
        Failure::Server { status } => {
            format!("The server answered {status}: it has a problem of its own. Try again later.")
        }
        Failure::Http { status } => {
            format!("The server answered {status}, which is no success. Check the address.")
        }
        Failure::Network(Network::Unreachable) => {
            "No answer: the server is unreachable, or its CORS headers do not \
            allow this page to read the answer."
                .into()
        }
        Failure::Network(Network::Policy) => {
            "This page's Content-Security-Policy forbids the request. Add the \
            server to connect-src."
                .into()
        }
        Failure::Network(Network::Redirect) => {
            "The endpoint redirects elsewhere. That is refused, since it would \
            hand the token on. Set endpoint to the final address."
                .into()
        }
        Failure::Timeout { seconds } => {
            format!(
                "No complete answer within {seconds} s. Try again later, or set a \
                longer timeout."
            )
        }
        Failure::Format(format) => {
            format!(
                "The answer is no getMyGroups response: {}.",
                describe(format)
            )
        }
        Failure::Api { message } if message.is_empty() => {
            "The API reports a failure and does not say which.".into()
        }
        Failure::Api { message } => format!("The API reports a failure: {message}"),
        Failure::TooLarge => {
            format!(
                "The answer is larger than {} MiB, the most that is read.",
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
        Format::Truncated => "it ends in the middle".into(),
        Format::Json { line, column } => {
            format!("its JSON is broken at line {line}, column {column}")
        }
        Format::Xml => "its XML is broken or ends in the middle".into(),
        Format::XmlForbidden => {
            "it is XML, which this page's Trusted Types keep from being parsed; a \
            JSON response works"
                .into()
        }
        Format::NoRsp => "it has no \"rsp\" object".into(),
        Format::NoStat => "\"rsp\" has neither a \"stat\" of \"ok\" or \"fail\" nor groups".into(),
        Format::NoList => "\"rsp.group\" is neither a list nor a group".into(),
        Format::NoUsableGroup => {
            "\"rsp.group\" has entries, but none with an \"id\" and a \"name\"".into()
        }
    }
}

/// The warning about an attribute whose value is not allowed.
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
        "{}=\"{shown}\" is not allowed, so the default counts. Allowed: {}.",
        attribute.name,
        allowed(&attribute.values)
    )
}

/// What an attribute may hold, in words.
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
        Values::AnyOf(words) => format!("any of {}, parted by spaces", words.join(", ")),
        Values::Whole { min, max: u32::MAX } => format!("a whole number from {min} on"),
        Values::Whole { min, max } => format!("a whole number from {min} to {max}"),
    }
}

/// The warning about groups that could not be shown.
///
/// ```
/// assert!(my_groups_core::owner::left_out(3).contains('3'));
/// ```
pub fn left_out(count: usize) -> String {
    format!("{count} group(s) of the answer have no usable id or name and are left out.")
}

/// The warning about a tag that holds the rest of the page, since HTML has no `<my-groups-badge />`.
pub const UNCLOSED: &str =
    "The tag is not closed and holds the rest of the page. End it with </my-groups-badge>.";
