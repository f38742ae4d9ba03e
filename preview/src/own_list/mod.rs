//! The visitor's own list: groups that were loaded from a service, or typed into a table.

mod documents;
mod pasted;
mod typed;

pub(crate) use documents::{data_url, document};
pub(crate) use pasted::read_pasted;
pub(crate) use typed::{Cells, Column, group};

/// Returns the link of a cell: an http or https URL. `https://` is added to a URL without a scheme.
pub(crate) fn http_link(text: &str) -> Option<String> {
    let text = text.trim();
    let starts_with_scheme = text.contains("://");
    let full = if starts_with_scheme {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = url::Url::parse(&full).ok()?;
    let host = url.host_str()?;
    let is_http = matches!(url.scheme(), "http" | "https");
    let has_user = !url.username().is_empty() || url.password().is_some();
    let is_complete = starts_with_scheme || host.contains('.');
    (is_http && !has_user && is_complete).then(|| url.to_string())
}

/// Returns a count as people and spreadsheets write it: `1234`, `1,234`, `1.234` or `1 234`.
pub(crate) fn count(text: &str) -> Option<u64> {
    const SEPARATORS: [char; 6] = [',', '.', ' ', '\u{a0}', '\u{202f}', '’'];
    let text = text.trim();
    let mut parts = text.split(SEPARATORS);
    let first = parts.next()?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = parts.clone();
    let is_grouped = rest.all(|part| part.len() == 3 && is_number(part));
    let has_groups = parts.next().is_some();
    if !is_number(first) || !is_grouped || (has_groups && first.len() > 3) {
        return None;
    }
    text.replace(SEPARATORS, "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_http_and_gets_its_scheme() {
        for (text, link) in [
            (" https://a.example/b ", Some("https://a.example/b")),
            ("http://localhost:8080/b", Some("http://localhost:8080/b")),
            ("a.example/b?c=d", Some("https://a.example/b?c=d")),
            ("www.a.example", Some("https://www.a.example/")),
            ("", None),
            ("choir", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("ftp://a.example/", None),
            ("https://user:secret@a.example/", None),
        ] {
            assert_eq!(http_link(text).as_deref(), link, "{text}");
        }
    }

    #[test]
    fn a_count_may_have_groups_of_three_digits() {
        for (text, number) in [
            ("0", Some(0)),
            (" 131 ", Some(131)),
            ("12345", Some(12_345)),
            ("1,234", Some(1234)),
            ("1.234.567", Some(1_234_567)),
            ("12 345", Some(12_345)),
            ("12\u{a0}345", Some(12_345)),
            ("1,23", None),
            ("1234,567", None),
            ("-5", None),
            ("many", None),
            ("", None),
            (",123", None),
            ("1,,234", None),
        ] {
            assert_eq!(count(text), number, "{text}");
        }
    }
}
