//! Services that are slow, endless, redirecting, wrong or down: what is requested, which list stays,
//! and what is kept secret.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[path = "../common/mod.rs"]
mod common;
mod empty;
mod ids;
mod limits;
mod secrets;

use common::{KEYS, SAMPLE, Served, Upstream, client, http, listed};
use my_groups::{
    fault::Fault,
    native::{
        gather::Gatherer,
        snapshot::{self, Outcome},
        store::Store,
    },
    render,
    source::SourceGroups,
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};

/// A source of the documented API at an address.
fn source(url: &str) -> String {
    format!(
        "{{ type = \"get-my-groups\", endpoint = \"{url}/rest/\", api_key = \"up-k3y\", token = \"up-s3cret\" }}"
    )
}

async fn gatherer(sources: &str, state: Option<&tempfile::TempDir>) -> Gatherer {
    let state = state.map(|folder| Store::open(folder.path().to_str().unwrap()).unwrap());
    Gatherer::new(listed(sources).lists[0].clone(), state).await
}

async fn fault_of(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> (Fault, usize) {
    let upstream = Upstream::open(answer).await;
    let mut gatherer = gatherer(&source(&upstream.url()), None).await;
    let mut report = gatherer.refresh(&client(), 1000, false).await;
    (
        report.sources.remove(0).outcome.unwrap_err(),
        upstream.asked().len(),
    )
}

#[tokio::test]
async fn the_server_is_the_upstream_of_the_snapshot_in_both_formats() {
    let served = Served::open(&format!(
        "[lists.me]\nsources = [{{ type = \"document\", path = \"none\" }}]\n{KEYS}"
    ))
    .await;
    for format in ["json", "xml"] {
        for (token, count) in [("publ1c-t0ken", 17), ("pr1vate-t0ken", 17)] {
            let source = format!(
                "{{ type = \"get-my-groups\", endpoint = \"{}\", api_key = \"k3y-of-app\", token = \"{token}\", format = \"{format}\" }}",
                served.url("/services/rest/")
            );
            let (out, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            let [out_store, state] =
                [&out, &state].map(|folder| Store::open(folder.path().to_str().unwrap()).unwrap());
            let list = listed(&source).lists[0].clone();
            let taken = snapshot::take(list, &client(), &out_store, Some(state)).await;
            assert_eq!(
                (taken.outcome, taken.published),
                (Outcome::Published, count),
                "{:?}",
                taken.sources
            );
            for kind in render::Kind::ALL {
                let file =
                    std::fs::read_to_string(out.path().join(format!("my-groups{}", kind.suffix())))
                        .unwrap();
                let body = served
                    .get(&format!("/me{}", kind.suffix()))
                    .await
                    .text()
                    .await
                    .unwrap();
                assert_eq!(file, body, "{format} {token} {}", kind.suffix());
            }
        }
    }
}

/// Loads a list once, as a new process does, and returns the outcome of its only source.
async fn run(
    sources: &str,
    state: &tempfile::TempDir,
    now: u64,
    again: bool,
) -> Result<usize, Fault> {
    let mut gatherer = gatherer(sources, Some(state)).await;
    let mut report = gatherer.refresh(&client(), now, again).await;
    report.sources.remove(0).outcome
}

#[tokio::test]
async fn a_refusal_is_asked_once_and_then_never_until_the_settings_change() {
    let state = tempfile::tempdir().unwrap();
    let upstream = Upstream::open(|request| {
        if request.contains("new-t0ken") {
            http(200, "", SAMPLE)
        } else {
            http(401, "", "")
        }
    })
    .await;
    let settings = source(&upstream.url());
    let mut first = gatherer(&settings, Some(&state)).await;
    for _ in 0..3 {
        assert!(matches!(
            first.refresh(&client(), 1000, false).await.sources[0].outcome,
            Err(Fault::Refused { .. })
        ));
    }
    // The refusal is stored for other processes. `check` sends a request again. With another token, the source is a
    // different one.
    let remembered = run(&settings, &state, 1001, false).await;
    assert_eq!(remembered, Err(Fault::Refused { status: 0 }));
    assert_eq!(upstream.asked().len(), 1);
    let checked = run(&settings, &state, 1001, true).await;
    assert_eq!(checked, Err(Fault::Refused { status: 401 }));
    let changed = settings.replace("up-s3cret", "new-t0ken");
    assert_eq!(run(&changed, &state, 1002, false).await, Ok(18));
}

#[tokio::test]
async fn a_running_server_notices_that_a_check_succeeded() {
    let state = tempfile::tempdir().unwrap();
    let status = Arc::new(AtomicU16::new(401));
    let answered = Arc::clone(&status);
    let upstream = Upstream::open(move |_| match answered.load(Ordering::Relaxed) {
        200 => http(200, "", SAMPLE),
        status => http(status, "", ""),
    })
    .await;
    let settings = source(&upstream.url());
    let mut server = gatherer(&settings, Some(&state)).await;
    for now in [1000, 1001] {
        let report = server.refresh(&client(), now, false).await;
        assert!(report.sources[0].outcome.is_err());
    }
    status.store(200, Ordering::Relaxed);
    assert_eq!(run(&settings, &state, 1002, true).await, Ok(18));
    let report = server.refresh(&client(), 1003, false).await;
    assert_eq!(report.sources[0].outcome, Ok(18));
}

/// GitHub's secondary limit is a 403 that may have no header and no body.
#[tokio::test]
async fn what_is_no_certain_refusal_is_asked_again_by_the_next_run() {
    let html = "<!doctype html><title>Just a moment...</title>";
    let limit = r#"{"message": "You have exceeded a secondary rate limit."}"#;
    let list = r#"[{"id": 1, "login": "a"}]"#;
    let of_github = |url: &str| {
        format!("{{ type = \"github\", url = \"{url}\", user = \"a\", token = \"t0ken1\" }}")
    };
    let of_buddypress =
        |url: &str| format!("{{ type = \"buddypress\", url = \"{url}\", user_id = 7 }}");
    let details = r#"{"data": {"user": {"organizations": {"nodes": []}}}}"#;
    let groups = r#"[{"id": 1, "name": "a", "status": "public"}]"#;
    for (source, body) in [
        (&of_github as &dyn Fn(&str) -> String, ""),
        (&of_github, limit),
        (&source, html),
        (&source, r#"{"error": "rate_limit_error"}"#),
        (&of_buddypress, ""),
        (&of_buddypress, html),
    ] {
        for status in [401, 403] {
            if status == 401 && body.is_empty() && source("").contains("github") {
                continue;
            }
            let state = tempfile::tempdir().unwrap();
            let is_first = AtomicU16::new(0);
            let upstream = Upstream::open(move |request| {
                if is_first.fetch_add(1, Ordering::Relaxed) == 0 {
                    http(status, "", body)
                } else if request.starts_with("POST") {
                    http(200, "", details)
                } else if request.contains("/orgs") {
                    http(200, "", list)
                } else if request.contains("buddypress") {
                    http(200, "", groups)
                } else {
                    http(200, "", SAMPLE)
                }
            })
            .await;
            let settings = source(&upstream.url());
            let first = run(&settings, &state, 1000, false).await.unwrap_err();
            assert!(!matches!(first, Fault::Refused { .. }), "{first}");
            let second = run(&settings, &state, 2000, false).await;
            assert!(second.is_ok(), "{settings} {status} {body}: {second:?}");
        }
    }
}

#[tokio::test]
async fn a_pause_that_a_service_asks_for_is_kept_across_runs() {
    for status in [429, 503, 403] {
        let state = tempfile::tempdir().unwrap();
        let upstream = Upstream::open(move |_| http(status, "retry-after: 3599.5\r\n", "")).await;
        let settings = source(&upstream.url());
        let first = run(&settings, &state, 1000, false).await.unwrap_err();
        assert_eq!(first.retry_after(), Some(3600));
        // Also `check` waits.
        for (now, again, rest) in [(1001, false, 3599), (1002, true, 3598), (4599, false, 1)] {
            let fault = run(&settings, &state, now, again).await.unwrap_err();
            assert_eq!(fault.retry_after(), Some(rest));
        }
        assert_eq!(upstream.asked().len(), 1, "not before its time");
        let _ = run(&settings, &state, 4600, false).await;
        assert_eq!(upstream.asked().len(), 2);
    }
}

#[tokio::test]
async fn a_pause_without_end_is_a_day() {
    let state = tempfile::tempdir().unwrap();
    let upstream = Upstream::open(|_| http(429, "retry-after: 18446744073709551615\r\n", "")).await;
    let settings = source(&upstream.url());
    let first = run(&settings, &state, 1000, false).await.unwrap_err();
    assert_eq!(first.retry_after(), Some(86_400));
    let _ = run(&settings, &state, 87_400, false).await;
    assert_eq!(upstream.asked().len(), 2);
}

#[tokio::test]
async fn a_short_pause_is_waited_for_within_the_run() {
    let is_first = AtomicU16::new(0);
    let upstream = Upstream::open(move |_| {
        if is_first.fetch_add(1, Ordering::Relaxed) == 0 {
            http(429, "retry-after: 0\r\n", "")
        } else {
            http(200, "", SAMPLE)
        }
    })
    .await;
    let mut gatherer = super_gatherer(&upstream).await;
    assert_eq!(
        gatherer.refresh(&client(), 1000, false).await.sources[0].outcome,
        Ok(18)
    );
}

async fn super_gatherer(upstream: &Upstream) -> Gatherer {
    gatherer(&source(&upstream.url()), None).await
}

#[tokio::test]
async fn a_source_that_is_down_leaves_the_last_good_list_which_says_since_when() {
    let state = tempfile::tempdir().unwrap();
    let status = Arc::new(AtomicU16::new(200));
    let answered = Arc::clone(&status);
    let upstream = Upstream::open(move |_| match answered.load(Ordering::Relaxed) {
        200 => http(200, "", SAMPLE),
        status => http(status, "", "gone"),
    })
    .await;
    let two = format!(
        "{}, {{ type = \"command\", command = [\"echo\", '{{\"rsp\": {{\"stat\": \"ok\", \"group\": [{{\"id\": \"x\", \"name\": \"Other\"}}]}}}}'] }}",
        source(&upstream.url())
    );
    let mut gatherer = gatherer(&two, Some(&state)).await;
    let fresh = gatherer.refresh(&client(), 1_000, false).await;
    assert_eq!(
        (fresh.list.entries.len(), fresh.list.as_of, fresh.is_fresh()),
        (19, None, true)
    );
    for (code, now) in [(500, 2_000), (404, 3_000), (200, 4_000)] {
        status.store(code, Ordering::Relaxed);
        let report = gatherer.refresh(&client(), now, false).await;
        assert_eq!(
            report.list.entries, fresh.list.entries,
            "no group less at {code}"
        );
        assert_eq!(report.list.as_of, (code != 200).then_some(1_000));
        assert_eq!((report.is_fresh(), report.is_whole()), (code == 200, true));
    }
    // A later process has the same list, even if its upstream server never responds.
    status.store(500, Ordering::Relaxed);
    let mut later = again(&two, &state).await;
    assert_eq!(later.remembered().unwrap().as_of, Some(4_000));
    let report = later.refresh(&client(), 5_000, false).await;
    assert_eq!(
        (report.list.entries.len(), report.list.as_of),
        (19, Some(4_000))
    );
}

async fn again(sources: &str, state: &tempfile::TempDir) -> Gatherer {
    gatherer(sources, Some(state)).await
}
