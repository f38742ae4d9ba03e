//! What the companion `my-groups` needs to keep the visitor's list up to date: its configuration, a
//! workflow that runs it, and commands for a shell.

use crate::{
    gist::gist_id,
    service::Account,
    settings::{Place, Settings, Source},
    toml,
};
use my_groups_core::options::HEADING;

/// The workflow that the companion's documentation offers.
const WORKFLOW: &str = include_str!("../../companion/examples/snapshot.yml");

/// The jq program that removes the private groups from a response. The documentation contains the same
/// program. A group counts as private if the response does not say that it is public.
const WITHOUT_PRIVATE: &str = ".rsp.group |= map(select((.is_private | tostring) == \"0\"))";

/// The list to keep up to date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Upkeep {
    pub(crate) account: Account,
    /// The ids of the groups that the visitor does not publish.
    pub(crate) excluded: Vec<String>,
}

/// Returns `my-groups.toml` for exactly this list.
pub(crate) fn configuration(settings: &Settings, upkeep: &Upkeep) -> String {
    let mut lines = vec!["[lists.me]".to_owned()];
    if settings.lang != "en" {
        lines.push(format!("language = {}", toml::string(&settings.lang)));
    }
    if let Some(heading) = settings.value(&HEADING) {
        lines.push(format!("heading = {}", toml::string(heading)));
    }
    if !upkeep.excluded.is_empty() && settings.source == Source::Service {
        let ids: Vec<_> = upkeep.excluded.iter().map(|id| toml::string(id)).collect();
        lines.push(format!("exclude = [{}]", ids.join(", ")));
    }
    let source = match settings.source {
        Source::Service => settings.service.toml(&upkeep.account),
        Source::Typed | Source::Document | Source::Api | Source::Sample => {
            "{ type = \"document\", path = \"groups.json\" }".to_owned()
        }
    };
    lines.push(format!("sources = [{source}]"));
    lines.join("\n") + "\n"
}

/// Returns the workflow that publishes the list at the visitor's place for it.
pub(crate) fn workflow(place: Place, hosted_url: &str) -> String {
    match place {
        Place::Site | Place::Snippet => WORKFLOW.to_owned(),
        Place::Hosted => with_gist(hosted_url),
    }
}

/// Returns the workflow with a last step that updates a gist.
fn with_gist(hosted_url: &str) -> String {
    let id = gist_id(hosted_url).unwrap_or("GIST_ID");
    format!(
        "{}      # This step updates your gist. GIST_TOKEN is a secret of the repository: a token with the scope \"gist\".\n      \
         - name: update the gist\n        \
         env:\n          \
         GH_TOKEN: ${{{{ secrets.GIST_TOKEN }}}}\n        \
         run: gh gist edit {id} --filename my-groups.json public/my-groups.json\n",
        WORKFLOW.trim_end().to_owned() + "\n"
    )
}

/// Returns the commands that publish a list of the documented API once, without a token in the page.
pub(crate) fn companion_command(endpoint: &str) -> String {
    format!(
        "cat > my-groups.toml <<'END'\n\
         [lists.me]\n\
         sources = [{{ type = \"get-my-groups\", endpoint = {}, api_key_file = \"api-key\", token_file = \"token\" }}]\n\
         END\n\
         my-groups snapshot --out public/",
        toml::string(endpoint)
    )
}

/// Returns the command that saves the API's response at a URL as the document for `src`.
pub(crate) fn curl_command(url: &str) -> String {
    format!(
        "curl -fsS {} \\\n  | jq {} > my-groups.json",
        shell_word(url),
        shell_word(WITHOUT_PRIVATE)
    )
}

/// Returns a value as one word of a POSIX shell.
fn shell_word(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::Service;
    use my_groups::config::{Config, Input};
    use std::{collections::BTreeMap, path::Path};

    fn settings(source: Source, service: Service) -> Settings {
        Settings {
            source,
            service,
            ..Settings::default()
        }
    }

    fn upkeep(user: &str, url: &str, excluded: &[&str]) -> Upkeep {
        Upkeep {
            account: Account {
                user: user.into(),
                url: url.into(),
            },
            excluded: excluded.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[test]
    fn the_configuration_is_of_exactly_this_list() {
        let mut settings = settings(Source::Service, Service::GitHub);
        settings.lang = "de".into();
        settings.set(&HEADING, Some("Wo \"ich\" bin".into()));
        let upkeep = upkeep("@octocat", "", &["7", "9"]);
        assert_eq!(
            configuration(&settings, &upkeep),
            "[lists.me]\nlanguage = \"de\"\nheading = \"Wo \\\"ich\\\" bin\"\nexclude = [\"7\", \"9\"]\n\
             sources = [{ type = \"github\", user = \"octocat\" }]\n"
        );
    }

    #[test]
    fn every_service_has_the_settings_that_the_companion_reads() {
        for (service, user, url, source) in [
            (
                Service::GitHub,
                "octocat",
                "https://ghe.example/api/v3/",
                r#"{ type = "github", url = "https://ghe.example/api/v3/", user = "octocat" }"#,
            ),
            (
                Service::BuddyPress,
                "7",
                "https://blog.example",
                r#"{ type = "buddypress", url = "https://blog.example/", user_id = 7 }"#,
            ),
            (
                Service::OpenCollective,
                "somebody",
                "",
                r#"{ type = "open-collective", slug = "somebody" }"#,
            ),
            (
                Service::Lemmy,
                "",
                "lemmy.example",
                r#"{ type = "lemmy", url = "https://lemmy.example/", token_file = "token" }"#,
            ),
            (
                Service::Discourse,
                "me",
                "https://forum.example",
                r#"{ type = "discourse", url = "https://forum.example/", user = "me" }"#,
            ),
            (
                Service::GetMyGroups,
                "",
                "",
                r#"{ type = "get-my-groups", endpoint = "https://api.example/services/rest/", api_key_file = "api-key", token_file = "token" }"#,
            ),
        ] {
            let account = Account {
                user: user.into(),
                url: url.into(),
            };
            assert_eq!(service.toml(&account), source);
        }
    }

    /// Reads a configuration as the companion does.
    fn read(text: &str) -> Config {
        let config = Config::read(Input {
            file: Some(text.as_bytes()),
            folder: Path::new(""),
            flags: BTreeMap::new(),
            variables: BTreeMap::new(),
            read_file: &|_| Ok("the-content-of-a-secret-file".to_owned()),
        });
        config.unwrap_or_else(|mistakes| panic!("{mistakes:?}\n{text}"))
    }

    #[test]
    fn the_companion_reads_the_configuration_of_every_service() {
        for service in Service::ALL {
            let settings = settings(Source::Service, service);
            for upkeep in [upkeep("7", "https://a.example/", &["7"]), Upkeep::default()] {
                let config = read(&configuration(&settings, &upkeep));
                let label = config.lists[0].sources[0].label();
                assert!(label.starts_with(service.name()), "{label}");
                assert_eq!(config.lists[0].selection.exclude, upkeep.excluded);
            }
        }
        let settings = settings(Source::Typed, Service::GitHub);
        let config = read(&configuration(&settings, &Upkeep::default()));
        assert_eq!(config.lists[0].sources[0].label(), "document groups.json");
    }

    #[test]
    fn hostile_texts_stay_values_of_the_configuration() {
        let hostile = "\"}]\nstate = \"/\"\\\u{0}#";
        for service in Service::ALL {
            let mut settings = settings(Source::Service, service);
            settings.set(&HEADING, Some(hostile.into()));
            let text = configuration(&settings, &upkeep(hostile, hostile, &[hostile]));
            let config = read(&text);
            let list = &config.lists[0];
            let visible = hostile.replace(['\n', '\0'], "");
            assert_eq!(list.heading.as_deref(), Some(&*visible));
            assert_eq!(list.selection.exclude, [visible]);
            assert_eq!((config.lists.len(), list.sources.len()), (1, 1));
        }
    }

    #[test]
    fn a_typed_list_is_a_document_for_the_companion() {
        let settings = settings(Source::Typed, Service::GitHub);
        let text = configuration(&settings, &upkeep("octocat", "", &["7"]));
        assert_eq!(
            text,
            "[lists.me]\nsources = [{ type = \"document\", path = \"groups.json\" }]\n"
        );
    }

    #[test]
    fn the_workflow_of_a_hosted_list_updates_the_gist() {
        const ID: &str = "0123456789abcdef0123456789abcdef";
        let url = format!("https://gist.github.com/me/{ID}");
        assert!(workflow(Place::Hosted, &url).contains(&format!("gh gist edit {ID} ")));
        assert!(workflow(Place::Hosted, "").contains("gh gist edit GIST_ID "));
        for place in [Place::Site, Place::Snippet] {
            assert!(!workflow(place, &url).contains("gh gist"));
        }
    }

    #[test]
    fn a_command_quotes_what_a_shell_would_read() {
        let command = curl_command("https://api.example/?a='b'&c=$d");
        assert!(command.contains(r"'https://api.example/?a='\''b'\''&c=$d'"));
        assert!(companion_command("https://a.example/\"\n").contains(r#""https://a.example/\"""#));
    }
}
