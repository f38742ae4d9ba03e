//! BuddyPress' groups of a member, V2 of its REST API or V1.

use super::{Answer, Ask, Fields, Gathered, Http, Source, Step, exchange::below, text};
use crate::fault::Fault;
use serde_json::Value;
use url::Url;

const EXPECTED: &str = "a list of BuddyPress groups";
const PER_PAGE: usize = 100;

pub(super) struct BuddyPress {
    url: Url,
    user_id: u64,
    version: &'static str,
    page: usize,
    groups: Vec<Value>,
}

impl BuddyPress {
    pub(super) fn new(url: Url, user_id: u64) -> Self {
        Self {
            url,
            user_id,
            version: "v2",
            page: 1,
            groups: Vec::new(),
        }
    }

    fn ask(&self) -> Step {
        let query = [
            ("user_id", self.user_id.to_string()),
            // Without this every group would have 0 members.
            ("populate_extras", "true".to_owned()),
            ("per_page", PER_PAGE.to_string()),
            ("page", self.page.to_string()),
        ];
        let query = query.each_ref().map(|(key, value)| (*key, value.as_str()));
        let url = below(
            &self.url,
            &format!("/wp-json/buddypress/{}/groups", self.version),
            &query,
        );
        Step::Ask(Ask::Http(Http::get(url)))
    }
}

impl Source for BuddyPress {
    fn step(&mut self, answer: Option<Answer>) -> Result<Step, Fault> {
        let Some(answer) = answer else {
            return Ok(self.ask());
        };
        if answer.status == 404 && self.version == "v2" && self.page == 1 {
            self.version = "v1";
            return Ok(self.ask());
        }
        let pages: Option<usize> = answer
            .header("x-wp-totalpages")
            .and_then(|pages| pages.parse().ok());
        let Value::Array(groups) = answer.json(EXPECTED)? else {
            return Err(Fault::Shape { expected: EXPECTED });
        };
        self.groups.extend(groups.iter().map(group));
        let is_last = pages.map_or(groups.len() < PER_PAGE, |pages| self.page >= pages);
        if is_last || groups.is_empty() {
            return Gathered::read(&self.groups, Vec::new()).map(Step::Done);
        }
        self.page += 1;
        Ok(self.ask())
    }
}

fn group(group: &Value) -> Value {
    // A member's group has at least that member: 0 stands for a count that was not made.
    let count = group
        .get("total_member_count")
        .filter(|count| !matches!(count.as_u64(), Some(0)) && **count != "0");
    let description =
        text(group, "/description/rendered").or_else(|| text(group, "/description/raw"));
    Fields::new(group.get("id"))
        .html("name", text(group, "/name"))
        .html(
            "description",
            description.or_else(|| text(group, "/description")),
        )
        .value("member_count", count)
        .time("timestamp", text(group, "/date_created_gmt"))
        .value("url", group.get("link"))
        .public(text(group, "/status") == Some("public"))
}
