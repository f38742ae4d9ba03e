//! The settings of a source.

use super::{
    HttpRequest, Request, Source, Step, buddypress::BuddyPress, discourse::Discourse,
    document::Document, get_my_groups, github::GitHub, lemmy::Lemmy,
    open_collective::OpenCollective, session::Session,
};
use crate::{
    fault::Fault,
    list,
    secret::{self, Secret},
};
use my_groups_core::failure::Failure;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{path::PathBuf, sync::Arc};
use url::Url;

/// The most characters that are kept of a service's message.
const MAX_MESSAGE: usize = 400;

/// One source of a list.
///
/// ```
/// use my_groups::source::Settings;
///
/// assert_eq!(Settings::github("octocat").label(), "github octocat");
/// ```
#[derive(Debug, Clone)]
pub struct Settings {
    /// The kind of source, with its own settings.
    pub kind: Kind,
}

/// The kinds of sources, each with its settings.
#[derive(Debug, Clone)]
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

/// The API of GitHub itself.
pub(crate) const GITHUB: &str = "https://api.github.com/";
/// The API of Open Collective itself.
pub(crate) const OPEN_COLLECTIVE: &str = "https://api.opencollective.com/";
/// The roles on Open Collective that count as memberships by default.
pub(crate) const DEFAULT_ROLES: [&str; 3] = ["ADMIN", "MEMBER", "CONTRIBUTOR"];

/// Parses a URL that is a constant of this module.
fn constant(url: &str) -> Url {
    #[allow(clippy::unwrap_used)] // the tests parse each one
    url.parse().unwrap()
}

impl Settings {
    /// Creates the source of a GitHub user's public organizations, without a token.
    pub fn github(user: &str) -> Self {
        let kind = Kind::GitHub {
            url: constant(GITHUB),
            user: user.to_owned(),
            token: None,
        };
        Self { kind }
    }

    /// Creates the source of the groups of a member of a BuddyPress site.
    pub fn buddypress(url: Url, user_id: u64) -> Self {
        let kind = Kind::BuddyPress { url, user_id };
        Self { kind }
    }

    /// Creates the source of an account's memberships on Open Collective, without a token.
    pub fn open_collective(slug: &str) -> Self {
        let kind = Kind::OpenCollective {
            url: constant(OPEN_COLLECTIVE),
            slug: slug.to_owned(),
            token: None,
            roles: DEFAULT_ROLES.map(str::to_owned).to_vec(),
        };
        Self { kind }
    }

    /// Starts loading the source.
    pub fn start(&self) -> Session {
        Session::new(self)
    }

    /// Creates the state machine of the source.
    pub(super) fn source(&self) -> Box<dyn Source> {
        match self.kind.clone() {
            Kind::GetMyGroups {
                endpoint,
                api_key,
                token,
                format,
            } => Box::new(get_my_groups::source(&endpoint, &api_key, &token, format)),
            Kind::File { path } => Box::new(Document(Request::File(path))),
            Kind::Document { url } => Box::new(Document(Request::Http(HttpRequest::get(url)))),
            Kind::Command { command, folder } => {
                Box::new(Document(Request::Command { command, folder }))
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

    /// Returns the name for messages: the type, and the host, user, file or program.
    pub fn label(&self) -> String {
        let (kind, name) = self.names();
        format!("{kind} {name}")
    }

    /// Returns the secrets.
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

    /// Removes the secrets from a step: a service may repeat them in its response.
    pub(super) fn without_secrets(&self, step: Result<Step, Fault>) -> Result<Step, Fault> {
        let secrets = self.secrets();
        let conceal = |text: &mut String| secrets.iter().for_each(|secret| secret.conceal(text));
        match step {
            Ok(Step::Done(mut groups)) => {
                for entry in groups.entries.iter_mut().map(Arc::make_mut) {
                    let group = &mut entry.group;
                    [&mut group.id, &mut group.name, &mut group.description]
                        .into_iter()
                        .for_each(conceal);
                    group.url.iter_mut().for_each(conceal);
                    let documented = entry.documented.iter_mut();
                    for value in documented.flat_map(|fields| fields.values_mut()) {
                        if let Value::String(text) = value {
                            conceal(text);
                        }
                    }
                }
                groups
                    .left_out
                    .iter_mut()
                    .for_each(|(name, _)| conceal(name));
                groups.warnings.iter_mut().for_each(conceal);
                Ok(Step::Done(groups))
            }
            Ok(step) => Ok(step),
            Err(mut fault) => {
                if let Fault::Network(text)
                | Fault::Service(text)
                | Fault::Unsupported(text)
                | Fault::Status { message: text, .. }
                | Fault::Denied { message: text, .. }
                | Fault::File(text)
                | Fault::Command(text)
                | Fault::Wire(Failure::Api { message: text }) = &mut fault
                {
                    // A service's own words: on one line, and of limited length.
                    *text = list::clean_line(text);
                    conceal(text);
                    *text = text.chars().take(MAX_MESSAGE).collect();
                }
                Err(fault)
            }
        }
    }

    /// Returns a name for the source's state. It changes with every setting, secrets included.
    pub fn fingerprint(&self) -> String {
        let mut sha = Sha256::new();
        for part in self.parts() {
            // The length is before each part, so that different lists of parts have different
            // bytes.
            sha.update(part.len().to_string());
            sha.update(":");
            sha.update(part);
        }
        secret::hex(&sha.finalize(), 8)
    }

    /// Returns every setting as a text, the type first.
    fn parts(&self) -> Vec<String> {
        let secret = |secret: &Secret| secret.reveal().to_owned();
        let optional = |token: &Option<Secret>| token.as_ref().map(secret).unwrap_or_default();
        let path = |path: &PathBuf| path.display().to_string();
        let (kind, parts) = match &self.kind {
            Kind::GetMyGroups {
                endpoint,
                api_key,
                token,
                format,
            } => (
                "get-my-groups",
                vec![
                    endpoint.to_string(),
                    secret(api_key),
                    secret(token),
                    (*format).to_owned(),
                ],
            ),
            Kind::File { path: file } => ("file", vec![path(file)]),
            Kind::Document { url } => ("document", vec![url.to_string()]),
            Kind::Command { command, folder } => {
                let parts = std::iter::once(path(folder)).chain(command.iter().cloned());
                ("command", parts.collect())
            }
            Kind::BuddyPress { url, user_id } => {
                ("buddypress", vec![url.to_string(), user_id.to_string()])
            }
            Kind::Lemmy { url, token, nsfw } => (
                "lemmy",
                vec![url.to_string(), secret(token), nsfw.to_string()],
            ),
            Kind::GitHub { url, user, token } => (
                "github",
                vec![url.to_string(), user.clone(), optional(token)],
            ),
            Kind::Discourse { url, user } => ("discourse", vec![url.to_string(), user.clone()]),
            Kind::OpenCollective {
                url,
                slug,
                token,
                roles,
            } => {
                let parts = [url.to_string(), slug.clone(), optional(token)];
                (
                    "open-collective",
                    parts.into_iter().chain(roles.iter().cloned()).collect(),
                )
            }
        };
        std::iter::once(kind.to_owned()).chain(parts).collect()
    }

    /// Returns the type, and what distinguishes two sources of it: the host, user, file or program.
    fn names(&self) -> (&'static str, String) {
        let host = |url: &Url| url.host_str().unwrap_or_default().to_owned();
        match &self.kind {
            Kind::GetMyGroups { endpoint, .. } => ("get-my-groups", host(endpoint)),
            Kind::File { path } => {
                let name = path.file_name().unwrap_or_default();
                ("document", name.display().to_string())
            }
            Kind::Document { url } => ("document", host(url)),
            Kind::Command { command, .. } => {
                ("command", command.first().cloned().unwrap_or_default())
            }
            Kind::BuddyPress { url, .. } => ("buddypress", host(url)),
            Kind::Lemmy { url, .. } => ("lemmy", host(url)),
            Kind::GitHub { user, .. } => ("github", user.clone()),
            Kind::Discourse { url, .. } => ("discourse", host(url)),
            Kind::OpenCollective { slug, .. } => ("open-collective", slug.clone()),
        }
    }
}

/// Returns the prefix of the ids of each source's groups. It makes the ids unique in a list of several
/// sources: `buddypress`, or `buddypress@blog.example` if there are two BuddyPress sites.
/// The ids of a single source have no prefix.
///
/// ```
/// use my_groups::source::{Settings, id_prefixes};
///
/// let (github, other) = (Settings::github("octocat"), Settings::github("ferris"));
/// let collective = Settings::open_collective("octocat");
/// assert_eq!(id_prefixes(&[github.clone()]), [None]);
/// let prefixes: Vec<_> = id_prefixes(&[github, collective, other]).into_iter().flatten().collect();
/// assert_eq!(prefixes, ["github@octocat", "open-collective", "github@ferris"]);
/// ```
pub fn id_prefixes(sources: &[Settings]) -> Vec<Option<String>> {
    if sources.len() < 2 {
        return vec![None; sources.len()];
    }
    let names: Vec<_> = sources.iter().map(Settings::names).collect();
    let prefix = |(place, (kind, name)): (usize, &(&str, String))| {
        let of_kind = names.iter().filter(|(other, _)| other == kind);
        if of_kind.clone().count() == 1 {
            return Some((*kind).to_owned());
        }
        // Sources with the same name, such as two commands, are numbered from the second on.
        let earlier = names.iter().take(place);
        let number = 1 + earlier
            .filter(|names| **names == (*kind, name.clone()))
            .count();
        let suffix = match number {
            1 => String::new(),
            number => format!("#{number}"),
        };
        Some(format!("{kind}@{name}{suffix}"))
    };
    names.iter().enumerate().map(prefix).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constant_addresses_are_urls() {
        assert_eq!(Settings::github("a").label(), "github a");
        assert_eq!(Settings::open_collective("a").label(), "open-collective a");
    }

    #[test]
    fn ids_have_a_prefix_that_is_unique_among_several_sources() {
        let command = |name: &str| Settings {
            kind: Kind::Command {
                command: vec![name.to_owned()],
                folder: PathBuf::new(),
            },
        };
        let (github, other) = (Settings::github("a"), Settings::github("b"));
        let collective = Settings::open_collective("a");
        let cases = [
            (vec![], vec![]),
            (vec![github.clone()], vec![None]),
            (
                vec![github.clone(), collective.clone()],
                vec![Some("github"), Some("open-collective")],
            ),
            (
                vec![github, collective, other],
                vec![Some("github@a"), Some("open-collective"), Some("github@b")],
            ),
            (
                vec![command("x"), command("y"), command("x"), command("x")],
                vec![
                    Some("command@x"),
                    Some("command@y"),
                    Some("command@x#2"),
                    Some("command@x#3"),
                ],
            ),
        ];
        for (sources, expected) in cases {
            let prefixes = id_prefixes(&sources);
            let prefixes: Vec<_> = prefixes.iter().map(Option::as_deref).collect();
            assert_eq!(prefixes, expected);
        }
    }

    #[test]
    fn the_name_of_the_state_changes_with_every_setting() {
        let site = |url: &str, user_id| Settings::buddypress(url.parse().unwrap(), user_id);
        let settings = [
            site("https://a.example/", 1),
            site("https://a.example/", 11),
            site("https://a.example/1", 1),
            Settings::github("a"),
            Settings::open_collective("a"),
        ];
        let names: std::collections::HashSet<_> =
            settings.iter().map(Settings::fingerprint).collect();
        assert_eq!(names.len(), settings.len());
        // The name is the same in every build, on every machine.
        assert_eq!(
            site("https://a.example/", 1).fingerprint(),
            "899e6a4965e93560"
        );
    }
}
