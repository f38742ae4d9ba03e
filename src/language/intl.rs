//! A page's language in the browser: our words, and `Intl`'s numbers, plurals, dates and order (see `intl.js`).

use super::{
    words,
    words::{Plural, Words},
};
use crate::{
    groups::Timestamp,
    pieces::{parted, replaced},
};
use std::{cell::OnceCell, cmp::Ordering, rc::Rc};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/language/intl.js")]
extern "C" {
    /// The same for every badge of a language.
    fn formats(tag: &str, own: &str, is_own: bool) -> Formats;

    type Formats;
    #[wasm_bindgen(method)]
    fn number(this: &Formats, count: f64) -> String;
    #[wasm_bindgen(method)]
    fn phrase(this: &Formats, forms: &str) -> Phrase;
    #[wasm_bindgen(method)]
    fn date(this: &Formats, date: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    fn time(this: &Formats, millis: f64) -> Option<String>;
    #[wasm_bindgen(method)]
    fn ranks(this: &Formats, names: &str) -> Vec<u32>;

    /// A phrase with a number in it.
    pub(crate) type Phrase;
    #[wasm_bindgen(method)]
    fn of(this: &Phrase, count: f64) -> String;

    /// Names that a visitor looks through.
    pub(crate) type Names;
    /// Of names, one a line.
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(lines: &str) -> Names;
    /// For each of them, 1 if it holds a text that is [`folded`], else 0.
    #[wasm_bindgen(method)]
    pub(crate) fn holding(this: &Names, text: &str) -> Vec<u8>;

    #[wasm_bindgen(js_name = folded)]
    fn fold(text: &str) -> String;
}

/// The words and formatters of one language.
#[derive(Clone)]
pub struct Language(Rc<Parts>);

struct Parts {
    tag: String,
    words: &'static Words,
    formats: Formats,
    members: OnceCell<Phrase>,
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.0.tag == other.0.tag
    }
}

impl Language {
    /// The language of a tag as a page's `lang` has it. A tag that is none counts as English.
    pub fn new(tag: &str) -> Self {
        let words = words(tag);
        Self(Rc::new(Parts {
            tag: tag.to_owned(),
            words,
            formats: formats(tag, words.tag, super::is_of(tag, words)),
            members: OnceCell::new(),
        }))
    }

    /// The tag that it was asked for by.
    pub fn tag(&self) -> &str {
        &self.0.tag
    }

    /// The words.
    pub fn words(&self) -> &'static Words {
        self.0.words
    }

    /// A group's size, such as "2,196 members". `count` is at most 2^53.
    pub fn members(&self, count: u64) -> String {
        self.members_at_hand().of(float(count))
    }

    /// The same for any count, in the browser's hands: a long list has one in every row.
    pub(crate) fn members_at_hand(&self) -> &Phrase {
        let phrase = || self.phrase(&self.0.words.members);
        self.0.members.get_or_init(phrase)
    }

    /// How many topics a group has, such as "3 topics". `count` is at most 2^53.
    pub fn topics(&self, count: u64) -> String {
        self.phrase(&self.0.words.topics).of(float(count))
    }

    /// How many groups there are, such as "17 groups".
    pub fn groups(&self, count: usize) -> String {
        self.phrase(&self.0.words.groups).of(float(count as u64))
    }

    /// The button for all groups, such as "Show all 17".
    pub fn show_all(&self, count: usize) -> String {
        let number = self.0.formats.number(float(count as u64));
        replaced(self.0.words.show_all, "{n}", &number)
    }

    /// When a group was created, such as "Founded Aug 11, 2006". The day is that of the API, whatever zone the
    /// visitor is in.
    pub fn founded(&self, created: &Timestamp) -> String {
        let date = self.0.formats.date(created.date());
        let date = date.as_deref().unwrap_or(created.date());
        replaced(self.0.words.founded, "{date}", date)
    }

    /// When a list was loaded, such as "As of Aug 11, 2006, 1:38 PM", in the visitor's own time zone.
    /// `millis` are milliseconds since 1970, as `Date.now()` has them.
    pub fn as_of(&self, millis: u64) -> String {
        replaced(self.0.words.as_of, "{time}", &self.time(millis))
    }

    /// A date and time, in the visitor's own time zone. `millis` are milliseconds since 1970.
    pub fn time(&self, millis: u64) -> String {
        self.0.formats.time(float(millis)).unwrap_or_default()
    }

    /// The order of two names, as the language has it; "Group 2" stands before "Group 10".
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        let ranks = self.ranks([one, other].into_iter());
        ranks.first().cmp(&ranks.get(1))
    }

    /// The ranks of names, each on one line, in the order of [`compare`](Self::compare); those that count as the same have
    /// the same. They are handed to the browser all at once.
    pub(crate) fn ranks<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<u32> {
        self.0.formats.ranks(&parted(names, "\n"))
    }

    fn phrase(&self, plural: &Plural) -> Phrase {
        self.0.formats.phrase(plural.lines())
    }
}

/// A text as the filter compares it: without regard to case, accents and points. Of several lines each is as by itself.
pub fn folded(text: &str) -> String {
    fold(text)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts are at most 2^53, times far below"
)]
fn float(count: u64) -> f64 {
    count as f64
}
