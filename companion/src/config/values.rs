//! The types of settings. Each type describes its allowed values for messages.

use crate::{
    secret::{Secret, has_user},
    time,
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, SeqAccess, Unexpected, Visitor},
};
use std::{fmt, marker::PhantomData, net::SocketAddr};
use url::Url;

/// The settings that are secrets. Each can also be in a file. The path of the file is the setting with
/// `_file` appended.
pub(super) const SECRETS: [&str; 2] = ["api_key", "token"];

/// Adds the settings for files of secrets to the fields of a table.
pub(super) fn with_files(fields: &[&'static str]) -> Vec<String> {
    let mut names = Vec::new();
    for field in fields {
        names.push((*field).to_owned());
        if SECRETS.contains(field) {
            names.push(format!("{field}_file"));
        }
    }
    names
}

/// Returns the fields of a table. serde names them when it meets an unknown field.
pub(super) fn field_names<Table: DeserializeOwned>() -> Vec<&'static str> {
    let unknown = figment::value::Dict::from([(String::new(), true.into())]);
    match figment::value::Value::from(unknown)
        .deserialize::<Table>()
        .map(drop)
        .map_err(|error| error.kind)
    {
        Err(figment::error::Kind::UnknownField(_, fields)) => fields.to_vec(),
        _ => Vec::new(),
    }
}

/// A type of settings. Each value is read from a text, because variables and flags are texts.
pub(super) trait Setting {
    /// What the text is read into.
    type Value;

    /// Describes what is allowed.
    fn allowed() -> String;

    /// Reads a text; returns `None` if it is not allowed.
    fn read(text: &str) -> Option<Self::Value>;
}

/// One value of a table, written as a text, a number, `true` or `false`.
pub(super) struct One<T: Setting>(pub(super) T::Value);

impl<'de, T: Setting> Deserialize<'de> for One<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneVisitor(PhantomData))
    }
}

struct OneVisitor<T>(PhantomData<T>);

impl<T: Setting> Visitor<'_> for OneVisitor<T> {
    type Value = One<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&T::allowed())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<One<T>, E> {
        T::read(text)
            .map(One)
            .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_bool<E: Error>(self, is: bool) -> Result<One<T>, E> {
        self.visit_str(&is.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<One<T>, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<One<T>, E> {
        self.visit_str(&number.to_string())
    }
}

/// Several values: a list, or a text with commas, which is simpler in a variable or flag.
pub(super) struct Many<T: Setting>(pub(super) Vec<T::Value>);

impl<'de, T: Setting> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Setting> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list in brackets, [\"…\", \"…\"], of {}", T::allowed())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Many<T>, E> {
        let parts = text.split(',').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(T::read)
            .collect::<Option<_>>()
            .map(Many)
            .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Many<T>, A::Error> {
        let mut found = Vec::new();
        while let Some(One::<T>(value)) = values.next_element()? {
            found.push(value);
        }
        Ok(Many(found))
    }
}

/// Returns whether a text has from 1 to `max` bytes, and only characters that are allowed.
pub(super) fn consists_of(text: &str, max: usize, is_allowed: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.len() <= max && text.chars().all(is_allowed)
}

/// A text that is not blank.
pub(super) enum Text {}

impl Setting for Text {
    type Value = String;

    fn allowed() -> String {
        "a text that is not empty".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        (!text.trim().is_empty()).then(|| text.to_owned())
    }
}

/// A text that may be empty.
pub(super) enum AnyText {}

impl Setting for AnyText {
    type Value = String;

    fn allowed() -> String {
        "a text".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        Some(text.to_owned())
    }
}

/// An id of a group.
pub(super) enum Id {}

impl Setting for Id {
    type Value = String;

    fn allowed() -> String {
        "ids of groups, as `my-groups check` prints them".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        Text::read(text).map(|text| text.trim().to_owned())
    }
}

impl Setting for bool {
    type Value = Self;

    fn allowed() -> String {
        "true, false".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        text.parse().ok()
    }
}

impl Setting for SocketAddr {
    type Value = Self;

    fn allowed() -> String {
        "an address with a port, such as 127.0.0.1:8080 or [::]:8080".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        text.parse().ok()
    }
}

/// A whole number.
pub(super) enum Whole<const MIN: usize, const MAX: usize> {}

impl<const MIN: usize, const MAX: usize> Setting for Whole<MIN, MAX> {
    type Value = usize;

    fn allowed() -> String {
        format!("a whole number from {MIN} to {MAX}")
    }

    fn read(text: &str) -> Option<Self::Value> {
        let number = text.parse().ok()?;
        (MIN..=MAX).contains(&number).then_some(number)
    }
}

/// A duration in seconds.
pub(super) enum Seconds<const MIN: u64, const MAX: u64> {}

impl<const MIN: u64, const MAX: u64> Setting for Seconds<MIN, MAX> {
    type Value = u64;

    fn allowed() -> String {
        let text = |seconds: u64| match seconds {
            seconds if seconds.is_multiple_of(86_400) => format!("{}d", seconds / 86_400),
            seconds if seconds.is_multiple_of(60) => format!("{}m", seconds / 60),
            seconds => format!("{seconds}s"),
        };
        format!(
            "a duration from {} to {}, such as 90s, 15m, 12h or 7d",
            text(MIN),
            text(MAX)
        )
    }

    fn read(text: &str) -> Option<Self::Value> {
        let seconds = time::duration(text)?;
        (MIN..=MAX).contains(&seconds).then_some(seconds)
    }
}

fn http_url(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

impl Setting for Url {
    type Value = Self;

    fn allowed() -> String {
        "an http or https URL".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        http_url(text)
    }
}

/// A URL that is published, so it must not contain a secret.
pub(super) enum PublicUrl {}

impl Setting for PublicUrl {
    type Value = Url;

    fn allowed() -> String {
        "an http or https URL without user, password, query and fragment, because it is published"
            .to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        let url = http_url(text)?;
        let has_secret = has_user(&url) || url.query().is_some() || url.fragment().is_some();
        (!has_secret).then_some(url)
    }
}

/// A URL with a placeholder for a group's id or name.
pub(super) enum Template {}

impl Setting for Template {
    type Value = String;

    fn allowed() -> String {
        "an http or https URL, without user and password, that contains {id} or {name}".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        let is_template = text.contains("{id}") || text.contains("{name}");
        let url = http_url(text)?;
        (is_template && !has_user(&url)).then(|| text.to_owned())
    }
}

/// A language tag.
pub(super) enum LanguageTag {}

impl Setting for LanguageTag {
    type Value = String;

    fn allowed() -> String {
        "a language tag such as de or pt-BR".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        let is_part =
            |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
        consists_of(text, 35, is_part).then(|| text.to_owned())
    }
}

/// The name of an account in a URL.
pub(super) enum Account {}

impl Setting for Account {
    type Value = String;

    fn allowed() -> String {
        "a name of letters, digits, - _ and .".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        let is_part =
            |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
        let is_account = consists_of(text, 100, is_part) && !text.starts_with('.');
        is_account.then(|| text.to_owned())
    }
}

/// The name of a header, in lower case.
pub(super) enum HeaderName {}

impl Setting for HeaderName {
    type Value = String;

    fn allowed() -> String {
        "the name of a header, such as x-forwarded-for".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        let is_part = |character: char| character.is_ascii_alphanumeric() || character == '-';
        consists_of(text, 64, is_part).then(|| text.to_ascii_lowercase())
    }
}

impl Setting for Secret {
    type Value = Self;

    fn allowed() -> String {
        "the secret alone, on one line".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        let text = text.trim();
        let is_secret = !text.is_empty() && !text.chars().any(char::is_control);
        is_secret.then(|| Self::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts which texts a type of settings allows.
    fn assert_allowed<T: Setting>(allowed: &[&str], refused: &[&str]) {
        for text in allowed {
            assert!(T::read(text).is_some(), "{text:?} is {}", T::allowed());
        }
        for text in refused {
            assert!(T::read(text).is_none(), "{text:?} is not {}", T::allowed());
        }
    }

    #[test]
    fn each_type_allows_its_values() {
        let long = |length: usize| "x".repeat(length);
        assert_allowed::<Text>(&["a", " a "], &["", " \n"]);
        assert_allowed::<AnyText>(&["a", "", " "], &[]);
        assert_allowed::<Id>(&["7", "lemmy:7"], &["", " "]);
        assert_allowed::<bool>(&["true", "false"], &["", "yes", "1", "True"]);
        assert_allowed::<SocketAddr>(&["127.0.0.1:80", "[::]:80"], &["80", "localhost:80"]);
        assert_allowed::<Whole<2, 30>>(&["2", "30"], &["1", "31", "-2", "2.5", ""]);
        assert_allowed::<Seconds<60, 120>>(&["60", "1m", "2m"], &["59", "121", "1h", "m"]);
        assert_allowed::<Url>(
            &[
                "https://a.example",
                "http://u:p@a.example/?q#f",
                " http://a.example ",
            ],
            &["a.example", "ftp://a.example", "https:", "/path"],
        );
        assert_allowed::<PublicUrl>(
            &["https://a.example/b"],
            &[
                "https://u@a.example/",
                "https://:p@a.example/",
                "https://a.example/?q",
                "https://a.example/#f",
                "a.example",
            ],
        );
        assert_allowed::<Template>(
            &["https://a.example/{id}", "https://a.example/{name}"],
            &["https://a.example/", "https://u@a.example/{id}", "{id}"],
        );
        assert_allowed::<LanguageTag>(
            &["de", "pt-BR", "zh_Hant", &long(35)],
            &["", "d e", "d/e", "ü", &long(36)],
        );
        assert_allowed::<Account>(
            &["octocat", "a.b-c_9", "józef", &long(100)],
            &["", ".a", "../a", "a/b", "a b", &long(101)],
        );
        assert_allowed::<HeaderName>(
            &["x-forwarded-for", "X9", &long(64)],
            &["", "x: y", "x_y", &long(65)],
        );
        assert_allowed::<Secret>(&["s3cret", " s3cret\n"], &["", " \n", "two\nlines", "a\0b"]);
    }

    #[test]
    fn values_are_read_without_white_space_around_them() {
        assert_eq!(Id::read(" 7 ").as_deref(), Some("7"));
        assert_eq!(Secret::read(" s3cret\n"), Some(Secret::new("s3cret")));
        assert_eq!(HeaderName::read("X-Real-IP").as_deref(), Some("x-real-ip"));
        assert_eq!(Seconds::<60, 600>::read("2m"), Some(120));
        assert_eq!(Text::read(" a ").as_deref(), Some(" a "));
    }
}
