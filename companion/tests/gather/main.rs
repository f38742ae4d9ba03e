//! Upstreams that are slow, endless, redirecting, wrong or down: what is asked, what stands, and
//! what is kept secret.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[path = "../common/mod.rs"]
mod common;
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
    render, wire,
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
    // Another process remembers it; `check` asks once more; another token is another source.
    let mut second = gatherer(&settings, Some(&state)).await;
    assert_eq!(
        second.refresh(&client(), 1001, false).await.sources[0].outcome,
        Err(Fault::Refused { status: 0 })
    );
    assert_eq!(upstream.asked().len(), 1);
    assert_eq!(
        second.refresh(&client(), 1001, true).await.sources[0].outcome,
        Err(Fault::Refused { status: 401 })
    );
    let mut changed = gatherer(&settings.replace("up-s3cret", "new-t0ken"), Some(&state)).await;
    assert_eq!(
        changed.refresh(&client(), 1002, false).await.sources[0].outcome,
        Ok(18)
    );
}

#[tokio::test]
async fn a_pause_that_a_service_asks_for_is_kept() {
    let (fault, asked) = fault_of(|_| http(429, "retry-after: 3600\r\n", "")).await;
    assert_eq!(
        (fault, asked),
        (
            Fault::RateLimited {
                retry_after: Some(3600)
            },
            1
        )
    );
    let upstream = Upstream::open(|_| http(503, "retry-after: 3600\r\n", "")).await;
    let mut gatherer = gatherer(&source(&upstream.url()), None).await;
    for now in [1000, 1001, 4599] {
        assert!(
            gatherer.refresh(&client(), now, false).await.sources[0]
                .outcome
                .is_err()
        );
    }
    assert_eq!(upstream.asked().len(), 1, "not before its time");
    let _ = gatherer.refresh(&client(), 4600, false).await;
    assert_eq!(upstream.asked().len(), 2);
    // A short one is waited for within the run.
    let is_first = AtomicU16::new(0);
    let upstream = Upstream::open(move |_| {
        if is_first.fetch_add(1, Ordering::Relaxed) == 0 {
            http(429, "retry-after: 1\r\n", "")
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
    // A later process has it too, and so does one whose upstream never answered.
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
