//! What a source is configured with.

use super::{
    Ask, Gathered, Http, Source, buddypress::BuddyPress, discourse::Discourse, document::Document,
    get_my_groups::GetMyGroups, github::GitHub, lemmy::Lemmy, open_collective::OpenCollective,
};
use crate::{
    config::Section,
    fault::Fault,
    secret::{self, Secret},
};
use my_groups_badge::failure::Failure;
use sha2::{Digest, Sha256};
use std::{
    hash::{Hash, Hasher},
    path::PathBuf,
};
use url::Url;

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

const TYPES: &[&str] =
    &["", "get-my-groups", "document", "command", "buddypress", "lemmy", "github", "discourse", "open-collective"];

/// What names an account in an address.
fn is_account(text: &str) -> bool {
    let is_plain = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
    !text.is_empty() && text.len() <= 100 && text.chars().all(is_plain) && !text.starts_with('.')
}

impl Settings {
    /// Reads a source's table.
    pub fn read(mut section: Section<'_, '_>) -> Option<Self> {
        let kind = match section.word("type", TYPES) {
            "get-my-groups" => get_my_groups(&mut section),
            "document" => document(&mut section),
            "command" => {
                let command = section.texts("command", "a program and its arguments, [\"./my-list\", \"--all\"]");
                let command = section.required("command", (!command.is_empty()).then_some(command));
                let folder = section.reader.folder.clone();
                command.map(|command| Kind::Command { command, folder })
            }
            "buddypress" => {
                let url = address(&mut section);
                let user_id = section.whole("user_id", None, 1, u64::MAX);
                section.required("user_id", user_id).zip(url).map(|(user_id, url)| Kind::BuddyPress { url, user_id })
            }
            "lemmy" => {
                let url = address(&mut section);
                let token = section.secret("token", "token_file");
                let token = section.required("token", token);
                let nsfw = section.flag("nsfw", false);
                url.zip(token).map(|(url, token)| Kind::Lemmy { url, token, nsfw })
            }
            "github" => {
                let url = address_or(&mut section, "https://api.github.com/");
                let user = account(&mut section, "user");
                let token = section.secret("token", "token_file");
                url.zip(user).map(|(url, user)| Kind::GitHub { url, user, token })
            }
            "discourse" => {
                let url = address(&mut section);
                let user = account(&mut section, "user");
                url.zip(user).map(|(url, user)| Kind::Discourse { url, user })
            }
            "open-collective" => open_collective(&mut section),
            _ => {
                let origin = section.origin.clone();
                section.mistake("type", &origin, format!("is missing; allowed: {}", TYPES.join(", ").trim_start_matches(", ")));
                return None;
            }
        };
        section.finish();
        kind.map(|kind| Self { kind })
    }

    /// Begins with it.
    pub fn start(&self) -> Box<dyn Source> {
        match self.kind.clone() {
            Kind::GetMyGroups { endpoint, api_key, token, format } => {
                Box::new(GetMyGroups::new(&endpoint, &api_key, &token, format))
            }
            Kind::File { path } => Box::new(Document(Ask::File(path))),
            Kind::Document { url } => Box::new(Document(Ask::Http(Http::get(url)))),
            Kind::Command { command, folder } => Box::new(Document(Ask::Command { command, folder })),
            Kind::BuddyPress { url, user_id } => Box::new(BuddyPress::new(url, user_id)),
            Kind::Lemmy { url, token, nsfw } => Box::new(Lemmy::new(url, token, nsfw)),
            Kind::GitHub { url, user, token } => Box::new(GitHub::new(url, user, token)),
            Kind::Discourse { url, user } => Box::new(Discourse::new(url, user)),
            Kind::OpenCollective { url, slug, token, roles } => Box::new(OpenCollective::new(url, slug, token, roles)),
        }
    }

    /// What it is called in messages: its type, and the host or the file.
    pub fn label(&self) -> String {
        let at = |kind: &str, url: &Url| format!("{kind} {}", url.host_str().unwrap_or_default());
        match &self.kind {
            Kind::GetMyGroups { endpoint, .. } => at("get-my-groups", endpoint),
            Kind::File { path } => format!("document {}", path.file_name().unwrap_or_default().display()),
            Kind::Document { url } => at("document", url),
            Kind::Command { command, .. } => format!("command {}", command.first().map_or("", String::as_str)),
            Kind::BuddyPress { url, .. } => at("buddypress", url),
            Kind::Lemmy { url, .. } => at("lemmy", url),
            Kind::GitHub { user, .. } => format!("github {user}"),
            Kind::Discourse { url, .. } => at("discourse", url),
            Kind::OpenCollective { slug, .. } => format!("open-collective {slug}"),
        }
    }

    /// Its secrets.
    fn secrets(&self) -> Vec<&Secret> {
        match &self.kind {
            Kind::GetMyGroups { api_key, token, .. } => vec![api_key, token],
            Kind::Lemmy { token, .. } => vec![token],
            Kind::GitHub { token, .. } | Kind::OpenCollective { token, .. } => token.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What came of it, without its secrets, which a service may repeat in its answer.
    ///
    /// # Errors
    /// As it came.
    pub fn concealed(&self, outcome: Result<Gathered, Fault>) -> Result<Gathered, Fault> {
        let secrets = self.secrets();
        let conceal = |text: &mut String| secrets.iter().for_each(|secret| secret.conceal(text));
        match outcome {
            Ok(mut gathered) => {
                for group in gathered.entries.iter_mut().map(|entry| &mut entry.group) {
                    [&mut group.id, &mut group.name, &mut group.description].into_iter().for_each(conceal);
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
                    conceal(text);
                }
                Err(fault)
            }
        }
    }

    /// A name for what is remembered of it, another one as soon as anything of it is configured otherwise.
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

fn get_my_groups(section: &mut Section<'_, '_>) -> Option<Kind> {
    let endpoint = section.url("endpoint");
    let endpoint = section.required("endpoint", endpoint);
    let api_key = section.secret("api_key", "api_key_file");
    let api_key = section.required("api_key", api_key);
    let token = section.secret("token", "token_file");
    let token = section.required("token", token);
    let format = section.word("format", &["json", "xml"]);
    Some(Kind::GetMyGroups { endpoint: endpoint?, api_key: api_key?, token: token?, format })
}

fn document(section: &mut Section<'_, '_>) -> Option<Kind> {
    match (section.file("path"), section.url("url")) {
        (Some(path), None) => Some(Kind::File { path }),
        (None, Some(url)) => Some(Kind::Document { url }),
        (found, _) => {
            let message = if found.is_some() { "and `url` are both set; allowed: one of them" } else { "or `url` is missing" };
            let origin = section.origin.clone();
            section.mistake("path", &origin, message);
            None
        }
    }
}

fn open_collective(section: &mut Section<'_, '_>) -> Option<Kind> {
    const ROLES: [&str; 8] = ["ADMIN", "MEMBER", "CONTRIBUTOR", "BACKER", "ATTENDEE", "COMMUNITY_MANAGER", "FOLLOWER", "HOST"];
    let url = address_or(section, "https://api.opencollective.com/");
    let slug = account(section, "slug");
    let token = section.secret("token", "token_file");
    let allowed = format!("a list of {}", ROLES.join(", "));
    let mut roles = section.texts("roles", &allowed);
    if roles.iter().any(|role| !ROLES.contains(&role.as_str())) {
        let origin = section.origin.clone();
        section.mistake("roles", &origin, format!("has one that there is not; allowed: {allowed}"));
        return None;
    }
    if roles.is_empty() {
        roles = ["ADMIN", "MEMBER", "CONTRIBUTOR"].map(str::to_owned).to_vec();
    }
    Some(Kind::OpenCollective { url: url?, slug: slug?, token, roles })
}

fn address(section: &mut Section<'_, '_>) -> Option<Url> {
    let url = section.url("url");
    section.required("url", url)
}

fn address_or(section: &mut Section<'_, '_>, default: &str) -> Option<Url> {
    section.url("url").or_else(|| Url::parse(default).ok())
}

fn account(section: &mut Section<'_, '_>, key: &'static str) -> Option<String> {
    let allowed = "a name of letters, digits, - _ and .";
    let name = section.checked(key, allowed, (String::new(), "none"), |text| is_account(text).then(|| text.to_owned()));
    section.required(key, (!name.is_empty()).then_some(name))
}
