//! The documented API itself.

use super::{Answer, Ask, Gathered, Http, Source, Step};
use crate::{fault::Fault, secret::Secret};
use url::Url;

pub(super) struct GetMyGroups {
    request: Http,
}

impl GetMyGroups {
    /// A query that the endpoint already has is kept.
    pub(super) fn new(endpoint: &Url, api_key: &Secret, token: &Secret, format: &str) -> Self {
        let mut url = endpoint.clone();
        url.set_fragment(None);
        url.query_pairs_mut().extend_pairs([
            ("method", "group.getMyGroups"),
            ("api_key", api_key.reveal()),
            ("token", token.reveal()),
            ("format", format),
        ]);
        Self {
            request: Http::get(url),
        }
    }
}

impl Source for GetMyGroups {
    fn step(&mut self, answer: Option<Answer>) -> Result<Step, Fault> {
        let Some(answer) = answer else {
            return Ok(Step::Ask(Ask::Http(self.request.clone())));
        };
        let answer = answer.ok()?;
        Gathered::response(&answer.body, answer.header("content-type")).map(Step::Done)
    }
}
