//! The words of each language. There is one file, `words/<tag>.json`, for each language and script.

use crate::wire::{Value, json};
use std::{
    borrow::Cow,
    sync::{LazyLock, Mutex, PoisonError},
};

/// Compiles the words files of these tags into the program, English first.
macro_rules! languages {
    ($($tag:literal)*) => {
        /// The tags of the compiled-in words: all languages if the feature `languages` is enabled,
        /// otherwise only English.
        pub const TAGS: &[&str] = &[$($tag),*];
        const FILES: &[&str] = &[$(include_str!(concat!("words/", $tag, ".json"))),*];
    };
}

#[cfg(not(feature = "languages"))]
languages! { "en" }

#[cfg(feature = "languages")]
languages! {
    "en"
    "af" "ar" "bg" "bn" "ca" "cs" "da" "de" "el" "es" "et" "fa" "fi" "fil" "fr" "he"
    "hi" "hr" "hu" "id" "it" "ja" "ko" "lt" "lv" "ms" "nb" "nl" "pl" "pt" "ro" "ru"
    "sk" "sl" "sr" "sr-Latn" "sv" "sw" "ta" "th" "tr" "uk" "ur" "vi" "zh" "zh-Hant"
}

/// The words of one language. In a text, `{n}` is replaced by a formatted number, `{date}` by a
/// formatted date, and `{time}` by a formatted date and time.
///
/// ```
/// let words = my_groups_core::words::words("en");
/// assert_eq!(words.empty, "No groups yet.");
/// ```
#[derive(Debug, Default)]
pub struct Words {
    /// The default heading.
    pub heading: &'static str,
    /// The text for screen readers while the first list loads.
    pub loading: &'static str,
    /// Shown if the list has no visible group.
    pub empty: &'static str,
    /// Shown if loading failed and there is no fallback content.
    pub unavailable: &'static str,
    /// The number of members of a group.
    pub members: Plural,
    /// The number of groups, or of groups that match the filter.
    pub groups: Plural,
    /// The number of topics of a group.
    pub topics: Plural,
    /// When a group was created, with `{date}`.
    pub founded: &'static str,
    /// The label that opens a long description.
    pub about: &'static str,
    /// The button that shows all groups. `{n}` is the number of all groups.
    pub show_all: &'static str,
    /// The button that shows the limited number of groups again.
    pub show_fewer: &'static str,
    /// The label of the filter's text field.
    pub filter: &'static str,
    /// Shown if no group matches the filter.
    pub no_match: &'static str,
    /// When an old list was loaded, with `{time}`.
    pub as_of: &'static str,
    /// How the language writes a number; `None` if the words file has no valid `number`.
    pub number: Option<Number>,
}

/// How a language writes a whole number.
///
/// ```
/// use my_groups_core::words::words;
///
/// let format = |tag, number| words(tag).number.map(|form| form.format(number));
/// assert_eq!(format("en", 2_196).as_deref(), Some("2,196"));
/// assert_eq!(format("hi", 1_234_567).as_deref(), Some("12,34,567"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The ten digits, beginning with zero.
    pub digits: &'static str,
    /// The separator between groups of digits.
    pub group: &'static str,
    /// The least number of digits before the first separator. Languages with 2 write 1000 without a
    /// separator, and 10.000 with one.
    pub minimum_grouping: usize,
    /// The number of digits in each group except the last group, which always has three digits. It
    /// is 2 in some languages of South Asia.
    pub secondary_size: usize,
}

impl Default for Number {
    fn default() -> Self {
        Self {
            digits: "0123456789",
            group: ",",
            minimum_grouping: 1,
            secondary_size: 3,
        }
    }
}

impl Number {
    /// Returns a number in the digits of the language, with its separators.
    ///
    /// ```
    /// let polish = my_groups_core::words::words("pl").number.unwrap();
    /// assert_eq!((polish.format(1_234), polish.format(12_345)), ("1234".into(), "12\u{a0}345".into()));
    /// ```
    pub fn format(self, number: u64) -> String {
        const LAST_SIZE: usize = 3;
        let plain = number.to_string();
        let is_grouped = plain.len() >= LAST_SIZE + self.minimum_grouping;
        let mut text = String::new();
        for (digit, after) in plain.bytes().zip((0..plain.len()).rev()) {
            let value = usize::from(digit - b'0');
            text.extend(self.digits.chars().nth(value));
            let is_end =
                after >= LAST_SIZE && (after - LAST_SIZE).is_multiple_of(self.secondary_size);
            if is_grouped && is_end {
                text.push_str(self.group);
            }
        }
        text
    }
}

/// The plural forms of a phrase with a number. Each form is a pair of a CLDR plural category, with
/// the name that `Intl.PluralRules` uses, and a text.
///
/// ```
/// let members = my_groups_core::words::words("en").members;
/// assert_eq!(members.form("one"), "{n} member");
/// ```
#[derive(Debug, Default, Clone, Copy)]
pub struct Plural(&'static [(&'static str, &'static str)]);

impl Plural {
    /// Returns all categories with their forms.
    ///
    /// ```
    /// let members = my_groups_core::words::words("ja").members;
    /// assert_eq!(members.forms().len(), 1);
    /// ```
    pub fn forms(self) -> &'static [(&'static str, &'static str)] {
        self.0
    }

    /// Returns the form of a category, or the form of `other` if the language has no form for it.
    ///
    /// ```
    /// let members = my_groups_core::words::words("en").members;
    /// assert_eq!(members.form("few"), members.form("other"));
    /// ```
    pub fn form(self, category: &str) -> &'static str {
        let form_of = |category| self.0.iter().find(|(name, _)| *name == category);
        let form = form_of(category).or_else(|| form_of("other"));
        form.map_or("{n}", |(_, text)| text)
    }
}

/// Returns the data that the element's script has before it loads a words file, as JSON: `tags` are
/// the tags of the words files, and `unavailable` is the English text for a badge that cannot run.
///
/// ```
/// let languages = my_groups_core::words::languages_json();
/// assert_eq!(languages["tags"][0], "en");
/// ```
pub fn languages_json() -> serde_json::Value {
    serde_json::json!({ "tags": TAGS, "unavailable": words("en").unavailable })
}

/// Other tags of languages in [`TAGS`], each with the tag of the words file.
const OTHER_TAGS: &[(&str, &str)] = &[
    ("in", "id"),
    ("iw", "he"),
    ("no", "nb"),
    ("sh", "sr-Latn"),
    ("sr-Cyrl", "sr"),
    ("sr-ME", "sr-Latn"),
    ("tl", "fil"),
    ("zh-Hans", "zh"),
    ("zh-HK", "zh-Hant"),
    ("zh-MO", "zh-Hant"),
    ("zh-TW", "zh-Hant"),
];

/// Returns the compiled-in words for the language and script of a tag, otherwise the English words.
///
/// This function is for programs outside a browser. It knows the tags in [`TAGS`], with or without a
/// region or variant, and a few older tags. In a browser the badge uses `Intl`, which knows all tags.
///
/// ```
/// use my_groups_core::words::words;
///
/// assert_eq!(words("de-AT").heading, "Meine Gruppen");
/// assert_eq!(words("tlh").heading, "My Groups");
/// ```
pub fn words(tag: &str) -> &'static Words {
    let tag = tag.replace('_', "-");
    let mut start = &*tag;
    loop {
        let other = OTHER_TAGS
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(start));
        let known = other.map_or(start, |(_, known)| known);
        if let Some(words) = exact(known) {
            return words;
        }
        start = match start.rsplit_once('-') {
            Some((shorter, subtag)) if !is_script(subtag) => shorter,
            _ => return english(),
        };
    }
}

fn is_script(subtag: &str) -> bool {
    subtag.len() == 4 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Returns the compiled-in words of one of [`TAGS`], or `None` for any other tag.
///
/// ```
/// assert!(my_groups_core::words::exact("de").is_some());
/// assert!(my_groups_core::words::exact("de-AT").is_none());
/// ```
pub fn exact(tag: &str) -> Option<&'static Words> {
    let mut languages = TAGS.iter().zip(FILES);
    let (_, json) = languages.find(|(known, _)| known.eq_ignore_ascii_case(tag))?;
    read(json)
}

/// Returns the English words, which are always compiled in.
///
/// ```
/// assert_eq!(my_groups_core::words::english().heading, "My Groups");
/// ```
pub fn english() -> &'static Words {
    static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
        let file = FILES.first().and_then(|json| Members::read(json));
        Words::new(file.unwrap_or_default(), &Words::default())
    });
    &ENGLISH
}

/// Returns the tag and the compiled-in words of each language.
///
/// ```
/// use my_groups_core::words;
///
/// assert_eq!(words::all().count(), words::TAGS.len());
/// ```
pub fn all() -> impl Iterator<Item = (&'static str, &'static Words)> {
    TAGS.iter().filter_map(|tag| Some((*tag, exact(tag)?)))
}

/// Reads a words file. Returns `None` if it is not a JSON object. If a key is missing or its value
/// is malformed, the English text is used.
///
/// ```
/// let words = my_groups_core::words::read(r#"{"heading": "Meine Gruppen"}"#).unwrap();
/// assert_eq!((words.heading, words.empty), ("Meine Gruppen", "No groups yet."));
/// ```
///
/// Each file is parsed once, and its words are never freed: a page uses few languages, and a
/// `&'static str` is simple to use in a view.
pub fn read(json: &str) -> Option<&'static Words> {
    static PARSED: Mutex<Vec<(String, &Words)>> = Mutex::new(Vec::new());

    let mut parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, words)) = parsed.iter().find(|(text, _)| text == json) {
        return Some(*words);
    }
    let words = Box::leak(Box::new(Words::new(Members::read(json)?, english())));
    parsed.push((json.to_owned(), words));
    Some(words)
}

impl Words {
    fn new(mut file: Members<'_>, english: &Self) -> Self {
        Self {
            heading: file.text("heading", english.heading),
            loading: file.text("loading", english.loading),
            empty: file.text("empty", english.empty),
            unavailable: file.text("unavailable", english.unavailable),
            members: file.plural("members", english.members),
            groups: file.plural("groups", english.groups),
            topics: file.plural("topics", english.topics),
            founded: file.text("founded", english.founded),
            about: file.text("about", english.about),
            show_all: file.text("show_all", english.show_all),
            show_fewer: file.text("show_fewer", english.show_fewer),
            filter: file.text("filter", english.filter),
            no_match: file.text("no_match", english.no_match),
            as_of: file.text("as_of", english.as_of),
            number: file.number("number"),
        }
    }
}

/// The members of a JSON object in a words file.
#[derive(Default)]
struct Members<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Members<'a> {
    fn read(json: &'a str) -> Option<Self> {
        match json::read(json) {
            Ok(Value::Object(members)) => Some(Self(members)),
            _ => None,
        }
    }

    fn take(&mut self, key: &str) -> Option<Value<'a>> {
        let at = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.swap_remove(at).1)
    }

    fn text(&mut self, key: &str, english: &'static str) -> &'static str {
        match self.take(key) {
            Some(Value::Text(text)) if !text.trim().is_empty() => text.into_owned().leak(),
            _ => english,
        }
    }

    fn number(&mut self, key: &str) -> Option<Number> {
        let Some(Value::Object(members)) = self.take(key) else {
            return None;
        };
        let mut file = Self(members);
        let mut text = |key| match file.take(key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        };
        let number = Number {
            digits: text("digits")?.into_owned().leak(),
            group: text("group")?.into_owned().leak(),
            minimum_grouping: text("minimum_grouping")?.parse().ok()?,
            secondary_size: text("secondary_size")?.parse().ok()?,
        };
        (number.secondary_size > 0).then_some(number)
    }

    fn plural(&mut self, key: &str, english: Plural) -> Plural {
        let Some(Value::Object(forms)) = self.take(key) else {
            return english;
        };
        let leaked = |text: Cow<'_, str>| -> &'static str { text.into_owned().leak() };
        let forms = forms.into_iter().filter_map(|(category, form)| match form {
            Value::Text(text) => Some((leaked(category), leaked(text))),
            _ => None,
        });
        let forms: Vec<_> = forms.collect();
        let has_other = forms.iter().any(|(category, _)| *category == "other");
        if has_other {
            Plural(forms.leak())
        } else {
            english
        }
    }
}
