//! The labels of attributes and of their words, for people who do not know HTML.

use my_groups_core::options::Attribute;

/// Returns the label of an attribute. The label of a new attribute is its name.
pub(crate) fn label(attribute: &Attribute) -> &'static str {
    match attribute.name {
        "src" => "Address of the document",
        "endpoint" => "Address of the API",
        "api-key" => "Application key",
        "token" => "Your token",
        "heading" => "Heading",
        "heading-level" => "Level of the heading",
        "group-url" => "Link of each group",
        "sort" => "Order",
        "limit" => "Groups shown at first",
        "show" => "Also show",
        "private" => "Private groups",
        "layout" => "Layout",
        "theme" => "Colours",
        "loading" => "When to load",
        "refresh" => "Reload every … seconds",
        "timeout" => "Time limit in seconds",
        "cache" => "Keep the list for … seconds",
        "debug" => "Explain failures in place",
        name => name,
    }
}

/// Returns the label of a word that an attribute accepts. A new word is its own label.
pub(crate) fn word_label(attribute: &Attribute, word: &'static str) -> &'static str {
    match (attribute.name, word) {
        ("sort", "api") => "As given",
        ("sort", "members") => "Largest",
        ("sort", "name") => "By name",
        ("sort", "newest") => "Newest",
        ("show", "description") => "Description",
        ("show", "topics") => "Topics",
        ("show", "founded") => "Date of foundation",
        ("private", "hide") => "Hide",
        ("private", "show") => "Show",
        ("layout", "list") => "List",
        ("layout", "compact") => "Compact",
        ("layout", "inline") => "Chips",
        ("theme", "auto") => "As the page",
        ("theme", "light") => "Light",
        ("theme", "dark") => "Dark",
        ("loading", "eager") => "At once",
        ("loading", "lazy") => "Near the screen",
        ("debug", "auto") => "On my machine",
        ("debug", "on") => "Always",
        ("debug", "off") => "Never",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use my_groups_core::options::{TABLE, Values};

    #[test]
    fn every_attribute_and_every_word_has_a_label_of_its_own() {
        for attribute in TABLE {
            assert_ne!(label(attribute), attribute.name);
            let (Values::OneOf { words, .. } | Values::AnyOf(words)) = attribute.values else {
                continue;
            };
            for word in words {
                assert_ne!(word_label(attribute, word), *word);
            }
        }
    }
}
