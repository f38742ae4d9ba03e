//! Values in TOML, the format of the companion's configuration.

/// Returns a text as a TOML basic string, without its control characters.
pub(crate) fn string(text: &str) -> String {
    let visible: String = text.chars().filter(|char| !char.is_control()).collect();
    format!("\"{}\"", visible.replace('\\', r"\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_escaped_and_control_characters_removed() {
        for (text, written) in [
            ("", r#""""#),
            ("Wo ich bin", r#""Wo ich bin""#),
            (r#"a "b""#, r#""a \"b\"""#),
            (r"a\b", r#""a\\b""#),
            ("a\n\u{0}b", r#""ab""#),
        ] {
            assert_eq!(string(text), written);
        }
    }
}
