//! A page's language in the browser: our words, `Intl`'s numbers.

use super::{
    words,
    words::{Plural, Words},
};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> String;
}

/// The words and formatters of one language. Formatters are kept, since constructing them is slow.
#[derive(Clone)]
pub struct Language(Rc<Formatters>);

struct Formatters {
    words: &'static Words,
    numbers: Option<NumberFormat>,
    plurals: Option<PluralRules>,
}

impl Language {
    /// The language of a tag as a page's `lang` has it. A tag that is none counts as English.
    pub fn new(tag: &str) -> Self {
        let words = words(tag);
        let numbers = NumberFormat::new(tag).or_else(|_| NumberFormat::new(words.tag));
        Self(Rc::new(Formatters {
            words,
            numbers: numbers.ok(),
            plurals: PluralRules::new(words.tag).ok(),
        }))
    }

    /// The words.
    pub fn words(&self) -> &'static Words {
        self.0.words
    }

    /// A group's size, such as "2,196 members". `count` is at most 2^53.
    pub fn members(&self, count: u64) -> String {
        self.plural(&self.0.words.members, count)
    }

    fn plural(&self, plural: &Plural, count: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "counts are at most 2^53")]
        let number = count as f64;
        let category = self.0.plurals.as_ref().map(|rules| rules.select(number));
        let form = category.and_then(|category| plural.form(&category));
        form.unwrap_or(plural.other)
            .replace("{n}", &self.number(number))
    }

    fn number(&self, number: f64) -> String {
        self.0
            .numbers
            .as_ref()
            .map_or_else(String::new, |format| format.format(number))
    }
}
