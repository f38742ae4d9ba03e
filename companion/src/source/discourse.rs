//! The groups of a member of a Discourse forum. The forum's directory of groups shows them to
//! everybody.

use super::{
    HttpRequest, Response, Source, SourceGroups, Step, draft::Draft, http::below, is_true, request,
    text,
};
use crate::fault::Fault;
use serde_json::Value;
use url::Url;

const EXPECTED: &str = "Discourse's list of groups";

pub(super) struct Discourse {
    url: Url,
    user: String,
    page: usize,
    seen: usize,
    groups: SourceGroups,
}

impl Discourse {
    pub(super) fn new(url: Url, user: String) -> Self {
        Self {
            url,
            user,
            page: 0,
            seen: 0,
            groups: SourceGroups::default(),
        }
    }

    fn page(&self) -> Step {
        let page = self.page.to_string();
        let query = [
            ("username", self.user.as_str()),
            // An order that does not follow activity, so that pages do not shift.
            ("order", "name"),
            ("asc", "true"),
            ("page", &page),
        ];
        request(HttpRequest::get(below(&self.url, "/groups.json", &query)))
    }

    fn push(&mut self, group: &Value) {
        let slug = text(group, "/name").unwrap_or_default();
        if is_true(group, "automatic") {
            let reason = "an automatic group, which is a permission";
            return self.groups.leave_out(slug, reason);
        }
        let url = below(&self.url, &format!("/g/{slug}"), &[]);
        let name = text(group, "/full_name").unwrap_or(slug);
        let is_public = group.get("visibility_level").and_then(Value::as_u64) == Some(0);
        self.groups.push(
            Draft::new(group.get("id"))
                .name(Some(name))
                .html_description(text(group, "/bio_excerpt"))
                .members(group.get("user_count"))
                .url(Some(url.as_str()))
                .public(is_public),
        );
    }
}

impl Source for Discourse {
    fn step(&mut self, response: Option<Response>) -> Result<Step, Fault> {
        let Some(response) = response else {
            return Ok(self.page());
        };
        let response = response.json(EXPECTED)?;
        let groups = response
            .get("groups")
            .and_then(Value::as_array)
            .ok_or(Fault::Shape { expected: EXPECTED })?;
        for group in groups {
            self.push(group);
        }
        // The number of groups on a page differs between versions, so the total decides.
        self.seen += groups.len();
        let total = response
            .get("total_rows_groups")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        if groups.is_empty() || u64::try_from(self.seen).unwrap_or(u64::MAX) >= total {
            return std::mem::take(&mut self.groups).done();
        }
        self.page += 1;
        Ok(self.page())
    }
}
