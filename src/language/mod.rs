//! The badge's words, and its numbers, dates and order of names, in the language of the page.
//!
//! - [`words()`]: the words of each language, from the files `words/<tag>.json`
//! - `Language` (on `wasm32` alone): the words together with the browser's `Intl`, in one language
//! - [`owner`]: what the site's owner is told, in English

pub mod owner;

mod words;

#[cfg(target_arch = "wasm32")]
mod intl;
#[cfg(target_arch = "wasm32")]
pub use intl::{Language, folded};

pub use words::{Plural, TAGS, Words, all, words};

/// What the element's script knows of languages before any words are there, as JSON: `tags`, those of the words files,
/// and `unavailable`, the English line for a badge that cannot run at all.
///
/// ```
/// let languages = my_groups_badge::language::languages_json();
/// assert_eq!(languages["tags"][0], "en");
/// ```
pub fn languages_json() -> serde_json::Value {
    serde_json::json!({ "tags": TAGS, "unavailable": words("en").unavailable })
}
