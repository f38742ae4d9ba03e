//! What a blogger pastes: the script tag, the badge, and what stands inside it. Pure: tested natively.

use std::fmt::Write;

/// The program that drops the private groups from a response, for jq; README has the same one.
/// What does not say that it is public counts as private.
const WITHOUT_PRIVATE: &str = ".rsp.group |= map(select((.is_private | tostring) == \"0\"))";

/// Everything that the lines are made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Snippet {
    /// Where the script is.
    pub(crate) script: String,
    /// The script's hash, as `integrity` has it, where it is known.
    pub(crate) integrity: Option<String>,
    /// The badge's attributes, in their order.
    pub(crate) attributes: Vec<(&'static str, String)>,
    /// What stands inside the tag.
    pub(crate) content: Content,
}

/// What whoever sees no badge sees in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Content {
    /// The address of the author's own page of groups; empty for no link.
    pub(crate) link: String,
    /// The link's text.
    pub(crate) text: String,
    /// The groups to list; empty for the link alone.
    pub(crate) groups: Vec<Entry>,
}

/// One group of the static list. There is none for a private group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its name.
    pub(crate) name: String,
    /// Its size in words, such as "131 members"; may be empty.
    pub(crate) members: String,
    /// Where its name links to; empty for nowhere.
    pub(crate) url: String,
}

impl Snippet {
    /// The lines to paste.
    pub(crate) fn html(&self) -> String {
        format!(
            "{}\n<my-groups-badge{}>{}</my-groups-badge>",
            self.script_tag(),
            self.attributes
                .iter()
                .map(|(name, value)| attribute(name, value))
                .collect::<String>(),
            match self.content.html() {
                content if content.is_empty() => content,
                content => format!("\n{content}"),
            }
        )
    }

    /// `integrity` is checked on another origin only where the request is a CORS one, hence `crossorigin`.
    fn script_tag(&self) -> String {
        let integrity = self.integrity.as_ref().map_or_else(String::new, |hash| {
            attribute("integrity", hash) + &attribute("crossorigin", "anonymous")
        });
        format!(
            "<script type=\"module\"{}{integrity}></script>",
            attribute("src", &self.script)
        )
    }
}

impl Content {
    /// The content as HTML, each line with its end; empty where there is none.
    pub(crate) fn html(&self) -> String {
        let mut html = String::new();
        let link = anchor(&self.link, &escape(&self.text));
        let has_link = !self.link.is_empty();
        // Writing into a string cannot fail.
        if self.groups.is_empty() {
            if has_link {
                let _ = writeln!(html, "  {link}");
            }
            return html;
        }
        if has_link {
            let _ = writeln!(html, "  <p>{link}</p>");
        }
        html.push_str("  <ul>\n");
        for group in &self.groups {
            let name = anchor(&group.url, &format!("<bdi>{}</bdi>", escape(&group.name)));
            let item = format!("{name} {}", escape(&group.members));
            let _ = writeln!(html, "    <li>{}</li>", item.trim_end());
        }
        html.push_str("  </ul>\n");
        html
    }
}

/// The one command that makes the document for `src` from the API's answer at `address`.
pub(crate) fn command(address: &str) -> String {
    format!(
        "curl -fsS {} \\\n  | jq {} > my-groups.json",
        quote(address),
        quote(WITHOUT_PRIVATE)
    )
}

/// What a piece of the lines is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Between tags.
    Text,
    /// Of a tag: all but the values.
    Tag,
    /// A value, quotes included.
    Value,
}

impl Piece {
    /// Its class in the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Tag => "tag",
            Self::Value => "value",
        }
    }
}

/// The lines in pieces. It reads what stands above, where `<`, `>` and `"` never stand for themselves.
pub(crate) fn pieces(html: &str) -> Vec<(Piece, String)> {
    let mut pieces: Vec<(Piece, String)> = Vec::new();
    let mut put = |piece, char| match pieces.last_mut() {
        Some((last, text)) if *last == piece => text.push(char),
        _ => pieces.push((piece, String::from(char))),
    };
    let mut now = Piece::Text;
    for char in html.chars() {
        let (here, next) = match (now, char) {
            (Piece::Text, '<') => (Piece::Tag, Piece::Tag),
            (Piece::Tag, '>') => (Piece::Tag, Piece::Text),
            (Piece::Tag, '"') => (Piece::Value, Piece::Value),
            (Piece::Value, '"') => (Piece::Value, Piece::Tag),
            _ => (now, now),
        };
        put(here, char);
        now = next;
    }
    pieces
}

/// A link around what is HTML already, or that alone where there is no address.
fn anchor(url: &str, html: &str) -> String {
    if url.is_empty() {
        html.to_owned()
    } else {
        format!("<a{}>{html}</a>", attribute("href", url))
    }
}

fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", escape(value))
}

/// A value as it may stand between double quotes, or as text, in HTML.
fn escape(value: &str) -> String {
    value
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A value as one word of a POSIX shell.
fn quote(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet() -> Snippet {
        Snippet {
            script: "https://cdn.example/my-groups-badge.js".into(),
            integrity: Some("sha384-abc".into()),
            attributes: vec![("src", "/my-groups.json".into())],
            content: Content {
                link: "https://events.example/".into(),
                text: "My groups".into(),
                groups: Vec::new(),
            },
        }
    }

    fn entry(name: &str, members: &str, url: &str) -> Entry {
        Entry {
            name: name.into(),
            members: members.into(),
            url: url.into(),
        }
    }

    #[test]
    fn the_snippet_is_a_script_tag_and_the_badge_around_a_link() {
        assert_eq!(
            snippet().html(),
            "<script type=\"module\" src=\"https://cdn.example/my-groups-badge.js\" integrity=\"sha384-abc\" crossorigin=\"anonymous\"></script>\n\
             <my-groups-badge src=\"/my-groups.json\">\n  \
             <a href=\"https://events.example/\">My groups</a>\n\
             </my-groups-badge>"
        );
    }

    #[test]
    fn without_a_hash_there_is_no_integrity_and_without_a_link_no_content() {
        let html = Snippet {
            integrity: None,
            content: Content::default(),
            ..snippet()
        }
        .html();
        assert_eq!(
            html,
            "<script type=\"module\" src=\"https://cdn.example/my-groups-badge.js\"></script>\n\
             <my-groups-badge src=\"/my-groups.json\"></my-groups-badge>"
        );
    }

    #[test]
    fn a_value_cannot_leave_its_quotes() {
        let html = Snippet {
            attributes: vec![("heading", "\"><script>&'".into())],
            ..snippet()
        }
        .html();
        assert!(html.contains(" heading=\"&quot;&gt;&lt;script&gt;&amp;'\">"));
    }

    #[test]
    fn a_static_list_has_names_counts_and_links_and_all_of_it_is_text() {
        let content = Content {
            link: "https://events.example/?a=1&b=2".into(),
            text: "<b>Mine</b>".into(),
            groups: vec![
                entry("SXSW 2007", "131 members", "https://events.example/2083"),
                entry("<img src=x onerror=alert(1)>", "", ""),
            ],
        };
        assert_eq!(
            content.html(),
            "  <p><a href=\"https://events.example/?a=1&amp;b=2\">&lt;b&gt;Mine&lt;/b&gt;</a></p>\n\
             \x20 <ul>\n\
             \x20   <li><a href=\"https://events.example/2083\"><bdi>SXSW 2007</bdi></a> 131 members</li>\n\
             \x20   <li><bdi>&lt;img src=x onerror=alert(1)&gt;</bdi></li>\n\
             \x20 </ul>\n"
        );
    }

    #[test]
    fn the_pieces_are_the_whole() {
        let pieces_of = |html: &str| {
            let pieces = pieces(html);
            let whole: String = pieces.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!(whole, html);
            pieces
        };
        pieces_of(&snippet().html());
        assert_eq!(
            pieces_of("<a href=\"x&gt;y\">z</a>"),
            [
                (Piece::Tag, "<a href=".to_owned()),
                (Piece::Value, "\"x&gt;y\"".to_owned()),
                (Piece::Tag, ">".to_owned()),
                (Piece::Text, "z".to_owned()),
                (Piece::Tag, "</a>".to_owned()),
            ]
        );
    }

    #[test]
    fn the_command_is_readmes_and_survives_a_quote() {
        let readme = include_str!("../../README.md");
        let address = "https://api.example/services/rest/?method=group.getMyGroups&api_key=KEY&token=TOKEN&format=json";
        assert!(
            readme.contains(&command(address)),
            "README has {}",
            command(address)
        );
        assert!(
            command("https://a.example/'x").starts_with(r"curl -fsS 'https://a.example/'\''x'")
        );
    }
}
