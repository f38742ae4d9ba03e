//! The badge's words, numbers and dates, and the one room with sentences that a person reads.
//! What a language does with a number or a date is the browser's business (`Intl`), never ours.

pub mod owner;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod intl;
#[cfg(target_arch = "wasm32")]
pub use intl::{Language, folded};
#[cfg(target_arch = "wasm32")]
pub(crate) use intl::{Names, Phrase};

use words::{TABLES, Words};

/// The words for a language tag such as `de-AT`; a page in a language that has none is served in English.
pub fn words(tag: &str) -> &'static Words {
    let [english, ..] = TABLES;
    let mut tables = TABLES.iter();
    tables.find(|words| is_of(tag, words)).unwrap_or(english)
}

/// Whether a language tag is of the language of these words.
fn is_of(tag: &str, words: &Words) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    words.tag.eq_ignore_ascii_case(primary)
}

/// The line for a badge that cannot run at all, by language, as JSON: it is said where this crate is not there to say it.
pub fn unavailable_json() -> serde_json::Value {
    TABLES
        .iter()
        .map(|words| {
            (
                words.tag.to_owned(),
                serde_json::Value::from(words.unavailable),
            )
        })
        .collect()
}
