//! A getMyGroups response in a file, at a URL or in a program's standard output.

use super::{Request, Response, Source, SourceGroups, Step};
use crate::fault::Fault;

pub(super) struct Document(pub(super) Request);

impl Source for Document {
    fn step(&mut self, response: Option<Response>) -> Result<Step, Fault> {
        let Some(response) = response else {
            return Ok(Step::Request(self.0.clone()));
        };
        let response = response.ok()?;
        SourceGroups::from_response(&response.body, response.header("content-type")).map(Step::Done)
    }
}
