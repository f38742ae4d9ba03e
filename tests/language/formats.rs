//! Numbers, plurals, dates, times and the order of names, as the browser has them for a language.

use my_groups_badge::{
    groups::Timestamp,
    language::{Language, all, folded},
};
use std::cmp::Ordering;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test as test;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str) -> PluralRules;
    #[wasm_bindgen(method, js_name = resolvedOptions)]
    fn resolved_options(this: &PluralRules) -> JsValue;
}

#[test]
fn every_language_has_the_plural_forms_that_its_rules_ask_for() {
    for (tag, words) in all() {
        let options = PluralRules::new(tag).resolved_options();
        let categories = js_sys::Reflect::get(&options, &"pluralCategories".into()).unwrap();
        for category in js_sys::Array::from(&categories).iter() {
            let category = category.as_string().unwrap();
            for plural in [words.members, words.groups, words.topics] {
                let mut forms = plural.forms().iter();
                assert!(
                    forms.any(|(name, _)| *name == category),
                    "{tag} lacks {category}: {plural:?}"
                );
            }
        }
    }
}

#[test]
fn plural_forms_are_the_languages() {
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
    ] {
        assert_eq!(Language::new(tag).members(count), expected, "{tag}");
    }
}

#[test]
fn dates_times_and_order_are_the_languages() {
    let created = Timestamp::parse("2006-08-11 23:38:44").unwrap();
    for (tag, expected) in [
        ("en", "Founded Aug 11, 2006"),
        ("en-GB", "Founded 11 Aug 2006"),
        ("de", "Gegründet am 11.08.2006"),
        ("ja", "2006/08/11に設立"),
        ("tlh", "Founded Aug 11, 2006"),
    ] {
        assert_eq!(Language::new(tag).founded(&created), expected, "{tag}");
    }
    let as_of = Language::new("de").as_of(1_155_303_524_000);
    assert!(as_of.starts_with("Stand: 11.08.2006, "), "{as_of}");
    assert_eq!(Language::new("en").time(u64::MAX), "");

    // In German ä stands with a, in Swedish behind z; and 10 comes after 2 everywhere.
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
fn the_filter_overlooks_case_and_accents() {
    for (text, expected) in [
        ("Fête", "fete"),
        ("ŁÓDŹ", "łodz"),
        ("مُحَمَّد", "محمد"),
        ("", ""),
    ] {
        assert_eq!(folded(text), expected);
    }
}
