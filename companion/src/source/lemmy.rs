//! The communities that a Lemmy account follows, 1.0 or 0.19.

use super::{
    Answer, Ask, Fields, Gathered, Http, Source, Step, exchange::below, first_paragraph, text,
};
use crate::{fault::Fault, secret::Secret};
use serde_json::Value;
use url::Url;

const EXPECTED: &str = "a list of Lemmy communities";
/// The most that 0.19 gives at once.
const PER_PAGE: usize = 50;

pub(super) struct Lemmy {
    url: Url,
    token: Secret,
    nsfw: bool,
    state: State,
    groups: Vec<Value>,
    left_out: Vec<(String, &'static str)>,
}

enum State {
    /// 1.0: the account, with all that it follows.
    Account,
    /// 0.19: a page of the communities; those of the account lack the counts.
    Communities(usize),
    /// Whether an empty list of 0.19's API is true: 1.0 answers it with nothing.
    Version,
}

impl Lemmy {
    pub(super) fn new(url: Url, token: Secret, nsfw: bool) -> Self {
        Self {
            url,
            token,
            nsfw,
            state: State::Account,
            groups: Vec::new(),
            left_out: Vec::new(),
        }
    }

    fn ask(&self) -> Step {
        let url = match self.state {
            State::Account => below(&self.url, "/api/v4/account", &[]),
            State::Communities(page) => {
                let (limit, page) = (PER_PAGE.to_string(), page.to_string());
                let query = [("type_", "Subscribed"), ("limit", &limit), ("page", &page)];
                below(&self.url, "/api/v3/community/list", &query)
            }
            State::Version => below(&self.url, "/api/v3/site", &[]),
        };
        Step::Ask(Ask::Http(Http::get(url).bearer(Some(&self.token))))
    }

    fn done(&mut self) -> Result<Step, Fault> {
        Gathered::read(&self.groups, std::mem::take(&mut self.left_out)).map(Step::Done)
    }

    fn push(
        &mut self,
        community: &Value,
        summary: Option<&str>,
        members: Option<&Value>,
        is_public: bool,
    ) {
        let is = |key: &str| community.get(key).and_then(Value::as_bool).unwrap_or(false);
        let address = text(community, "/ap_id").or_else(|| text(community, "/actor_id"));
        let host = address.and_then(|address| Url::parse(address).ok());
        let host = host.as_ref().and_then(Url::host_str).unwrap_or_default();
        let name = text(community, "/title")
            .map(str::to_owned)
            .or_else(|| Some(format!("{}@{host}", text(community, "/name")?)));
        if is("removed") || is("deleted") || is("local_removed") {
            return self
                .left_out
                .push((name.unwrap_or_default(), "removed or deleted"));
        }
        if is("nsfw") && !self.nsfw {
            return self.left_out.push((
                name.unwrap_or_default(),
                "for adults; `nsfw = true` would keep it",
            ));
        }
        let published = text(community, "/published_at").or_else(|| text(community, "/published"));
        let fields = Fields::new(community.get("id"))
            .text("name", name.as_deref())
            .text("description", summary)
            .value("member_count", members)
            .time("timestamp", published)
            .value("url", address.map(Value::from).as_ref());
        self.groups.push(fields.public(is_public));
    }

    /// 1.0.
    fn account(&mut self, account: &Value) -> Result<Step, Fault> {
        let follows = account
            .get("follows")
            .and_then(Value::as_array)
            .ok_or(Fault::Shape { expected: EXPECTED })?;
        for community in follows.iter().filter_map(|follow| follow.get("community")) {
            let is_public = matches!(
                text(community, "/visibility")
                    .map(str::to_ascii_lowercase)
                    .as_deref(),
                Some("public" | "local_only_public" | "localonlypublic")
            );
            let summary = text(community, "/summary");
            self.push(community, summary, community.get("subscribers"), is_public);
        }
        self.done()
    }

    /// A page of 0.19.
    fn communities(&mut self, page: usize, answer: &Value) -> Result<Step, Fault> {
        let views = answer
            .get("communities")
            .and_then(Value::as_array)
            .ok_or(Fault::Shape { expected: EXPECTED })?;
        for view in views {
            let community = view.get("community").unwrap_or(&Value::Null);
            let is_public = text(community, "/visibility") == Some("Public")
                && community.get("hidden").and_then(Value::as_bool) == Some(false);
            let summary = text(community, "/description").map(first_paragraph);
            self.push(
                community,
                summary,
                view.pointer("/counts/subscribers"),
                is_public,
            );
        }
        self.state = match (page, views.len()) {
            (1, 0) => State::Version,
            (_, PER_PAGE..) => State::Communities(page + 1),
            _ => return self.done(),
        };
        Ok(self.ask())
    }
}

impl Source for Lemmy {
    fn step(&mut self, answer: Option<Answer>) -> Result<Step, Fault> {
        let Some(answer) = answer else {
            return Ok(self.ask());
        };
        match self.state {
            State::Account if answer.status == 404 => {
                self.state = State::Communities(1);
                Ok(self.ask())
            }
            State::Account => {
                let account = answer.json(EXPECTED)?;
                self.account(&account)
            }
            State::Communities(page) => {
                let answer = answer.json(EXPECTED)?;
                self.communities(page, &answer)
            }
            State::Version => {
                let site = answer.json("Lemmy's description of the site")?;
                match text(&site, "/version") {
                    Some(version) if version.starts_with("0.") => self.done(),
                    Some(version) => Err(Fault::Service(format!(
                        "it is Lemmy {version}, whose old API lists no communities, and its new one is not where it should be \
                         (/api/v4/account). Check `url`, and what a proxy before it does with /api/v4"
                    ))),
                    None => Err(Fault::Shape {
                        expected: "Lemmy's version",
                    }),
                }
            }
        }
    }
}
