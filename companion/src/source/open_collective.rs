//! The accounts that somebody is a member of on Open Collective.

use super::{Answer, Ask, Fields, Gathered, Http, Source, Step, exchange::below, text};
use crate::{fault::Fault, secret::Secret};
use serde_json::{Value, json};
use std::collections::HashSet;
use url::Url;

const EXPECTED: &str = "Open Collective's list of memberships";
const PER_PAGE: usize = 100;
const QUERY: &str = "query($slug:String!,$role:[MemberRole],$limit:Int!,$offset:Int!){account(slug:$slug){\
    memberOf(role:$role,limit:$limit,offset:$offset){totalCount nodes{account{slug name description createdAt isPrivate \
    isIncognito ... on AccountWithContributions{contributors(limit:1){totalCount}}}}}}}";

pub(super) struct OpenCollective {
    url: Url,
    slug: String,
    token: Option<Secret>,
    roles: Vec<String>,
    offset: usize,
    /// Somebody may be a member of an account in several roles.
    seen: HashSet<String>,
    groups: Vec<Value>,
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
            groups: Vec::new(),
        }
    }

    fn ask(&self) -> Step {
        let variables = json!({"slug": self.slug, "role": self.roles, "limit": PER_PAGE, "offset": self.offset});
        Step::Ask(Ask::Http(Http {
            url: below(&self.url, "/graphql/v2", &[]),
            credential: self.token.clone().map(|token| ("personal-token", token)),
            json: Some(json!({"query": QUERY, "variables": variables}).to_string()),
        }))
    }
}

impl Source for OpenCollective {
    fn step(&mut self, answer: Option<Answer>) -> Result<Step, Fault> {
        let Some(answer) = answer else {
            return Ok(self.ask());
        };
        let answer = answer.json(EXPECTED)?;
        if let Some(error) = answer.pointer("/errors/0") {
            let message = text(error, "/message").unwrap_or("no reason").to_owned();
            return Err(match text(error, "/extensions/code") {
                Some("NotFound") => Fault::NotFound,
                Some("Unauthorized" | "Forbidden") => Fault::Refused { status: 403 },
                _ => Fault::Service(message),
            });
        }
        let memberships = answer
            .pointer("/data/account/memberOf")
            .ok_or(Fault::Shape { expected: EXPECTED })?;
        let nodes = memberships
            .get("nodes")
            .and_then(Value::as_array)
            .ok_or(Fault::Shape { expected: EXPECTED })?;
        for account in nodes.iter().filter_map(|node| node.get("account")) {
            let slug = text(account, "/slug").unwrap_or_default();
            if !slug.is_empty() && self.seen.insert(slug.to_owned()) {
                self.groups.push(group(account, slug));
            }
        }
        self.offset += nodes.len();
        let total = memberships
            .get("totalCount")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        if nodes.is_empty() || u64::try_from(self.offset).unwrap_or(u64::MAX) >= total {
            return Gathered::read(&self.groups, Vec::new()).map(Step::Done);
        }
        Ok(self.ask())
    }
}

fn group(account: &Value, slug: &str) -> Value {
    let is = |key: &str| account.get(key).and_then(Value::as_bool);
    Fields::new(Some(&Value::from(slug)))
        .text("name", text(account, "/name").or(Some(slug)))
        .text("description", text(account, "/description"))
        .value("member_count", account.pointer("/contributors/totalCount"))
        .time("timestamp", text(account, "/createdAt"))
        .value(
            "url",
            Some(&Value::from(format!("https://opencollective.com/{slug}"))),
        )
        .public(is("isPrivate") == Some(false) && is("isIncognito") == Some(false))
}
