//! The groups of a member of a Discourse forum, as its directory shows them to everybody.

use super::{Answer, Ask, Fields, Gathered, Http, Source, Step, exchange::below, text};
use crate::fault::Fault;
use serde_json::Value;
use url::Url;

const EXPECTED: &str = "Discourse's list of groups";

pub(super) struct Discourse {
    url: Url,
    user: String,
    page: usize,
    seen: usize,
    groups: Vec<Value>,
    left_out: Vec<(String, &'static str)>,
}

impl Discourse {
    pub(super) fn new(url: Url, user: String) -> Self {
        Self {
            url,
            user,
            page: 0,
            seen: 0,
            groups: Vec::new(),
            left_out: Vec::new(),
        }
    }

    fn ask(&self) -> Step {
        let page = self.page.to_string();
        let url = below(
            &self.url,
            "/groups.json",
            &[("username", &self.user), ("page", &page)],
        );
        Step::Ask(Ask::Http(Http::get(url)))
    }
}

impl Source for Discourse {
    fn step(&mut self, answer: Option<Answer>) -> Result<Step, Fault> {
        let Some(answer) = answer else {
            return Ok(self.ask());
        };
        let answer = answer.json(EXPECTED)?;
        let groups = answer
            .get("groups")
            .and_then(Value::as_array)
            .ok_or(Fault::Shape { expected: EXPECTED })?;
        for group in groups {
            let slug = text(group, "/name").unwrap_or_default();
            if group.get("automatic").and_then(Value::as_bool) == Some(true) {
                self.left_out
                    .push((slug.to_owned(), "an automatic group, which is a permission"));
                continue;
            }
            let url = below(&self.url, &format!("/g/{slug}"), &[]);
            let fields = Fields::new(group.get("id"))
                .text(
                    "name",
                    text(group, "/full_name").or_else(|| text(group, "/name")),
                )
                .html("description", text(group, "/bio_excerpt"))
                .value("member_count", group.get("user_count"))
                .value("url", Some(&Value::from(url.as_str())));
            self.groups.push(
                fields.public(group.get("visibility_level").and_then(Value::as_u64) == Some(0)),
            );
        }
        // How many a page holds differs from version to version: the total decides.
        self.seen += groups.len();
        let total = answer
            .get("total_rows_groups")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        if groups.is_empty() || u64::try_from(self.seen).unwrap_or(u64::MAX) >= total {
            return Gathered::read(&self.groups, std::mem::take(&mut self.left_out))
                .map(Step::Done);
        }
        self.page += 1;
        Ok(self.ask())
    }
}
