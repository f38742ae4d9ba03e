//! Keys and tokens. They are never printed or logged.

use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    fmt::{self, Write},
};
use subtle::ConstantTimeEq;
use url::Url;

/// A key, a token, or a URL that contains one. Only [`Secret::reveal`] returns the text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text, for the request that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Removes this secret, plain or percent-encoded, from a service's text, because a service may repeat
    /// it. A very short secret is not removed, because it could be part of ordinary words.
    pub fn conceal(&self, text: &mut String) {
        const SHORTEST: usize = 6;
        let encoded: String = url::form_urlencoded::byte_serialize(self.0.as_bytes()).collect();
        for secret in [&self.0, &encoded] {
            if self.0.len() >= SHORTEST && text.contains(secret) {
                *text = text.replace(secret, "…");
            }
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Formats the first bytes of a hash as hexadecimal digits.
pub(crate) fn hex(hash: &[u8], bytes: usize) -> String {
    hash.iter()
        .take(bytes)
        .fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        })
}

/// The hash of a key or token of the server. Hashes are compared in constant time, whatever the length
/// of the key.
#[derive(Clone)]
pub struct Credential([u8; 32]);

impl Credential {
    /// Hashes a key or token.
    pub fn new(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// Returns whether both are hashes of the same text, in constant time.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Returns whether a URL has a user name or a password.
pub fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Masks the user, password, query and fragment of each URL in a message, because they may contain
/// secrets.
pub fn without_url_secrets(text: &str) -> Cow<'_, str> {
    const SEPARATOR: &str = "://";
    if !text.contains(SEPARATOR) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(SEPARATOR) {
        let end = after
            .find(|character: char| {
                character.is_whitespace() || matches!(character, '"' | '\'' | '`' | '<' | '>')
            })
            .unwrap_or(after.len());
        let (url, next) = after.split_at(end);
        let authority = url
            .find(['/', '?', '#', '\\'])
            .map_or(url, |end| url.get(..end).unwrap_or(url));
        let (user, host) = match authority.rsplit_once('@') {
            Some((_, host)) => ("***@", host),
            None => ("", authority),
        };
        let path = url.get(authority.len()..).unwrap_or_default();
        let end = path.find(['?', '#']);
        let (path, query) = end.map_or((path, None), |end| {
            (path.get(..end).unwrap_or_default(), path.get(end..=end))
        });
        let _ = write!(safe, "{before}{SEPARATOR}{user}{host}{path}");
        if let Some(mark) = query {
            let _ = write!(safe, "{mark}***");
        }
        rest = next;
    }
    safe.push_str(rest);
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_tokens_are_never_printed() {
        let (secret, credential) = (Secret::new("s3cret"), Credential::new("s3cret"));
        assert_eq!(format!("{secret} {secret:?} {credential:?}"), "*** *** ***");
    }

    #[test]
    fn a_secret_is_removed_from_a_services_text() {
        for (secret, text, expected) in [
            ("s3cret", "at s3cret, s3cret", "at …, …"),
            ("s3 cret/", "?t=s3+cret%2F&u=s3 cret/", "?t=…&u=…"),
            ("s3cret", "another", "another"),
            // A short secret could be part of ordinary words.
            ("thing", "something", "something"),
            ("things", "somethings", "some…"),
        ] {
            let mut text = text.to_owned();
            Secret::new(secret).conceal(&mut text);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn a_credential_matches_only_the_same_text() {
        let credential = Credential::new("s3cret");
        assert!(credential.matches(&Credential::new("s3cret")));
        for other in ["", "s3cre", "s3cret ", "S3cret", "s3cret\0"] {
            assert!(!credential.matches(&Credential::new(other)), "{other:?}");
        }
    }

    #[test]
    fn secrets_of_urls_are_masked() {
        let cases = [
            (
                "at https://u:s3cret@a.example/x",
                "at https://***@a.example/x",
            ),
            ("https://s3cret@a.example", "https://***@a.example"),
            ("https://a@s3cret@a.example/", "https://***@a.example/"),
            (
                "\"https://a.example/p?t=s3cret\" is",
                "\"https://a.example/p?***\" is",
            ),
            (
                "https://a.example?t=s3cret#s3cret b",
                "https://a.example?*** b",
            ),
            ("https://a.example/#s3cret", "https://a.example/#***"),
            (
                "s3://s3cret:x@b/c and http://a.example/?s3cret",
                "s3://***@b/c and http://a.example/?***",
            ),
            ("https://a.example/x@y/", "https://a.example/x@y/"),
            ("no URL? yes", "no URL? yes"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_url_secrets(text), expected);
        }
    }
}
