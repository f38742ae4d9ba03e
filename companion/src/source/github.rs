//! The organizations of a GitHub user. The public list of the REST API says which memberships are
//! public; with a token, GraphQL adds sizes, dates and full names.

use super::{
    HttpRequest, Response, Source, SourceGroups, Step, draft::Draft, http::below, request, text,
};
use crate::{fault::Fault, secret::Secret};
use serde_json::{Value, json};
use url::Url;

const EXPECTED: &str = "GitHub's list of organizations";
const PER_PAGE: usize = 100;
const QUERY: &str = "query($user:String!,$after:String){user(login:$user){organizations(first:100,after:$after){\
    nodes{login databaseId name description url createdAt membersWithRole{totalCount}}pageInfo{hasNextPage endCursor}}}}";

pub(super) struct GitHub {
    url: Url,
    user: String,
    token: Option<Secret>,
    state: State,
    /// The organizations whose membership is public. They decide the order of the list, with a token and
    /// without one.
    public: Vec<Organization>,
    groups: SourceGroups,
    /// Whether GraphQL refused a part of the details.
    is_partial: bool,
}

/// A public organization: its entry in the public list, and its details.
struct Organization {
    login: String,
    listed: Value,
    details: Option<Value>,
}

enum State {
    Public { page: usize },
    Details { after: Option<String> },
}

impl GitHub {
    pub(super) fn new(url: Url, user: String, token: Option<Secret>) -> Self {
        Self {
            url,
            user,
            token,
            state: State::Public { page: 1 },
            public: Vec::new(),
            groups: SourceGroups::default(),
            is_partial: false,
        }
    }

    fn request(&self) -> Step {
        let token = self.token.as_ref();
        match &self.state {
            State::Public { page } => {
                let (per_page, page) = (PER_PAGE.to_string(), page.to_string());
                let path = format!("/users/{}/orgs", self.user);
                let query = [("per_page", per_page.as_str()), ("page", &page)];
                // This list has public memberships only, also with a token. The token raises the
                // limit, which is otherwise shared by everybody with the same IP address.
                request(HttpRequest::get(below(&self.url, &path, &query)).bearer(token))
            }
            State::Details { after } => {
                let variables = json!({"user": self.user, "after": after});
                let mut details = HttpRequest::get(graphql(&self.url)).bearer(token);
                details.json = Some(json!({"query": QUERY, "variables": variables}).to_string());
                request(details)
            }
        }
    }

    fn public(&mut self, page: usize, response: Value) -> Result<Step, Fault> {
        let Value::Array(organizations) = response else {
            return Err(Fault::Shape { expected: EXPECTED });
        };
        let is_last = organizations.len() < PER_PAGE;
        for listed in organizations {
            let Some(login) = text(&listed, "/login").map(str::to_owned) else {
                self.groups.push(Draft::default());
                continue;
            };
            self.public.push(Organization {
                login,
                listed,
                details: None,
            });
        }
        self.state = match (is_last, &self.token) {
            (false, _) => State::Public { page: page + 1 },
            (true, Some(_)) => State::Details { after: None },
            (true, None) => return self.done(),
        };
        Ok(self.request())
    }

    fn details(&mut self, response: &Value) -> Result<Step, Fault> {
        let organizations = response.pointer("/data/user/organizations");
        let nodes = organizations
            .and_then(|organizations| organizations.get("nodes"))
            .and_then(Value::as_array);
        self.check(response, nodes.is_some())?;
        let nodes = nodes.ok_or(Fault::Shape { expected: EXPECTED })?;
        for node in nodes.iter().filter(|node| node.is_object()) {
            let login = text(node, "/login").unwrap_or_default();
            let mut public = self.public.iter_mut();
            match public.find(|organization| organization.login.eq_ignore_ascii_case(login)) {
                Some(organization) => organization.details = Some(node.clone()),
                None => self
                    .groups
                    .leave_out(login, "a membership that GitHub shows to nobody else"),
            }
        }
        let page_info = organizations.and_then(|organizations| organizations.get("pageInfo"));
        let after = page_info.and_then(|page| text(page, "/endCursor"));
        let has_next = page_info
            .and_then(|page| page.get("hasNextPage"))
            .and_then(Value::as_bool)
            == Some(true);
        match after {
            Some(after) if has_next => {
                let after = Some(after.to_owned());
                self.state = State::Details { after };
                Ok(self.request())
            }
            _ => self.done(),
        }
    }

    /// Records the errors of a response that also has data. Returns the error of a response without data.
    fn check(&mut self, response: &Value, has_data: bool) -> Result<(), Fault> {
        let Some(error) = response.pointer("/errors/0") else {
            return Ok(());
        };
        let message = text(error, "/message").unwrap_or("no reason given");
        if has_data {
            self.is_partial = true;
            self.groups.warn_partial("GitHub", message);
            return Ok(());
        }
        Err(match text(error, "/type") {
            Some("RATE_LIMITED") => Fault::RateLimited { retry_after: None },
            Some("NOT_FOUND") => Fault::NotFound,
            Some("INSUFFICIENT_SCOPES" | "FORBIDDEN") => Fault::Denied {
                status: 200,
                with_credential: true,
                message: format!("{message} (The token requires the scope read:org.)"),
            },
            _ => Fault::Service(message.to_owned()),
        })
    }

    fn done(&mut self) -> Result<Step, Fault> {
        let mut groups = std::mem::take(&mut self.groups);
        let mut refused = Vec::new();
        for organization in &self.public {
            match &organization.details {
                Some(details) => groups.push(detailed(details)),
                None if self.is_partial => {
                    let login = &organization.login;
                    groups.leave_out(login, "GitHub refused its details to this token");
                    refused.push(login.as_str());
                }
                // A token that is limited to some organizations gets no details of the others.
                None => groups.push(listed(organization, &self.url)),
            }
        }
        if !refused.is_empty() {
            let names = refused.join(", ");
            groups.warnings.push(format!("Left out: {names}."));
        }
        groups.done()
    }
}

/// An organization as the public list has it.
fn listed(organization: &Organization, api: &Url) -> Draft {
    let Organization { login, listed, .. } = organization;
    // The `url` in this list is a URL of the API, not of the website.
    let url = page(api, login);
    Draft::new(listed.get("id"))
        .name(Some(login))
        .description(text(listed, "/description"))
        .url(Some(&url))
        .public(true)
}

/// The path of the REST API of GitHub Enterprise Server.
/// <https://docs.github.com/en/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api>
const ENTERPRISE: &str = "/api/v3";

/// Returns the address of the GitHub Enterprise Server whose REST API has this address. Returns
/// `None` for an API that is not of an Enterprise Server.
fn enterprise(api: &Url) -> Option<Url> {
    let path = api.path().trim_end_matches('/').strip_suffix(ENTERPRISE)?;
    let mut server = api.clone();
    server.set_path(path);
    Some(server)
}

/// Returns the address of the GraphQL API that belongs to a REST API.
fn graphql(api: &Url) -> Url {
    match enterprise(api) {
        Some(server) => below(&server, "/api/graphql", &[]),
        None => below(api, "/graphql", &[]),
    }
}

/// Returns the address of an organization's page.
fn page(api: &Url, login: &str) -> String {
    match enterprise(api) {
        Some(server) => below(&server, &format!("/{login}"), &[]).into(),
        None => format!("https://github.com/{login}"),
    }
}

/// An organization with its details.
fn detailed(organization: &Value) -> Draft {
    let name = text(organization, "/name").or_else(|| text(organization, "/login"));
    Draft::new(organization.get("databaseId"))
        .name(name)
        .description(text(organization, "/description"))
        .members(organization.pointer("/membersWithRole/totalCount"))
        .created(text(organization, "/createdAt"))
        .url(text(organization, "/url"))
        .public(true)
}

impl Source for GitHub {
    fn step(&mut self, response: Option<Response>) -> Result<Step, Fault> {
        let Some(response) = response else {
            return Ok(self.request());
        };
        // GitHub responds to a wrong token with 401. Rate limits, even those without a header, and
        // organizations that restrict access cause 403, so a 403 never proves that a token is wrong.
        if response.fault() == Some(Fault::Refused { status: 403 }) {
            return Err(response.denied());
        }
        let response = response.json(EXPECTED)?;
        match self.state {
            State::Public { page } => self.public(page, response),
            State::Details { .. } => self.details(&response),
        }
    }
}
