//! What a source is configured with.

use super::{
    Ask, Gathered, Http, Source, buddypress::BuddyPress, discourse::Discourse, document::Document,
    get_my_groups::GetMyGroups, github::GitHub, lemmy::Lemmy, open_collective::OpenCollective,
};
use crate::{
    fault::Fault,
    secret::{self, Secret},
};
use my_groups_core::failure::Failure;
use sha2::{Digest, Sha256};
use std::{
    hash::{Hash, Hasher},
    path::PathBuf,
    sync::Arc,
};
use url::Url;

/// The most characters that are kept of a service's message.
const MAX_MESSAGE: usize = 400;

/// One source of a list.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What it asks.
    pub kind: Kind,
}

/// The kinds of sources, each with what it needs.
#[derive(Debug, Clone, Hash)]
pub enum Kind {
    /// The documented API.
    GetMyGroups {
        /// The endpoint.
        endpoint: Url,
        /// The application key.
        api_key: Secret,
        /// The user's token.
        token: Secret,
        /// `json` or `xml`.
        format: &'static str,
    },
    /// A file.
    File {
        /// Its path.
        path: PathBuf,
    },
    /// A document at an address.
    Document {
        /// Its address.
        url: Url,
    },
    /// A program.
    Command {
        /// The program and its arguments.
        command: Vec<String>,
        /// The folder in which it runs.
        folder: PathBuf,
    },
    /// BuddyPress.
    BuddyPress {
        /// The site's address.
        url: Url,
        /// The member.
        user_id: u64,
    },
    /// Lemmy.
    Lemmy {
        /// The instance's address.
        url: Url,
        /// The account's token.
        token: Secret,
        /// Whether communities for adults are kept.
        nsfw: bool,
    },
    /// GitHub's organizations.
    GitHub {
        /// The API's address.
        url: Url,
        /// The user.
        user: String,
        /// A token that may read organizations.
        token: Option<Secret>,
    },
    /// Discourse.
    Discourse {
        /// The forum's address.
        url: Url,
        /// The user.
        user: String,
    },
    /// Open Collective.
    OpenCollective {
        /// The API's address.
        url: Url,
        /// The account.
        slug: String,
        /// A personal token, for a higher rate.
        token: Option<Secret>,
        /// The roles that count.
        roles: Vec<String>,
    },
}

impl Settings {
    /// Starts the source.
    pub fn start(&self) -> Box<dyn Source> {
        match self.kind.clone() {
            Kind::GetMyGroups {
                endpoint,
                api_key,
                token,
                format,
            } => Box::new(GetMyGroups::new(&endpoint, &api_key, &token, format)),
            Kind::File { path } => Box::new(Document(Ask::File(path))),
            Kind::Document { url } => Box::new(Document(Ask::Http(Http::get(url)))),
            Kind::Command { command, folder } => {
                Box::new(Document(Ask::Command { command, folder }))
            }
            Kind::BuddyPress { url, user_id } => Box::new(BuddyPress::new(url, user_id)),
            Kind::Lemmy { url, token, nsfw } => Box::new(Lemmy::new(url, token, nsfw)),
            Kind::GitHub { url, user, token } => Box::new(GitHub::new(url, user, token)),
            Kind::Discourse { url, user } => Box::new(Discourse::new(url, user)),
            Kind::OpenCollective {
                url,
                slug,
                token,
                roles,
            } => Box::new(OpenCollective::new(url, slug, token, roles)),
        }
    }

    /// Returns the name for messages: the type, and the host, user or file.
    pub fn label(&self) -> String {
        let at = |kind: &str, url: &Url| format!("{kind} {}", url.host_str().unwrap_or_default());
        match &self.kind {
            Kind::GetMyGroups { endpoint, .. } => at("get-my-groups", endpoint),
            Kind::File { path } => format!(
                "document {}",
                path.file_name().unwrap_or_default().display()
            ),
            Kind::Document { url } => at("document", url),
            Kind::Command { command, .. } => {
                format!("command {}", command.first().map_or("", String::as_str))
            }
            Kind::BuddyPress { url, .. } => at("buddypress", url),
            Kind::Lemmy { url, .. } => at("lemmy", url),
            Kind::GitHub { user, .. } => format!("github {user}"),
            Kind::Discourse { url, .. } => at("discourse", url),
            Kind::OpenCollective { slug, .. } => format!("open-collective {slug}"),
        }
    }

    /// Returns the secrets, for [`Settings::concealed`].
    fn secrets(&self) -> Vec<&Secret> {
        match &self.kind {
            Kind::GetMyGroups { api_key, token, .. } => vec![api_key, token],
            Kind::Lemmy { token, .. } => vec![token],
            Kind::GitHub { token, .. } | Kind::OpenCollective { token, .. } => {
                token.iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Removes the secrets from an outcome: a service may repeat them in its answer.
    ///
    /// # Errors
    /// The fault of `outcome`.
    pub fn concealed(&self, outcome: Result<Gathered, Fault>) -> Result<Gathered, Fault> {
        let secrets = self.secrets();
        let conceal = |text: &mut String| secrets.iter().for_each(|secret| secret.conceal(text));
        match outcome {
            Ok(mut gathered) => {
                for group in gathered
                    .entries
                    .iter_mut()
                    .map(|entry| &mut Arc::make_mut(entry).group)
                {
                    [&mut group.id, &mut group.name, &mut group.description]
                        .into_iter()
                        .for_each(conceal);
                    group.url.iter_mut().for_each(conceal);
                }
                Ok(gathered)
            }
            Err(mut fault) => {
                if let Fault::Network(text)
                | Fault::Service(text)
                | Fault::File(text)
                | Fault::Command(text)
                | Fault::Wire(Failure::Api { message: text }) = &mut fault
                {
                    // A service's own words: on one line, and not without end.
                    text.retain(|character| !character.is_control());
                    conceal(text);
                    *text = text.chars().take(MAX_MESSAGE).collect();
                }
                Err(fault)
            }
        }
    }

    /// Returns a name for the source's state. It changes with every setting, secrets included.
    pub fn fingerprint(&self) -> String {
        struct Sha(Sha256);
        impl Hasher for Sha {
            fn write(&mut self, bytes: &[u8]) {
                self.0.update(bytes);
            }
            fn finish(&self) -> u64 {
                0
            }
        }
        let mut sha = Sha(Sha256::new());
        self.kind.hash(&mut sha);
        secret::hex(&sha.0.finalize(), 8)
    }
}
