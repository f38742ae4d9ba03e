//! The lines that a blogger pastes. Pure: tested natively.

use std::fmt::Write;

/// Where the page's script tag points in an example.
pub(crate) const SCRIPT: &str = "https://cdn.example/my-groups-badge/my-groups-badge.js";

/// The script tag and the badge with these attributes, around a link for whoever sees no badge.
pub(crate) fn snippet(attributes: &[(&str, &str)], link: &str) -> String {
    let mut tag = String::new();
    for (name, value) in attributes {
        // Writing into a string cannot fail.
        let _ = write!(tag, " {name}=\"{}\"", escape(value));
    }
    let link = escape(link);
    format!(
        "<script type=\"module\" src=\"{SCRIPT}\"></script>\n\
         <my-groups-badge{tag}>\n  <a href=\"{link}\">My groups</a>\n</my-groups-badge>"
    )
}

/// A value as it may stand between double quotes in HTML.
fn escape(value: &str) -> String {
    value
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn attributes_stand_in_the_tag_and_the_link_inside() {
        let snippet = snippet(&[("src", "/my-groups.json")], "https://events.example/");
        assert_eq!(
            snippet.lines().skip(1).collect::<Vec<_>>(),
            [
                "<my-groups-badge src=\"/my-groups.json\">",
                "  <a href=\"https://events.example/\">My groups</a>",
                "</my-groups-badge>",
            ]
        );
    }

    #[test]
    fn a_value_cannot_leave_its_quotes() {
        let snippet = snippet(&[("heading", "\"><script>&")], "https://events.example/");
        assert!(snippet.contains("heading=\"&quot;&gt;&lt;script&gt;&amp;\""));
    }
}
