//! The documented API itself.

use super::{HttpRequest, Request, document::Document};
use crate::secret::Secret;
use url::Url;

/// Returns the source that calls the documented API. A query that the endpoint already has is kept.
pub(super) fn source(endpoint: &Url, api_key: &Secret, token: &Secret, format: &str) -> Document {
    let mut url = endpoint.clone();
    url.set_fragment(None);
    url.query_pairs_mut().extend_pairs([
        ("method", "group.getMyGroups"),
        ("api_key", api_key.reveal()),
        ("token", token.reveal()),
        ("format", format),
    ]);
    let mut request = HttpRequest::get(url);
    request.has_credential_in_url = true;
    Document(Request::Http(request))
}
