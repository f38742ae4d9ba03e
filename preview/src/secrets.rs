//! Recognizes values that may hold a secret, so that no link to a setting contains them.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Parts of the name of a parameter whose value is a secret. The names are compared in lower case and
/// without punctuation, so `X-Amz-Signature` and `api_key` match too.
const SECRET_NAMES: [&str; 19] = [
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "signature",
    "credential",
    "apikey",
    "accesskey",
    "keypair",
    "authorization",
    "session",
    "cookie",
    "jwt",
    "hmac",
    "oauth",
    "ticket",
    "invite",
    "private",
];

/// Names of parameters that are too short to be searched for within other names.
const SHORT_NAMES: [&str; 16] = [
    "key", "auth", "pass", "pwd", "pw", "pin", "sig", "sign", "sid", "code", "hash", "otp",
    "nonce", "st", "tok", "policy",
];

/// The maximum length of an ordinary word. A longer word that mixes letters and digits is treated as a key.
const LONGEST_WORD: usize = 19;

/// Returns whether a value may hold a secret: a URL with a user name or password, a signed URL, a
/// parameter whose name means a secret, or a long random text. A percent-encoded value is decoded
/// first, also if it is encoded twice.
pub(crate) fn may_hold_secret(value: &str) -> bool {
    let once = decoded(value);
    let twice = decoded(&once);
    [value, &once, &twice]
        .into_iter()
        .any(|value| has_user(value) || has_secret_parameter(value) || has_random_text(value))
}

fn decoded(value: &str) -> Cow<'_, str> {
    percent_decode_str(value).decode_utf8_lossy()
}

/// Returns whether a URL in the text has a user name or a password.
fn has_user(value: &str) -> bool {
    let mut authorities = value.split("//").skip(1);
    authorities.any(|rest| {
        let end = rest.find(['/', '\\', ' ']).unwrap_or(rest.len());
        rest.get(..end)
            .is_some_and(|authority| authority.contains('@'))
    })
}

fn has_secret_parameter(value: &str) -> bool {
    value
        .split(['?', '&', ';', '#', '~', '/', ','])
        .filter(|parameter| !parameter.ends_with(['=', ':']))
        .any(|parameter| {
            let names = parameter.matches(['=', ':']).count();
            let mut parts = parameter.split(['=', ':']).take(names);
            parts.any(is_secret_name)
        })
}

fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut words = name.split(|character: char| !character.is_ascii_alphanumeric());
    SECRET_NAMES.iter().any(|secret| letters.contains(secret))
        || words.any(|word| SHORT_NAMES.contains(&word))
        || SHORT_NAMES.contains(&&*letters)
}

/// Returns whether the text contains a word that looks like a key: long, of letters and digits.
fn has_random_text(value: &str) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "_+=".contains(character);
    value.split(|character| !is_part(character)).any(|word| {
        word.len() > LONGEST_WORD
            && word.bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().any(|byte| byte.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_with_credentials_is_recognized() {
        for value in [
            "https://me:pass@site.example/groups.json",
            "https://me@site.example/groups.json",
            "//me:pass@site.example/groups.json",
            "HTTPS://%6de:pass@site.example",
            "https%3A%2F%2Fme%3Apass%40site.example%2F",
            "https://proxy.example/?url=https%3A%2F%2Fme%3Apass%40site.example%2F",
            "https://me:pa?ss@site.example/",
        ] {
            assert!(may_hold_secret(value), "{value}");
        }
    }

    #[test]
    fn a_signed_url_is_recognized() {
        for value in [
            "https://b.s3.example/g.json?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A&X-Amz-Signature=0a",
            "https://b.s3.example/g.json?AWSAccessKeyId=A&Signature=x%3D&Expires=1",
            "https://storage.example/g.json?X-Goog-Signature=0a",
            "https://a.blob.example/c/g.json?sv=2022&se=2030&sp=r&sig=x%3D",
            "https://d.cdn.example/g.json?Policy=x&Key-Pair-Id=K",
            "https://cdn.example/g.json?hdnts=st=1~exp=2~hmac=0a",
            "https://cdn.example/g.json?hash=x",
        ] {
            assert!(may_hold_secret(value), "{value}");
        }
    }

    #[test]
    fn a_parameter_that_means_a_secret_is_recognized_however_it_is_written() {
        for value in [
            "/?token=x",
            "/groups?API_KEY=x",
            "/groups?api%5Fkey=x",
            "/groups?%2574oken=x",
            "/groups?a=b;auth=x",
            "/groups#access_token=x",
            "/groups/;jsessionid=x",
            "/groups?private_token=x",
            "/groups?p=1&password=x",
            "/groups?oauth_nonce=x",
            "token: x",
        ] {
            assert!(may_hold_secret(value), "{value}");
        }
    }

    #[test]
    fn a_long_random_text_is_recognized() {
        for value in [
            "https://hooks.example/T0000/B0000/x1y2z3A4b5C6d7E8f9G0h1",
            "https://site.example/feed/5f2b1c9d8e7a6b5c4d3e2f1a.json",
            "ghp_0123456789abcdefABCDEF0123456789abcd",
            "/g.json?u=eyJhbGciOiJIUzI1NiJ9eyJzdWIiOiIx",
        ] {
            assert!(may_hold_secret(value), "{value}");
        }
    }

    #[test]
    fn ordinary_values_are_not_secrets() {
        for value in [
            "",
            "My groups: the choir",
            "Monkey business",
            "Keyboard club #1 @ home",
            "/my-groups.json",
            "/my groups.json?a=b&c=é",
            "https://events.example/user/7/groups",
            "https://events.example/?a=1&b=#2",
            "https://events.example/group/{id}/?name={name}",
            "https://cdn.example/my-groups-badge/1.0.0/my-groups-badge.js",
            "https://social.example/@me",
            "Donaudampfschifffahrtsgesellschaft",
            "https://site.example/2026/11/29/my-groups-of-this-year.json?page=2",
        ] {
            assert!(!may_hold_secret(value), "{value}");
        }
    }
}
