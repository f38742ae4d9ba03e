//! The services that a list can be loaded from, as sources of the companion.

use crate::{own_list::http_link, toml};
use my_groups::source::{Kind, Settings};
use url::Url;

/// A service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Service {
    #[default]
    GitHub,
    BuddyPress,
    OpenCollective,
    Lemmy,
    Discourse,
    GetMyGroups,
}

/// The visitor's input for a service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Account {
    /// The user name, member number or slug.
    pub(crate) user: String,
    /// The URL of the site, or of the API.
    pub(crate) url: String,
}

/// A field of a service: its label, help and example.
pub(crate) struct Field {
    /// The label.
    pub(crate) label: &'static str,
    /// One line of help; may be empty.
    pub(crate) help: &'static str,
    /// An example.
    pub(crate) placeholder: &'static str,
}

impl Service {
    /// All services: first those that the page itself can load.
    pub(crate) const ALL: [Self; 6] = [
        Self::GitHub,
        Self::BuddyPress,
        Self::OpenCollective,
        Self::Lemmy,
        Self::Discourse,
        Self::GetMyGroups,
    ];

    /// The name in a link to a setting, which is also the `type` in the companion's configuration.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::BuddyPress => "buddypress",
            Self::OpenCollective => "open-collective",
            Self::Lemmy => "lemmy",
            Self::Discourse => "discourse",
            Self::GetMyGroups => "get-my-groups",
        }
    }

    /// Returns the service with a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.name() == name)
    }

    /// The label.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::GitHub => "GitHub organizations",
            Self::BuddyPress => "WordPress with BuddyPress",
            Self::OpenCollective => "Open Collective",
            Self::Lemmy => "Lemmy communities",
            Self::Discourse => "Discourse groups",
            Self::GetMyGroups => "An API with group.getMyGroups",
        }
    }

    /// Returns why the page cannot load from the service, or `None` if it can.
    pub(crate) fn obstacle(self) -> Option<&'static str> {
        match self {
            Self::GitHub | Self::BuddyPress | Self::OpenCollective => None,
            Self::Lemmy => Some(
                "Lemmy needs a token with all rights of your account. Do not type it into any web page: the program my-groups loads the list on your own machine or in a scheduled job.",
            ),
            Self::Discourse => Some(
                "A Discourse forum does not allow requests from other web pages. The program my-groups loads the list on your own machine or in a scheduled job.",
            ),
            Self::GetMyGroups => Some(
                "The API needs your token. The program my-groups loads the list on your own machine or in a scheduled job, so that the token never gets into a page.",
            ),
        }
    }

    /// Returns the field for the user; `None` if the service has no such setting.
    pub(crate) fn user_field(self) -> Option<Field> {
        let field = |label, help, placeholder| {
            Some(Field {
                label,
                help,
                placeholder,
            })
        };
        match self {
            Self::GitHub => field(
                "GitHub user name",
                "Your public organizations are listed. GitHub allows 60 requests an hour without a token; a list of up to 100 takes one. GitHub sends member counts only with a token, so the list has no member counts.",
                "octocat",
            ),
            Self::BuddyPress => field(
                "Member number",
                "WordPress shows it in the address of the member’s edit page, after user_id=.",
                "7",
            ),
            Self::OpenCollective => field(
                "Profile name",
                "The last part of your profile’s address, opencollective.com/NAME. Open Collective allows 10 requests a minute without a token; one list takes one.",
                "somebody",
            ),
            Self::Discourse => field("User name", "", "somebody"),
            Self::Lemmy | Self::GetMyGroups => None,
        }
    }

    /// Returns the field for the URL.
    pub(crate) fn url_field(self) -> Field {
        let (label, help, placeholder) = match self {
            Self::GitHub => (
                "API address",
                "For GitHub Enterprise: https://HOST/api/v3/",
                "https://api.github.com/",
            ),
            Self::OpenCollective => (
                "API address",
                "Only for your own server.",
                "https://api.opencollective.com/",
            ),
            Self::BuddyPress => ("Address of the site", "", "https://blog.example/"),
            Self::Lemmy => ("Address of the instance", "", "https://lemmy.example/"),
            Self::Discourse => ("Address of the forum", "", "https://forum.example/"),
            Self::GetMyGroups => (
                "Endpoint of the API",
                "",
                "https://api.example/services/rest/",
            ),
        };
        Field {
            label,
            help,
            placeholder,
        }
    }

    /// Returns whether the URL has a default. If so, most people leave its field empty.
    pub(crate) fn has_default_url(self) -> bool {
        matches!(self, Self::GitHub | Self::OpenCollective)
    }

    /// Returns the source to load.
    ///
    /// # Errors
    /// A field is empty or invalid, in a sentence for the visitor; or the page cannot load from the
    /// service.
    pub(crate) fn source(self, account: &Account) -> Result<Settings, String> {
        if let Some(obstacle) = self.obstacle() {
            return Err(obstacle.to_owned());
        }
        let url = self.url(account)?;
        let user = self.user(account)?;
        let kind = match self {
            Self::BuddyPress => Kind::BuddyPress {
                url,
                user_id: user
                    .parse()
                    .map_err(|_| "The member number is a whole number, such as 7.".to_owned())?,
            },
            Self::OpenCollective => Kind::OpenCollective {
                url,
                slug: user,
                token: None,
                roles: ["ADMIN", "MEMBER", "CONTRIBUTOR"]
                    .map(str::to_owned)
                    .to_vec(),
            },
            _ => Kind::GitHub {
                url,
                user,
                token: None,
            },
        };
        Ok(Settings { kind })
    }

    /// Returns the URL that was typed, or the default.
    fn url(self, account: &Account) -> Result<Url, String> {
        let field = self.url_field();
        let typed = account.url.trim();
        let text = if typed.is_empty() && self.has_default_url() {
            field.placeholder
        } else {
            typed
        };
        let text = http_link(text);
        text.and_then(|text| text.parse().ok()).ok_or_else(|| {
            format!(
                "Enter the {}: a URL that starts with https://, such as {}",
                lower_first(field.label),
                field.placeholder
            )
        })
    }

    /// Returns the user that was typed. Also accepts the URL of a profile, or a name with `@`.
    fn user(self, account: &Account) -> Result<String, String> {
        let Some(field) = self.user_field() else {
            return Ok(String::new());
        };
        let typed = account.user.trim().trim_end_matches('/');
        let last = typed.rsplit(['/', '=']).next().unwrap_or_default();
        let user = last.trim_start_matches('@');
        let is_allowed =
            |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
        let is_user = !user.is_empty() && user.chars().all(is_allowed) && !user.starts_with('.');
        is_user.then(|| user.to_owned()).ok_or_else(|| {
            format!(
                "Enter the {}, such as {}.",
                lower_first(field.label),
                field.placeholder
            )
        })
    }

    /// Returns the source as a table of the companion's configuration. An invalid or empty field gets the
    /// value of its example.
    pub(crate) fn toml(self, account: &Account) -> String {
        let field = self.url_field();
        let url = self
            .url(account)
            .map_or_else(|_| field.placeholder.to_owned(), |url| url.to_string());
        let mut settings = vec![("type", self.name().to_owned())];
        let url_key = match self {
            Self::GetMyGroups => "endpoint",
            _ => "url",
        };
        if !self.has_default_url() || url != field.placeholder {
            settings.push((url_key, url));
        }
        if let Some(field) = self.user_field() {
            let key = match self {
                Self::OpenCollective => "slug",
                Self::BuddyPress => "user_id",
                _ => "user",
            };
            let user = self.user(account);
            settings.push((key, user.unwrap_or_else(|_| field.placeholder.to_owned())));
        }
        match self {
            Self::Lemmy => settings.push(("token_file", "token".to_owned())),
            Self::GetMyGroups => {
                settings.push(("api_key_file", "api-key".to_owned()));
                settings.push(("token_file", "token".to_owned()));
            }
            _ => {}
        }
        let settings: Vec<_> = settings
            .iter()
            .map(|(key, value)| match *key {
                "user_id" if value.parse::<u64>().is_ok() => format!("{key} = {value}"),
                "user_id" => format!("{key} = {}", field.placeholder),
                _ => format!("{key} = {}", toml::string(value)),
            })
            .collect();
        format!("{{ {} }}", settings.join(", "))
    }
}

fn lower_first(label: &str) -> String {
    let first_word = label.split(' ').next().unwrap_or_default();
    let is_name = first_word.chars().skip(1).any(char::is_uppercase);
    if is_name {
        return label.to_owned();
    }
    let mut characters = label.chars();
    let first = characters
        .next()
        .map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(user: &str, url: &str) -> Account {
        Account {
            user: user.into(),
            url: url.into(),
        }
    }

    #[test]
    fn a_user_may_be_typed_as_a_name_or_as_the_address_of_a_profile() {
        for typed in [
            "octocat",
            " @octocat ",
            "https://github.com/octocat",
            "github.com/octocat/",
        ] {
            let source = Service::GitHub.source(&account(typed, "")).unwrap();
            let Kind::GitHub { url, user, .. } = source.kind else {
                panic!("{typed}");
            };
            assert_eq!(
                (url.as_str(), &*user),
                ("https://api.github.com/", "octocat")
            );
        }
        let edit_page = "https://blog.example/wp-admin/user-edit.php?user_id=7";
        let source = Service::BuddyPress
            .source(&account(edit_page, "blog.example"))
            .unwrap();
        assert!(matches!(source.kind, Kind::BuddyPress { user_id: 7, .. }));
    }

    #[test]
    fn an_api_may_be_elsewhere() {
        let source = Service::GitHub
            .source(&account("octocat", "http://127.0.0.1:8080/"))
            .unwrap();
        let Kind::GitHub { url, .. } = source.kind else {
            panic!("GitHub");
        };
        assert_eq!(url.as_str(), "http://127.0.0.1:8080/");
    }

    #[test]
    fn what_is_missing_or_invalid_is_named() {
        for (service, user, url, word) in [
            (Service::GitHub, "", "", "GitHub user name"),
            (Service::GitHub, "a b", "", "GitHub user name"),
            (Service::GitHub, "octocat", "ftp://x", "API address"),
            (Service::BuddyPress, "7", "", "address of the site"),
            (Service::BuddyPress, "me", "https://a.example", "number"),
            (Service::OpenCollective, "..", "", "profile name"),
        ] {
            let error = service.source(&account(user, url)).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
    }

    #[test]
    fn a_service_with_a_secret_is_not_loaded_in_the_page() {
        for service in Service::ALL {
            let typed = account("somebody", "https://a.example");
            let is_loaded = service.source(&typed).is_ok();
            let needs_number = service == Service::BuddyPress;
            assert_eq!(is_loaded, service.obstacle().is_none() && !needs_number);
            assert_eq!(Service::named(service.name()), Some(service));
        }
    }
}
