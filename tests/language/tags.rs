//! The badge's language for a page's `lang`. Words and numbers always have the same language.

use my_groups_badge::{
    language::Language,
    words::{TAGS, words},
};
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A page's `lang`, the tag for formatting numbers, and the tag of the words file.
const PAGES: &[(&str, &str, &str)] = &[
    ("de", "de", "de"),
    ("de-AT", "de-AT", "de"),
    ("DE_at", "de-AT", "de"),
    ("de-Latn-CH-1996", "de-Latn-CH-1996", "de"),
    ("en", "en", "en"),
    ("en-GB", "en-GB", "en"),
    // Older names of a language, and other spellings of a tag.
    ("iw", "he", "he"),
    ("iw-IL", "he-IL", "he"),
    ("in", "id", "id"),
    ("in_ID", "id-ID", "id"),
    ("tl", "fil", "fil"),
    ("tl-PH", "fil-PH", "fil"),
    ("fil-PH", "fil-PH", "fil"),
    ("no", "nb", "nb"),
    ("no-NO", "nb-NO", "nb"),
    ("nb_NO", "nb-NO", "nb"),
    ("mo", "ro", "ro"),
    ("cmn", "zh", "zh"),
    ("cmn-TW", "zh-Hant-TW", "zh-Hant"),
    ("sh-BA", "sr-Latn-BA", "sr-Latn"),
    ("tl_ph", "fil-PH", "fil"),
    ("pt_BR", "pt-BR", "pt"),
    ("pt-pt", "pt-PT", "pt"),
    ("es-419", "es-419", "es"),
    ("ar-EG-u-nu-latn", "ar-EG-u-nu-latn", "ar"),
    // The script decides, whether the tag names it or the region implies it.
    ("zh", "zh", "zh"),
    ("zh-CN", "zh-CN", "zh"),
    ("zh-SG", "zh-SG", "zh"),
    ("zh-Hans-HK", "zh-Hans-HK", "zh"),
    ("zh-Hant", "zh-Hant", "zh-Hant"),
    ("zh_hant_tw", "zh-Hant-TW", "zh-Hant"),
    ("zh-TW", "zh-Hant-TW", "zh-Hant"),
    ("zh-HK", "zh-Hant-HK", "zh-Hant"),
    ("zh-MO", "zh-Hant-MO", "zh-Hant"),
    ("sr", "sr", "sr"),
    ("sr-RS", "sr-RS", "sr"),
    ("sr-Cyrl", "sr-Cyrl", "sr"),
    ("sr-Latn", "sr-Latn", "sr-Latn"),
    ("sr-latn-rs", "sr-Latn-RS", "sr-Latn"),
    ("sr-ME", "sr-Latn-ME", "sr-Latn"),
    ("sh", "sr-Latn", "sr-Latn"),
    ("fa-AF", "fa-AF", "fa"),
    ("hi-IN", "hi-IN", "hi"),
    // Words in another script do not count as words of the language.
    ("hi-Latn", "en", "en"),
    ("ms-Arab", "en", "en"),
    ("de-Cyrl", "en", "en"),
    ("en-Shaw", "en", "en"),
    // Languages without words, even if a similar language has words; and no language.
    ("nn", "en", "en"),
    ("nn-NO", "en", "en"),
    ("yue", "en", "en"),
    ("mr", "en", "en"),
    ("tlh", "en", "en"),
    ("und", "en", "en"),
    ("mul", "en", "en"),
    // Malformed tags.
    ("", "en", "en"),
    (" ", "en", "en"),
    ("d", "en", "en"),
    ("en-x-bad!", "en", "en"),
    ("de--AT", "en", "en"),
    ("-de", "en", "en"),
    ("x-klingon", "en", "en"),
    ("deutsch,english", "en", "en"),
    ("../de", "en", "en"),
    ("💥", "en", "en"),
];

#[test]
fn a_pages_lang_selects_words_and_formatters() {
    for (lang, tag, words_tag) in PAGES {
        let language = Language::new(lang);
        assert_eq!(language.tag(), *lang);
        assert_eq!(language.locale(), *tag, "{lang}");
        assert_eq!(
            language.words().unavailable,
            words(words_tag).unavailable,
            "{lang}"
        );
    }
}

#[test]
fn every_words_file_is_selected_by_its_own_tag() {
    for tag in TAGS {
        let language = Language::new(tag);
        assert_eq!(language.locale(), *tag);
        assert!(std::ptr::eq(language.words(), words(tag)), "{tag}");
    }
}

#[test]
fn loaded_words_are_used_with_the_pages_locale() {
    let json = include_str!("../../core/src/words/sr-Latn.json");
    for lang in ["sr-Latn", "sr_ME", "sh"] {
        let language = Language::with(lang, Some(json));
        assert_eq!(language.words().unavailable, words("sr-Latn").unavailable);
        assert!(
            language.locale().starts_with("sr-Latn"),
            "{}",
            language.locale()
        );
        assert_eq!(language.members(1_234_567), "1.234.567 članova");
    }
    let memory = Language::with("sr-ME", Some(json)).words();
    assert!(std::ptr::eq(
        memory,
        Language::with("sr-Latn", Some(json)).words()
    ));
}

#[test]
fn missing_or_invalid_words_give_english_words_and_digits() {
    for words in [
        None,
        Some(""),
        Some("<!doctype html>"),
        Some("[1]"),
        Some("{\"heading\":"),
    ] {
        for lang in ["de", "fa", "bn-BD", "pl", "d"] {
            let language = Language::with(lang, words);
            assert_eq!(language.locale(), "en", "{lang} {words:?}");
            assert_eq!(language.words().heading, "My Groups");
            assert_eq!(language.members(1_234_567), "1,234,567 members");
        }
    }
    let british = Language::with("en_GB", None);
    assert_eq!(
        (british.locale(), british.words().heading),
        ("en-GB", "My Groups")
    );
}

#[test]
fn a_missing_or_malformed_key_falls_back_to_english() {
    let garbled = r#"{
        "heading": "Meine Gruppen", "loading": {}, "empty": null, "unavailable": [], "about": " ",
        "filter": {"a": "b"}, "show_fewer": "", "no_match": [["a"]],
        "members": {"one": "{n} Mitglied", "other": "{n} Mitglieder", "few": []},
        "groups": "Gruppen", "topics": {"one": "{n} Thema"}, "another": {"key": [{"of": -1}]}
    }"#;
    let language = Language::with("de", Some(garbled));
    let (words, english) = (language.words(), words("en"));
    assert_eq!(words.heading, "Meine Gruppen");
    for (found, expected) in [
        (words.loading, english.loading),
        (words.empty, english.empty),
        (words.unavailable, english.unavailable),
        (words.about, english.about),
        (words.filter, english.filter),
        (words.show_fewer, english.show_fewer),
        (words.no_match, english.no_match),
        (words.as_of, english.as_of),
    ] {
        assert_eq!(found, expected);
    }
    assert_eq!(language.members(1_234), "1.234 Mitglieder");
    assert_eq!(language.members(1), "1 Mitglied");
    assert_eq!(language.groups(2), "2 groups");
    assert_eq!(language.topics(1), "1 topic");
}
