//! The types of settings. Each type describes its allowed values for messages.

use crate::{secret::Secret, time};
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

/// Several values: a list, or in a variable or flag also a text with commas.
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
        let has_secret = !url.username().is_empty()
            || url.password().is_some()
            || url.query().is_some()
            || url.fragment().is_some();
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
        let has_user = !url.username().is_empty() || url.password().is_some();
        (is_template && !has_user).then(|| text.to_owned())
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
        let is_tag = !text.is_empty() && text.len() <= 35 && text.chars().all(is_part);
        is_tag.then(|| text.to_owned())
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
        let is_account = !text.is_empty()
            && text.len() <= 100
            && text.chars().all(is_part)
            && !text.starts_with('.');
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
        let is_name = !text.is_empty() && text.len() <= 64 && text.chars().all(is_part);
        is_name.then(|| text.to_ascii_lowercase())
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
