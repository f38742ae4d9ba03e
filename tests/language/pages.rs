//! Pages and browsers that change `Intl` and `Date`. The badge stays readable, in a single language.

use js_sys::{Function, Reflect};
use my_groups_badge::{groups::Timestamp, language::Language};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Removes a constructor of `Intl`, or makes it throw, while `check` runs.
fn without(name: &str, replacement: &JsValue, check: impl FnOnce()) {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).unwrap();
    let original = Reflect::get(&intl, &name.into()).unwrap();
    Reflect::set(&intl, &name.into(), replacement).unwrap();
    check();
    Reflect::set(&intl, &name.into(), &original).unwrap();
}

#[test]
fn a_missing_or_replaced_part_of_intl_gives_plain_english_texts() {
    let created = Timestamp::parse("2006-08-11 23:38:44").unwrap();
    let throws = Function::new_no_args("throw new Error('not here')");
    let strange = Function::new_no_args(
        "return { format: () => { throw 1 }, select: 2, compare: () => 'x' }",
    );
    let replacements = [JsValue::UNDEFINED, throws.into(), strange.into()];
    let names = [
        "Locale",
        "getCanonicalLocales",
        "NumberFormat",
        "PluralRules",
        "DateTimeFormat",
        "Collator",
    ];
    for (at, name) in names.iter().enumerate() {
        for (by, replacement) in replacements.iter().enumerate() {
            without(name, replacement, || {
                // Each case has its own region, because the badge caches formatters by tag.
                let region = char::from(b'A' + u8::try_from(at * replacements.len() + by).unwrap());
                let lang = format!("en-A{region}");
                let language = Language::new(&lang);
                let count = language.members(1234);
                assert!(
                    ["1,234 members", "1.234 members", "1234 members"].contains(&&*count),
                    "{name}: {count}"
                );
                assert_eq!(language.members(1), "1 member", "{name}");
                assert!(language.founded(&created).contains("2006"), "{name}");
                assert!(
                    language.as_of(1_155_303_524_000).starts_with("As of "),
                    "{name}"
                );
                assert_eq!(language.ranks(["a", "a"].into_iter()), [0, 0], "{name}");
            });
        }
    }
}

#[test]
fn a_language_unknown_to_the_browser_falls_back_to_english() {
    // A German browser without Swahili data.
    let german = "const { PluralRules } = Intl;
        return function (tags, options) {
            const known = [tags].flat().filter((tag) => !tag.startsWith('sw'));
            return new PluralRules(known[0] ?? 'de', options);
        };";
    let german = Function::new_no_args(german).call0(&JsValue::NULL).unwrap();
    without("PluralRules", &german, || {
        let language = Language::new("sw-UG");
        assert_eq!(
            (language.locale(), &*language.members(1234)),
            ("en", "1,234 members")
        );
        let language = Language::with("sw-UG", Some(include_str!("../../core/src/words/sw.json")));
        assert_eq!(
            (language.locale(), &*language.members(1234)),
            ("en", "1,234 members")
        );
    });
}

#[test]
fn the_date_is_correct_if_the_page_has_replaced_date_parse() {
    // Old date libraries parse a date in the visitor's time zone.
    let replace = "const { parse } = Date;
        Date.parse = (text) => new Date(`${text}T00:00:00+14:00`).getTime();
        return parse;";
    let parse = Function::new_no_args(replace)
        .call0(&JsValue::NULL)
        .unwrap();
    let days = [
        ("2006-08-11", "Aug 11, 2006"),
        ("1970-01-01", "Jan 1, 1970"),
        ("2000-02-29", "Feb 29, 2000"),
        ("1900-03-01", "Mar 1, 1900"),
        ("0099-12-31", "Dec 31, 99"),
        ("9999-12-31", "Dec 31, 9999"),
    ];
    let founded = days.map(|(day, _)| {
        let created = Timestamp::parse(&format!("{day} 00:00:00")).unwrap();
        Language::new("en").founded(&created)
    });
    let date = Reflect::get(&js_sys::global(), &"Date".into()).unwrap();
    Reflect::set(&date, &"parse".into(), &parse).unwrap();
    assert_eq!(
        founded,
        days.map(|(_, expected)| format!("Founded {expected}"))
    );
}
