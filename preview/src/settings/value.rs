//! Values as they are typed, and as they are written in a snippet.

use my_groups_core::options::{Attribute, HEADING, Template, Values};

/// Returns a value as it is written in a snippet; `None` if it is not allowed or is the default.
pub(crate) fn tidy(attribute: &Attribute, value: &str) -> Option<String> {
    let trimmed = value.trim();
    let tidy = match &attribute.values {
        // An empty text is meaningful only for the heading: it means no heading.
        Values::Text if attribute.name == HEADING.name => return Some(value.to_owned()),
        Values::Text | Values::Secret | Values::Url => trimmed.to_owned(),
        Values::Template => Template::parse(trimmed).map(|_| trimmed.to_owned())?,
        Values::OneOf { .. } => attribute.values.word(trimmed)?.to_owned(),
        Values::AnyOf(words) => {
            let typed: Vec<_> = trimmed.split_ascii_whitespace().collect();
            let known = words
                .iter()
                .filter(|word| typed.iter().any(|typed| typed.eq_ignore_ascii_case(word)));
            known.copied().collect::<Vec<_>>().join(" ")
        }
        Values::Whole { min, max } => {
            let number: u32 = trimmed.parse().ok()?;
            (*min..=*max)
                .contains(&number)
                .then(|| number.to_string())?
        }
    };
    (tidy != attribute.default && !tidy.is_empty()).then_some(tidy)
}

/// Returns whether a URL is http, https or relative to the page.
pub(crate) fn is_link(address: &str) -> bool {
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .and_then(|start| start.split_once(':'))
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    !address.is_empty() && scheme.is_none_or(|scheme| ["http", "https"].contains(&scheme.as_str()))
}
