//! The badge's words with the numbers and plurals of their language. ICU4X formats them with the data
//! that browsers have, too.

use fixed_decimal::Decimal;
use icu_decimal::{DecimalFormatter, options::DecimalFormatterOptions};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use my_groups_core::words::{self, Plural, Words};

/// One language's words, numbers and plurals.
#[derive(Debug)]
pub struct Language {
    /// The words as they are written.
    pub words: &'static Words,
    tag: &'static str,
    numbers: Option<DecimalFormatter>,
    plurals: Option<PluralRules>,
}

impl Language {
    /// Returns the language of a tag such as `de-AT`, or English if there are no words for it. Words
    /// and digits always belong to the same language.
    pub fn new(tag: &str) -> Self {
        let words = words::words(tag);
        let of_words = words::all().find(|(_, other)| std::ptr::eq(*other, words));
        let words_tag = of_words.map_or("en", |(tag, _)| tag);
        let locale = Locale::try_from_str(&tag.replace('_', "-"))
            .ok()
            .filter(|locale| {
                Locale::try_from_str(words_tag)
                    .is_ok_and(|words| words.id.language == locale.id.language)
            })
            .or_else(|| Locale::try_from_str(words_tag).ok())
            .unwrap_or(Locale::UNKNOWN);
        Self {
            words,
            tag: words_tag,
            numbers: DecimalFormatter::try_new(
                (&locale).into(),
                DecimalFormatterOptions::default(),
            )
            .ok(),
            plurals: PluralRules::try_new_cardinal((&locale).into()).ok(),
        }
    }

    /// Returns the language tag of the words, for `lang`.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// Returns whether the language is written from right to left.
    pub fn is_rtl(&self) -> bool {
        const RTL: [&str; 4] = ["ar", "fa", "he", "ur"];
        RTL.contains(&self.tag)
    }

    /// Returns a number with the language's digits and separators.
    pub fn number(&self, number: u64) -> String {
        match &self.numbers {
            Some(numbers) => numbers.format(&Decimal::from(number)).to_string(),
            None => number.to_string(),
        }
    }

    /// Returns the value of `dir` for the language.
    pub fn direction(&self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    /// Returns a group's size, such as "1,234 members".
    pub fn members(&self, count: u64) -> String {
        self.phrase(self.words.members, count)
    }

    /// Returns how many topics a group has, "3 topics".
    pub fn topics(&self, count: u64) -> String {
        self.phrase(self.words.topics, count)
    }

    /// Returns the number of groups, such as "17 groups".
    pub fn groups(&self, count: usize) -> String {
        self.phrase(self.words.groups, u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// Returns the label of a link to the whole list, such as "Show all 17".
    pub fn show_all(&self, count: usize) -> String {
        let number = self.number(u64::try_from(count).unwrap_or(u64::MAX));
        self.words.show_all.replace("{n}", &number)
    }

    /// Returns "As of" with a time that the caller has formatted.
    pub fn as_of(&self, time: &str) -> String {
        self.words.as_of.replace("{time}", time)
    }

    fn phrase(&self, forms: Plural, count: u64) -> String {
        let category = match self
            .plurals
            .as_ref()
            .map(|plurals| plurals.category_for(count))
        {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        };
        forms.form(category).replace("{n}", &self.number(count))
    }
}

/// Returns an English count of things: `1 group`, `2 groups`.
pub fn counted(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        count => format!("{count} {thing}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_plurals_are_the_languages_own() {
        let said = |tag: &str, count| Language::new(tag).members(count);
        assert_eq!(said("en", 1), "1 member");
        assert_eq!(said("en-GB", 12_345), "12,345 members");
        assert_eq!(said("de", 12_345), "12.345 Mitglieder");
        assert_eq!(said("de-CH", 12_345), "12'345 Mitglieder");
        assert_ne!(
            said("ru", 2).replace('2', ""),
            said("ru", 5).replace('5', "")
        );
        assert_ne!(said("ar", 2), said("ar", 3));
    }

    #[test]
    fn phrases_contain_their_number_or_time() {
        let german = Language::new("de");
        assert_eq!(german.groups(17), "17 Gruppen");
        assert_eq!(german.topics(1_234), "1.234 Themen");
        assert!(german.show_all(17).contains("17"));
        assert_eq!(german.as_of("2026-11-25"), "Stand: 2026-11-25");
        assert_eq!(
            [0, 1, 2].map(|count| counted(count, "group")),
            ["0 groups", "1 group", "2 groups"]
        );
    }

    #[test]
    fn a_language_without_words_is_english_in_words_and_digits() {
        for tag in ["tlh", "", "x", "ÿ", "en_", "a-very-long-tag-of-no-sense"] {
            assert_eq!(Language::new(tag).members(1234), "1,234 members", "{tag}");
        }
    }

    #[test]
    fn every_language_says_every_number() {
        for tag in words::TAGS {
            let language = Language::new(tag);
            assert_eq!(language.tag(), *tag);
            assert_eq!(language.is_rtl(), ["ar", "fa", "he", "ur"].contains(tag));
            let direction = if language.is_rtl() { "rtl" } else { "ltr" };
            assert_eq!(language.direction(), direction);
            for count in (0..=210).chain([1_000, 1_000_000]) {
                let said = language.members(count);
                let is_said = said.contains(&language.number(count)) || count <= 2;
                assert!(is_said && !said.contains('{'), "{tag} {count}: {said}");
            }
        }
    }
}
