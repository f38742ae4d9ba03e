//! Any text.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn any_text_is_read_back_as_it_was_published(name in "\\PC{1,12}|[&<>;#a-z \"'/!\u{1f600}]{1,16}", description in "(\\PC|\n){0,40}") {
        let entries = entries(&json!([{"id": 1, "name": name, "description": description}]));
        if !entries.is_empty() {
            let [json, xml, _, svg, _] = documents(&entries, "en", None);
            for document in [json, xml] {
                let read = wire::read(document.as_bytes(), None, &Native).unwrap().groups;
                prop_assert_eq!(&read[0].name, &entries[0].group.name, "{}", document);
                prop_assert_eq!(&read[0].description, &entries[0].group.description, "{}", document);
            }
            well_formed(&svg, |_, _| {});
        }
    }
}
