//! The communities that a Lemmy account follows, on Lemmy 1.0 or 0.19.

use super::{
    HttpRequest, Response, Source, SourceGroups, Step, draft::Draft, http::below, is_true, request,
    text,
};
use crate::{fault::Fault, secret::Secret};
use serde_json::Value;
use url::Url;

const EXPECTED: &str = "a list of Lemmy communities";
/// The most communities that 0.19 sends at once.
const PER_PAGE: usize = 50;
/// The versions whose communities have no `visibility`: all of them are public.
const WITHOUT_VISIBILITY: [&str; 4] = ["0.19.0", "0.19.1", "0.19.2", "0.19.3"];

pub(super) struct Lemmy {
    url: Url,
    token: Secret,
    nsfw: bool,
    state: State,
    groups: SourceGroups,
}

enum State {
    /// 1.0: the account with all communities that it follows.
    Account,
    /// 0.19: the version, and whether the token is accepted. An invalid token is treated as no
    /// token, and then the list of communities is empty.
    Site,
    /// 0.19: a page of the communities. The response to `Site` has communities too, but without
    /// counts.
    Communities { page: usize, has_visibility: bool },
}

impl Lemmy {
    pub(super) fn new(url: Url, token: Secret, nsfw: bool) -> Self {
        Self {
            url,
            token,
            nsfw,
            state: State::Account,
            groups: SourceGroups {
                // Each version confirms that it knows the account.
                is_confirmed: true,
                ..SourceGroups::default()
            },
        }
    }

    fn request(&self) -> Step {
        let url = match self.state {
            State::Account => below(&self.url, "/api/v4/account", &[]),
            State::Site => below(&self.url, "/api/v3/site", &[]),
            State::Communities { page, .. } => {
                let (limit, page) = (PER_PAGE.to_string(), page.to_string());
                let mut query = vec![
                    ("type_", "Subscribed"),
                    // An order that does not follow activity, so that pages do not shift.
                    ("sort", "Old"),
                    ("limit", &limit),
                    ("page", &page),
                ];
                if self.nsfw {
                    query.push(("show_nsfw", "true"));
                }
                below(&self.url, "/api/v3/community/list", &query)
            }
        };
        request(HttpRequest::get(url).bearer(Some(&self.token)))
    }

    fn done(&mut self) -> Result<Step, Fault> {
        std::mem::take(&mut self.groups).done()
    }

    /// Returns why a community is left out, or `None`. `relation` says whether the account follows
    /// the community, and whether the community has banned the account.
    fn reason(&self, community: &Value, relation: &Value) -> Option<&'static str> {
        let is = |key: &str| is_true(community, key);
        if is("removed") || is("deleted") || is("local_removed") {
            return Some("removed or deleted");
        }
        if is("nsfw") && !self.nsfw {
            return Some("for adults; `nsfw = true` would keep it");
        }
        if text(relation, "/subscribed") == Some("Pending") {
            return Some("the community has not accepted the account yet");
        }
        if is_true(relation, "banned_from_community") {
            return Some("the account is banned from the community");
        }
        None
    }

    fn push(&mut self, community: &Value, relation: &Value, is_public: bool) {
        let url = text(community, "/ap_id").or_else(|| text(community, "/actor_id"));
        let host = url.and_then(|url| Url::parse(url).ok());
        let host = host.as_ref().and_then(Url::host_str).unwrap_or_default();
        let name = match (text(community, "/title"), text(community, "/name")) {
            (Some(title), _) => title.to_owned(),
            (None, Some(name)) => format!("{name}@{host}"),
            (None, None) => String::new(),
        };
        if let Some(reason) = self.reason(community, relation) {
            return self.groups.leave_out(&name, reason);
        }
        // 1.0 has a summary, and 0.19 calls its sidebar a description. Both are Markdown.
        let markdown = text(community, "/summary").or_else(|| text(community, "/description"));
        let members = community
            .get("subscribers")
            .or_else(|| relation.pointer("/counts/subscribers"));
        let created = text(community, "/published_at").or_else(|| text(community, "/published"));
        self.groups.push(
            Draft::new(community.get("id"))
                .name(Some(&name))
                .markdown_description(markdown)
                .members(members)
                .created(created)
                .url(url)
                .public(is_public),
        );
    }

    /// Reads the account of 1.0.
    fn account(&mut self, account: &Value) -> Result<Step, Fault> {
        let follows = account
            .get("follows")
            .and_then(Value::as_array)
            .ok_or(Fault::Shape { expected: EXPECTED })?;
        for follow in follows {
            let community = follow.get("community").unwrap_or(&Value::Null);
            let visibility = text(community, "/visibility").map(str::to_ascii_lowercase);
            let is_public = matches!(
                visibility.as_deref(),
                Some("public" | "local_only_public" | "localonlypublic")
            );
            self.push(community, follow, is_public);
        }
        self.done()
    }

    /// Reads the description of a site that has no API of 1.0.
    fn site(&mut self, site: &Value) -> Result<Step, Fault> {
        let version = text(site, "/version").ok_or(Fault::Shape {
            expected: "Lemmy's version",
        })?;
        if !version.starts_with("0.") {
            return Err(Fault::Unsupported(format!(
                "The service is Lemmy {version}, but its API is not at /api/v4/account. Check `url`, and whether a proxy in \
                 front of it passes /api/v4 on."
            )));
        }
        if site.get("my_user").is_none_or(Value::is_null) {
            return Err(Fault::LoggedOut);
        }
        self.state = State::Communities {
            page: 1,
            has_visibility: !WITHOUT_VISIBILITY.contains(&version),
        };
        Ok(self.request())
    }

    /// Reads a page of 0.19.
    fn communities(
        &mut self,
        page: usize,
        has_visibility: bool,
        response: &Value,
    ) -> Result<Step, Fault> {
        let views = response
            .get("communities")
            .and_then(Value::as_array)
            .ok_or(Fault::Shape { expected: EXPECTED })?;
        for view in views {
            let community = view.get("community").unwrap_or(&Value::Null);
            let is_visible = match community.get("visibility") {
                None => !has_visibility,
                Some(visibility) => visibility == "Public",
            };
            let is_hidden = community.get("hidden").and_then(Value::as_bool) != Some(false);
            self.push(community, view, is_visible && !is_hidden);
        }
        if views.len() < PER_PAGE {
            return self.done();
        }
        self.state = State::Communities {
            page: page + 1,
            has_visibility,
        };
        Ok(self.request())
    }
}

impl Source for Lemmy {
    fn step(&mut self, response: Option<Response>) -> Result<Step, Fault> {
        let Some(response) = response else {
            return Ok(self.request());
        };
        if let Some(fault) = failure(&response) {
            return Err(fault);
        }
        match self.state {
            // Some sites send the start page of their web interface for an unknown path.
            State::Account if response.status == 404 || is_page(&response) => {
                self.state = State::Site;
                Ok(self.request())
            }
            State::Account => {
                let account = response.json(EXPECTED)?;
                self.account(&account)
            }
            State::Site => {
                let site = response.json("Lemmy's description of the site")?;
                self.site(&site)
            }
            State::Communities {
                page,
                has_visibility,
            } => {
                let response = response.json(EXPECTED)?;
                self.communities(page, has_visibility, &response)
            }
        }
    }
}

/// Returns whether a response is a web page where data was expected.
fn is_page(response: &Response) -> bool {
    response.status == 200 && response.is_html()
}

/// Returns the failure that Lemmy names in the body of a response with status 400.
fn failure(response: &Response) -> Option<Fault> {
    if response.status != 400 {
        return None;
    }
    match response.message()?.as_str() {
        "not_logged_in" | "incorrect_login" => Some(Fault::LoggedOut),
        "instance_is_private" => Some(Fault::Unsupported(
            "The instance is private (instance_is_private), and did not accept the token: it may have expired. Set a new \
             one. The source is tried again on the next run."
                .to_owned(),
        )),
        _ => match response.fault() {
            Some(fault @ Fault::RateLimited { .. }) => Some(fault),
            _ => Some(response.denied()),
        },
    }
}
