//! `[[keys]]`: who may call the documented method.

use super::{lists::ListSettings, section::Section};
use crate::secret::{Credential, Secret};

/// An application key, and the tokens that go with it.
#[derive(Debug, Clone)]
pub struct Key {
    /// The key.
    pub api_key: Credential,
    /// The tokens.
    pub tokens: Vec<Token>,
}

/// A token of a key.
#[derive(Debug, Clone)]
pub struct Token {
    /// The token.
    pub token: Credential,
    /// The list that it sees.
    pub list: String,
    /// Whether it sees the private groups too.
    pub private: bool,
}

impl Key {
    /// Reads a key; `lists` are those that a token can name.
    pub(super) fn read(mut section: Section<'_, '_>, lists: &[ListSettings]) -> Option<Self> {
        let api_key = section.secret("api_key", "api_key_file");
        let api_key = section.required("api_key", api_key);
        let mut tokens = Vec::new();
        for (path, node) in section.tables("tokens") {
            let mut section = Section::new(section.reader, &path, Some(node));
            let token = section.secret("token", "token_file");
            let token = section.required("token", token);
            let names = lists
                .iter()
                .map(|list| list.name.as_str())
                .collect::<Vec<_>>()
                .join(", ");
            let is_list = |text: &str| {
                lists
                    .iter()
                    .any(|list| list.name == text)
                    .then(|| text.to_owned())
            };
            let allowed = format!("the name of a list: {names}");
            let list = section.checked("list", &allowed, (String::new(), "none"), is_list);
            let list = section.required("list", (!list.is_empty()).then_some(list));
            let private = section.flag("private", false);
            section.finish();
            if let (Some(token), Some(list)) = (token, list) {
                tokens.push(Token {
                    token: credential(&token),
                    list,
                    private,
                });
            }
        }
        section.finish();
        Some(Self {
            api_key: credential(&api_key?),
            tokens,
        })
    }
}

fn credential(secret: &Secret) -> Credential {
    Credential::new(secret.reveal())
}
