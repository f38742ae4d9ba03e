//! The organizations of a GitHub user. Which of them everybody may know of, the list without a
//! credential says; sizes and dates come with one.

use super::{Answer, Ask, Fields, Gathered, Http, Source, Step, exchange::below, text};
use crate::{fault::Fault, secret::Secret};
use serde_json::{Value, json};
use std::collections::HashMap;
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
    /// The organizations that everybody may see, by their names in lower case.
    public: HashMap<String, Value>,
    groups: Vec<Value>,
    left_out: Vec<(String, &'static str)>,
}

enum State {
    Public { page: usize },
    Details { after: Option<String> },
}

impl GitHub {
    pub(super) fn new(url: Url, user: String, token: Option<Secret>) -> Self {
        let state = State::Public { page: 1 };
        Self {
            url,
            user,
            token,
            state,
            public: HashMap::new(),
            groups: Vec::new(),
            left_out: Vec::new(),
        }
    }

    fn ask(&self) -> Step {
        Step::Ask(Ask::Http(match &self.state {
            State::Public { page } => {
                let (per_page, page) = (PER_PAGE.to_string(), page.to_string());
                let path = format!("/users/{}/orgs", self.user);
                Http::get(below(
                    &self.url,
                    &path,
                    &[("per_page", &per_page), ("page", &page)],
                ))
            }
            State::Details { after } => {
                let body =
                    json!({"query": QUERY, "variables": {"user": self.user, "after": after}});
                let mut request =
                    Http::get(below(&self.url, "/graphql", &[])).bearer(self.token.as_ref());
                request.json = Some(body.to_string());
                request
            }
        }))
    }

    fn done(&mut self) -> Result<Step, Fault> {
        Gathered::read(&self.groups, std::mem::take(&mut self.left_out)).map(Step::Done)
    }

    fn public(&mut self, page: usize, answer: Value) -> Result<Step, Fault> {
        let Value::Array(organizations) = answer else {
            return Err(Fault::Shape { expected: EXPECTED });
        };
        let is_last = organizations.len() < PER_PAGE;
        for organization in organizations {
            if let Some(login) = text(&organization, "/login").map(str::to_ascii_lowercase) {
                // Without a token this is all there is; the address is the site's, not the API's.
                if self.token.is_none() {
                    let url = format!("https://github.com/{login}");
                    let fields = Fields::new(organization.get("id"))
                        .text("name", text(&organization, "/login"))
                        .text("description", text(&organization, "/description"))
                        .value("url", Some(&Value::from(url)));
                    self.groups.push(fields.public(true));
                }
                self.public.insert(login, organization);
            }
        }
        self.state = match (is_last, &self.token) {
            (false, _) => State::Public { page: page + 1 },
            (true, Some(_)) => State::Details { after: None },
            (true, None) => return self.done(),
        };
        Ok(self.ask())
    }

    fn details(&mut self, answer: &Value) -> Result<Step, Fault> {
        if let Some(error) = answer.pointer("/errors/0") {
            return Err(match text(error, "/type") {
                Some("RATE_LIMITED") => Fault::RateLimited { retry_after: None },
                Some("NOT_FOUND") => Fault::NotFound,
                Some("INSUFFICIENT_SCOPES" | "FORBIDDEN") => Fault::Refused { status: 403 },
                _ => Fault::Service(text(error, "/message").unwrap_or("no reason").to_owned()),
            });
        }
        let organizations = answer
            .pointer("/data/user/organizations")
            .ok_or(Fault::Shape { expected: EXPECTED })?;
        for node in organizations
            .get("nodes")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let login = text(node, "/login").unwrap_or_default();
            if !self.public.contains_key(&login.to_ascii_lowercase()) {
                self.left_out.push((
                    login.to_owned(),
                    "a membership that GitHub shows to nobody else",
                ));
                continue;
            }
            let fields = Fields::new(node.get("databaseId"))
                .text("name", text(node, "/name").or(Some(login)))
                .text("description", text(node, "/description"))
                .value("member_count", node.pointer("/membersWithRole/totalCount"))
                .time("timestamp", text(node, "/createdAt"))
                .value("url", node.get("url"));
            self.groups.push(fields.public(true));
        }
        let after = text(organizations, "/pageInfo/endCursor").map(str::to_owned);
        let has_next = organizations
            .pointer("/pageInfo/hasNextPage")
            .and_then(Value::as_bool)
            == Some(true);
        if !has_next || after.is_none() {
            return self.done();
        }
        self.state = State::Details { after };
        Ok(self.ask())
    }
}

impl Source for GitHub {
    fn step(&mut self, answer: Option<Answer>) -> Result<Step, Fault> {
        let Some(answer) = answer else {
            return Ok(self.ask());
        };
        let answer = answer.json(EXPECTED)?;
        match self.state {
            State::Public { page } => self.public(page, answer),
            State::Details { .. } => self.details(&answer),
        }
    }
}
