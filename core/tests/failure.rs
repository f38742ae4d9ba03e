//! Failures: each HTTP status maps to one kind, and the failure keeps the status.
#![allow(missing_docs)]

use my_groups_core::failure::Failure;

#[test]
fn each_http_status_maps_to_its_kind() {
    for (status, direct, kind) in [
        (200, true, None),
        (206, false, None),
        (403, true, Some("token")),
        (403, false, Some("token")),
        (404, true, Some("api-key")),
        (404, false, Some("http")),
        (429, true, Some("rate-limited")),
        (999, true, Some("rate-limited")),
        (500, true, Some("server")),
        (599, false, Some("server")),
        (401, true, Some("http")),
        (304, false, Some("http")),
        (600, true, Some("http")),
    ] {
        let failure = Failure::of_status(status, direct, None);
        assert_eq!(failure.as_ref().map(Failure::kind), kind, "{status}");
        assert!(failure.is_none_or(|failure| failure.status() == status));
    }
}
