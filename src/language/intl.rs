//! A page's language in the browser: our words, `Intl`'s numbers, plurals, dates and order.

use super::{
    words,
    words::{Plural, Words},
};
use crate::groups::Timestamp;
use js_sys::{Date, JsString, Object, Reflect};
use std::{cell::OnceCell, cmp::Ordering, rc::Rc};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: f64) -> JsString;
    #[wasm_bindgen(method, js_name = resolvedOptions)]
    fn resolved_options(this: &NumberFormat) -> JsValue;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> JsString;

    /// `String`, where all that is handed over is in the browser's hands already.
    #[wasm_bindgen(js_name = String)]
    type Text;
    #[wasm_bindgen(method)]
    fn replace(this: &Text, old: &JsString, new: &JsString) -> JsString;

    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, millis: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type Collator;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> Result<Collator, JsValue>;
    #[wasm_bindgen(method)]
    fn compare(this: &Collator, one: &JsString, other: &JsString) -> i32;
}

/// The words and formatters of one language. Formatters are kept, since constructing them is slow; those that not
/// every badge needs are made when first asked for.
#[derive(Clone)]
pub struct Language(Rc<Formatters>);

struct Formatters {
    tag: String,
    words: &'static Words,
    numbers: Option<NumberFormat>,
    plurals: Option<PluralRules>,
    dates: OnceCell<Option<DateTimeFormat>>,
    times: OnceCell<Option<DateTimeFormat>>,
    names: OnceCell<Option<Collator>>,
    members: OnceCell<Forms>,
    topics: OnceCell<Forms>,
    groups: OnceCell<Forms>,
}

/// The forms of a phrase, handed to the browser once: a long list has one in every row.
struct Forms {
    by_category: Object,
    place_of_number: JsString,
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
        let numbers = NumberFormat::new(tag).or_else(|_| NumberFormat::new(words.tag));
        Self(Rc::new(Formatters {
            tag: tag.to_owned(),
            words,
            numbers: numbers.ok(),
            plurals: PluralRules::new(words.tag).ok(),
            dates: OnceCell::new(),
            times: OnceCell::new(),
            names: OnceCell::new(),
            members: OnceCell::new(),
            topics: OnceCell::new(),
            groups: OnceCell::new(),
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
        self.members_at_hand(count).into()
    }

    /// The same, left in the browser's hands.
    pub(crate) fn members_at_hand(&self, count: u64) -> JsString {
        self.plural(&self.0.members, &self.0.words.members, count)
    }

    /// How many topics a group has, such as "3 topics". `count` is at most 2^53.
    pub fn topics(&self, count: u64) -> String {
        let topics = self.plural(&self.0.topics, &self.0.words.topics, count);
        topics.into()
    }

    /// How many groups there are, such as "17 groups".
    pub fn groups(&self, count: usize) -> String {
        let groups = self.plural(&self.0.groups, &self.0.words.groups, count as u64);
        groups.into()
    }

    /// The button for all groups, such as "Show all 17".
    pub fn show_all(&self, count: usize) -> String {
        self.0
            .words
            .show_all
            .replace("{n}", &self.number(count as u64))
    }

    /// When a group was created, such as "Founded Aug 11, 2006". The day is that of the API, whatever zone the
    /// visitor is in.
    pub fn founded(&self, created: &Timestamp) -> String {
        let format = self
            .0
            .dates
            .get_or_init(|| self.date_format(&[("dateStyle", "medium"), ("timeZone", "UTC")]));
        // A date without a time counts as UTC.
        let date = written(format.as_ref(), Date::parse(created.date()));
        let date = date.unwrap_or_else(|| created.date().to_owned());
        self.0.words.founded.replace("{date}", &date)
    }

    /// When a list was loaded, such as "As of Aug 11, 2006, 1:38 PM", in the visitor's own time zone.
    /// `millis` are milliseconds since 1970, as `Date.now()` has them.
    pub fn as_of(&self, millis: u64) -> String {
        self.0.words.as_of.replace("{time}", &self.time(millis))
    }

    /// A date and time, in the visitor's own time zone. `millis` are milliseconds since 1970.
    pub fn time(&self, millis: u64) -> String {
        let format = self
            .0
            .times
            .get_or_init(|| self.date_format(&[("dateStyle", "medium"), ("timeStyle", "short")]));
        written(format.as_ref(), float(millis)).unwrap_or_default()
    }

    /// The order of two names, as the language has it; "Group 2" stands before "Group 10".
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.order([one, other].into_iter())(0, 1)
    }

    /// The order of names by their places, as [`compare`](Self::compare) has it. Each name is handed to the browser once
    /// and not with every comparison, and none is before the first.
    pub fn order<'a>(
        &'a self,
        names: impl Iterator<Item = &'a str> + Clone + 'a,
    ) -> impl Fn(usize, usize) -> Ordering + 'a {
        let in_the_browser = OnceCell::<Vec<JsString>>::new();
        move |one, other| {
            let collator = self.0.names.get_or_init(|| self.collator());
            let handed = in_the_browser.get_or_init(|| names.clone().map(JsString::from).collect());
            match (collator, handed.get(one), handed.get(other)) {
                (Some(collator), Some(one), Some(other)) => collator.compare(one, other).cmp(&0),
                _ => one.cmp(&other),
            }
        }
    }

    fn collator(&self) -> Option<Collator> {
        let options = object(&[]);
        // A plain object takes any property.
        let _ = Reflect::set(&options, &"numeric".into(), &true.into());
        Collator::new(&self.0.tag, &options)
            .or_else(|_| Collator::new(self.0.words.tag, &options))
            .ok()
    }

    fn plural(&self, forms: &OnceCell<Forms>, plural: &Plural, count: u64) -> JsString {
        let Forms {
            by_category,
            place_of_number,
        } = forms.get_or_init(|| {
            let forms = plural.forms();
            Forms {
                by_category: object(&forms),
                place_of_number: "{n}".into(),
            }
        });
        let category = self
            .0
            .plurals
            .as_ref()
            .map(|rules| rules.select(float(count)));
        let form = category.and_then(|category| Reflect::get(by_category, &category).ok());
        let form = form.filter(wasm_bindgen::JsValue::is_string);
        let form = form.unwrap_or_else(|| plural.other.into());
        let number = self
            .0
            .numbers
            .as_ref()
            .map(|format| format.format(float(count)));
        let number = number.unwrap_or_else(|| "".into());
        form.unchecked_ref::<Text>()
            .replace(place_of_number, &number)
    }

    fn number(&self, number: u64) -> String {
        let format = self.0.numbers.as_ref();
        format.map_or_else(String::new, |format| format.format(float(number)).into())
    }

    /// A date holds words. Where ours are English so are its, in the language's own digits.
    fn date_format(&self, options: &[(&str, &str)]) -> Option<DateTimeFormat> {
        let Formatters { tag, words, .. } = &*self.0;
        let options = object(options);
        if super::is_of(tag, words) {
            let own = DateTimeFormat::new(tag, &options);
            if let Ok(own) = own {
                return Some(own);
            }
        }
        let digits = self.0.numbers.as_ref().and_then(|numbers| {
            Reflect::get(&numbers.resolved_options(), &"numberingSystem".into())
                .ok()?
                .as_string()
        });
        let digits = digits.as_deref().unwrap_or("latn");
        DateTimeFormat::new(&format!("{}-u-nu-{digits}", words.tag), &options).ok()
    }
}

/// A text as the filter compares it: without regard to case, accents and points.
pub fn folded(text: &str) -> String {
    let text = JsString::from(text).normalize("NFKD").to_lower_case();
    let is_mark = |letter: &char| matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}');
    String::from(text)
        .chars()
        .filter(|letter| !is_mark(letter))
        .collect()
}

/// Nothing where the browser has no such time.
fn written(format: Option<&DateTimeFormat>, millis: f64) -> Option<String> {
    format?.format(millis).ok()
}

fn object(entries: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // A plain object takes any property.
        let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
    }
    object
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts are at most 2^53, times far below"
)]
fn float(count: u64) -> f64 {
    count as f64
}
