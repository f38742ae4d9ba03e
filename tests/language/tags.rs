//! Which language a badge speaks for a page's `lang`.

use js_sys::Array;
use my_groups_badge::language::{Language, TAGS};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test as test;

#[wasm_bindgen(module = "/src/language/intl.js")]
extern "C" {
    fn locale(lang: &str, available: &Array) -> Locale;
    type Locale;
    #[wasm_bindgen(method, getter)]
    fn tag(this: &Locale) -> String;
    #[wasm_bindgen(method, getter)]
    fn words(this: &Locale) -> String;
}

#[test]
fn a_page_finds_its_language() {
    let available: Array = TAGS.iter().copied().map(JsValue::from_str).collect();
    for (lang, tag, words) in [
        ("de", "de", "de"),
        ("de-AT", "de-AT", "de"),
        ("DE_at", "de-AT", "de"),
        ("", "en", "en"),
        ("tlh", "en", "en"),
        ("d", "en", "en"),
    ] {
        let found = locale(lang, &available);
        assert_eq!((&*found.tag(), &*found.words()), (tag, words), "{lang}");
        let language = Language::new(lang);
        assert_eq!((language.tag(), language.locale()), (lang, tag), "{lang}");
    }
}
