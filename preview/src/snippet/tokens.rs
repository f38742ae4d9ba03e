//! The syntax of the snippet, for its colours and lines on the page.

/// The tags that start a line on the page. The snippet itself has one line.
const LINE_STARTS: [&str; 5] = ["<link", "<script", "<my-groups-badge", "<strong", "<span"];

/// A part of the snippet that has one colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The kind of the text.
    pub(crate) kind: TokenKind,
    /// The text, as in the snippet.
    pub(crate) text: String,
}

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Text between tags.
    Text,
    /// A tag without the values of its attributes.
    Tag,
    /// An attribute's value with its quotes.
    Value,
}

impl Token {
    /// Returns the class in the style sheet.
    pub(crate) fn class(&self) -> &'static str {
        match self.kind {
            TokenKind::Text => "text",
            TokenKind::Tag if self.starts_line() => "tag line",
            TokenKind::Tag => "tag",
            TokenKind::Value => "value",
        }
    }

    fn starts_line(&self) -> bool {
        LINE_STARTS.iter().any(|start| self.text.starts_with(start))
    }
}

/// Splits a snippet into tokens. In a snippet `<`, `>` and `"` are always delimiters. The texts of the
/// tokens together are the snippet.
pub(crate) fn tokens(html: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut state = TokenKind::Text;
    for char in html.chars() {
        let (kind, next) = match (state, char) {
            (TokenKind::Text, '<') => (TokenKind::Tag, TokenKind::Tag),
            (TokenKind::Tag, '>') => (TokenKind::Tag, TokenKind::Text),
            (TokenKind::Tag, '"') => (TokenKind::Value, TokenKind::Value),
            (TokenKind::Value, '"') => (TokenKind::Value, TokenKind::Tag),
            _ => (state, state),
        };
        match tokens.last_mut() {
            Some(last) if last.kind == kind && char != '<' => last.text.push(char),
            _ => tokens.push(Token {
                kind,
                text: char.into(),
            }),
        }
        state = next;
    }
    tokens
}
