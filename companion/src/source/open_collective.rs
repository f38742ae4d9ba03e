//! The accounts that somebody is a member of on Open Collective.

use super::{
    HttpRequest, Response, Source, SourceGroups, Step, draft::Draft, http::below, is_true, request,
    text,
};
use crate::{fault::Fault, secret::Secret};
use serde_json::{Value, json};
use std::collections::HashSet;
use url::Url;

const EXPECTED: &str = "Open Collective's list of memberships";
const PER_PAGE: usize = 100;
const QUERY: &str = "query($slug:String!,$role:[MemberRole],$limit:Int!,$offset:Int!){account(slug:$slug){\
    memberOf(role:$role,limit:$limit,offset:$offset,orderBy:{field:CREATED_AT,direction:ASC}){totalCount nodes{account{\
    slug name description createdAt isPrivate isIncognito isArchived \
    ... on AccountWithContributions{contributors(limit:1){totalCount}}}}}}}";

pub(super) struct OpenCollective {
    url: Url,
    slug: String,
    token: Option<Secret>,
    roles: Vec<String>,
    offset: usize,
    /// The slugs of the accounts so far. A member with several roles has an account several times.
    seen: HashSet<String>,
    groups: SourceGroups,
}

impl OpenCollective {
    pub(super) fn new(url: Url, slug: String, token: Option<Secret>, roles: Vec<String>) -> Self {
        Self {
            url,
            slug,
            token,
            roles,
            offset: 0,
            seen: HashSet::new(),
            groups: SourceGroups::default(),
        }
    }

    fn page(&self) -> Step {
        let variables = json!({"slug": self.slug, "role": self.roles, "limit": PER_PAGE, "offset": self.offset});
        let mut query = HttpRequest::get(below(&self.url, "/graphql/v2", &[]));
        query.credential = self.token.clone().map(|token| ("personal-token", token));
        query.json = Some(json!({"query": QUERY, "variables": variables}).to_string());
        request(query)
    }

    fn push(&mut self, account: &Value) {
        let slug = text(account, "/slug").unwrap_or_default();
        if slug.is_empty() {
            self.groups.push(Draft::default());
            return;
        }
        if !self.seen.insert(slug.to_owned()) {
            return;
        }
        let name = text(account, "/name").unwrap_or(slug);
        if is_true(account, "isArchived") {
            return self.groups.leave_out(name, "an archived collective");
        }
        let is_false = |key: &str| account.get(key).and_then(Value::as_bool) == Some(false);
        let url = format!("https://opencollective.com/{slug}");
        self.groups.push(
            Draft::new(account.get("slug"))
                .name(Some(name))
                .description(text(account, "/description"))
                .members(account.pointer("/contributors/totalCount"))
                .created(text(account, "/createdAt"))
                .url(Some(&url))
                .public(is_false("isPrivate") && is_false("isIncognito")),
        );
    }

    /// Records the errors of a response that also has data. Returns the error of a response without data.
    fn check(&mut self, response: &Value, has_data: bool) -> Result<(), Fault> {
        let Some(error) = response.pointer("/errors/0") else {
            return Ok(());
        };
        let message = text(error, "/message").unwrap_or("no reason given");
        if has_data {
            self.groups.warn_partial("Open Collective", message);
            return Ok(());
        }
        Err(match text(error, "/extensions/code") {
            Some("NotFound") => Fault::NotFound,
            Some("RateLimitExceeded") => Fault::RateLimited { retry_after: None },
            Some("Unauthorized" | "Forbidden") => Fault::Denied {
                status: 200,
                with_credential: self.token.is_some(),
                message: message.to_owned(),
            },
            _ => Fault::Service(message.to_owned()),
        })
    }
}

impl Source for OpenCollective {
    fn step(&mut self, response: Option<Response>) -> Result<Step, Fault> {
        let Some(response) = response else {
            return Ok(self.page());
        };
        let response = response.json(EXPECTED)?;
        let memberships = response.pointer("/data/account/memberOf");
        let nodes = memberships
            .and_then(|memberships| memberships.get("nodes"))
            .and_then(Value::as_array);
        self.check(&response, nodes.is_some())?;
        let nodes = nodes.ok_or(Fault::Shape { expected: EXPECTED })?;
        let is_object = |account: &&Value| account.is_object();
        for account in nodes
            .iter()
            .filter_map(|node| node.get("account"))
            .filter(is_object)
        {
            self.push(account);
        }
        self.offset += nodes.len();
        let total = memberships
            .and_then(|memberships| memberships.get("totalCount"))
            .and_then(Value::as_u64)
            .unwrap_or(0);
        if nodes.is_empty() || u64::try_from(self.offset).unwrap_or(u64::MAX) >= total {
            return std::mem::take(&mut self.groups).done();
        }
        Ok(self.page())
    }
}
