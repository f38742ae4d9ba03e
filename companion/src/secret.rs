//! Keys and tokens, which are shown nowhere.

use sha2::{Digest, Sha256};
use std::fmt::{self, Write};
use subtle::ConstantTimeEq;

/// A key, a token or an address that holds one. Its text is had by [`Secret::reveal`] alone.
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

    /// Takes this secret, as it stands or percent-encoded, out of a text: for what others say, who
    /// may repeat it. One that is shorter than any secret would be found in plain words, and stays.
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

/// A secret by which a caller is known: its hash, compared in constant time whatever its length.
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
