//! Secrets that upstream servers repeat in their responses, and responses that are broken.

use super::*;

/// No fault contains the credential, or the URL with the credential, even if the upstream server repeats
/// the request.
#[tokio::test]
async fn no_fault_tells_a_secret() {
    let echo = |request: &str| request.replace(['\r', '\n'], " ");
    let statuses = [200, 302, 400, 401, 403, 404, 429, 500];
    for status in statuses {
        let (fault, _) = fault_of(move |request| {
            http(
                status,
                "location: http://127.0.0.1:1/?token=up-s3cret\r\n",
                &echo(request),
            )
        })
        .await;
        assert!(
            !format!("{fault} {fault:?}").contains("up-s3cret"),
            "{fault}"
        );
    }
    let fail = |message: String| render::json_failure(&message);
    let (fault, _) = fault_of(move |request| http(200, "", &fail(echo(request)))).await;
    assert!(
        !format!("{fault}").contains("up-s3cret") && !format!("{fault}").contains("up-k3y"),
        "{fault}"
    );
}

/// A message of an upstream has no control characters, which a terminal would interpret.
#[tokio::test]
async fn what_a_service_says_is_one_short_line() {
    let message = format!("\u{1b}[31mred\r\nline\u{7} {}", "x".repeat(100_000));
    let body = serde_json::json!({"errors": [{"message": message}]}).to_string();
    let upstream = Upstream::open(move |_| http(200, "", &body)).await;
    let source = format!(
        "{{ type = \"open-collective\", url = \"{}\", slug = \"a\" }}",
        upstream.url()
    );
    let mut gatherer = gatherer(&source, None).await;
    let mut report = gatherer.refresh(&client(), 1, false).await;
    let fault = report.sources.remove(0).outcome.unwrap_err().to_string();
    assert!(
        fault.starts_with("The service says: [31mred line x"),
        "{fault}"
    );
    assert!(fault.len() < 500);
}

#[tokio::test]
async fn no_document_tells_a_secret_that_an_upstream_repeats() {
    let body = r#"{"rsp": {"stat": "ok", "group": [{"id": 1, "name": "up-s3cret &amp; up-k3y", "description": "<b>up-s3</b>cret",
        "url": "https://a.example/?t=up-s3cret", "moderation_level": "up-k3y", "owner_user_id": "up-s3cret"}]}}"#;
    let upstream = Upstream::open(move |_| http(200, "", body)).await;
    let list = super_gatherer(&upstream)
        .await
        .refresh(&client(), 1, false)
        .await
        .list;
    let entries: Vec<_> = list.entries.iter().map(Arc::as_ref).collect();
    for document in [
        render::json_method(&entries, None),
        render::xml_method(&entries, None),
    ] {
        assert!(
            !document.contains("up-s3cret") && !document.contains("up-k3y"),
            "{document}"
        );
    }
}

/// 10,000 invalid bodies: parts of the documented samples that are cut, doubled and reversed, and random
/// bytes.
#[tokio::test]
async fn ten_thousand_hostile_bodies_neither_panic_nor_make_a_group_of_nothing() {
    let xml = include_str!("../../../tests/fixtures/get-my-groups.xml");
    let mut runner = TestRunner::deterministic();
    let cut = (
        0..SAMPLE.len(),
        0..SAMPLE.len(),
        proptest::arbitrary::any::<u8>(),
        0..6_usize,
    );
    let noise = proptest::collection::vec(proptest::arbitrary::any::<u8>(), 0..200);
    for round in 0..10_000 {
        let (one, other, byte, how) = cut.new_tree(&mut runner).unwrap().current();
        let document = if round % 2 == 0 {
            SAMPLE.as_bytes()
        } else {
            xml.as_bytes()
        };
        let (one, other) = (one % document.len(), other % document.len());
        let mut body = document.to_vec();
        match how {
            0 => body.truncate(one),
            1 => body[one] = byte,
            2 => body
                .splice(one..one, noise.new_tree(&mut runner).unwrap().current())
                .for_each(drop),
            3 => body.extend_from_slice(&document[one..]),
            4 => body = [&document[one.min(other)..one.max(other)], &[byte]].concat(),
            _ => body = noise.new_tree(&mut runner).unwrap().current(),
        }
        if let Ok(groups) = SourceGroups::from_response(&body, None) {
            let mut groups = groups.entries.iter().map(|entry| &entry.group);
            assert!(groups.all(|group| !group.id.is_empty() && !group.name.trim().is_empty()));
        }
    }
}
