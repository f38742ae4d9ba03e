//! A getMyGroups response of a file, of an address or of a program's standard output.

use super::{Answer, Ask, Gathered, Source, Step};
use crate::fault::Fault;

pub(super) struct Document(pub(super) Ask);

impl Source for Document {
    fn step(&mut self, answer: Option<Answer>) -> Result<Step, Fault> {
        let Some(answer) = answer else {
            return Ok(Step::Ask(self.0.clone()));
        };
        let answer = answer.ok()?;
        Gathered::response(&answer.body, answer.header("content-type")).map(Step::Done)
    }
}
