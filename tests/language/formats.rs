//! Numbers, plurals, dates, times and the order of names, as the browser formats and sorts them.

use js_sys::{Array, Function};
use my_groups_badge::{
    groups::Timestamp,
    language::{Language, folded},
    words::all,
};
use std::cmp::Ordering;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The plural categories that the browser knows for a language. Browsers lag behind CLDR by a year
/// or more. A native test compares the files with the current CLDR.
fn categories(tag: &str) -> Vec<String> {
    let options = "return new Intl.PluralRules(tag).resolvedOptions().pluralCategories";
    let categories = Function::new_with_args("tag", options);
    let categories = categories.call1(&JsValue::NULL, &tag.into()).unwrap();
    let categories = Array::from(&categories).into_iter();
    categories
        .map(|category| category.as_string().unwrap())
        .collect()
}

/// Counts that together cover every plural category of every language.
const COUNTS: [u64; 17] = [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    10,
    11,
    14,
    21,
    22,
    100,
    101,
    131,
    1_000_000,
    9_007_199_254_740_992,
];

/// Categories that only fractions have. A count is never a fraction.
const OF_FRACTIONS: &[(&str, &str)] = &[
    ("cs", "many"),
    ("lt", "many"),
    ("pl", "other"),
    ("ru", "other"),
    ("sk", "many"),
    ("uk", "other"),
];

#[test]
fn every_language_has_the_plural_forms_of_the_browsers_rules() {
    for (tag, words) in all() {
        for plural in [words.members, words.groups, words.topics] {
            for category in categories(tag) {
                let mut forms = plural.forms().iter();
                let is_there = forms.any(|(name, _)| *name == category);
                assert!(is_there, "{tag} lacks {category}: {plural:?}");
            }
        }
    }
}

#[test]
fn every_plural_form_is_used_for_some_count() {
    for (tag, words) in all() {
        let language = Language::new(tag);
        let seen: Vec<String> = COUNTS
            .iter()
            .map(|count| language.members(*count))
            .collect();
        for (category, form) in words.members.forms() {
            let mut shown = seen.iter().zip(COUNTS).map(|(text, count)| {
                let text = text.replace(&number(&language, count), "{n}");
                text == *form
            });
            assert!(
                shown.any(|is_shown| is_shown) || OF_FRACTIONS.contains(&(tag, category)),
                "{tag} never says {category}, {form}: {seen:?}"
            );
        }
        for text in seen {
            assert!(!text.contains(['{', '}']), "{tag}: {text}");
        }
    }
}

/// Returns a count as the language writes it.
fn number(language: &Language, count: u64) -> String {
    let shown = language.show_all(usize::try_from(count).unwrap_or(usize::MAX));
    let (before, after) = language.words().show_all.split_once("{n}").unwrap();
    shown
        .strip_prefix(before)
        .unwrap()
        .strip_suffix(after)
        .unwrap()
        .to_owned()
}

#[test]
fn counts_have_the_plural_form_of_the_language() {
    for (tag, count, expected) in [
        ("en", 1, "1 member"),
        ("en", 0, "0 members"),
        ("pl", 2, "2 członków"),
        ("pl", 5, "5 członków"),
        ("ru", 1, "1 участник"),
        ("ru", 3, "3 участника"),
        ("ru", 11, "11 участников"),
        ("ja", 131, "メンバー131人"),
        ("ar", 2, "عضوان"),
        ("en-x-bad!", 1, "1 member"),
        ("cs", 3, "3 členové"),
        ("sl", 2, "2 člana"),
        ("sl", 102, "102 člana"),
        ("lv", 11, "11 dalībnieku"),
        ("lt", 21, "21 narys"),
        ("ro", 20, "20 de membri"),
        ("fr", 1_000_000, "1\u{202f}000\u{202f}000 de membres"),
        ("fa", 1234, "۱٬۲۳۴ عضو"),
        ("bn", 1_234_567, "১২,৩৪,৫৬৭ জন সদস্য"),
    ] {
        assert_eq!(Language::new(tag).members(count), expected, "{tag}");
    }
}

#[test]
fn a_language_without_words_has_english_words_and_digits() {
    let created = Timestamp::parse("2006-08-11 23:38:44").unwrap();
    // Languages whose digits, calendars or separators differ from the English ones.
    for lang in [
        "mr", "ne", "my", "dz", "ckb", "ks-Arab", "pa-Arab", "am", "nn", "eu", "de-Cyrl",
    ] {
        let language = Language::new(lang);
        assert_eq!(language.members(1_234_567), "1,234,567 members", "{lang}");
        assert_eq!(language.founded(&created), "Founded Aug 11, 2006", "{lang}");
        assert_eq!(language.show_all(1234), "Show all 1,234", "{lang}");
        assert_eq!(language.compare("ä", "z"), Ordering::Less, "{lang}");
    }
}

#[test]
fn dates_times_and_order_follow_the_language() {
    let created = Timestamp::parse("2006-08-11 23:38:44").unwrap();
    for (tag, expected) in [
        ("en", "Founded Aug 11, 2006"),
        ("en-GB", "Founded 11 Aug 2006"),
        ("de", "Gegründet am 11.08.2006"),
        ("ja", "2006/08/11に設立"),
        ("tlh", "Founded Aug 11, 2006"),
        ("fa", "تأسیس: ۲۰ مرداد ۱۳۸۵"),
        ("th", "ก่อตั้งเมื่อ 11 ส.ค. 2549"),
        ("lv", "Dibināta 2006. gada 11. aug."),
        ("sr-ME", "Osnovana 11. 8. 2006."),
    ] {
        assert_eq!(Language::new(tag).founded(&created), expected, "{tag}");
    }
    let as_of = Language::new("de").as_of(1_155_303_524_000);
    assert!(as_of.starts_with("Stand: 11.08.2006, "), "{as_of}");
    assert_eq!(Language::new("en").time(u64::MAX), "");

    // German sorts ä like a, and Swedish sorts ä after z. Every language sorts 10 after 2.
    for (tag, one, other, expected) in [
        ("de", "ä", "z", Ordering::Less),
        ("sv", "ä", "z", Ordering::Greater),
        ("en", "Group 10", "Group 2", Ordering::Greater),
        ("en", "same", "same", Ordering::Equal),
        ("en-x-bad!", "a", "b", Ordering::Less),
    ] {
        assert_eq!(Language::new(tag).compare(one, other), expected, "{tag}");
    }
}

#[test]
fn every_language_has_its_own_phrases_around_dates_and_times() {
    let created = Timestamp::parse("2006-08-11 23:38:44").unwrap();
    for (tag, words) in all() {
        let language = Language::new(tag);
        for (text, phrase) in [
            (language.founded(&created), words.founded),
            (language.as_of(1_155_303_524_000), words.as_of),
        ] {
            let words = phrase
                .split(['{', '}'])
                .filter(|part| !["date", "time"].contains(part));
            for word in words {
                assert!(text.contains(word), "{tag}: {text}");
            }
            assert!(
                text.chars().any(char::is_numeric) && !text.contains('{'),
                "{tag}: {text}"
            );
        }
    }
}

#[test]
fn equal_names_have_the_same_rank() {
    let names = ["Group 10", "b", "Group 2", "a", "Group 2", "Ä"];
    let ranks = |tag| Language::new(tag).ranks(names.into_iter());
    assert_eq!(ranks("de"), [5, 2, 3, 0, 3, 1]);
    assert_eq!(ranks("sv"), [4, 1, 2, 0, 2, 5]);
    assert_eq!(Language::new("de").ranks([].into_iter()), [0; 0]);
}

#[test]
fn folding_ignores_case_and_accents() {
    for (text, expected) in [
        ("Fête", "fete"),
        ("ŁÓDŹ", "łodz"),
        ("مُحَمَّد", "محمد"),
        ("İzmir", "izmir"),
        ("Ὀδύσσεια", "οδυσσεια"),
        ("ｗｉｄｅ", "wide"),
        ("two\nLINES", "two\nlines"),
        ("", ""),
    ] {
        assert_eq!(folded(text), expected);
    }
    // Vowel signs are not accents, so the filter does not ignore them.
    assert_ne!(folded("कि"), folded("क"));
}
