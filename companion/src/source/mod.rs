//! Sources of groups, one file each.
//!
//! A source is a state machine without I/O. It returns requests, takes the responses, and maps the
//! service's groups to entries of a list. A [`Session`] runs it.

mod buddypress;
mod discourse;
mod document;
mod draft;
mod get_my_groups;
mod github;
mod groups;
mod http;
mod lemmy;
mod markdown;
mod open_collective;
mod session;
mod settings;

pub use groups::SourceGroups;
pub use http::{HttpRequest, Request, Response};
pub use session::{MAX_REQUESTS, Session, Step};
pub(crate) use settings::{DEFAULT_ROLES, GITHUB, OPEN_COLLECTIVE};
pub use settings::{Kind, Settings, id_prefixes};

use crate::fault::Fault;
use serde_json::Value;

/// A source in progress.
trait Source: Send {
    /// Takes the response to the last request (`None` at the start), and returns the next request or
    /// the groups.
    fn step(&mut self, response: Option<Response>) -> Result<Step, Fault>;
}

/// Returns the text at a JSON pointer, unless it is blank.
fn text<'a>(object: &'a Value, pointer: &str) -> Option<&'a str> {
    object
        .pointer(pointer)
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty())
}

/// Returns whether a member of an object is `true`.
fn is_true(object: &Value, key: &str) -> bool {
    object.get(key).and_then(Value::as_bool) == Some(true)
}

/// Returns the step that makes an HTTP request.
fn request(request: HttpRequest) -> Step {
    Step::Request(Request::Http(request))
}
