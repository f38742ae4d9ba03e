//! The URL that a badge requests.

use crate::{
    failure::Config,
    options::{ENDPOINT, SRC, Secret, Source},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// One request: a GET of a URL, in one of the two modes.
///
/// ```
/// use my_groups_core::{options::{Secret, Source}, request::Request};
///
/// let source = Source::Direct {
///     endpoint: "https://api.example/rest/?v=1".into(),
///     api_key: "KEY".into(),
///     token: Secret::new("TOKEN"),
/// };
/// let request = Request::new(&source, |url| Some(url.into())).unwrap();
/// assert_eq!(
///     request.address,
///     "https://api.example/rest/?v=1&method=group.getMyGroups&api_key=KEY&token=TOKEN&format=json"
/// );
/// ```
#[derive(Clone, PartialEq, Eq)] // no `Debug`: the URL contains the token
pub struct Request {
    /// The absolute URL. In direct mode it contains the token, so it is used for the request only.
    pub address: String,
    /// Whether the badge calls the API itself (direct mode). In direct mode redirects are not
    /// followed, and status 404 means that the key is invalid.
    pub is_direct: bool,
    token: Option<Secret>,
}

impl Request {
    /// Creates the request for a source. `resolve` resolves a URL against the page's base URL, and
    /// returns `None` if the URL is invalid.
    ///
    /// # Errors
    /// [`Config::BadUrl`] with the name of the attribute if its URL is invalid, or if `endpoint` is not
    /// http or https.
    ///
    /// ```
    /// use my_groups_core::{failure::Config, options::Source, request::Request};
    ///
    /// let at = |src: &str, url: Option<&str>| {
    ///     Request::new(&Source::Src(src.into()), |_| url.map(str::to_owned))
    /// };
    /// assert_eq!(at("/g.json", Some("https://you.example/g.json")).unwrap().address, "https://you.example/g.json");
    /// assert_eq!(at("https://[", None).err(), Some(Config::BadUrl("src")));
    /// ```
    pub fn new(source: &Source, resolve: impl Fn(&str) -> Option<String>) -> Result<Self, Config> {
        match source {
            Source::Src(src) => Ok(Self {
                address: resolve(src).ok_or(Config::BadUrl(SRC.name))?,
                is_direct: false,
                token: None,
            }),
            Source::Direct {
                endpoint,
                api_key,
                token,
            } => {
                let endpoint = resolve(endpoint)
                    .filter(|url| url.starts_with("https:") || url.starts_with("http:"))
                    .ok_or(Config::BadUrl(ENDPOINT.name))?;
                Ok(Self {
                    address: with_arguments(&endpoint, api_key, token.reveal()),
                    is_direct: true,
                    token: Some(token.clone()),
                })
            }
        }
    }

    /// Replaces the token in a text of the response by "…". The API may repeat the token in a
    /// message.
    ///
    /// ```
    /// use my_groups_core::{options::{Secret, Source}, request::Request};
    ///
    /// let source = Source::Direct {
    ///     endpoint: "https://api.example/".into(),
    ///     api_key: "KEY".into(),
    ///     token: Secret::new("TOKEN"),
    /// };
    /// let request = Request::new(&source, |url| Some(url.into())).unwrap();
    /// assert_eq!(request.conceal("TOKEN is unknown".into()), "… is unknown");
    /// ```
    pub fn conceal(&self, text: String) -> String {
        match &self.token {
            Some(token) => text
                .replace(token.reveal(), "…")
                .replace(&encode(token.reveal()), "…"),
            None => text,
        }
    }

    /// Returns whether browsers block this request on an https page: whether it has an http URL whose
    /// host is not a loopback host. <https://www.w3.org/TR/mixed-content/>
    ///
    /// ```
    /// use my_groups_core::{options::Source, request::Request};
    ///
    /// let request = |src: &str| Request::new(&Source::Src(src.into()), |url| Some(url.into())).unwrap();
    /// assert!(request("http://events.example/g.json").is_insecure());
    /// assert!(!request("https://events.example/g.json").is_insecure());
    /// assert!(!request("http://localhost:8080/g.json").is_insecure());
    /// ```
    pub fn is_insecure(&self) -> bool {
        let Some(rest) = self.address.strip_prefix("http://") else {
            return false;
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_part_of_ipv4 = |character: char| character.is_ascii_digit() || character == '.';
        // The colon of a port is not inside the brackets of an IPv6 address.
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => host,
            _ => authority,
        };
        let is_loopback = host == "localhost"
            || host.ends_with(".localhost")
            || host == "[::1]"
            || (host.starts_with("127.") && host.chars().all(is_part_of_ipv4));
        !is_loopback
    }
}

/// Returns the endpoint with the documented arguments appended to its own query, and without its
/// fragment, which is not part of a request.
fn with_arguments(endpoint: &str, api_key: &str, token: &str) -> String {
    let address = endpoint.split('#').next().unwrap_or_default();
    let separator = match address.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    let (api_key, token) = (encode(api_key), encode(token));
    format!(
        "{address}{separator}method=group.getMyGroups&api_key={api_key}&token={token}&format=json"
    )
}

/// All characters except the unreserved characters.
/// <https://www.rfc-editor.org/rfc/rfc3986#section-2.3>
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Percent-encodes a text for any part of a URL.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
