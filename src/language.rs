//! The page's language in the browser: the words of [`words`], and numbers, plurals, dates and the
//! order of names as `Intl` formats them (see `language/intl.js`).

use crate::groups::Timestamp;
use crate::words::{self, Plural, TAGS, Words};
use js_sys::{Array, JsString};
use std::{cell::OnceCell, cmp::Ordering, rc::Rc};
use wasm_bindgen::prelude::*;

// `intl.js` calls the constructors. The methods have `catch`, because a page may have replaced them
// with functions that throw.
#[wasm_bindgen(module = "/src/language/intl.js")]
extern "C" {
    /// Returns the language for a page's `lang`. `available` has the tags of the words files.
    #[wasm_bindgen(js_name = resolveLocale)]
    fn resolve_locale(lang: &str, available: Option<&Array>) -> ResolvedLocale;
    type ResolvedLocale;
    /// The tag for the formatters.
    #[wasm_bindgen(method, getter)]
    fn tag(this: &ResolvedLocale) -> String;
    /// The tag of the words file.
    #[wasm_bindgen(method, getter, js_name = wordsTag)]
    fn words_tag(this: &ResolvedLocale) -> String;

    #[wasm_bindgen(js_name = formatter)]
    fn formatter(purpose: &str, tag: &str) -> Option<Formatter>;
    /// `Intl.NumberFormat` or `Intl.DateTimeFormat`.
    type Formatter;
    #[wasm_bindgen(method, catch)]
    fn format(this: &Formatter, number: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_name = formatter)]
    fn plural_rules(purpose: &str, tag: &str) -> Option<PluralRules>;
    /// `Intl.PluralRules`.
    type PluralRules;
    #[wasm_bindgen(method, catch)]
    fn select(this: &PluralRules, number: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_name = formatter)]
    fn collator(purpose: &str, tag: &str) -> Option<Collator>;
    /// `Intl.Collator`.
    type Collator;
    #[wasm_bindgen(method, catch)]
    fn compare(this: &Collator, one: &JsString, other: &JsString) -> Result<f64, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Date, js_name = UTC)]
    fn utc(year: f64, month: f64, day: f64) -> Result<f64, JsValue>;
}

/// The words and formatters of one language. Clones share them.
///
/// ```no_run
/// use my_groups_badge::{groups::Timestamp, language::Language};
///
/// let german = Language::new("de-AT");
/// assert_eq!((german.tag(), german.words().heading), ("de-AT", "Meine Gruppen"));
/// assert_eq!(german.topics(3), "3 Themen");
/// assert!(german.compare("Äpfel", "Birnen").is_lt());
///
/// let hebrew = Language::new("iw"); // an older tag of the same language
/// assert_eq!(hebrew.locale(), "he");
///
/// let english = Language::with("de", None); // the words have not loaded
/// assert_eq!(english.members(2_196), "2,196 members");
/// assert_eq!(english.groups(1), "1 group");
/// assert_eq!(english.ranks(["b", "a", "c"].into_iter()), [1, 0, 2]);
/// let created = Timestamp::parse("2006-08-11").unwrap();
/// assert!(english.founded(&created).contains("2006"));
/// assert!(english.as_of(1_800_000_000_000).contains(&english.time(1_800_000_000_000)));
/// ```
#[derive(Clone)]
pub struct Language(Rc<Inner>);

/// The formatters in a `OnceCell` are created when they are needed, because creating a formatter is
/// slow. A formatter is `None` if the browser cannot create it.
struct Inner {
    /// The tag in the page's `lang`.
    tag: String,
    /// The tag for the formatters.
    locale: String,
    words: &'static Words,
    number_formatter: OnceCell<Option<Formatter>>,
    plural_rules: Option<PluralRules>,
    date_formatter: OnceCell<Option<Formatter>>,
    time_formatter: OnceCell<Option<Formatter>>,
    collator: OnceCell<Option<Collator>>,
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.0.locale == other.0.locale && std::ptr::eq(self.0.words, other.0.words)
    }
}

impl Language {
    /// Returns the language for a page's `lang`, with compiled-in words. Without the feature
    /// `languages` only the English words are compiled in. The language is English if the text is
    /// not a language tag, or if no words for the tag are compiled in.
    pub fn new(tag: &str) -> Self {
        let available: Array = TAGS.iter().copied().map(JsValue::from_str).collect();
        let resolved = resolve_locale(tag, Some(&available));
        let words = words::exact(&resolved.words_tag()).unwrap_or_else(words::english);
        Self::from_parts(tag, resolved.tag(), words)
    }

    /// Returns the language for a page's `lang`, with words that were loaded. `words` is the JSON
    /// of a words file. The language is English if `words` is `None` or invalid.
    pub fn with(tag: &str, words: Option<&str>) -> Self {
        if let Some(words) = words.and_then(words::read) {
            let resolved = resolve_locale(tag, None);
            if resolved.words_tag() != "en" {
                return Self::from_parts(tag, resolved.tag(), words);
            }
        }
        let english = resolve_locale(tag, Some(&Array::of1(&"en".into())));
        Self::from_parts(tag, english.tag(), words::english())
    }

    /// Returns English, without a call of `intl.js`.
    pub(crate) fn english() -> Self {
        Self::from_parts("en", "en".to_owned(), words::english())
    }

    /// Returns the language of an element. `locale` is the tag for the formatters, which the element's
    /// script has resolved with `intl.js`. `words` is the JSON of the words file, or `None` for
    /// English.
    #[cfg(feature = "element")]
    pub(crate) fn resolved(locale: &str, words: Option<&str>) -> Self {
        match words.map(words::read) {
            Some(None) => Self::english(),
            Some(Some(words)) => Self::from_parts(locale, locale.to_owned(), words),
            None => Self::from_parts(locale, locale.to_owned(), words::english()),
        }
    }

    fn from_parts(tag: &str, locale: String, words: &'static Words) -> Self {
        Self(Rc::new(Inner {
            tag: tag.to_owned(),
            words,
            number_formatter: OnceCell::new(),
            plural_rules: plural_rules("plural", &locale),
            date_formatter: OnceCell::new(),
            time_formatter: OnceCell::new(),
            collator: OnceCell::new(),
            locale,
        }))
    }

    /// Returns the tag from which the language was created: the value of the page's `lang`.
    pub fn tag(&self) -> &str {
        &self.0.tag
    }

    /// Returns the tag of the language in which the badge writes, for use in `lang`. It is `en` if
    /// there are no words for [`tag`](Self::tag).
    pub fn locale(&self) -> &str {
        &self.0.locale
    }

    /// Returns the words.
    pub fn words(&self) -> &'static Words {
        self.0.words
    }

    /// Returns a group's size, such as "2,196 members". `count` is at most 2^53.
    pub fn members(&self, count: u64) -> String {
        self.counted(self.0.words.members, count)
    }

    /// Returns the number of topics, such as "3 topics". `count` is at most 2^53.
    pub fn topics(&self, count: u64) -> String {
        self.counted(self.0.words.topics, count)
    }

    /// Returns the number of groups, such as "17 groups".
    pub fn groups(&self, count: usize) -> String {
        self.counted(self.0.words.groups, count as u64)
    }

    /// Returns the label of the button that shows all groups, such as "Show all 17".
    pub fn show_all(&self, count: usize) -> String {
        let number = self.number(count as u64);
        self.0.words.show_all.replace("{n}", &number)
    }

    /// Returns when a group was created, such as "Founded Aug 11, 2006". The date of the response
    /// is not converted to the visitor's time zone.
    pub fn founded(&self, created: &Timestamp) -> String {
        let formatter = self
            .0
            .date_formatter
            .get_or_init(|| formatter("date", &self.0.locale));
        let date = midnight(created.date());
        let date = date.and_then(|millis| formatted(formatter.as_ref(), millis));
        let date = date.as_deref().unwrap_or(created.date());
        self.0.words.founded.replace("{date}", date)
    }

    /// Returns when a list was loaded, such as "As of Aug 11, 2006, 1:38 PM", in the visitor's own
    /// time zone. `millis` are milliseconds since 1970, as from `Date.now()`.
    pub fn as_of(&self, millis: u64) -> String {
        self.0.words.as_of.replace("{time}", &self.time(millis))
    }

    /// Returns a date and time in the visitor's own time zone. `millis` are milliseconds since
    /// 1970.
    pub fn time(&self, millis: u64) -> String {
        let formatter = self
            .0
            .time_formatter
            .get_or_init(|| formatter("time", &self.0.locale));
        formatted(formatter.as_ref(), float(millis)).unwrap_or_default()
    }

    /// Compares two names as the language orders names. "Group 2" is before "Group 10".
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.compare_strings(&one.into(), &other.into())
    }

    /// Returns the rank of each name in the order of [`compare`](Self::compare). Equal names have
    /// the same rank. Sorting a long list by ranks is faster than by `compare`, because each name
    /// is passed to the browser only once.
    pub fn ranks<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let mut sorted: Vec<(usize, JsString)> = names.map(JsString::from).enumerate().collect();
        sorted.sort_by(|(_, one), (_, other)| self.compare_strings(one, other));

        let mut ranks = vec![0; sorted.len()];
        let mut rank = 0;
        let mut previous: Option<&JsString> = None;
        for ((index, name), position) in sorted.iter().zip(0..) {
            if previous.is_some_and(|previous| self.compare_strings(previous, name).is_ne()) {
                rank = position;
            }
            previous = Some(name);
            if let Some(slot) = ranks.get_mut(*index) {
                *slot = rank;
            }
        }
        ranks
    }

    fn compare_strings(&self, one: &JsString, other: &JsString) -> Ordering {
        let collator = self
            .0
            .collator
            .get_or_init(|| collator("order", &self.0.locale));
        let order = collator
            .as_ref()
            .and_then(|collator| collator.compare(one, other).ok());
        let order = order.and_then(|order| order.partial_cmp(&0.0));
        order.unwrap_or(Ordering::Equal)
    }

    fn counted(&self, phrase: Plural, count: u64) -> String {
        let rules = self.0.plural_rules.as_ref();
        let category = rules.and_then(|rules| rules.select(float(count)).ok());
        let default = if count == 1 { "one" } else { "other" };
        let form = phrase.form(category.as_deref().unwrap_or(default));
        form.replace("{n}", &self.number(count))
    }

    /// Formats a number as the words file says, or with `Intl` if the tag has a region or an
    /// extension. `Intl` is avoided because the first `Intl.NumberFormat` of a page is slow: it
    /// would delay the list more than any other step.
    fn number(&self, count: u64) -> String {
        let from_words = self.0.words.number;
        if let Some(number) = from_words.filter(|_| is_plain(&self.0.locale)) {
            return number.format(count);
        }
        let formatter = self
            .0
            .number_formatter
            .get_or_init(|| formatter("number", &self.0.locale));
        formatted(formatter.as_ref(), float(count))
            .unwrap_or_else(|| from_words.unwrap_or_default().format(count))
    }
}

/// Returns whether a tag has only a language, or a language and a script, like the tags of the
/// words files.
fn is_plain(tag: &str) -> bool {
    const SCRIPT_LENGTH: usize = 4;
    tag.split('-')
        .skip(1)
        .all(|subtag| subtag.len() == SCRIPT_LENGTH)
}

fn formatted(formatter: Option<&Formatter>, number: f64) -> Option<String> {
    formatter?.format(number).ok()
}

/// Returns the start of the day `YYYY-MM-DD` in UTC, in milliseconds since 1970. It does not use
/// `Date.parse`, because pages replace that function.
fn midnight(date: &str) -> Option<f64> {
    /// The calendar repeats itself after 400 years. `Date.UTC` reads years before 100 as years of
    /// the 20th century, so 400 years are added to the year, and subtracted from the result.
    const CYCLE_YEARS: f64 = 400.0;
    const CYCLE_MS: f64 = 146_097.0 * 86_400_000.0;

    let mut numbers = date
        .split('-')
        .map(|number| number.parse::<u16>().ok().map(f64::from));
    let mut next = || numbers.next().flatten();
    let millis = utc(next()? + CYCLE_YEARS, next()? - 1.0, next()?).ok()?;
    Some(millis - CYCLE_MS)
}

/// Returns a text in the form that the filter compares: in lower case, without accents and points.
///
/// ```no_run
/// use my_groups_badge::language::folded;
///
/// assert_eq!(folded("Élan"), folded("elan"));
/// ```
pub fn folded(text: &str) -> String {
    let is_mark = |letter: &char| {
        let accents = '\u{300}'..='\u{36f}';
        let hebrew_points = '\u{591}'..='\u{5c7}';
        let arabic_points = '\u{64b}'..='\u{65f}';
        [accents, hebrew_points, arabic_points]
            .iter()
            .any(|marks| marks.contains(letter))
    };
    let folded = JsString::from(text).normalize("NFKD").to_lower_case();
    String::from(folded)
        .chars()
        .filter(|letter| !is_mark(letter))
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts are at most 2^53, times far below"
)]
fn float(count: u64) -> f64 {
    count as f64
}
