//! A page's language in the browser: our words, `Intl`'s numbers.

use super::{
    words,
    words::{Plural, Words},
};
use js_sys::{Object, Reflect};
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

    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, time: f64) -> Result<String, JsValue>;
}

/// The words and formatters of one language. Formatters are kept, since constructing them is slow.
#[derive(Clone)]
pub struct Language(Rc<Formatters>);

struct Formatters {
    tag: String,
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
            tag: tag.to_owned(),
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

    /// When the list that is shown was fetched (milliseconds since 1970), such as "As of Nov 23, 2026, 9:41 AM".
    pub fn as_of(&self, at: u64) -> String {
        let options = Object::new();
        for (key, style) in [("dateStyle", "medium"), ("timeStyle", "short")] {
            // A plain object takes any property.
            let _ = Reflect::set(&options, &key.into(), &style.into());
        }
        // Made anew each time: it is needed once, when something has failed.
        let format = DateTimeFormat::new(&self.0.tag, &options)
            .or_else(|_| DateTimeFormat::new(self.0.words.tag, &options));
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds since 1970 are far below 2^53"
        )]
        let time = format
            .and_then(|format| format.format(at as f64))
            .unwrap_or_default();
        self.0.words.as_of.replace("{time}", &time)
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
