//! Reads a source's table of the configuration.

use super::{
    Kind, Settings, buddypress,
    settings::{GITHUB, OPEN_COLLECTIVE, ROLES as DEFAULT_ROLES},
};
use crate::config::Section;
use url::Url;

const TYPES: &[&str] = &[
    "",
    "get-my-groups",
    "document",
    "command",
    "buddypress",
    "lemmy",
    "github",
    "discourse",
    "open-collective",
];

/// What names an account in an address.
fn is_account(text: &str) -> bool {
    let is_plain =
        |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
    !text.is_empty() && text.len() <= 100 && text.chars().all(is_plain) && !text.starts_with('.')
}

impl Settings {
    /// Reads a source's table.
    pub fn read(mut section: Section<'_, '_>) -> Option<Self> {
        let kind = match section.word("type", TYPES) {
            "get-my-groups" => get_my_groups(&mut section),
            "document" => document(&mut section),
            "command" => {
                let command = section.texts(
                    "command",
                    "a program and its arguments, [\"./my-list\", \"--all\"]",
                );
                let command = section.required("command", (!command.is_empty()).then_some(command));
                let folder = section.reader.folder.clone();
                command.map(|command| Kind::Command { command, folder })
            }
            "buddypress" => {
                let url = address(&mut section);
                let user_id = user_id(&mut section);
                section
                    .required("user_id", user_id)
                    .zip(url)
                    .map(|(user_id, url)| Kind::BuddyPress { url, user_id })
            }
            "lemmy" => {
                let url = address(&mut section);
                let token = section.secret("token", "token_file");
                let token = section.required("token", token);
                let nsfw = section.flag("nsfw", false);
                url.zip(token)
                    .map(|(url, token)| Kind::Lemmy { url, token, nsfw })
            }
            "github" => {
                let url = address_or(&mut section, GITHUB);
                let user = account(&mut section, "user");
                let token = section.secret("token", "token_file");
                url.zip(user)
                    .map(|(url, user)| Kind::GitHub { url, user, token })
            }
            "discourse" => {
                let url = address(&mut section);
                let user = account(&mut section, "user");
                url.zip(user)
                    .map(|(url, user)| Kind::Discourse { url, user })
            }
            "open-collective" => open_collective(&mut section),
            _ => {
                let origin = section.origin.clone();
                section.mistake(
                    "type",
                    &origin,
                    format!(
                        "is missing; allowed: {}",
                        TYPES.join(", ").trim_start_matches(", ")
                    ),
                );
                return None;
            }
        };
        section.finish();
        kind.map(|kind| Self { kind })
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
    Some(Kind::GetMyGroups {
        endpoint: endpoint?,
        api_key: api_key?,
        token: token?,
        format,
    })
}

fn document(section: &mut Section<'_, '_>) -> Option<Kind> {
    match (section.file("path"), section.url("url")) {
        (Some(path), None) => Some(Kind::File { path }),
        (None, Some(url)) => Some(Kind::Document { url }),
        (found, _) => {
            let message = if found.is_some() {
                "and `url` are both set; allowed: one of them"
            } else {
                "or `url` is missing"
            };
            let origin = section.origin.clone();
            section.mistake("path", &origin, message);
            None
        }
    }
}

fn open_collective(section: &mut Section<'_, '_>) -> Option<Kind> {
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
    let url = address_or(section, OPEN_COLLECTIVE);
    let slug = account(section, "slug");
    let token = section.secret("token", "token_file");
    let allowed = format!("a list of {}", ROLES.join(", "));
    let mut roles = section.texts("roles", &allowed);
    if roles.iter().any(|role| !ROLES.contains(&role.as_str())) {
        let origin = section.origin.clone();
        section.mistake(
            "roles",
            &origin,
            format!("has one that there is not; allowed: {allowed}"),
        );
        return None;
    }
    if roles.is_empty() {
        roles = DEFAULT_ROLES.map(str::to_owned).to_vec();
    }
    Some(Kind::OpenCollective {
        url: url?,
        slug: slug?,
        token,
        roles,
    })
}

fn address(section: &mut Section<'_, '_>) -> Option<Url> {
    let url = section.url("url");
    section.required("url", url)
}

fn address_or(section: &mut Section<'_, '_>, default: &str) -> Option<Url> {
    section.url("url").or_else(|| Url::parse(default).ok())
}

/// Reads the number of a BuddyPress member.
fn user_id(section: &mut Section<'_, '_>) -> Option<u64> {
    let allowed = format!("the member's number. {}", buddypress::USER_ID_HINT);
    section.checked("user_id", &allowed, (None, "none"), |text| {
        let number = text.parse().ok().filter(|number| *number > 0);
        number.map(Some)
    })
}

fn account(section: &mut Section<'_, '_>, key: &'static str) -> Option<String> {
    let allowed = "a name of letters, digits, - _ and .";
    let name = section.checked(key, allowed, (String::new(), "none"), |text| {
        is_account(text).then(|| text.to_owned())
    });
    section.required(key, (!name.is_empty()).then_some(name))
}
