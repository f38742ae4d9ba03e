//! The words files: the required content of each, and the replacements for missing words.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use fixed_decimal::Decimal;
use icu_decimal::{DecimalFormatter, options::DecimalFormatterOptions};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use my_groups_core::words::{Plural, TAGS, Words, all, words};
use std::{collections::BTreeSet, fs, ops::RangeInclusive};

/// The texts without a number, by key.
fn texts(words: &Words) -> [(&'static str, &'static str); 11] {
    [
        ("heading", words.heading),
        ("loading", words.loading),
        ("empty", words.empty),
        ("unavailable", words.unavailable),
        ("founded", words.founded),
        ("about", words.about),
        ("show_all", words.show_all),
        ("show_fewer", words.show_fewer),
        ("filter", words.filter),
        ("no_match", words.no_match),
        ("as_of", words.as_of),
    ]
}

fn plurals(words: &Words) -> [(&'static str, Plural); 3] {
    [
        ("members", words.members),
        ("groups", words.groups),
        ("topics", words.topics),
    ]
}

/// The placeholders of a text, in order.
fn placeholders(text: &str) -> Vec<&str> {
    let parts = text.split('{').skip(1);
    parts.map(|part| part.split_once('}').unwrap().0).collect()
}

#[test]
fn the_list_of_tags_and_the_words_files_agree() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/words");
    let files = fs::read_dir(folder).unwrap();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let tags = TAGS.iter().map(|tag| format!("{tag}.json"));
    assert_eq!(
        files.collect::<BTreeSet<_>>(),
        tags.collect::<BTreeSet<_>>()
    );
    assert_eq!(TAGS[0], "en");
    assert!(TAGS[1..].is_sorted(), "{TAGS:?}");
}

#[test]
fn every_words_file_has_exactly_the_required_keys() {
    let keys = |words: &Words| -> BTreeSet<String> {
        let texts = texts(words).map(|(key, _)| key);
        let plurals = plurals(words).map(|(key, _)| key);
        let keys = texts.into_iter().chain(plurals).chain(["number"]);
        keys.map(Into::into).collect()
    };
    for tag in TAGS {
        let file = format!("{}/src/words/{tag}.json", env!("CARGO_MANIFEST_DIR"));
        let file: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let found: BTreeSet<_> = file.as_object().unwrap().keys().cloned().collect();
        assert_eq!(found, keys(words(tag)), "{tag}");
    }
}

#[test]
fn every_text_is_present_with_its_placeholder() {
    for (tag, words) in all() {
        for (key, text) in texts(words) {
            assert!(
                !text.is_empty() && text == text.trim(),
                "{tag} {key}: {text:?}"
            );
            let expected: &[&str] = match key {
                "founded" => &["date"],
                "show_all" => &["n"],
                "as_of" => &["time"],
                _ => &[],
            };
            assert_eq!(placeholders(text), expected, "{tag} {key}: {text:?}");
        }
        for (key, plural) in plurals(words) {
            for (category, text) in plural.forms() {
                assert!(
                    !text.is_empty() && *text == text.trim(),
                    "{tag} {key} {category}"
                );
                let found = placeholders(text);
                assert!(
                    found.is_empty() || found == ["n"],
                    "{tag} {key} {category}: {text:?}"
                );
            }
        }
    }
}

#[test]
fn no_language_repeats_the_words_of_another() {
    let languages: Vec<_> = all().collect();
    for (at, (tag, words)) in languages.iter().enumerate() {
        for (other_tag, other) in &languages[at + 1..] {
            assert_ne!(tag, other_tag);
            let same = texts(words)
                .into_iter()
                .zip(texts(other))
                .filter(|(one, other)| one == other);
            let same: Vec<_> = same.map(|((key, text), _)| (key, text)).collect();
            assert!(same.len() <= 5, "{tag} and {other_tag} share {same:?}");
            assert_ne!(words.unavailable, other.unavailable, "{tag} {other_tag}");
        }
    }
}

#[test]
fn a_tag_selects_the_words_of_its_language_and_script() {
    for (tag, expected) in [
        ("de", "de"),
        ("DE_at", "de"),
        ("de-CH-1996", "de"),
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        ("iw-IL", "he"),
        ("in", "id"),
        ("tl-PH", "fil"),
        ("no", "nb"),
        ("zh-CN", "zh"),
        ("zh-hans-sg", "zh"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("sr-RS", "sr"),
        ("sr-Cyrl-RS", "sr"),
        ("sr-latn-rs", "sr-Latn"),
        ("sr-ME", "sr-Latn"),
        // No words, or none in that script; and no tag.
        ("nn-NO", "en"),
        ("yue-HK", "en"),
        ("tlh", "en"),
        ("de-Cyrl", "en"),
        ("hi-Latn-IN", "en"),
        ("", "en"),
        ("d", "en"),
        ("-de", "en"),
        ("💥", "en"),
    ] {
        assert_eq!(words(tag).unavailable, words(expected).unavailable, "{tag}");
        assert_eq!(words(tag).heading, words(expected).heading, "{tag}");
    }
}

/// CLDR's plural rules. They are the language's, whatever its script.
fn rules(tag: &str) -> PluralRules {
    let language: Locale = tag.split('-').next().unwrap().parse().unwrap();
    PluralRules::try_new_cardinal(language.into()).unwrap()
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[test]
fn plural_forms_have_exactly_the_categories_of_cldr() {
    for (tag, words) in all() {
        let expected: BTreeSet<_> = rules(tag).categories().map(name).collect();
        for (key, plural) in plurals(words) {
            let found: Vec<_> = plural
                .forms()
                .iter()
                .map(|(category, _)| *category)
                .collect();
            assert_eq!(found.len(), expected.len(), "{tag} {key}: {found:?}");
            assert_eq!(
                found.into_iter().collect::<BTreeSet<_>>(),
                expected,
                "{tag} {key}"
            );
        }
    }
}

/// In some languages, 21 has the same plural category as 1. A text without the number, such as "one member", would be false
/// there.
#[test]
fn a_plural_form_without_n_is_used_for_one_number_only() {
    for (tag, words) in all() {
        let rules = rules(tag);
        for (key, plural) in plurals(words) {
            for (category, text) in plural
                .forms()
                .iter()
                .filter(|(_, text)| !text.contains("{n}"))
            {
                let counts =
                    (0..1000_u32).filter(|count| name(rules.category_for(*count)) == *category);
                assert_eq!(counts.count(), 1, "{tag} {key} {category}: {text}");
            }
        }
    }
}

/// The letters of the script that a language is written in.
fn letters(tag: &str) -> &'static [RangeInclusive<char>] {
    match tag {
        "ar" | "fa" | "ur" => &['\u{600}'..='\u{6ff}'],
        "bg" | "ru" | "sr" | "uk" => &['\u{400}'..='\u{4ff}'],
        "bn" => &['\u{980}'..='\u{9ff}'],
        "el" => &['\u{370}'..='\u{3ff}'],
        "he" => &['\u{590}'..='\u{5ff}'],
        "hi" => &['\u{900}'..='\u{97f}'],
        "ja" => &['\u{3040}'..='\u{30ff}', '\u{4e00}'..='\u{9fff}'],
        "ko" => &['\u{ac00}'..='\u{d7a3}'],
        "ta" => &['\u{b80}'..='\u{bff}'],
        "th" => &['\u{e00}'..='\u{e7f}'],
        "zh" | "zh-Hant" => &['\u{4e00}'..='\u{9fff}'],
        _ => &[
            'A'..='Z',
            'a'..='z',
            'À'..='ſ',
            'Ș'..='ț',
            'Ơ'..='ư',
            '\u{1ea0}'..='\u{1eff}',
        ],
    }
}

/// A letter of another script often looks the same, but a screen reader mispronounces it. In a
/// right-to-left language this also says that every text starts, after a placeholder at most, with
/// a letter that has the right direction.
#[test]
fn every_letter_belongs_to_the_script_of_its_language() {
    for (tag, words) in all() {
        let phrases = plurals(words)
            .into_iter()
            .flat_map(|(_, plural)| plural.forms());
        let texts = texts(words).into_iter().map(|(_, text)| text);
        for text in texts.chain(phrases.map(|(_, text)| *text)) {
            let mut own = text.to_owned();
            for placeholder in ["{n}", "{date}", "{time}"] {
                own = own.replace(placeholder, "");
            }
            let mut found = own
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .peekable();
            assert!(found.peek().is_some(), "{tag}: {text}");
            let stranger =
                found.find(|letter| !letters(tag).iter().any(|range| range.contains(letter)));
            assert_eq!(stranger, None, "{tag}: {text}");
        }
    }
}

/// Arabic, Persian and Urdu share a script, and write two of its letters differently.
#[test]
fn arabic_letters_belong_to_the_alphabet_of_the_language() {
    for (tag, strangers) in [("ar", ['ی', 'ک']), ("fa", ['ي', 'ك']), ("ur", ['ي', 'ك'])] {
        let file = format!("{}/src/words/{tag}.json", env!("CARGO_MANIFEST_DIR"));
        assert!(
            !fs::read_to_string(file).unwrap().contains(strangers),
            "{tag}"
        );
    }
}

/// Numbers of every length up to 10^15, with digits of every kind.
fn numbers() -> impl Iterator<Item = u64> {
    let powers = (0..=15).map(|power| 10_u64.pow(power));
    let around = powers.flat_map(|power| [power - 1, power, power + 1, power / 2 * 3]);
    let all_digits = (0..=15).map(|length| 1_234_567_890_987_654 / 10_u64.pow(length));
    around.chain(all_digits).chain(0..1_100)
}

#[test]
fn every_language_formats_numbers_like_cldr() {
    for (tag, words) in all() {
        let locale: Locale = tag.parse().unwrap();
        let icu =
            DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).unwrap();
        for number in numbers() {
            let expected = icu.format(&Decimal::from(number)).to_string();
            assert_eq!(
                words.number.unwrap().format(number),
                expected,
                "{tag}: {number}"
            );
        }
    }
}
