//! Loads the groups of one source, from the first request to the list.

use super::{Request, Response, Settings, Source, SourceGroups};
use crate::fault::Fault;

/// The maximum number of requests for one source: its pages, and further requests.
pub const MAX_REQUESTS: usize = 1000;
/// The most bytes of all responses for one source.
const MAX_TOTAL: usize = 64 << 20;

/// The next step of a [`Session`].
#[derive(Debug)]
pub enum Step {
    /// The session needs the response to this request.
    Request(Request),
    /// Loading has ended with these groups.
    Done(SourceGroups),
}

/// Loads the groups of one source without doing any I/O: it returns requests, and is given the
/// responses. [The crate's documentation](crate) has an example.
///
/// Neither its errors nor its groups contain the source's secrets, even if the service repeats them.
pub struct Session {
    settings: Settings,
    source: Box<dyn Source>,
    requests: usize,
    received: usize,
    with_credential: bool,
}

impl Session {
    /// Starts loading a source.
    pub fn new(settings: &Settings) -> Self {
        Self {
            settings: settings.clone(),
            source: settings.source(),
            requests: 0,
            received: 0,
            with_credential: false,
        }
    }

    /// Takes the response to the last request (`None` at the start), and returns the next request or
    /// the groups.
    ///
    /// # Errors
    /// The response is a failure or cannot be read, or the source has too many pages or bytes.
    pub fn step(&mut self, response: Option<Response>) -> Result<Step, Fault> {
        let step = self.next(response);
        self.settings.without_secrets(step)
    }

    fn next(&mut self, response: Option<Response>) -> Result<Step, Fault> {
        let response = match response {
            Some(mut response) => {
                self.received += response.body.len();
                if self.received > MAX_TOTAL {
                    return Err(Fault::TooLarge { limit: MAX_TOTAL });
                }
                response.with_credential = self.with_credential;
                Some(response)
            }
            None => None,
        };
        let step = self.source.step(response)?;
        if let Step::Request(request) = &step {
            self.requests += 1;
            if self.requests > MAX_REQUESTS {
                let limit = MAX_REQUESTS;
                return Err(Fault::TooManyPages { limit });
            }
            self.with_credential = request.has_credential();
        }
        Ok(step)
    }
}
