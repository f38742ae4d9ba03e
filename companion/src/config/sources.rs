//! The sources of a list. The setting `type` decides which other settings a source has.

use super::{
    document::join,
    reader::Reader,
    values::{self, Account, Many, One, Setting, Text},
};
use crate::{
    secret::{Secret, has_user},
    source::{DEFAULT_ROLES, GITHUB, Kind, OPEN_COLLECTIVE, Settings},
};
use serde::{Deserialize, de::IgnoredAny};
use url::Url;

const TYPES: [&str; 8] = [
    "get-my-groups",
    "document",
    "command",
    "buddypress",
    "lemmy",
    "github",
    "discourse",
    "open-collective",
];

/// Returns the names of all settings of all types.
pub(super) fn field_names() -> Vec<&'static str> {
    let mut names = [
        values::field_names::<GetMyGroupsTable>(),
        values::field_names::<DocumentTable>(),
        values::field_names::<CommandTable>(),
        values::field_names::<BuddyPressTable>(),
        values::field_names::<LemmyTable>(),
        values::field_names::<AccountTable>(),
        values::field_names::<DiscourseTable>(),
        values::field_names::<OpenCollectiveTable>(),
    ]
    .concat();
    names.sort_unstable();
    names.dedup();
    names
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct GetMyGroupsTable {
    r#type: IgnoredAny,
    endpoint: Option<One<Url>>,
    api_key: Option<One<Secret>>,
    token: Option<One<Secret>>,
    format: Option<One<Format>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct DocumentTable {
    r#type: IgnoredAny,
    path: Option<One<Text>>,
    url: Option<One<Url>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CommandTable {
    r#type: IgnoredAny,
    command: Option<Many<Argument>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct BuddyPressTable {
    r#type: IgnoredAny,
    url: Option<One<Url>>,
    user_id: Option<One<UserId>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct LemmyTable {
    r#type: IgnoredAny,
    url: Option<One<Url>>,
    token: Option<One<Secret>>,
    nsfw: Option<One<bool>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AccountTable {
    r#type: IgnoredAny,
    url: Option<One<Url>>,
    user: Option<One<Account>>,
    token: Option<One<Secret>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct DiscourseTable {
    r#type: IgnoredAny,
    url: Option<One<Url>>,
    user: Option<One<Account>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OpenCollectiveTable {
    r#type: IgnoredAny,
    url: Option<One<Url>>,
    slug: Option<One<Account>>,
    token: Option<One<Secret>>,
    roles: Option<Many<Role>>,
}

/// The format of the documented API.
enum Format {}

impl Setting for Format {
    type Value = &'static str;

    fn allowed() -> String {
        "json, xml".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        ["json", "xml"].into_iter().find(|known| *known == text)
    }
}

/// A program, or an argument of it.
enum Argument {}

impl Setting for Argument {
    type Value = String;

    fn allowed() -> String {
        "a program and its arguments".to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        Some(text.to_owned())
    }
}

/// The number of a BuddyPress member.
enum UserId {}

impl Setting for UserId {
    type Value = u64;

    fn allowed() -> String {
        "the member's number, from 1. In the WordPress administration, the address of the user's page ends with \
         user-edit.php?user_id=NUMBER"
            .to_owned()
    }

    fn read(text: &str) -> Option<Self::Value> {
        text.parse().ok().filter(|id| *id > 0)
    }
}

/// A role in a collective.
enum Role {}

impl Setting for Role {
    type Value = String;

    fn allowed() -> String {
        ROLES.join(", ")
    }

    fn read(text: &str) -> Option<Self::Value> {
        ROLES.contains(&text).then(|| text.to_owned())
    }
}

const ROLES: [&str; 8] = [
    "ADMIN",
    "MEMBER",
    "CONTRIBUTOR",
    "BACKER",
    "ATTENDEE",
    "COMMUNITY_MANAGER",
    "FOLLOWER",
    "HOST",
];

/// Reads the sources of the list at a path.
pub(super) fn read(reader: &mut Reader<'_>, list: &str) -> Vec<Settings> {
    let path = join(list, "sources");
    let places = reader.tables(&path);
    if places.is_empty() && !reader.is_broken(&path) && !reader.is_broken(list) {
        let example = "[{ type = \"document\", path = \"groups.json\" }]";
        reader.mistake(
            &path,
            format!("is missing; allowed: at least one source, such as {example}"),
        );
    }
    let mut sources = Vec::new();
    for place in places {
        let kind = kind(reader, &join(&path, &place));
        sources.extend(kind.map(|kind| Settings { kind }));
    }
    sources
}

fn kind(reader: &mut Reader<'_>, path: &str) -> Option<Kind> {
    let source_type = reader.text(&join(path, "type"));
    let kind = match source_type.as_deref() {
        Some("get-my-groups") => get_my_groups(reader, path),
        Some("document") => document(reader, path),
        Some("command") => {
            let table: CommandTable = reader.table(path, "");
            let command = table.command.map(|command| command.0);
            let command = command.filter(|command| !command.is_empty());
            let command = reader.required(path, "command", command)?;
            Some(Kind::Command {
                command,
                folder: reader.folder.to_owned(),
            })
        }
        Some("buddypress") => {
            let table: BuddyPressTable = reader.table(path, "");
            let url = reader.required(path, "url", table.url);
            let user_id = reader.required(path, "user_id", table.user_id);
            Some(Kind::BuddyPress {
                url: url?.0,
                user_id: user_id?.0,
            })
        }
        Some("lemmy") => {
            let table: LemmyTable = reader.table(path, "nsfw = false");
            let url = reader.required(path, "url", table.url);
            let token = reader.required(path, "token", table.token);
            Some(Kind::Lemmy {
                url: url?.0,
                token: token?.0,
                nsfw: table.nsfw?.0,
            })
        }
        Some("github") => {
            let table: AccountTable = reader.table(path, &format!("url = {GITHUB:?}"));
            let user = reader.required(path, "user", table.user);
            Some(Kind::GitHub {
                url: table.url?.0,
                user: user?.0,
                token: table.token.map(|token| token.0),
            })
        }
        Some("discourse") => {
            let table: DiscourseTable = reader.table(path, "");
            let url = reader.required(path, "url", table.url);
            let user = reader.required(path, "user", table.user);
            Some(Kind::Discourse {
                url: url?.0,
                user: user?.0,
            })
        }
        Some("open-collective") => {
            let defaults = format!("url = {OPEN_COLLECTIVE:?}\nroles = {DEFAULT_ROLES:?}");
            let table: OpenCollectiveTable = reader.table(path, &defaults);
            let slug = reader.required(path, "slug", table.slug);
            Some(Kind::OpenCollective {
                url: table.url?.0,
                slug: slug?.0,
                token: table.token.map(|token| token.0),
                roles: table.roles?.0,
            })
        }
        Some(unknown) => {
            let message = format!(
                "= {unknown:?} is not allowed; allowed: {}",
                TYPES.join(", ")
            );
            reader.mistake(&join(path, "type"), message);
            None
        }
        None => {
            let message = format!("is missing; allowed: {}", TYPES.join(", "));
            reader.mistake(&join(path, "type"), message);
            None
        }
    };
    if let Some(kind) = &kind {
        warn_of_open_credential(reader, path, kind);
    }
    kind
}

fn get_my_groups(reader: &mut Reader<'_>, path: &str) -> Option<Kind> {
    let table: GetMyGroupsTable = reader.table(path, "format = \"json\"");
    let endpoint = reader.required(path, "endpoint", table.endpoint);
    let api_key = reader.required(path, "api_key", table.api_key);
    let token = reader.required(path, "token", table.token);
    Some(Kind::GetMyGroups {
        endpoint: endpoint?.0,
        api_key: api_key?.0,
        token: token?.0,
        format: table.format?.0,
    })
}

fn document(reader: &mut Reader<'_>, path: &str) -> Option<Kind> {
    let table: DocumentTable = reader.table(path, "");
    match (table.path, table.url) {
        (Some(file), None) => Some(Kind::File {
            path: reader.folder.join(file.0),
        }),
        (None, Some(url)) => Some(Kind::Document { url: url.0 }),
        (Some(_), Some(_)) => {
            reader.mistake(
                &join(path, "path"),
                "and `url` are both set; allowed: one of them",
            );
            None
        }
        (None, None) => {
            reader.required::<()>(path, "url", None);
            None
        }
    }
}

/// Warns if a credential would cross the network without encryption.
fn warn_of_open_credential(reader: &mut Reader<'_>, path: &str, kind: &Kind) {
    let (key, url, has_secret) = match kind {
        Kind::GetMyGroups { endpoint, .. } => ("endpoint", endpoint, true),
        Kind::Lemmy { url, .. } => ("url", url, true),
        Kind::GitHub { url, token, .. } | Kind::OpenCollective { url, token, .. } => {
            ("url", url, token.is_some())
        }
        Kind::Document { url } => ("url", url, url.query().is_some()),
        Kind::BuddyPress { url, .. } | Kind::Discourse { url, .. } => ("url", url, false),
        Kind::File { .. } | Kind::Command { .. } => return,
    };
    let has_secret = has_secret || has_user(url);
    let is_loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if has_secret && url.scheme() == "http" && !is_loopback {
        reader.warning(
            &join(path, key),
            "is an http:// URL: the credential is sent without encryption. Use https://",
        );
    }
}
