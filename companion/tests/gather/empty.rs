//! Lists that are suddenly empty.

use super::*;

const EMPTY: &str = r#"{"rsp": {"stat": "ok", "group": []}}"#;

/// A service whose list is empty while the flag is 1.
async fn service(is_empty: &Arc<AtomicU16>) -> Upstream {
    let is_empty = Arc::clone(is_empty);
    Upstream::open(move |_| match is_empty.load(Ordering::Relaxed) {
        0 => http(200, "", SAMPLE),
        _ => http(200, "", EMPTY),
    })
    .await
}

#[tokio::test]
async fn the_last_good_list_stays_until_a_second_run_finds_the_list_empty() {
    let (state, is_empty) = (tempfile::tempdir().unwrap(), Arc::new(AtomicU16::new(0)));
    let upstream = service(&is_empty).await;
    let settings = source(&upstream.url());
    assert_eq!(run(&settings, &state, 1000, false).await, Ok(18));
    is_empty.store(1, Ordering::Relaxed);
    let mut gatherer = gatherer(&settings, Some(&state)).await;
    let report = gatherer.refresh(&client(), 2000, false).await;
    assert_eq!(
        report.sources[0].outcome,
        Err(Fault::SuddenlyEmpty { before: 18 })
    );
    assert_eq!(
        (report.list.entries.len(), report.list.as_of),
        (18, Some(1000))
    );
    // The second run is another process.
    assert_eq!(run(&settings, &state, 3000, false).await, Ok(0));
    assert_eq!(run(&settings, &state, 4000, false).await, Ok(0));
}

#[tokio::test]
async fn a_list_that_has_groups_again_is_suspected_again_later() {
    let (state, is_empty) = (tempfile::tempdir().unwrap(), Arc::new(AtomicU16::new(0)));
    let upstream = service(&is_empty).await;
    let settings = source(&upstream.url());
    for (flag, expected) in [
        (0, Ok(18)),
        (1, Err(Fault::SuddenlyEmpty { before: 18 })),
        (0, Ok(18)),
        (1, Err(Fault::SuddenlyEmpty { before: 18 })),
        (1, Ok(0)),
        (0, Ok(18)),
    ] {
        is_empty.store(flag, Ordering::Relaxed);
        assert_eq!(run(&settings, &state, 1000, false).await, expected);
    }
}

#[tokio::test]
async fn the_owner_can_publish_an_empty_list_at_once() {
    let (state, is_empty) = (tempfile::tempdir().unwrap(), Arc::new(AtomicU16::new(0)));
    let upstream = service(&is_empty).await;
    let settings = source(&upstream.url());
    assert_eq!(run(&settings, &state, 1000, false).await, Ok(18));
    is_empty.store(1, Ordering::Relaxed);
    let mut gatherer = gatherer(&settings, Some(&state)).await;
    gatherer.settings.allow_empty = true;
    let report = gatherer.refresh(&client(), 2000, false).await;
    assert_eq!(report.sources[0].outcome, Ok(0));
    assert!(report.list.entries.is_empty() && report.list.as_of.is_none());
}

#[tokio::test]
async fn a_list_that_was_always_empty_is_published() {
    let (state, is_empty) = (tempfile::tempdir().unwrap(), Arc::new(AtomicU16::new(1)));
    let upstream = service(&is_empty).await;
    let settings = source(&upstream.url());
    assert_eq!(run(&settings, &state, 1000, false).await, Ok(0));
}

/// Lemmy confirms that it knows the account, so an empty list is accepted at once. An expired token is a
/// different result.
#[tokio::test]
async fn a_service_that_knows_the_account_is_believed() {
    let state = tempfile::tempdir().unwrap();
    let step = Arc::new(AtomicU16::new(0));
    let current = Arc::clone(&step);
    let upstream = Upstream::open(move |request| {
        let step = current.load(Ordering::Relaxed);
        let community = r#"{"communities": [{"community": {"id": 1, "name": "a", "visibility": "Public", "hidden": false}}]}"#;
        match (request.split(' ').nth(1).unwrap(), step) {
            (path, _) if path.starts_with("/api/v4") => http(404, "", ""),
            ("/api/v3/site", 1) => http(200, "", r#"{"version": "0.19.20"}"#),
            ("/api/v3/site", _) => http(200, "", r#"{"version": "0.19.20", "my_user": {}}"#),
            (_, 0) => http(200, "", community),
            _ => http(200, "", r#"{"communities": []}"#),
        }
    })
    .await;
    let settings = format!(
        "{{ type = \"lemmy\", url = \"{}\", token = \"jwt-jwt\" }}",
        upstream.url()
    );
    assert_eq!(run(&settings, &state, 1000, false).await, Ok(1));
    step.store(1, Ordering::Relaxed);
    for now in [2000, 3000] {
        assert_eq!(
            run(&settings, &state, now, false).await,
            Err(Fault::LoggedOut)
        );
    }
    step.store(2, Ordering::Relaxed);
    assert_eq!(run(&settings, &state, 4000, false).await, Ok(0));
}
