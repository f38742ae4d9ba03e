//! The address that a badge requests. Pure: a URL is resolved by whoever has a URL parser.

use crate::{
    failure::Config,
    options::{ENDPOINT, SRC, Secret, Source},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// One request: always a GET, and nothing but its address and its mode.
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
#[derive(Clone, PartialEq, Eq)] // no `Debug`: the address holds the token
pub struct Request {
    /// The absolute address. In direct mode it holds the token: it goes to the transport and nowhere else.
    pub address: String,
    /// Whether the API itself is called. Then a redirect is refused, and a 404 speaks of the key.
    pub is_direct: bool,
    token: Option<Secret>,
}

impl Request {
    /// The request for a source. `resolve` makes a URL absolute, as the page would, or finds that it is none.
    ///
    /// # Errors
    /// [`Config::BadUrl`] with the attribute that holds no URL; for an endpoint also one that is not http or https.
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

    /// A text from the answer without the token, should the API repeat it there.
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
}

/// The endpoint with the documented arguments behind the query that it already has; a fragment is never sent.
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

/// Every character except the unreserved ones. <https://www.rfc-editor.org/rfc/rfc3986#section-2.3>
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Percent-encodes a text for any part of a URL.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
