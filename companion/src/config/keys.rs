//! `[[keys]]`: the keys and tokens that give access to the documented method.

use super::{
    reader::Reader,
    values::{One, Text},
};
use crate::secret::{Credential, Secret};
use serde::{Deserialize, de::IgnoredAny};

/// The minimum lengths of a key and a token of the server. Every visitor of a page can read its key,
/// but nobody must be able to guess a token.
const MIN_KEY: usize = 8;
const MIN_TOKEN: usize = 12;

/// An application key, and its tokens.
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
    /// The list that the token gives access to.
    pub list: String,
    /// Whether the token gives access to the private groups too.
    pub private: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct KeyTable {
    api_key: Option<One<Secret>>,
    tokens: Option<IgnoredAny>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TokenTable {
    token: Option<One<Secret>>,
    list: Option<One<Text>>,
    private: Option<One<bool>>,
}

/// Reads all keys. `lists` are the names of the lists.
pub(super) fn read(reader: &mut Reader<'_>, lists: &[String]) -> Vec<Key> {
    let mut keys = Vec::new();
    for place in reader.tables("keys") {
        let path = format!("keys.{place}");
        let table: KeyTable = reader.table(&path, "");
        let api_key = credential(reader, &path, "api_key", table.api_key, MIN_KEY);
        let mut tokens = Vec::new();
        let tokens_path = format!("{path}.tokens");
        for place in reader.tables(&tokens_path) {
            tokens.extend(token(reader, &format!("{tokens_path}.{place}"), lists));
        }
        if let Some(api_key) = api_key {
            keys.push(Key { api_key, tokens });
        }
    }
    keys
}

fn token(reader: &mut Reader<'_>, path: &str, lists: &[String]) -> Option<Token> {
    let table: TokenTable = reader.table(path, "");
    let token = credential(reader, path, "token", table.token, MIN_TOKEN);
    let list = table.list.map(|list| list.0);
    let list = reader.required(path, "list", list)?;
    if !lists.contains(&list) {
        let names = lists.join(", ");
        reader.mistake(
            &format!("{path}.list"),
            format!("= {list:?} is not allowed; allowed: the name of a list: {names}"),
        );
        return None;
    }
    Some(Token {
        token: token?,
        list,
        private: table.private.is_some_and(|private| private.0),
    })
}

fn credential(
    reader: &mut Reader<'_>,
    path: &str,
    key: &str,
    secret: Option<One<Secret>>,
    min: usize,
) -> Option<Credential> {
    let secret = reader.required(path, key, secret)?.0;
    if secret.reveal().chars().count() < min {
        reader.mistake(
            &format!("{path}.{key}"),
            format!("is too short; allowed: at least {min} characters, such as those of `openssl rand -hex 16`"),
        );
        return None;
    }
    Some(Credential::new(secret.reveal()))
}
